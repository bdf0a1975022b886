"""A day as people say it at the desk: `明天`, `周五`, `下周三`, `26号`, `12-01`, `三天后`, `+3`."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from tui.errors import InvalidInput, Message

_WORDS: Final = {
    "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "yesterday": -1, "前天": -2,
}  # fmt: skip
_DAYS: Final = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_ENGLISH_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DIGITS: Final = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
# A day of this year that is gone for so long is meant to be next year's.
_LONG_GONE: Final = 183


def parse_day(text: str, today: date) -> date:
    """The day that `text` means, seen from `today`.

    A weekday is the next one from today on, today included; `下周三` is the Wednesday of the week after
    this one, weeks beginning on Monday; a month and day long gone are next year's. Raises InvalidInput.
    """
    said = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().lower()
    try:
        found = _parse(said, today)
    except (ValueError, OverflowError):
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        raise InvalidInput(
            {
                "": Message(
                    "«{text}» is not understood as a date. Write 2026-12-01, 12-01, tomorrow, fri or +3.",
                    {"text": text.strip()[:40]},
                )
            }
        )
    return found


def _parse(said: str, today: date) -> date | None:
    if said in _WORDS:
        return today + timedelta(_WORDS[said])
    for read in (_numeric, _relative, _weekday, _of_month):
        found = read(said.replace(" ", "") if not said.isascii() else said, today)
        if found is not None:
            return found
    return None


def _numeric(said: str, today: date) -> date | None:
    full = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?", said)
    if full:
        return date(int(full[1]), int(full[2]), int(full[3]))
    if re.fullmatch(r"\d{8}", said):
        return date(int(said[:4]), int(said[4:6]), int(said[6:]))
    short = re.fullmatch(r"(\d{1,2})[-/.月](\d{1,2})[日号]?", said)
    if short:
        month, day = int(short[1]), int(short[2])
        years = (today.year, today.year + 1, today.year + 2, today.year + 3, today.year + 4)
        for year in years:  # 02-29 is not there every year
            if month == 2 and day == 29 and not calendar.isleap(year):
                continue
            found = date(year, month, day)
            if (today - found).days <= _LONG_GONE:
                return found
    return None


def _relative(said: str, today: date) -> date | None:
    plus = re.fullmatch(r"([+-])(\d{1,4})", said)
    if plus:
        return today + timedelta(int(plus[1] + plus[2]))
    later = re.fullmatch(
        r"(\d{1,3}|[零一二两三四五六七八九十]{1,3})(天|日|周|个?星期|个?礼拜)(?:之|以)?后", said
    )
    if later:
        count = _number(later[1])
        return None if count is None else today + timedelta(count * (1 if later[2] in "天日" else 7))
    english = re.fullmatch(r"in (\d{1,3}) (day|week)s?", said)
    if english:
        return today + timedelta(int(english[1]) * (1 if english[2] == "day" else 7))
    return None


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def _weekday(said: str, today: date) -> date | None:
    chinese = re.fullmatch(r"(这|本|下|下下|上)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])", said)
    monday = today - timedelta(today.weekday())
    if chinese:
        at = _DAYS[chinese[2]]
        weeks = {"这": 0, "本": 0, "下": 1, "下下": 2, "上": -1}.get(chinese[1] or "")
        return (
            today + timedelta((at - today.weekday()) % 7)
            if weeks is None
            else monday + timedelta(7 * weeks + at)
        )
    english = re.fullmatch(r"(next |this )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*", said)
    if english:
        at = _ENGLISH_DAYS.index(english[2])
        if english[1] is None:
            return today + timedelta((at - today.weekday()) % 7)
        return monday + timedelta((7 if english[1] == "next " else 0) + at)
    return None


def _of_month(said: str, today: date) -> date | None:
    if said in {"月底", "本月底", "这个月底", "end of month"}:
        return _clamped(today.year, today.month, 31)
    if said in {"年底", "今年底", "end of year"}:
        return date(today.year, 12, 31)
    following = (today.year + today.month // 12, today.month % 12 + 1)
    if said in {"下月底", "下个月底"}:
        return _clamped(*following, 31)
    day = re.fullmatch(r"(本月|这个月|下月|下个月)?(\d{1,2})[日号]", said)
    if not day:
        return None
    number = int(day[2])
    if day[1] in {"下月", "下个月"}:
        return date(*following, number)
    if day[1]:
        return date(today.year, today.month, number)
    if not 1 <= number <= 31:
        return None
    year, month = today.year, today.month
    while number > calendar.monthrange(year, month)[1] or date(year, month, number) < today:
        year, month = year + month // 12, month % 12 + 1
    return date(year, month, number)


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
