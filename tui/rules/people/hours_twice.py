"""Hours of one person that stand there twice, or overlap: told or refused, never silent."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.rules.people.hours import counted


def again(records: Iterable[Stored], document: Mapping[str, Any]) -> Stored | None:
    """A record that counts of the same person, day and content, and not of another place, team or session; or None."""
    said = _plain(document.get("content"))
    for record in counted(records):
        same = (record["volunteer_id"], record["on"]) == (document["volunteer_id"], document["on"])
        if not same or _plain(record.get("content")) != said or record.get("id") == document.get("id"):
            continue
        places = {_plain(record.get("place")), _plain(document.get("place"))} - {""}
        teams = {record.get("team_id"), document.get("team_id")} - {None}
        sessions = {record.get("session_id"), document.get("session_id")} - {None}
        if len(places) < 2 and len(teams) < 2 and len(sessions) < 2:
            return record
    return None


def refused_again(record: Stored, name: str) -> Message:
    """Why the same hours are not kept a second time."""
    facts = {"name": name, "n": f"{float(record['hours']):g}", "content": record["content"], "day": record["on"],
             "id": record["id"]}  # fmt: skip
    return Message(
        "{name} has {n} h for «{content}» on {day} already (no. {id}). Correct those, or say what else was done.",
        facts,
    )


def session_doubts(
    session: Stored, hours: Iterable[Stored], sessions: Iterable[Stored], names: Callable[[int], str]
) -> list[Message]:
    """What does not fit with the hours of a session that took place: kept twice, or while one was elsewhere.

    Looks at each record of hours once; one that has no hours yet costs no more.
    """
    if not (id := session.get("id")):
        return []
    records = list(counted(hours))
    mine = [r for r in records if r.get("session_id") == id]
    if not mine:
        return []
    people = {r["volunteer_id"] for r in mine}
    theirs = [r for r in records if r["volunteer_id"] in people]
    others = {int(s["id"]): s for s in sessions if s.get("id") and s["id"] != id}
    doubts: list[Message] = []
    for record in mine:
        name = names(int(record["volunteer_id"]))
        if twice := again((r for r in theirs if r["id"] != record["id"]), record):
            facts = {"name": name, "n": f"{float(twice['hours']):g}", "id": twice["id"]}
            doubts.append(Message("{name} has {n} h for the same on that day already (no. {id}).", facts))
        for other in theirs:
            elsewhere = others.get(int(other.get("session_id") or 0))
            if other["volunteer_id"] == record["volunteer_id"] and elsewhere and _overlap(session, elsewhere):
                at = f"{elsewhere['starts_at'][11:16]}-{elsewhere['ends_at'][11:16]}"
                facts = {
                    "name": name,
                    "n": f"{float(other['hours']):g}",
                    "time": at,
                    "content": other["content"],
                }
                doubts.append(Message("{name} has {n} h for «{content}» at the same time ({time}).", facts))
    return doubts


def _overlap(one: Stored, other: Stored) -> bool:
    return bool(one["starts_at"] < other["ends_at"] and other["starts_at"] < one["ends_at"])


def _plain(text: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split()).casefold()
