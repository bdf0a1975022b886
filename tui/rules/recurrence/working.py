"""Recurrences of working days: 每个工作日, 每月第一个工作日, 每季度最后一个工作日.

Their rules are those of RFC 5545 with Monday to Friday, as other calendars understand them. Where a service is held,
the calendar in force says which days are worked: holidays are not, made-up working days are.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from tui.rules.recurrence.parts import WORKING_DAYS, numbers, parts_of, until_of

_ENDS = frozenset({"COUNT", "UNTIL", "WKST", "INTERVAL"})


def of_working_days(rrule: str) -> bool:
    """Whether the rule is one of working days: each, or the n-th of a month."""
    if WORKING_DAYS not in rrule:
        return False
    parts = parts_of(rrule)
    if parts.get("BYDAY") != WORKING_DAYS:
        return False
    names = parts.keys() - _ENDS
    if parts["FREQ"] == "DAILY":
        return names == {"FREQ", "BYDAY"} and parts.get("INTERVAL", "1") == "1"
    if parts["FREQ"] == "YEARLY":  # across several months BYSETPOS counts over the year
        return names == {"FREQ", "BYDAY", "BYSETPOS", "BYMONTH"} and parts["BYMONTH"].isdecimal()
    return parts["FREQ"] == "MONTHLY" and names - {"BYMONTH"} == {"FREQ", "BYDAY", "BYSETPOS"}


def working_occurrences(
    rrule: str, first: date, start: date, end: date, works: Callable[[date], bool]
) -> list[date]:
    """The dates of a rule of working days from `start` to `end`; `first` is its DTSTART, `works` the calendar."""
    parts = parts_of(rrule)
    end = min(end, until_of(parts) or end)
    count = int(parts.get("COUNT") or 0)
    begin = first if count else max(first, start)
    if end < begin:
        return []
    if parts["FREQ"] == "DAILY":
        every = (begin + timedelta(n) for n in range((end - begin).days + 1))
        found = [day for day in every if works(day)]
    else:
        found = [day for day in _of_months(parts, first, begin, end, works) if begin <= day <= end]
    if count:
        found = found[:count]
    return [day for day in found if day >= start]


def _of_months(
    parts: dict[str, str], first: date, begin: date, end: date, works: Callable[[date], bool]
) -> list[date]:
    step = int(parts.get("INTERVAL") or 1) * (12 if parts["FREQ"] == "YEARLY" else 1)
    months, places = numbers(parts.get("BYMONTH") or ""), numbers(parts["BYSETPOS"])
    start = first.year * 12 + (months[0] if step % 12 == 0 and months else first.month) - 1
    found: list[date] = []
    for at in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month):
        year, month = divmod(at, 12)
        if (months and month + 1 not in months) or (at - start) % step:
            continue
        last = calendar.monthrange(year, month + 1)[1]
        worked = [day for n in range(1, last + 1) if works(day := date(year, month + 1, n))]
        wanted = {place - 1 if place > 0 else len(worked) + place for place in places}
        found += [worked[n] for n in sorted(wanted) if 0 <= n < len(worked)]
    return found
