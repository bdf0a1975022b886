"""Days and times as ledgers write them: 2026.3.5, 3月5日, 26/3/5, 20260305, the numbers of spreadsheets."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import lru_cache
from typing import Final, NamedTuple

from tui.papers.importing.grids import Cell, text_of
from tui.rules.calendar.years import FIRST_YEAR, LAST_YEAR, in_range


class Day(NamedTuple):
    """A day that was read: `time` is HH:MM or "". `exact` is False where the cell says more than the day."""

    on: date
    time: str = ""
    exact: bool = True


class Unread(NamedTuple):
    """Why a cell is no day: `impossible_date` for one that the calendar lacks, `far_date` for a year out of
    reach, else `unread_date`."""

    reason: str


# Spreadsheets count days from here; these numbers are 1954 to 2064.
_FROM: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 60_000)
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
_WEEKDAY: Final = re.compile(r"\(?\s*(?:周|星期|礼拜)[一二三四五六日天]\s*\)?")
_SIGN: Final = r"\s*[年./\-]\s*"
_MONTH_SIGN: Final = r"\s*[月./\-]\s*"
_WHOLE: Final = re.compile(
    rf"(\d{{4}}|\d{{2}}){_SIGN}(\d{{1,2}}){_MONTH_SIGN}(\d{{1,2}})(?!\d)\s*[日号]?(.*)", re.DOTALL
)
_MONTH: Final = re.compile(rf"(\d{{4}}){_SIGN}(\d{{1,2}})\s*(?:月份?)?(初|上旬|中旬|下旬|底|末)?")
# Of a month without a day the first, of the end of one the last.
_PARTS: Final = {"底": 31, "末": 31}
_YEAR_END: Final = re.compile(r"(?:(\d{4})年?|今年|本年|年)?(?:年?[底末内终]|12月底)")
_BEFORE: Final = re.compile(r"(?<=[\d日号底末旬月])\s*(?:之前|以前|前)(?:完成|办结|到位|解决)?$")
_YEARLESS: Final = re.compile(rf"(\d{{1,2}}){_MONTH_SIGN}(\d{{1,2}})(?!\d)\s*[日号]?(.*)", re.DOTALL)
_MONTH_ALONE: Final = re.compile(r"(\d{1,2})月(?:份)?(初|上旬|中旬|下旬|底|末)?")
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
_CLOCK: Final = re.compile(
    r"[T\s,]*(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|am|pm)?\s*(\d{1,2})\s*(?:[:点时])\s*(半|\d{1,2})?分?(?::\d{1,2}(?:\.\d+)?)?\s*(.*)",
    re.DOTALL | re.IGNORECASE,
)
CLOCK_BEGINS: Final = re.compile(
    r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*(?<!\d)\d{1,2}\s*(?:[:点时])"
)
"""Where a time of day begins in a text of one width."""
# From one time of day to another.
_TO: Final = re.compile(r"\s*(?:-|~|至|到|—|–)+\s*")
_LATER: Final = frozenset({"下午", "傍晚", "晚上", "晚", "pm", "PM"})
_FIGURES: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SPELLED: Final = re.compile(
    r"([〇○零一二三四五六七八九]{4})(?=年)|([一二三四五六七八九十两]{1,3})(?=[月日号点时分])"
)


def read_day(cell: Cell, year: int | None) -> Day | Unread | None:
    """The day that a cell says; `year` is that of a day without one (None: such a day is unread). None: empty."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, date) and not in_range(cell):
        return Unread("far_date")
    if isinstance(cell, datetime):
        return Day(cell.date(), "" if cell.time() == clock() else f"{cell:%H:%M}")
    if isinstance(cell, date):
        return Day(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _number(float(cell), year)
    return _text(text_of(cell), year) if isinstance(cell, str) else Unread("unread_date")


def _number(number: float, year: int | None) -> Day | Unread:
    if int(number) in _SERIALS:
        moment = datetime.combine(_FROM, clock()) + timedelta(days=number)
        minute = round(number % 1 * 1440)
        return Day(moment.date(), f"{minute // 60:02}:{minute % 60:02}" if 0 < minute < 1440 else "")
    if number == int(number):
        return _text(str(int(number)), year) or Unread("unread_date")
    text = repr(number)  # 1.1 may be the 1st of January or the 10th
    ambiguous = re.fullmatch(r"\d{1,2}\.[123]", text)
    return (None if ambiguous else _text(text, year)) or Unread("unread_date")


@lru_cache(4096)
def _text(text: str, year: int | None) -> Day | Unread | None:
    said = _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text)).strip().strip("。;")
    said = _SPELLED.sub(_unspelled, said)
    if not said:
        return Unread("unread_date") if text.strip() else None  # a weekday alone
    if _SERIAL.fullmatch(said) and int(float(said)) in _SERIALS:
        return _number(float(said), year)
    said = _BEFORE.sub("", said)
    if digits := _DIGITS.fullmatch(said):
        return _day(int(digits[1]), int(digits[2]), int(digits[3]), "")
    if whole := _WHOLE.fullmatch(said):
        years, month, day, rest = whole.groups()
        return _day(int(years) + (2000 if len(years) == 2 else 0), int(month), int(day), rest)
    if alone := _MONTH.fullmatch(said):
        return _month(int(alone[1]), int(alone[2]), alone[3])
    if yearless := _YEARLESS.fullmatch(said):
        month, day, rest = yearless.groups()
        if year is None:
            return Unread("unread_date")
        return _day(year, int(month), int(day), rest)
    if (alone := _MONTH_ALONE.fullmatch(said)) and year is not None:
        return _month(year, int(alone[1]), alone[2])
    if (ends := _YEAR_END.fullmatch(said)) and (of := int(ends[1]) if ends[1] else year) is not None:
        return _month(of, 12, "底")
    return Unread("unread_date")


def _month(year: int, month: int, part: str | None = None) -> Day | Unread:
    """A month without a day: its first, or the last where its end is said."""
    if not (1 <= month <= 12 and year in range(FIRST_YEAR, LAST_YEAR + 1)):
        return Unread("impossible_date")
    day = min(_PARTS.get(part or "", 1), monthrange(year, month)[1])
    return Day(date(year, month, day), exact=False)


def _day(year: int, month: int, day: int, rest: str) -> Day | Unread:
    try:
        on = date(year, month, day)
    except ValueError:
        return Unread("impossible_date")
    if not in_range(on):
        return Unread("far_date")
    rest = rest.strip().strip("。,;")
    if not rest:
        return Day(on)
    time, more = read_clock(rest)
    return Day(on, time, not more)


def read_clock(text: str) -> tuple[str, str]:
    """The time of day with which `text` begins, as HH:MM ("" if none), and what it says beyond."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return "", text
    part, hours, minutes, more = found.groups()
    hour = int(hours) + (12 if part in _LATER and int(hours) < 12 else 0)
    minute = 30 if minutes == "半" else int(minutes or 0)
    if not (hour or minute or part):
        return "", more.strip()  # a day that a program wrote with a time
    return (f"{hour:02}:{minute:02}", more.strip()) if hour < 24 and minute < 60 else ("", text)


def read_span(text: str) -> tuple[str, str, str]:
    """The times of day, from and to, with which `text` begins ("" where there is none), and what it says beyond.

    下午2点到4点 ends in the afternoon too.
    """
    starts, more = read_clock(text)
    if not starts or not (to := _TO.match(more)):
        return starts, "", more
    part = next((word for word in _LATER if text.startswith(word)), "")
    ends, beyond = read_clock(f"{part}{more[to.end() :]}")
    if not ends or ends <= starts:
        ends, beyond = read_clock(more[to.end() :])
    return (starts, ends, beyond) if ends > starts else (starts, "", more)


def _unspelled(found: re.Match[str]) -> str:
    if found[1]:
        return "".join(str(_FIGURES[c]) for c in found[1])
    tens, sign, ones = found[2].partition("十")
    if not sign:
        return "".join(str(_FIGURES[c]) for c in tens)
    return str((_FIGURES[tens] if tens else 1) * 10 + (_FIGURES[ones] if ones else 0))
