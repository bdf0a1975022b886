"""The parts of an RFC 5545 recurrence rule, read and written; of the granularity of days and above."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
SUB_DAILY: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
TOO_OFTEN: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
# In the order in which a rule of ours is written.
ORDER: Final = (
    "FREQ", "INTERVAL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL",
)  # fmt: skip
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS: Final = "MO,TU,WE,TH,FR"
# The hour before which a session of the day has not begun: what ends earlier on a day leaves it out.
_USUAL_START: Final = 9
_LOCAL: Final = ZoneInfo("Asia/Shanghai")


def parts_of(rrule: str) -> dict[str, str]:
    """The parts of a rule by name, in capitals; `RRULE:` in front may be left out."""
    text = re.sub(r"\s+", "", rrule).upper().removeprefix("RRULE:").strip(";")
    return dict(part.partition("=")[::2] for part in text.split(";"))


def written(parts: dict[str, str]) -> str:
    """The rule of `parts`, those that stand for nothing left out, in one order."""
    kept = {k: v for k, v in parts.items() if v and (k, v) not in {("INTERVAL", "1"), ("WKST", "MO")}}
    return ";".join(f"{name}={kept[name]}" for name in ORDER if name in kept)


def until_of(parts: dict[str, str]) -> date | None:
    """The last day that UNTIL allows; None without one.

    A moment, as other calendars write it, is taken for sessions that begin at nine in the morning local
    time. Raises ValueError.
    """
    text = parts.get("UNTIL")
    if text is None:
        return None
    if re.fullmatch(r"\d{8}", text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if not re.fullmatch(r"\d{8}T\d{6}Z?", text):
        raise ValueError(text)
    moment = datetime.strptime(text[:15] + "+0000", "%Y%m%dT%H%M%S%z")
    moment = moment.astimezone(_LOCAL) if text.endswith("Z") else moment.astimezone(UTC)
    return moment.date() if moment.hour >= _USUAL_START else moment.date() - timedelta(1)


def numbers(text: str) -> list[int]:
    """The numbers of a list such as `1,15,-1`. Raises ValueError."""
    return [int(number) for number in text.split(",") if number]


def places(text: str) -> list[tuple[int, int]]:
    """The days of BYDAY: which one in the month or year (0: every), and the weekday, Monday 0.

    Raises ValueError.
    """
    found = []
    for day in text.split(","):
        split = re.fullmatch(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", day)
        if split is None:
            raise ValueError(day)
        found.append((int(split[1] or 0), DAYS.index(split[2])))
    return found
