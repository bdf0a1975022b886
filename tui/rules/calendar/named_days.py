"""A year's days off and made-up working days as they were read, and what they do not fit together with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.statutory import statutory_days

FIRST_YEAR: Final = 1992
LAST_YEAR: Final = 2200
# The longest holiday so far had 10 days; more is a slip.
LONGEST: Final = 16


class NamedDay(NamedTuple):
    """A day that a calendar names: off, or worked (`off` is False) for one that is. `name` is the festival's."""

    day: date
    name: str
    off: bool


class ReadCalendar(NamedTuple):
    """What was understood: the days by year. `doubts` says what was not, or does not fit together.

    `whole`: it tells of whole years. Other days, such as those by hand, are added to what is known of theirs.
    """

    years: Mapping[int, tuple[NamedDay, ...]]
    doubts: tuple[Message, ...]
    whole: bool = True


def not_understood(text: str) -> Message:
    """That a part of what was pasted was not understood."""
    return Message("Not understood: {text}", {"text": text.strip()[:80]})


def refused(why: Message) -> InvalidInput:
    """The reason why nothing of it is taken, to be raised."""
    return InvalidInput({"holidays": why})


def span_of(first: date, last: date) -> list[date]:
    """The days from one to the other; none if there are none, or more than a holiday has."""
    if not 0 <= (last - first).days < LONGEST or not FIRST_YEAR <= first.year <= LAST_YEAR:
        return []
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def against_law(found: ReadCalendar) -> Iterator[Message]:
    """Days worked that are off by law or worked anyway, and festivals of a whole year that are missing."""
    for year, days in found.years.items():
        off = {one.day: one.off for one in days}
        law = statutory_days(year)
        for day, worked in ((one.day, not one.off) for one in days):
            facts = {"day": day.isoformat()}
            if worked and day in law:
                yield Message("{day} is off by law, and worked by this.", facts)
            elif worked and day.weekday() < 5:
                yield Message("{day} is worked anyway: it is no weekend.", facts)
        missing = [day for day in law if day not in off] if found.whole else []
        if missing:
            names = "、".join(f"{law[day]} {day:%m-%d}" for day in missing)
            yield Message("Not in it, and off by law all the same: {days}", {"days": names})
