"""Computes the dates of common recurrence rules without dateutil.

They are needed for the first screen, and importing dateutil would delay it. A rule without any date is found
out at once, where dateutil searches up to the year 9999.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from tui.rules.recurrence.parts import DAYS, numbers, weekday_positions


def computed(parts: dict[str, str], first: date, start: date, end: date) -> list[date] | None:
    """The dates of a rule from `start` (not before `first`) to `end`; `first` is its DTSTART.

    None if the rule has parts that this module does not compute. Raises ValueError for malformed parts.
    """
    if "COUNT" in parts:
        endless = {name: value for name, value in parts.items() if name != "COUNT"}
        whole = computed(endless, first, first, end)
        return whole and [day for day in whole[: int(parts["COUNT"])] if day >= start]
    parts = explicit(parts, first)
    names = parts.keys() - {"FREQ", "UNTIL", "INTERVAL", "BYMONTH"}
    freq = parts["FREQ"]
    if freq == "DAILY" and names <= {"BYMONTHDAY", "BYDAY"}:
        return _daily(parts, first, start, end)
    if freq == "WEEKLY" and names <= {"BYMONTHDAY", "BYDAY"}:
        return _weekly(parts, first, start, end)
    if freq in {"MONTHLY", "YEARLY"} and names <= {"BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}:
        return _monthly(parts, first, start, end)
    return None


def explicit(parts: dict[str, str], first: date) -> dict[str, str]:
    """The rule with the parts added that it takes from its first date, so that it can start at another date."""
    if parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}:
        return parts
    freq = parts["FREQ"]
    if freq == "WEEKLY":
        return {**parts, "BYDAY": DAYS[first.weekday()]}
    if freq == "MONTHLY":
        return {**parts, "BYMONTHDAY": str(first.day)}
    if freq == "YEARLY":
        return {**parts, "BYMONTH": parts.get("BYMONTH") or str(first.month), "BYMONTHDAY": str(first.day)}
    return parts


def _step(parts: dict[str, str]) -> int:
    return int(parts.get("INTERVAL") or 1)


def _daily(parts: dict[str, str], first: date, start: date, end: date) -> list[date] | None:
    step, days = _step(parts), weekday_positions(parts["BYDAY"]) if "BYDAY" in parts else ()
    if any(place for place, _ in days):
        return None
    day = first + timedelta(-(-(start - first).days // step) * step)
    every = [day + timedelta(n) for n in range(0, (end - day).days + 1, step)]
    fits = _limits(parts)
    weekdays = {weekday for _, weekday in days}
    if fits is None and not weekdays:
        return every
    return [
        day for day in every if (not weekdays or day.weekday() in weekdays) and (fits is None or fits(day))
    ]


def _weekly(parts: dict[str, str], first: date, start: date, end: date) -> list[date] | None:
    days = weekday_positions(parts["BYDAY"]) if "BYDAY" in parts else [(0, weekday) for weekday in range(7)]
    if any(place for place, _ in days):
        return None
    step = 7 * _step(parts)
    monday = first - timedelta(first.weekday())
    monday += timedelta((start - monday).days // step * step)
    found: list[date] = []
    weekdays = sorted({weekday for _, weekday in days})
    while monday <= end:
        week = (monday + timedelta(weekday) for weekday in weekdays)
        found.extend(day for day in week if start <= day <= end)
        monday += timedelta(step)
    fits = _limits(parts)
    return found if fits is None else [day for day in found if fits(day)]


def _limits(parts: dict[str, str]) -> Callable[[date], bool] | None:
    """A test whether a day matches BYMONTH and BYMONTHDAY; None if the rule has neither."""
    months, month_days = numbers(parts.get("BYMONTH") or ""), numbers(parts.get("BYMONTHDAY") or "")
    if not (months or month_days):
        return None

    def fits(day: date) -> bool:
        if months and day.month not in months:
            return False
        last = calendar.monthrange(day.year, day.month)[1]
        return not month_days or day.day in month_days or day.day - last - 1 in month_days

    return fits


def _monthly(parts: dict[str, str], first: date, start: date, end: date) -> list[date] | None:
    """The dates of a rule by days of the month, every n-th month or year."""
    month_days = numbers(parts.get("BYMONTHDAY") or "")
    weekdays = weekday_positions(parts["BYDAY"]) if "BYDAY" in parts else ()
    months, positions = numbers(parts.get("BYMONTH") or ""), numbers(parts.get("BYSETPOS") or "")
    step, yearly = _step(parts), parts["FREQ"] == "YEARLY"
    if yearly and not months and any(place for place, _ in weekdays):
        return None  # such as the second Monday of the year
    # BYSETPOS counts over whole months or years, also where the window cuts them.
    found: dict[int, list[date]] = {}
    for year, month, last in _months(start, end, whole_years=yearly):
        away = year - first.year if yearly else (year - first.year) * 12 + month - first.month
        if (months and month not in months) or away % step:
            continue
        days = {day if day > 0 else last + 1 + day for day in month_days} or set(range(1, last + 1))
        if weekdays:
            days &= {day for one in weekdays for day in _weekdays(year, month, last, *one)}
        found.setdefault(away, []).extend(date(year, month, day) for day in sorted(days) if 1 <= day <= last)
    chosen = (day for of_one in found.values() for day in _chosen(of_one, positions))
    return [day for day in chosen if start <= day <= end]


def _chosen(days: list[date], positions: Sequence[int]) -> list[date]:
    """The days at the positions of BYSETPOS, negative ones counted from the end; all days without it."""
    if not positions:
        return days
    size = len(days)
    at = {n - 1 if n > 0 else size + n for n in positions}
    return [days[n] for n in sorted(at) if 0 <= n < size]


def _weekdays(year: int, month: int, last: int, place: int, weekday: int) -> Sequence[int]:
    """The days of a month that are that weekday: all for `place` 0, else the n-th, from the end if negative."""
    earliest = 1 + (weekday - date(year, month, 1).weekday()) % 7
    every = range(earliest, last + 1, 7)
    if not place:
        return every
    at = place - 1 if place > 0 else len(every) + place
    return every[at : at + 1] if at >= 0 else ()


def _months(start: date, end: date, *, whole_years: bool) -> Iterator[tuple[int, int, int]]:
    """The months of the window, or of its years: year, month, number of days."""
    year, month = start.year, 1 if whole_years else start.month
    while (year, month) <= (end.year, 12 if whole_years else end.month):
        yield year, month, calendar.monthrange(year, month)[1]
        year, month = year + month // 12, month % 12 + 1
