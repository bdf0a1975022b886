"""Builds a recurrence rule from what words have said so far, in either language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tui.rules.recurrence.parts import DAYS, WORKING_DAYS, to_rrule


class NotARecurrence(ValueError):
    """The words mean no recurrence."""


@dataclass(slots=True)
class RuleBuilder:
    """The parts of a rule as the words name them; `rrule` puts them together.

    Days are weekdays from 0 (Monday). The numbers of `nth_days` (with their weekday), `nth_working` (working
    days) and `month_days` count within the month, or from its end if negative. With `quarterly` the period is
    the quarter and `quarter_month` one of its months, 1 to 3; None stands for the first month if the day is
    the first of its kind, and for the last month if it is the last. `working`: every working day.
    """

    freq: str = ""
    interval: int = 1
    days: set[int] = field(default_factory=set)
    nth_days: list[tuple[int, int]] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    nth_working: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    working: bool = False
    quarterly: bool = False
    quarter_month: int | None = None
    count: int | None = None
    until: date | None = None

    def rrule(self) -> str:
        """The RFC 5545 rule. Raises NotARecurrence for parts that contradict each other."""
        within = bool(self.nth_days or self.month_days or self.nth_working)
        kinds = [bool(self.days), bool(self.nth_days), bool(self.month_days), bool(self.nth_working)]
        # A weekday and a day of the month: Friday the 13th.
        both = kinds == [True, False, True, False] and len(self.days) == len(self.month_days) == 1
        if sum(kinds) > 1 and not both:
            raise NotARecurrence
        parts: dict[str, str] = {"INTERVAL": str(self.interval)}
        if not 1 <= self.interval <= 400:
            raise NotARecurrence
        if self.working:
            self._refuse_working_with_more()
            parts["FREQ"] = "DAILY"
        elif self.quarterly:
            self._add_quarter(parts)
        elif self.freq in {"MONTHLY", "YEARLY"} or within or self.months:
            freq = "YEARLY" if self.months else self.freq or "MONTHLY"
            if self.months and self.freq not in {"", "YEARLY", "MONTHLY"}:
                raise NotARecurrence
            if not within or (freq == "YEARLY" and not self.months) or self.freq in {"DAILY", "WEEKLY"}:
                raise NotARecurrence
            if self.nth_working and len(self.months) > 1:
                freq = "MONTHLY"  # with YEARLY, BYSETPOS would count across the months
            parts["FREQ"] = freq
        elif self.days and self.freq in {"", "WEEKLY"}:
            parts["FREQ"] = "WEEKLY"
        elif self.freq in {"DAILY", "WEEKLY"} and not self.days:
            parts["FREQ"] = self.freq
        else:
            raise NotARecurrence
        self._add_days(parts)
        self._add_end(parts)
        return to_rrule(parts)

    def _add_end(self, parts: dict[str, str]) -> None:
        if self.count is not None:
            parts["COUNT"] = str(self.count)
        if self.until is not None:
            parts["UNTIL"] = f"{self.until:%Y%m%d}"

    def _refuse_working_with_more(self) -> None:
        """Raises NotARecurrence if more than every working day is said."""
        within = self.nth_days or self.month_days or self.nth_working
        if within or self.months or self.quarterly or self.interval != 1 or self.days != {0, 1, 2, 3, 4}:
            raise NotARecurrence

    def _add_quarter(self, parts: dict[str, str]) -> None:
        month = self.quarter_month
        if month is None:
            outer = {*(place for place, _ in self.nth_days), *self.nth_working}
            if self.month_days == [-1] or outer == {-1}:
                month = 3
            elif outer == {1} or self.month_days == [1]:
                month = 1
            else:
                raise NotARecurrence
        if self.interval != 1 or self.months or self.days:
            raise NotARecurrence
        parts["FREQ"] = "MONTHLY"
        parts["BYMONTH"] = ",".join(str(m) for m in range(month, 13, 3))

    def _add_days(self, parts: dict[str, str]) -> None:
        if self.months:
            parts["BYMONTH"] = ",".join(map(str, _unique(self.months, 1, 12)))
        if self.month_days:
            parts["BYMONTHDAY"] = ",".join(map(str, _unique(self.month_days, -31, 31)))
        if self.days:
            parts["BYDAY"] = ",".join(DAYS[day] for day in sorted(self.days))
        if self.nth_days:
            parts["BYDAY"] = ",".join(f"{place}{DAYS[day]}" for place, day in dict.fromkeys(self.nth_days))
        if self.nth_working:
            parts["BYDAY"] = WORKING_DAYS
            parts["BYSETPOS"] = ",".join(map(str, dict.fromkeys(self.nth_working)))


def _unique(numbers: list[int], least: int, most: int) -> list[int]:
    """Each number once, in order. Raises NotARecurrence for 0 and for numbers outside of the bounds."""
    if not all(least <= n <= most and n for n in numbers):
        raise NotARecurrence
    return list(dict.fromkeys(numbers))
