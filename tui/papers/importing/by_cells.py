"""What columns mean by what stands in their cells, where their headings alone do not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from tui.papers.importing.days import Day, read_clock, read_day
from tui.papers.importing.grids import Cell, text_of
from tui.papers.importing.headings import targets
from tui.papers.importing.lexicon import choices_of
from tui.papers.importing.matching import Column
from tui.papers.importing.values import NONE_SAID

Columns = tuple[Column, ...]
Rows = Sequence[Sequence[Cell]]
"""The rows below the head; the first of them tell."""

# Kind -> the field of a column with times of day; a meeting's goes to its day.
_WITH_CLOCKS: Final[Mapping[str, str]] = {
    "meeting": "",
    "session": "starts_at",
    "hours": "hours",
    "booking": "starts",
}
_OF_CLOCKS: Final = frozenset({"starts_at", "ends_at", "starts", "ends", "hours"})
_LOOKED_AT: Final = 50


def flagged(columns: Columns, kind: str, rows: Rows) -> Columns:
    """The columns, of which one that has hardly anything but 独居, 低保, 残疾 says that, whatever its heading."""
    target = next((t for t in targets(kind) if t.name == "flags"), None)
    if target is None or any(c.target and c.target.name == "flags" for c in columns):
        return columns
    words = [word for word in choices_of(target.field) if len(word) > 1]
    for column in columns:
        told = column.target.name if column.target else ""
        if column.use not in {"field", "unknown"} or told not in {"", "heard"}:
            continue
        texts = [text for text in _texts(rows, column.at) if text not in NONE_SAID]
        if sum(any(word in t for word in words) and len(t) < 12 for t in texts) * 2 > len(texts):
            return _meaning(columns, column.at, kind, "flags")
    return columns


def dated(columns: Columns, kind: str, rows: Rows, today: date) -> Columns:
    """The columns, of which one says another day than its heading does by itself.

    Of bookings one with day and hours together has the day (12月3日 9:00-11:00); of action items 完成时间 with a day that
    lies ahead says until when.
    """
    at = {c.target.name: c.at for c in columns if c.target}
    if kind == "booking" and "on" not in at and "starts" in at:
        texts = _texts(rows, at["starts"])
        if sum(not read_clock(text)[0] for text in texts) * 2 > len(texts):
            return _meaning(columns, at["starts"], kind, "on")
    if kind == "action" and "due" not in at and "done_on" in at:
        days = (
            read_day(row[at["done_on"]], today.year) for row in rows[:_LOOKED_AT] if at["done_on"] < len(row)
        )
        if any(isinstance(day, Day) and day.on > today for day in days):
            return _meaning(columns, at["done_on"], kind, "due")
    return columns


def clocks(columns: Columns, kind: str, rows: Rows) -> frozenset[int]:
    """The places of columns with times of day alone: those of a meeting or session, or from when to when one served."""
    found = set()
    for column in columns if kind in _WITH_CLOCKS else ():
        told = column.target is not None and column.target.name in _OF_CLOCKS
        if told and kind != "meeting":
            continue
        texts = _texts(rows, column.at)
        heads_clock = any(word in column.heading for word in ("时间", "时段", "起止"))
        timed = sum(bool(read_clock(text)[0]) for text in texts) * 2 > len(texts)
        if column.use in {"field", "unknown"} and heads_clock and timed:
            found.add(column.at)
    return frozenset(found)


def clocked(columns: Columns, kind: str, places: frozenset[int]) -> Columns:
    """The columns, of which the first with times of day says when a session begins, or how long somebody served."""
    name = _WITH_CLOCKS[kind]
    if name in {c.target.name for c in columns if c.target} or not any(t.name == name for t in targets(kind)):
        return columns
    return _meaning(columns, min(places), kind, name)


def _texts(rows: Rows, at: int) -> list[str]:
    return [text for row in rows[:_LOOKED_AT] if at < len(row) and (text := text_of(row[at]))]


def _meaning(columns: Columns, at: int, kind: str, name: str) -> Columns:
    """The columns, of which the one at that place means the field of that name."""
    target = next(t for t in targets(kind) if t.name == name)
    return tuple(c._replace(use="field", target=target) if c.at == at else c for c in columns)
