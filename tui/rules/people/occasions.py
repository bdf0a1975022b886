"""Birthdays of volunteers and the first anniversaries of their joining.

A birthday is stored as `MM-DD`: the year of birth is of no use here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, Literal, NamedTuple

from tui.language.errors import Message
from tui.language.i18n import N_

OccasionKind = Literal["birthday", "first_year"]
# Days before an occasion from which it is shown.
AHEAD: Final = 3
_MONTH_DAY: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LEAP_DAY: Final = "02-29"
# Compiled where one is typed.
_WRITTEN: Final = r"(?:(?:19|20)\d\d *[-/.年] *)?(1[0-2]|0?[1-9]) *[-/.月] *(3[01]|[12]\d|0?[1-9]) *[日号]?"
_DIGITS: Final = r"(?:(?:19|20)\d\d)?(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])"
# A leap year has every day that can be a birthday.
_ANY_LEAP_YEAR: Final = 2024


class Occasion(NamedTuple):
    """An occasion of one volunteer, `days` from today (0: today)."""

    occasion: OccasionKind
    volunteer_id: int
    name: str
    days: int

    @property
    def message(self) -> Message:
        """The occasion as a message."""
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


def birthday_of(text: str) -> str:
    """The `MM-DD` of a birthday as people write it, the year dropped: `1950-12-05`, 12月5日, 19501205; else `text` as it is."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(_WRITTEN, plain) or re.fullmatch(_DIGITS, plain)
    return f"{int(found[1]):02}-{int(found[2]):02}" if found else text


def check_birthday(text: str) -> Message | None:
    """The error in a birthday; None if it is `MM-DD` or empty."""
    if text and not (_MONTH_DAY.fullmatch(text) and _exists_in_a_leap_year(text)):
        return Message("Write month and day, such as 03-26. The year is not kept.")
    return None


def _exists_in_a_leap_year(text: str) -> bool:
    try:
        date.fromisoformat(f"{_ANY_LEAP_YEAR}-{text}")
    except ValueError:
        return False
    return True


def _on(month_day: str, year: int) -> date:
    """The date in that year; 29 February is celebrated on the 28th in other than leap years."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date.fromisoformat(f"{year}-{'02-28' if month_day == _LEAP_DAY and not leap else month_day}")


def occasions(
    volunteers: Iterable[Mapping[str, Any]],
    teams: Iterable[Mapping[str, Any]],
    today: date,
    ahead: int = AHEAD,
) -> tuple[Occasion, ...]:
    """The occasions from today to `ahead` days on, the nearest first.

    The first year counts from the day of joining the first team, or else the volunteers.
    """
    joined: dict[int, str] = {}
    for team in teams:
        for member in team.get("members") or ():
            since = member.get("joined")
            if since and since < joined.get(member["volunteer_id"], "9999"):
                joined[member["volunteer_id"]] = since
    found: list[Occasion] = []
    for person in volunteers:
        id, name = int(person["id"]), str(person["name"])
        if birthday := person.get("birthday"):
            days = _days_to(birthday, today)
            if days <= ahead:
                found.append(Occasion("birthday", id, name, days))
        since = min(filter(None, (person.get("joined"), joined.get(id))), default="")
        if since:
            days = (_on(since[5:], int(since[:4]) + 1) - today).days
            if 0 <= days <= ahead:
                found.append(Occasion("first_year", id, name, days))
    return tuple(sorted(found, key=lambda m: (m.days, m.occasion, m.volunteer_id)))


def _days_to(month_day: str, today: date) -> int:
    this_year = _on(month_day, today.year)
    following = this_year if this_year >= today else _on(month_day, today.year + 1)
    return (following - today) // timedelta(1)
