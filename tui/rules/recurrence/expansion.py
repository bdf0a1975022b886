"""The dates of a recurrence rule within a window.

dateutil expands; it walks from the first date on, so a rule without COUNT is begun anew shortly before
the window. The few rules that nearly every service has are reckoned here: they are on the way to the
first screen, and need no dateutil then.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from tui.errors import Message
from tui.rules.recurrence.parts import (
    DAYS,
    FREQUENCIES,
    ORDER,
    SUB_DAILY,
    TOO_OFTEN,
    numbers,
    parts_of,
    places,
    until_of,
    written,
)

NO_RULE: Final = Message(
    "This is not a recurrence. Write words such as «every Friday» or «26th of each month», "
    "or a rule such as FREQ=WEEKLY;BYDAY=FR."
)
_SUB_DAILY: Final = Message(
    "Services recur by the day at most; a rule by the hour, minute or second is too fine."
)
# Years searched for an occurrence: 29 February on a given weekday comes about after 40 at the latest.
_SEARCHED: Final = 41


@lru_cache(maxsize=1024)
def occurrences(rrule: str, first: date, start: date, end: date) -> tuple[date, ...]:
    """The dates of `rrule`, counted from `first`, that lie from `start` to `end`, both included.

    Raises ValueError for a rule that `check_rrule` complains about.
    """
    if end < start or end < first:
        return ()
    parts, start = parts_of(rrule), max(first, start)
    until = until_of(parts)
    if until is not None:
        end = min(end, until)
    if end < start:
        return ()
    simple = _simple(parts, first, start, end)
    return tuple(simple if simple is not None else _expanded(parts, first, start, end))


def check_rrule(text: str) -> Message | None:
    """What is wrong with a recurrence rule; None if it can be used."""
    parts = parts_of(text)
    if parts.get("FREQ") in TOO_OFTEN or parts.keys() & SUB_DAILY:
        return _SUB_DAILY
    if parts.get("FREQ") not in FREQUENCIES:
        return NO_RULE
    unknown = sorted(parts.keys() - set(ORDER))
    if unknown:
        return Message("The recurrence has a part that is not understood: {part}.", {"part": unknown[0]})
    if "COUNT" in parts and "UNTIL" in parts:
        return Message("A recurrence ends after so many times or on a day, not both.")
    try:
        _check_numbers(parts)
        ended = until_of(parts)
        year = date(2024 if ended is None else min(2024, ended.year - 1), 1, 1)
        for years in (1, 9, _SEARCHED):  # most rules show at once that they come about
            if occurrences(text, year, year, date(year.year + years, 1, 1)):
                return None
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return NO_RULE
    return Message("The recurrence never comes about.")


def _check_numbers(parts: dict[str, str]) -> None:
    """Raises ValueError for numbers that no calendar has."""
    bounds = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
    for name, most in bounds.items():
        if name in parts and not all(
            1 <= abs(n) <= most and (n > 0 or name != "BYMONTH") for n in numbers(parts[name])
        ):
            raise ValueError(name)
        if name in parts and not numbers(parts[name]):
            raise ValueError(name)
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not 1 <= int(parts[name]) <= 1000:
            raise ValueError(name)
    if "BYDAY" in parts:
        nth = any(place for place, _ in places(parts["BYDAY"]))
        if nth and parts["FREQ"] not in {"MONTHLY", "YEARLY"}:
            raise ValueError("BYDAY")
    if parts.get("WKST", "MO") not in DAYS:
        raise ValueError("WKST")


def _simple(parts: dict[str, str], first: date, start: date, end: date) -> list[date] | None:
    """The dates of a rule that is a weekday, a day of the month or so many days; None for all others."""
    names = parts.keys() - {"FREQ", "UNTIL"}
    freq = parts["FREQ"]
    if freq == "DAILY" and names <= {"INTERVAL"}:
        step = int(parts.get("INTERVAL") or 1)
        ahead = -(first - start).days
        day = first + timedelta(-(-ahead // step) * step)
        return [day + timedelta(n) for n in range(0, (end - day).days + 1, step)]
    if freq == "WEEKLY" and names <= {"BYDAY", "INTERVAL"}:
        return _weekly(parts, first, start, end)
    if freq == "MONTHLY" and names == {"BYMONTHDAY"} and parts["BYMONTHDAY"].isdecimal():
        wanted = int(parts["BYMONTHDAY"])
        found = [date(y, m, wanted) for y, m, last in _months(start, end) if wanted <= last]
        return [day for day in found if start <= day <= end]
    if freq == "MONTHLY" and names == {"BYDAY"} and len(places(parts["BYDAY"])) == 1:
        place, weekday = places(parts["BYDAY"])[0]
        if place:
            days = (_nth(y, m, last, place, weekday) for y, m, last in _months(start, end))
            return [day for day in days if day is not None and start <= day <= end]
    return None


def _weekly(parts: dict[str, str], first: date, start: date, end: date) -> list[date] | None:
    days = places(parts["BYDAY"]) if "BYDAY" in parts else [(0, first.weekday())]
    if any(place for place, _ in days):
        return None
    step = 7 * int(parts.get("INTERVAL") or 1)
    monday = first - timedelta(first.weekday())
    monday += timedelta((start - monday).days // step * step)
    found: list[date] = []
    weekdays = sorted({weekday for _, weekday in days})
    while monday <= end:
        week = (monday + timedelta(weekday) for weekday in weekdays)
        found.extend(day for day in week if start <= day <= end)
        monday += timedelta(step)
    return found


def _months(start: date, end: date) -> Iterator[tuple[int, int, int]]:
    """Every month of the window: year, month, how many days it has."""
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        yield year, month, calendar.monthrange(year, month)[1]
        year, month = year + month // 12, month % 12 + 1


def _nth(year: int, month: int, last: int, place: int, weekday: int) -> date | None:
    """The `place`-th such weekday of the month, from its end if negative."""
    if place > 0:
        day = 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (place - 1)
    else:
        day = last - (date(year, month, last).weekday() - weekday) % 7 + 7 * (place + 1)
    return date(year, month, day) if 1 <= day <= last else None


def _expanded(parts: dict[str, str], first: date, start: date, end: date) -> Iterator[date]:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - not needed by the simple rules

    begin, rule = first, {k: v for k, v in parts.items() if k != "UNTIL"}
    if "COUNT" not in rule:
        rule = _outspoken(rule, first)
        begin = _begun(rule, first, start)
    midnight = time()
    text = ";".join(f"{name}={value}" for name, value in rule.items())
    dates = rrulestr(text, dtstart=datetime.combine(begin, midnight))
    last = datetime.combine(end, midnight)
    for moment in dates.xafter(datetime.combine(start, midnight), inc=True):
        if moment > last:
            return
        yield moment.date()


def _outspoken(parts: dict[str, str], first: date) -> dict[str, str]:
    """The rule with what it takes from its first date said in it, so that it can be begun elsewhere."""
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


def _begun(parts: dict[str, str], first: date, start: date) -> date:
    """A date shortly before `start` from which the rule gives the same dates on; never before `first`."""
    step, freq = int(parts.get("INTERVAL") or 1), parts["FREQ"]
    if freq == "DAILY":
        return first + timedelta((start - first).days // step * step)
    if freq == "WEEKLY":
        week = DAYS.index(parts.get("WKST") or "MO")
        begin = first - timedelta((first.weekday() - week) % 7)
        whole = (start - begin).days // (7 * step)
        return begin + timedelta(7 * step * whole) if whole else first
    if freq == "MONTHLY":
        months = (start.year - first.year) * 12 + start.month - first.month
        whole = months // step
        at = first.month - 1 + whole * step
        return date(first.year + at // 12, at % 12 + 1, 1) if whole else first
    whole = (start.year - first.year) // step
    return date(first.year + whole * step, 1, 1) if whole else first


def canonical(rrule: str) -> str:
    """The same rule in one writing: order of parts, no needless ones."""
    parts = parts_of(rrule)
    if "BYDAY" in parts and not any(place for place, _ in places(parts["BYDAY"])):
        parts["BYDAY"] = ",".join(DAYS[day] for day in sorted({day for _, day in places(parts["BYDAY"])}))
    return written(parts)
