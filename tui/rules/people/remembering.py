"""Birthdays and first-year marks of volunteers, so that somebody says a kind word in time.

A birthday is kept as `MM-DD`: the year of birth serves nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, Literal, NamedTuple

from tui.language.errors import Message
from tui.language.i18n import N_

Occasion = Literal["birthday", "first_year"]
# Days ahead from which on an occasion is told.
AHEAD: Final = 3
_MONTH_DAY: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LEAP_DAY: Final = "02-29"
# A leap year, in which every day of a year can be looked up.
_ANY_LEAP_YEAR: Final = 2024


class Mark(NamedTuple):
    """An occasion of one person, `days` from today (0: today)."""

    occasion: Occasion
    volunteer_id: int
    name: str
    days: int

    @property
    def message(self) -> Message:
        """The occasion in words."""
        params: dict[str, object] = {"name": self.name, "n": self.days}
        if self.occasion == "birthday":
            return Message(_BIRTHDAY[min(self.days, 2)], params)
        return Message(_FIRST_YEAR[min(self.days, 2)], params)


_BIRTHDAY: Final = (
    N_("today is {name}'s birthday"),
    N_("tomorrow is {name}'s birthday"),
    N_("{name}'s birthday in {n} days"),
)
_FIRST_YEAR: Final = (
    N_("{name} has been with us for a year today"),
    N_("{name} has been with us for a year tomorrow"),
    N_("{name} has been with us for a year in {n} days"),
)


def check_birthday(text: str) -> Message | None:
    """What is wrong with a birthday; None if it is `MM-DD`, or empty."""
    if text and not (_MONTH_DAY.fullmatch(text) and _real(text)):
        return Message("Write month and day, such as 03-26. The year is not kept.")
    return None


def _real(text: str) -> bool:
    try:
        date.fromisoformat(f"{_ANY_LEAP_YEAR}-{text}")
    except ValueError:
        return False
    return True


def _on(month_day: str, year: int) -> date:
    """The day in a year; the 29th of February is kept on the 28th where there is none."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date.fromisoformat(f"{year}-{'02-28' if month_day == _LEAP_DAY and not leap else month_day}")


def marks(
    volunteers: Iterable[Mapping[str, Any]],
    teams: Iterable[Mapping[str, Any]],
    today: date,
    ahead: int = AHEAD,
) -> tuple[Mark, ...]:
    """The occasions from today to `ahead` days on, the nearest first.

    The first year counts from the day on which somebody joined their first team, or the volunteers.
    """
    joined: dict[int, str] = {}
    for team in teams:
        for member in team.get("members") or ():
            since = member.get("joined")
            if since and since < joined.get(member["volunteer_id"], "9999"):
                joined[member["volunteer_id"]] = since
    found: list[Mark] = []
    for person in volunteers:
        id, name = int(person["id"]), str(person["name"])
        if birthday := person.get("birthday"):
            days = _days_to(birthday, today)
            if days <= ahead:
                found.append(Mark("birthday", id, name, days))
        since = min(filter(None, (person.get("joined"), joined.get(id))), default="")
        if since:
            days = (_on(since[5:], int(since[:4]) + 1) - today).days
            if 0 <= days <= ahead:
                found.append(Mark("first_year", id, name, days))
    return tuple(sorted(found, key=lambda m: (m.days, m.occasion, m.volunteer_id)))


def _days_to(month_day: str, today: date) -> int:
    this_year = _on(month_day, today.year)
    following = this_year if this_year >= today else _on(month_day, today.year + 1)
    return (following - today) // timedelta(1)
