"""Festivals of the lunar year and solar terms: the dates of services tied to one, and the next festival."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from tui.language.errors import Message
from tui.language.i18n import N_

# Festivals that no recurrence rule can express, by the code that a service stores.
ANCHORS: Final[Mapping[str, str]] = {
    "spring": N_("Spring Festival"),
    "lantern": N_("Lantern Festival"),
    "qingming": N_("Qingming"),
    "dragon_boat": N_("Dragon Boat Festival"),
    "qixi": N_("Qixi Festival"),
    "mid_autumn": N_("Mid-Autumn Festival"),
    "double_ninth": N_("Double Ninth Festival"),
    "winter_solstice": N_("Winter Solstice"),
    "laba": N_("Laba Festival"),
    "little_year": N_("Little New Year"),
    "eve": N_("Chinese New Year's Eve"),
}
# The range of dates (month, day) on which a festival can fall: outside of it the lunar calendar, which is slow to
# load, is not needed. 腊八 falls around New Year and has no such range.
SPANS: Final[Mapping[str, tuple[tuple[int, int], tuple[int, int]]]] = {
    "spring": ((1, 21), (2, 20)),
    "lantern": ((2, 4), (3, 6)),
    "qingming": ((4, 4), (4, 6)),
    "dragon_boat": ((5, 27), (6, 26)),
    "qixi": ((7, 31), (8, 30)),
    "mid_autumn": ((9, 7), (10, 8)),
    "double_ninth": ((10, 1), (11, 1)),
    "winter_solstice": ((12, 21), (12, 23)),
    "little_year": ((1, 13), (2, 12)),
    "eve": ((1, 20), (2, 19)),
}
# Days before a festival from which the board shows it.
NEAR: Final = 14
FARTHEST: Final = 60
_N: Final = r"(\d{1,2})"


def festival_days(code: str, start: date, end: date) -> list[date]:
    """The days of the festival from `start` to `end`, both included; none outside of 1901 to 2100."""
    if not _may_fall(code, start, end):
        return []
    from tui.rules.calendar.festivals import festival_on  # loads the lunar calendar

    found = []
    for year in range(start.year - 1, end.year + 2):
        try:
            day = festival_on(code, year)
        except (KeyError, ValueError):
            continue
        if start <= day <= end:
            found.append(day)
    return found


def _may_fall(code: str, start: date, end: date) -> bool:
    """Whether the festival can fall between `start` and `end`: a check without the lunar calendar."""
    if code not in SPANS:
        return True
    first, last = SPANS[code]
    years = range(start.year, end.year + 1)
    return any(date(year, *first) <= end and start <= date(year, *last) for year in years)


@lru_cache(maxsize=8)
def festival_near(today: date) -> Message | None:
    """The next festival within two weeks, and the days until then; None if there is none."""
    end = today + timedelta(NEAR)
    days = [(day, code) for code in ANCHORS for day in festival_days(code, today, end)]
    if not days:
        return None
    day, code = min(days)
    return approaching(code, (day - today).days)


def approaching(code: str, days: int) -> Message:
    """A festival and the days until then, as a message."""
    name = Message(ANCHORS[code])
    if days == 0:
        return Message("{festival} is today", {"festival": name})
    return Message("{festival} in {n} days", {"festival": name, "n": days})


def describe_festival(code: str, offset: int) -> Message:
    """The date of a service tied to a festival, as a sentence that `parse_festival` parses."""
    name = Message(ANCHORS.get(code, code))
    if offset == 0:
        return Message("every year on {festival}", {"festival": name})
    if offset < 0:
        return Message("every year {n} days before {festival}", {"festival": name, "n": -offset})
    return Message("every year {n} days after {festival}", {"festival": name, "n": offset})


def parse_festival(text: str) -> tuple[str, int] | None:
    """The code of the festival and the offset in days (`每年重阳节`, `春节前3天`); None for other text."""
    from tui.rules.calendar.festivals import festival

    words = unicodedata.normalize("NFKC", text).strip().lower()
    words = re.sub(r"^(?:每年的?|every year|yearly)\s*(?:on\s+)?", "", words).strip()
    chinese = re.fullmatch(rf"(.+?)(?:的?(前|后){_N}天|当天)?", words.replace(" ", ""))
    english = re.fullmatch(rf"{_N} days? (before|after) (?:the )?(.+)", words)
    before = re.fullmatch(r"(.+?)(?:之|的)?(前|后)一天", words)
    if english:
        name, offset = english[3], int(english[1]) * (-1 if english[2] == "before" else 1)
    elif before:
        name, offset = before[1], -1 if before[2] == "前" else 1
    elif chinese and not words.isascii():
        name = chinese[1]
        offset = int(chinese[3] or 0) * (-1 if chinese[2] == "前" else 1)
    else:
        name, offset = words.removeprefix("the "), 0
    try:
        code = festival(name).code
    except KeyError:
        return None
    return (code, offset) if code in ANCHORS and abs(offset) <= FARTHEST else None
