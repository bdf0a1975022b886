"""Numbers, days and times as Chinese papers write them, whatever the language of the screen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_WEEKDAYS: Final = "一二三四五六日"


def numeral(number: int) -> str:
    """一, 十, 十二, 二十一 for 1 to 99; beyond, the figure."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def day(iso: str) -> str:
    """`2026-12-01` as 2026年12月1日; empty for nothing."""
    if not iso:
        return ""
    on = date.fromisoformat(iso[:10])
    return f"{on.year}年{on.month}月{on.day}日"


def day_spoken(on: date) -> str:
    """12月26日（周六）."""
    return f"{on.month}月{on.day}日（周{_WEEKDAYS[on.weekday()]}）"


def moment(at: datetime) -> str:
    """2026年11月20日15:00."""
    return f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"


def sentence(text: str) -> str:
    """The text with a full stop, where it ends without a mark."""
    text = text.strip()
    return text if not text or text[-1] in "。！？!?…；;" else f"{text}。"
