"""Hours, telephone numbers, quantities, days between visits and marks, as ledgers write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import time, timedelta
from functools import lru_cache
from typing import Final

from tui.papers.importing.grids import Cell, text_of
from tui.papers.importing.lexicon import narrow, squeezed

_DIGIT: Final = {
    "零": 0,
    "〇": 0,
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
_NUMBER: Final = r"(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十]+)"
_HOURS: Final = re.compile(
    rf"(?:约|大约|共)?{_NUMBER}\s*个?(半)?\s*(?:小时|钟头|h|hr|hrs|hours?|时)(半)?\s*(?:{_NUMBER}\s*(?:分钟?|min|m|minutes?)?)?(?:/人|每人)?"
)
_MINUTES: Final = re.compile(rf"(?:约|大约|共)?{_NUMBER}\s*(?:分钟?|min|mins|minutes?|m)")
_HALF_HOUR: Final = re.compile(r"半个?(?:小时|钟头|钟|h)")
_SPAN: Final = re.compile(
    r"(?:上午|早上|下午|晚上|中午)?(\d{1,2})(?:[:点时](\d{1,2}|半)?分?)?\s*(?:-|~|至|到|—|–)+\s*(上午|下午|晚上|中午)?(\d{1,2})[:点时](\d{1,2}|半)?分?"
)
_MOBILE: Final = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_LANDLINE: Final = re.compile(
    r"(?<!\d)(?:(?:\(?0\d{2,3}\)?[ -]?)?\d{7,8}(?:-\d{1,6})?|[48]00-?\d{3,4}-?\d{3,4}|\d{5})(?!\d)"
)
_APART: Final = " \t\n/、,，;；|和及或"
_QUANTITY: Final = re.compile(
    r"(?:大?约|近|共|计|超)?\s*(\d+(?:,\d{3})*(?:\.\d+)?)\s*(万|千|百)?\s*(?:余|多|来|\+)?\s*(\D{0,12}?)(?:左右|以上|上下)?"
)
_APPROXIMATE: Final = re.compile(r"约|近|超|左右|以上|上下|\d\s*[万千百]?\s*(?:余|多|来|\+)")
_SPELLED_QUANTITY: Final = re.compile(r"([一二两三四五六七八九十]{1,3})(万|千|百)?(\D{1,3})")
_UNCOUNTED: Final = frozenset({"批", "些", "部分", "点", "系列", "定", "般"})
_TIMES: Final = {"": 1, "万": 10_000, "千": 1000, "百": 100}
_EVERY_UNIT: Final = {
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "礼拜": 7,
    "月": 30,
    "季度": 90,
    "季": 90,
    "半年": 182,
    "年": 365,
}
_EVERY: Final = re.compile(
    rf"(?:每|一|1)?(?:{_NUMBER}?个?)(天|日|周|星期|礼拜|月|季度|季|半年|年)(?:(?:走访|探访|入户|上门)?(?:不少于|至少)?{_NUMBER}[次遍回])?(?:以上)?"
)
_TIMES_A: Final = re.compile(rf"{_NUMBER}[次遍回]/(?:每|1|一)?(天|日|周|星期|月|季度|季|半年|年)")
_HALF: Final = {
    "半月": 15,
    "半个月": 15,
    "每半月": 15,
    "每半个月": 15,
    "半月一次": 15,
    "每半月一次": 15,
    "每半个月一次": 15,
    "半年": 182,
    "每半年": 182,
    "每半年一次": 182,
    "半年一次": 182,
}
_SATISFIED: Final = {
    "很满意": 5, "非常满意": 5, "十分满意": 5, "满意": 4, "比较满意": 4, "较满意": 4, "一般": 3, "基本满意": 3,
    "不太满意": 2, "较不满意": 2, "不满意": 1, "非常不满意": 1, "很不满意": 1, "是": 4, "否": 1, "好评": 5, "差评": 1,
}  # fmt: skip


def read_hours(cell: Cell, *, minutes: bool = False) -> float | str | None:
    """Hours that a cell says, or why not: hours_zero, hours_halves, hours_unread. None: the cell is empty.

    `minutes` is whether a bare number counts minutes. Nothing is rounded.
    """
    if isinstance(cell, timedelta):
        hours = cell.total_seconds() / 3600
    elif isinstance(cell, time):
        hours = cell.hour + cell.minute / 60
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        hours = float(cell) / 60 if minutes else float(cell)
    else:
        text = text_of(cell)
        if not text:
            return None
        read = _hours(
            unicodedata.normalize("NFKC", text).lower().replace("—", "-").replace("–", "-"), minutes
        )
        if read is None:
            return "hours_unread"
        hours = read
    if hours == 0:
        return "hours_zero"
    if not 0 < hours <= 24:
        return "hours_unread"
    return hours if (hours * 2) % 1 == 0 else "hours_halves"


@lru_cache(1024)
def _hours(text: str, minutes: bool) -> float | None:
    said = "".join(text.split()) if "-" not in text else text.strip()
    if (number := figure(said)) is not None:
        return number / 60 if minutes else number
    if _HALF_HOUR.fullmatch(said):
        return 0.5
    if found := _HOURS.fullmatch(said):
        whole = figure(found[1]) or 0.0
        return (
            whole
            + (0.5 if found[2] or found[3] else 0.0)
            + (figure(found[4]) or 0.0 if found[4] else 0.0) / 60
        )
    if found := _MINUTES.fullmatch(said):
        return (figure(found[1]) or 0.0) / 60
    return _span("".join(text.split()))


def _span(text: str) -> float | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    later = {"下午", "晚上"}
    begins = _minutes(found[1], found[2], text[:2] in later)
    ends = _minutes(found[4], found[5], found[3] in later or (not found[3] and text[:2] in later))
    return (ends - begins) / 60 if ends > begins else None


def _minutes(hour: str, minute: str | None, later: bool) -> int:
    return (int(hour) + (12 if later and int(hour) < 12 else 0)) * 60 + (
        30 if minute == "半" else int(minute or 0)
    )


def figure(text: str) -> float | None:
    """A number in figures or in Chinese signs up to 99; None if it is none."""
    try:
        return float(text) if text.isascii() and text[:1].isdigit() else _spelled(text)
    except ValueError:
        return None


def _spelled(text: str) -> float | None:
    tens, sign, ones = text.partition("十")
    if not text or any(c not in _DIGIT for c in tens + ones) or (not sign and len(tens) != 1):
        return None
    return float(
        (_DIGIT.get(tens, 1) * 10 if sign else _DIGIT[tens]) + (_DIGIT[ones] if sign and ones else 0)
    )


@lru_cache(8192)
def read_phone(text: str) -> tuple[str, str]:
    """The first telephone number in a cell ("" if there is none), and what the cell says beyond it."""
    said = narrow(text).strip()
    found = _MOBILE.search(said) or _LANDLINE.search(said)
    if found is None:
        return "", text.strip()
    number = found[0].strip().replace("(", "").replace(")", "-")
    if _MOBILE.fullmatch(number):
        number = re.sub(r"[ -]", "", number)[-11:]
    rest = (said[: found.start()] + " " + said[found.end() :]).strip(_APART)
    return number, re.sub(r"(?<=\d)[ -](?=\d{4}\b)", "", rest)


def phone_key(text: str) -> str:
    """A telephone number as it is compared: without spaces, - and +86."""
    return re.sub(r"[ -]", "", text).removeprefix("+86")


def read_quantity(cell: Cell) -> tuple[int, str] | None:
    """How much, and the unit if the cell names it; None if it is no whole number above 0."""
    said = unicodedata.normalize("NFKC", text_of(cell)).strip()
    if (spelled := _SPELLED_QUANTITY.fullmatch(said)) and spelled[3] not in _UNCOUNTED:
        number = figure(spelled[1])  # 一次, 两把
        return (int(number) * _TIMES[spelled[2] or ""], spelled[3]) if number else None
    found = _QUANTITY.fullmatch(said)
    if found is None:
        return None
    amount = float(found[1].replace(",", "")) * _TIMES[found[2] or ""]
    return (int(amount), found[3].strip()) if amount >= 1 and amount == int(amount) else None


def approximate(text: str) -> bool:
    """Whether a number is said to be about so much: 约50袋, 50余桶, 100+."""
    return bool(_APPROXIMATE.search(text))


def read_every(cell: Cell) -> int | None:
    """So many days lie between two visits; None if the cell does not say."""
    said = squeezed(text_of(cell))
    if said in _HALF:
        return _HALF[said]
    if (number := figure(said)) is not None:
        return int(number) if 1 <= number <= 730 else None
    if turned := _TIMES_A.fullmatch(said):  # 1次/周 is 每周1次
        said = f"每{turned[2]}{turned[1]}次"
    found = _EVERY.fullmatch(said)
    if found is None:
        return None
    units = figure(found[1]) if found[1] else 1.0
    times = figure(found[3]) if found[3] else 1.0
    days = round(_EVERY_UNIT[found[2]] * (units or 1) / (times or 1))
    return days if 1 <= days <= 730 else None


def read_rating(cell: Cell) -> int | None:
    """How satisfied somebody is, from 1 to 5; None if the cell does not say."""
    said = squeezed(text_of(cell))
    if said in _SATISFIED:
        return _SATISFIED[said]
    if said and set(said) <= {"★", "☆"}:
        return said.count("★") or None
    number = figure(said.removesuffix("星级").removesuffix("颗星").removesuffix("星").removesuffix("分"))
    return int(number) if number in {1.0, 2.0, 3.0, 4.0, 5.0} else None
