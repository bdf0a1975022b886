"""Days off and worked as a list: one a line by hand, or in JSON.

The JSON is that of the public holiday-cn data, `{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01",
"isOffDay": true}]}`, several of them, its days alone, or `{"holiday": {"01-01": {"date": …, "holiday": true}}}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from tui.language.errors import Message
from tui.rules.calendar.named_days import (
    FIRST_YEAR,
    LAST_YEAR,
    NamedDay,
    ReadCalendar,
    not_understood,
    refused,
    span_of,
)
from tui.rules.calendar.statutory import statutory_days

_HAND_DATE: Final = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_BY_HAND: Final = re.compile(
    rf"{_HAND_DATE}(?:\s*(?:~|至|到|—+|–|\.\.|\s-\s)\s*{_HAND_DATE})?\s*[,:;]?\s*(.*)"
)
_WORKED: Final = re.compile(r"上班|调班|补班|工作|^班$|\bwork(?:ed|ing)?\b|made.up", re.IGNORECASE)
_DAY_WORDS: Final = re.compile(
    r"上班|调班|补班|工作日?|放假|休息|^[休班]\s|\s[休班]$|^[休班]$|\b(?:off|work(?:ed|ing)?)\b",
    re.IGNORECASE,
)

# A day can be off and worked under these names.
_KEYS: Final = ("isOffDay", "holiday", "isHoliday", "off")


def _is_day(line: str) -> bool:
    """Whether a line is a day by hand, not the date below a notice or a sentence of it."""
    found = _BY_HAND.fullmatch(line)
    rest = found[7] if found else ""
    return bool(rest) and not re.search("[。,;]|放假调休|共\\d+天", rest)


def by_hand(words: str) -> ReadCalendar | None:
    """The days in lines such as `2027-02-20 上班 春节`; None if it is no such list."""
    if not any(_is_day(line.strip()) for line in words.splitlines()):
        return None
    years: dict[int, dict[date, NamedDay]] = {}
    doubts: list[Message] = []
    for raw in words.splitlines():
        line = raw.strip()
        found = _BY_HAND.fullmatch(line)
        if not line or line.startswith("#"):
            continue
        span = _hand_span(found) if found else []
        if found is None or not span:
            doubts.append(not_understood(line))
            continue
        off = not _WORKED.search(found[7])
        name = _DAY_WORDS.sub(" ", found[7]).strip(" ,;()")
        for day in span:
            years.setdefault(day.year, {})[day] = NamedDay(day, name[:40], off)
    return ReadCalendar(
        {year: tuple(sorted(days.values())) for year, days in years.items()}, tuple(doubts), whole=False
    )


def _hand_span(found: re.Match[str]) -> list[date]:
    """The days of a line by hand; none if there are no such days."""
    try:
        first = date(int(found[1]), int(found[2]), int(found[3]))
        last = date(int(found[4]), int(found[5]), int(found[6])) if found[4] else first
    except ValueError:
        return []
    return span_of(first, last)


def of_json(text: str) -> ReadCalendar:
    """The days in JSON. Raises InvalidInput."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise refused(Message("This is not JSON that can be read.")) from None
    years: dict[int, dict[date, NamedDay]] = {}
    doubts: list[Message] = []
    for year, entry in _entries(given):
        day = _json_day(entry)
        of = year if isinstance(year, int) and not isinstance(year, bool) else day and day.day.year
        if day is None or not of or abs(of - day.day.year) > 1 or not FIRST_YEAR <= of <= LAST_YEAR:
            doubts.append(not_understood(json.dumps(entry, ensure_ascii=False)))
            continue
        years.setdefault(of, {})[day.day] = day
    whole = all(statutory_days(year).keys() <= days.keys() for year, days in years.items())
    found = {year: tuple(sorted(days.values())) for year, days in years.items()}
    return ReadCalendar(found, tuple(doubts), whole)


def _entries(given: Any) -> Iterator[tuple[Any, Any]]:
    """Each day with the year that it is listed under, None if under none. Raises InvalidInput."""
    wrong = refused(Message('The JSON has no years such as {"year": 2027, "days": [...]}.'))
    for one in given if isinstance(given, list) else [given]:
        if not isinstance(one, dict):
            raise wrong
        if "date" in one:
            yield None, one
            continue
        days = one.get("days", one.get("holiday"))
        if isinstance(days, Mapping):
            days = list(days.values())
        if not isinstance(days, list):
            raise wrong
        for entry in days:
            yield one.get("year"), entry


def _json_day(entry: Any) -> NamedDay | None:
    off = next((entry[key] for key in _KEYS if key in entry), None) if isinstance(entry, dict) else None
    if not isinstance(off, bool):
        return None
    try:
        day = date.fromisoformat(str(entry.get("date")))
    except ValueError:
        return None
    return NamedDay(day, str(entry.get("name") or "")[:40], off)
