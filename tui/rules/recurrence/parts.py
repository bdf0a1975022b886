"""Parses and formats the parts of an RFC 5545 recurrence rule, from days upwards."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tui.rules.calendar.time_zone import LOCAL

FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
SUB_DAILY: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
TOO_OFTEN: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
# The order of the parts in the rules that this program writes.
ORDER: Final = (
    "FREQ", "INTERVAL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL",
)  # fmt: skip
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS: Final = "MO,TU,WE,TH,FR"
# The hour at which sessions usually start; an UNTIL before it excludes its day.
_USUAL_START: Final = 9


def parts_of(rrule: str) -> dict[str, str]:
    """The parts of a rule by name, in capitals; a leading `RRULE:` is optional."""
    text = re.sub(r"\s+", "", rrule).upper().removeprefix("RRULE:").strip(";")
    return dict(part.partition("=")[::2] for part in text.split(";"))


def to_rrule(parts: dict[str, str]) -> str:
    """The rule as text: parts in one order, without those that have their default value."""
    kept = {k: v for k, v in parts.items() if v and (k, v) not in {("INTERVAL", "1"), ("WKST", "MO")}}
    return ";".join(f"{name}={kept[name]}" for name in ORDER if name in kept)


def until_of(parts: dict[str, str]) -> date | None:
    """The last day that UNTIL allows; None without UNTIL. Raises ValueError.

    UNTIL as a moment, as other calendar programs write it, includes its day from 9:00 local time on: sessions
    start at nine in the morning.
    """
    text = parts.get("UNTIL")
    if text is None:
        return None
    if re.fullmatch(r"\d{8}", text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if not re.fullmatch(r"\d{8}T\d{6}Z?", text):
        raise ValueError(text)
    moment = datetime.strptime(text[:15] + "+0000", "%Y%m%dT%H%M%S%z")
    moment = moment.astimezone(LOCAL) if text.endswith("Z") else moment.astimezone(UTC)
    return moment.date() if moment.hour >= _USUAL_START else moment.date() - timedelta(1)


def numbers(text: str) -> list[int]:
    """The numbers of a list such as `1,15,-1`. Raises ValueError."""
    return [int(number) for number in text.split(",") if number]


def weekday_positions(text: str) -> list[tuple[int, int]]:
    """The days of BYDAY: which one in the month or year (0: every), and the weekday (0: Monday).

    Raises ValueError.
    """
    found = []
    for day in text.split(","):
        split = re.fullmatch(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", day)
        if split is None:
            raise ValueError(day)
        found.append((int(split[1] or 0), DAYS.index(split[2])))
    return found
