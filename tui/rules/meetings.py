"""Rules of meetings and of what comes out of them. Plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from tui.rules.recurrence import occurrences
from tui.words import MeetingKind, Party, Ruling

# No end is kept of a meeting; calendars and rooms want one.
LENGTH: Final = timedelta(hours=2)
# The four parties of 幸福1+3: the community's party committee and the three that it leads.
FOUR_PARTIES: Final[tuple[Party, ...]] = ("party", "committee", "council", "property")
# How many of the four make a joint meeting able to decide: more than half. No document sets it; the
# sign is a reminder and stops nobody.
JOINT_QUORUM: Final = 3
# Where a ruling on an item takes its wish: a step of the wish's workflow.
RULINGS: Final[Mapping[Ruling, str]] = {
    "assign": "assign", "decline": "decline", "hold": "hold", "close": "complete", "resume": "resume",
}  # fmt: skip


def quorate(kind: MeetingKind, present: Collection[str]) -> bool:
    """Whether enough parties are there."""
    if kind == "joint":
        return len(set(present) & set(FOUR_PARTIES)) >= JOINT_QUORUM
    return bool(present)


def tally(votes: Mapping[str, Mapping[str, int]]) -> tuple[int, int, int]:
    """For, against and abstaining over all parties."""
    ballots = list(votes.values())
    return (
        sum(b.get("yes", 0) for b in ballots),
        sum(b.get("no", 0) for b in ballots),
        sum(b.get("abstain", 0) for b in ballots),
    )


def carried(items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The items that a meeting did not come to, as the next one takes them over."""
    return [{**item, "state": "open"} for item in items if item["state"] == "open"]


def next_on(rrule: str, starts_at: datetime, horizon: int = 800) -> datetime | None:
    """When a regular meeting is held next after `starts_at`; None if its rule gives no more."""
    day = starts_at.date()
    last = date.fromordinal(day.toordinal() + horizon)
    found = next((on for on in occurrences(rrule, day, day, last) if on > day), None)
    return None if found is None else datetime.combine(found, starts_at.timetz())
