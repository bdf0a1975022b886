"""Recurrence of services: RFC 5545 rules, read, explained, and written from words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from tui.errors import Message, listed
from tui.i18n import N_
from tui.words import WEEKDAYS

# What a standing offer of a community can be; a rule by the hour or second is a slip of the pen.
FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PARTS: Final = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
)
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CHINESE_DAYS: Final = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_ENGLISH_DAYS: Final = {
    name: at
    for at, names in enumerate(
        (
            "mon monday",
            "tue tuesday",
            "wed wednesday",
            "thu thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        )
    )
    for name in names.split()
}
_ORDINALS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "最后": -1}
_NO_RULE: Final = Message(
    "This is not a recurrence. Write words such as «every Friday» or «26th of each month», "
    "or a rule such as FREQ=WEEKLY;BYDAY=FR."
)


@lru_cache(maxsize=512)
def occurrences(rrule: str, first: date, start: date, end: date) -> tuple[date, ...]:
    """The dates of `rrule`, counted from `first`, that lie from `start` to `end`, both included.

    Raises ValueError for a rule that `check_rrule` complains about.
    """
    if end < start or end < first:
        return ()
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - not needed by a store without services

    midnight = time()
    rule = rrulestr(rrule, dtstart=datetime.combine(first, midnight))
    found = rule.between(
        datetime.combine(max(start, first), midnight), datetime.combine(end, midnight), inc=True
    )
    return tuple(moment.date() for moment in found)


def check_rrule(text: str) -> Message | None:
    """What is wrong with a recurrence rule; None if it can be used."""
    parts = dict(part.partition("=")[::2] for part in text.upper().removeprefix("RRULE:").split(";"))
    if parts.get("FREQ") not in FREQUENCIES:
        return _NO_RULE
    unknown = sorted(parts.keys() - _PARTS)
    if unknown:
        return Message("The recurrence has a part that is not understood: {part}.", {"part": unknown[0]})
    try:
        # A rule that names no day at all would be searched for to the end of the calendar.
        year = date(2024, 1, 1)
        found = occurrences(text, year, year, year + timedelta(5 * 366))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return _NO_RULE
    return None if found else Message("The recurrence never comes about.")


def describe(rrule: str) -> Message:
    """The rule as a sentence; what has no sentence of ours is shown as it is written."""
    parts = dict(part.partition("=")[::2] for part in rrule.upper().removeprefix("RRULE:").split(";"))
    interval = int(parts.get("INTERVAL") or 1)
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    plain = not parts.keys() & {"COUNT", "UNTIL", "BYSETPOS", "BYMONTH"}
    freq = parts.get("FREQ")
    if plain and freq == "DAILY" and not days:
        return Message("every day") if interval == 1 else Message("every {n} days", {"n": interval})
    if plain and freq == "WEEKLY" and days and all(day in _DAYS for day in days):
        names = listed([Message(WEEKDAYS[_DAYS.index(day)]) for day in days])
        if interval == 1:
            return Message("every week on {days}", {"days": names})
        return Message("every {n} weeks on {days}", {"n": interval, "days": names})
    if plain and freq == "MONTHLY":
        return _monthly(parts, days, interval) or Message("{rule}", {"rule": rrule})
    return Message("{rule}", {"rule": rrule})


def _monthly(parts: dict[str, str], days: Sequence[str], interval: int) -> Message | None:
    month_days = parts.get("BYMONTHDAY", "")
    if re.fullmatch(r"\d+", month_days) and not days:
        if interval == 1:
            return Message("day {day} of every month", {"day": month_days})
        return Message("day {day}, every {n} months", {"day": month_days, "n": interval})
    if month_days == "-1" and not days and interval == 1:
        return Message("on the last day of every month")
    if len(days) == 1 and not month_days and (found := re.fullmatch(r"(-?\d)([A-Z]{2})", days[0])):
        place, day = int(found[1]), Message(WEEKDAYS[_DAYS.index(found[2])])
        nth = Message(_NTH[place]) if place in _NTH else None
        if nth and interval == 1:
            return Message("on the {nth} {day} of every month", {"nth": nth, "day": day})
        if nth:
            return Message("on the {nth} {day}, every {n} months", {"nth": nth, "day": day, "n": interval})
    return None


_NTH: Final = {1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), -1: N_("last")}


def parse_words(text: str) -> str | None:
    """The rule that words mean (`每周五`, `每月26日`, `每月第二个周三`, `every friday`); None if unclear.

    A rule that is written as one already comes back as it is; an empty text is an empty rule (on
    request only).
    """
    words = re.sub(r"\s+", " ", text).strip().lower()
    if words in {"", "按需", "随时", "预约", "on request"}:
        return ""
    if words.upper().startswith(("FREQ=", "RRULE:")):
        return text.strip().upper().removeprefix("RRULE:")
    if words in {"每天", "每日", "every day", "daily"}:
        return "FREQ=DAILY"
    return _chinese(words.replace(" ", "")) or _english(words)


def _chinese(words: str) -> str | None:
    week = re.fullmatch(r"(每|隔)(?:个)?(?:周|星期|礼拜)((?:[、,，]?(?:周|星期)?[一二三四五六日天])+)", words)
    if week:
        days = ",".join(_DAYS[_CHINESE_DAYS[c]] for c in week[2] if c in _CHINESE_DAYS)
        return f"FREQ=WEEKLY;{'INTERVAL=2;' if week[1] == '隔' else ''}BYDAY={days}"
    month = re.fullmatch(r"每(?:个)?月(\d{1,2})(?:日|号)?", words)
    if month and 1 <= int(month[1]) <= 31:
        return f"FREQ=MONTHLY;BYMONTHDAY={int(month[1])}"
    if words in {"每月底", "每月最后一天", "每个月底"}:
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    nth = re.fullmatch(
        r"每(?:个)?月(?:的)?(?:第)?([一二三四1-4]|最后)(?:一)?个?(?:周|星期|礼拜)([一二三四五六日天])", words
    )
    if nth:
        return f"FREQ=MONTHLY;BYDAY={_ORDINALS[nth[1]]}{_DAYS[_CHINESE_DAYS[nth[2]]]}"
    return None


def _english(words: str) -> str | None:
    week = re.fullmatch(r"(?:every (other )?|weekly on )(?:week on )?([a-z]+)", words)
    if week and week[2] in _ENGLISH_DAYS:
        return f"FREQ=WEEKLY;{'INTERVAL=2;' if week[1] else ''}BYDAY={_DAYS[_ENGLISH_DAYS[week[2]]]}"
    month = re.fullmatch(r"(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)? of (?:each|every|the) month", words)
    if month and 1 <= int(month[1]) <= 31:
        return f"FREQ=MONTHLY;BYMONTHDAY={int(month[1])}"
    return None
