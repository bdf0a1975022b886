"""The dates of a recurrence rule within a window, and the check of a rule.

Most rules are computed (`tui.rules.recurrence.computing`). dateutil expands the others; it walks through all
dates from DTSTART on, so a rule without COUNT is restarted shortly before the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from tui.language.errors import Message
from tui.rules.recurrence.computing import computed, explicit
from tui.rules.recurrence.parts import (
    DAYS,
    FREQUENCIES,
    ORDER,
    SUB_DAILY,
    TOO_OFTEN,
    numbers,
    parts_of,
    to_rrule,
    until_of,
    weekday_positions,
)

NO_RULE: Final = Message(
    "This is not a recurrence. Write words such as «every Friday» or «26th of each month», "
    "or a rule such as FREQ=WEEKLY;BYDAY=FR."
)
_SUB_DAILY: Final = Message(
    "Services recur by the day at most; a rule by the hour, minute or second is too fine."
)
# Years searched for an occurrence: 29 February falls on a given weekday within 40 years.
_SEARCHED: Final = 41


@lru_cache(maxsize=1024)
def occurrences(rrule: str, first: date, start: date, end: date) -> tuple[date, ...]:
    """The dates of `rrule` from `start` to `end`, both included; `first` is its DTSTART.

    Raises ValueError for a rule that `check_rrule` rejects.
    """
    if end < start or end < first:
        return ()
    parts, start = parts_of(rrule), max(first, start)
    until = until_of(parts)
    if until is not None:
        end = min(end, until)
    if end < start:
        return ()
    found = computed(parts, first, start, end)
    return tuple(found if found is not None else _expanded(parts, first, start, end))


@lru_cache(maxsize=1024)
def check_rrule(text: str) -> Message | None:
    """The error in a recurrence rule; None if it can be used."""
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
        for years in (1, 9, _SEARCHED):  # most rules have a date within a year
            if occurrences(text, year, year, date(year.year + years, 1, 1)):
                return None
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return NO_RULE
    return Message("The recurrence never comes about.")


def _check_numbers(parts: dict[str, str]) -> None:
    """Raises ValueError for numbers outside of the bounds of RFC 5545."""
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
        nth = any(place for place, _ in weekday_positions(parts["BYDAY"]))
        if nth and parts["FREQ"] not in {"MONTHLY", "YEARLY"}:
            raise ValueError("BYDAY")
    if parts.get("WKST", "MO") not in DAYS:
        raise ValueError("WKST")


def _expanded(parts: dict[str, str], first: date, start: date, end: date) -> Iterator[date]:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - few rules need it

    begin, rule = first, {k: v for k, v in parts.items() if k != "UNTIL"}
    if "COUNT" not in rule:
        rule = explicit(rule, first)
        begin = _restart_date(rule, first, start)
    midnight = time()
    text = ";".join(f"{name}={value}" for name, value in rule.items())
    dates = rrulestr(text, dtstart=datetime.combine(begin, midnight))
    last = datetime.combine(end, midnight)
    for moment in dates.xafter(datetime.combine(start, midnight), inc=True):
        if moment > last:
            return
        yield moment.date()


def _restart_date(parts: dict[str, str], first: date, start: date) -> date:
    """A date shortly before `start` from which the rule gives the same dates; never before `first`."""
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


@lru_cache(maxsize=1024)
def canonical(rrule: str) -> str:
    """The rule in its shortest form with the parts in one order, so that equal rules are equal strings."""
    parts = parts_of(rrule)
    if "BYDAY" in parts and not any(place for place, _ in weekday_positions(parts["BYDAY"])):
        parts["BYDAY"] = ",".join(
            DAYS[day] for day in sorted({day for _, day in weekday_positions(parts["BYDAY"])})
        )
    return to_rrule(parts)
