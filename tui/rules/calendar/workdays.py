"""Working days as announced by the State Council each year: holidays and made-up working days (调休).

The days that the community imported come first, then those of the chinesecalendar library. In a year that neither
knows, the statutory days and weekends are off and all others are working days; `published` tells such a year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, Literal

from tui.language.i18n import N_

DayKind = Literal["workday", "made_up", "weekend", "holiday"]
DAY_KINDS: Final[dict[DayKind, str]] = {
    "workday": N_("working day"),
    "made_up": N_("made-up working day"),
    "weekend": N_("weekend"),
    "holiday": N_("public holiday"),
}


# The festivals as the library names them.
_FESTIVALS: Final = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """Which days are worked. `years` are the imported years, `days` those named in them: True where off.

    A value: whoever reckons with working days is given the one to go by. That of a community is `Store.calendar`.
    """

    years: frozenset[int] = frozenset()
    days: Mapping[date, bool] = field(default_factory=dict)
    # The kinds of the days that were asked for.
    _kinds: dict[date, DayKind] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, imported: Iterable[Mapping[str, Any]]) -> WorkCalendar:
        """The calendar with the `holidays` of a community, as stored.

        A year of which only some days are known, such as those by hand, is not published by that.
        """
        from tui.rules.calendar.statutory import statutory_days  # only where days are imported

        given = {int(one["year"]): one.get("days") or () for one in imported}
        # The days of a later notice last: it may say something of the end of the year before.
        days = {
            date.fromisoformat(day["day"]): bool(day["off"]) for year in sorted(given) for day in given[year]
        }
        return cls(frozenset(year for year in given if statutory_days(year).keys() <= days.keys()), days)

    def published(self, day: date) -> bool:
        """Whether the holidays of the year of `day` are known, or the imported ones name that day."""
        return day in self.days or self.knows(day.year)

    def knows(self, year: int) -> bool:
        """Whether all holidays of the year are known."""
        if year in self.years:
            return True
        first, last = _known_years()
        return first <= year <= last

    def kind(self, day: date) -> DayKind:
        """The kind of the day; in a year not yet published by its weekday and by law alone."""
        known = self._kinds.get(day)
        if known is None:
            known = self._kinds[day] = self._found(day)
        return known

    def works(self, day: date) -> bool:
        """Whether the desk works on that day."""
        return self.kind(day) in {"workday", "made_up"}

    def after(self, day: date, count: int) -> date:
        """The `count`-th (0 or more) working day after `day`; `day` itself does not count."""
        while count > 0:
            day += timedelta(1)
            if self.works(day):
                count -= 1
        return day

    def _found(self, day: date) -> DayKind:
        weekend = day.weekday() >= 5
        off = self.days.get(day)
        if off is None:
            off = self._otherwise(day)
        if off is None:
            return "weekend" if weekend else "workday"
        if off:
            return "holiday"
        return "made_up" if weekend else "workday"

    def _otherwise(self, day: date) -> bool | None:
        """Whether the library or the law has the day off (True) or worked (False); None where they say nothing."""
        imported = day.year in self.years
        # A notice tells of the days from 元旦 on: those of December are the next year's.
        if not imported or day.month == 12:
            holidays, made_up = _decreed()
            if day in made_up or day in holidays:
                return day not in made_up
        if not imported and self.published(day):
            return None
        from tui.rules.calendar.statutory import statutory_days  # only for years to come

        return True if day in statutory_days(day.year) else None


def library_days(year: int) -> list[tuple[date, str, bool]]:
    """The days of `year` that the library has off or made up: day, festival, whether it is off."""
    from chinese_calendar import constants

    days = [(day, name, True) for day, name in constants.holidays.items()]
    days += [(day, name, False) for day, name in constants.workdays.items()]
    return sorted(
        (day, _FESTIVALS.get(str(name), str(name)), off) for day, name, off in days if day.year == year
    )


# The calendar of a community that imported no days.
LIBRARY: Final = WorkCalendar()


@lru_cache(maxsize=1)
def _known_years() -> tuple[int, int]:
    holidays, _ = _decreed()
    return min(holidays).year, max(holidays).year


@lru_cache(maxsize=1)
def _decreed() -> tuple[Collection[date], Collection[date]]:
    """The holidays and made-up working days. Cached: each query of the library scans all years."""
    from chinese_calendar import constants  # not on the way to the first screen

    return frozenset(constants.holidays), frozenset(constants.workdays)
