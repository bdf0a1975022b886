"""Working days as announced by the State Council each year: holidays and made-up working days (调休).

The data come from the chinesecalendar library. In a year that is not published yet, Monday to Friday are
working days; `published` tells such a year.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from tui.language.i18n import N_

DayKind = Literal["workday", "made_up", "weekend", "holiday"]
DAY_KINDS: Final[dict[DayKind, str]] = {
    "workday": N_("working day"),
    "made_up": N_("made-up working day"),
    "weekend": N_("weekend"),
    "holiday": N_("public holiday"),
}


def published(day: date) -> bool:
    """Whether the holidays of the year of `day` are known."""
    first, last = _known_years()
    return first <= day.year <= last


@lru_cache(maxsize=1)
def _known_years() -> tuple[int, int]:
    holidays, _ = _decreed()
    return min(holidays).year, max(holidays).year


@lru_cache(maxsize=1)
def _decreed() -> tuple[Collection[date], Collection[date]]:
    """The holidays and made-up working days. Cached: each query of the library scans all years."""
    from chinese_calendar import constants  # noqa: PLC0415 - not on the way to the first screen

    return frozenset(constants.holidays), frozenset(constants.workdays)


@lru_cache(maxsize=4096)
def day_kind(day: date) -> DayKind:
    """The kind of the day; by its weekday in a year not yet published."""
    weekend = day.weekday() >= 5
    holidays, made_up = _decreed()
    if day in made_up:
        return "made_up" if weekend else "workday"
    if day in holidays:
        return "holiday"
    return "weekend" if weekend else "workday"


def is_working(day: date) -> bool:
    """Whether the desk works on that day."""
    return day_kind(day) in {"workday", "made_up"}


def add_working_days(day: date, count: int) -> date:
    """The `count`-th (0 or more) working day after `day`; `day` itself does not count."""
    while count > 0:
        day += timedelta(1)
        if is_working(day):
            count -= 1
    return day
