"""Supervision notes as lines: what was asked, of which wish if of one, and the answer."""

from __future__ import annotations

from typing import NamedTuple

from tui.store import Store


class NoteLine(NamedTuple):
    """A note: when (ISO 8601 date), by whom, the number of its wish ("" for the community), and its answer ("" for none yet)."""

    id: int
    on: str
    by: str
    wish: str
    text: str
    answer: str
    answered_by: str
    answered_on: str


def note_lines(store: Store) -> list[NoteLine]:
    """All notes, those without an answer first, then the newest first."""
    numbers = {wish["id"]: str(wish["number"]) for wish in store.wishes.stored()}
    lines = [
        NoteLine(
            int(note["id"]),
            str(note["created_at"])[:10],
            str(note.get("by") or ""),
            numbers.get(note.get("wish_id"), ""),
            str(note["text"]),
            str(note.get("answer") or ""),
            str(note.get("answered_by") or ""),
            str(note.get("answered_on") or ""),
        )
        for note in reversed(store.supervisions.stored())
    ]
    return sorted(lines, key=lambda line: bool(line.answer))
