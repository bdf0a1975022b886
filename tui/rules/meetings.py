"""Rules of meetings and their results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from tui.kinds.words import MeetingKind, Party, Ruling
from tui.rules.recurrence import occurrences

# Meetings are stored without an end; calendars and rooms need one.
LENGTH: Final = timedelta(hours=2)
# The four parties of 幸福1+3: the community's party committee and the three that it leads.
FOUR_PARTIES: Final[tuple[Party, ...]] = ("party", "committee", "council", "property")
# How many of the four parties must attend for a joint meeting to decide: more than half. No document sets it;
# the mark on the screen is a reminder and prevents nothing.
JOINT_QUORUM: Final = 3
# The step of the wish's workflow that a ruling on an item takes.
RULINGS: Final[Mapping[Ruling, str]] = {
    "assign": "assign", "decline": "decline", "hold": "hold", "close": "complete", "resume": "resume",
}  # fmt: skip


def quorate(kind: MeetingKind, present: Collection[str]) -> bool:
    """Whether enough parties attend."""
    if kind == "joint":
        return len(set(present) & set(FOUR_PARTIES)) >= JOINT_QUORUM
    return bool(present)


def still_to_come(meeting: Mapping[str, Any], today: date) -> date | None:
    """The day of a stored meeting that is planned for one after `today`; None of any other."""
    on = date.fromisoformat(str(meeting["starts_at"])[:10])
    return on if meeting["state"] == "planned" and on > today else None


def tally(votes: Mapping[str, Mapping[str, int]]) -> tuple[int, int, int]:
    """The votes for, against and abstaining, summed over all parties."""
    ballots = list(votes.values())
    return (
        sum(b.get("yes", 0) for b in ballots),
        sum(b.get("no", 0) for b in ballots),
        sum(b.get("abstain", 0) for b in ballots),
    )


def under_discussion(meeting: Mapping[str, Any]) -> int | None:
    """The number of the item under discussion; None if there is none or it was taken off the agenda."""
    current = meeting.get("current")
    return current if any(item["number"] == current for item in meeting["items"]) else None


def neighbour(numbers: Sequence[int], current: int | None, delta: int) -> int | None:
    """The number of the item `delta` further on (or back); None at the end. Without a current item, the first
    or last.
    """
    if current not in numbers:
        return (numbers[0] if delta > 0 else numbers[-1]) if numbers else None
    at = numbers.index(current) + delta
    return numbers[at] if 0 <= at < len(numbers) else None


def carried(items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The items that were not discussed, as the next meeting takes them over."""
    return [{**item, "state": "open"} for item in items if item["state"] == "open"]


def next_on(rrule: str, starts_at: datetime, horizon: int = 800) -> datetime | None:
    """The date of a regular meeting after `starts_at`; None if its rule gives no more."""
    day = starts_at.date()
    last = date.fromordinal(day.toordinal() + horizon)
    found = next((on for on in occurrences(rrule, day, day, last) if on > day), None)
    return None if found is None else datetime.combine(found, starts_at.timetz())
