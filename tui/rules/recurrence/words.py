"""Recurrence rules from words, Chinese or English."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tui.rules.recurrence.parts import DAYS, WORKING_DAYS, written

ON_REQUEST: Final = frozenset({"", "按需", "按需预约", "随时", "预约", "on request"})


class Unclear(ValueError):
    """The words mean no recurrence."""


@dataclass(slots=True)
class Said:
    """What the words have told so far, in either language.

    `quarterly`: the period is the quarter, and `quarter_month` which of its months (None: what is
    first lies in its first, what is last in its last).
    """

    freq: str = ""
    interval: int = 1
    days: set[int] = field(default_factory=set)
    nth_days: list[tuple[int, int]] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    nth_working: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    quarterly: bool = False
    quarter_month: int | None = None
    count: int | None = None
    until: date | None = None


def parse_words(text: str, today: date | None = None) -> str | None:
    """The rule that words mean (`每周五`, `每季度最后一个工作日`, `every friday until 2026-12-31`).

    None if they are unclear; words such as `到年底` need `today`. A rule that is written as one already
    comes back as it is; an empty text is an empty rule (on request only).
    """
    from tui.rules.recurrence import words_en, words_zh  # noqa: PLC0415 - when somebody types

    words = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip(" ,.。").lower()
    if words in ON_REQUEST:
        return ""
    if words.startswith(("freq=", "rrule:")):
        return re.sub(r"\s+", "", words).upper().removeprefix("RRULE:")
    read = words_en.read if words.isascii() else words_zh.read
    try:
        return rule_of(read(words, today))
    except (Unclear, ValueError, OverflowError):
        return None


def rule_of(said: Said) -> str:
    """The rule of what was said. Raises Unclear."""
    within = bool(said.nth_days or said.month_days or said.nth_working)
    kinds = [bool(said.days), bool(said.nth_days), bool(said.month_days), bool(said.nth_working)]
    thirteenth = kinds == [True, False, True, False] and len(said.days) == len(said.month_days) == 1
    if sum(kinds) > 1 and not thirteenth:
        raise Unclear
    parts: dict[str, str] = {"INTERVAL": str(said.interval)}
    if not 1 <= said.interval <= 400:
        raise Unclear
    if said.quarterly:
        _quarterly(said, parts)
    elif said.freq in {"MONTHLY", "YEARLY"} or within or said.months:
        freq = "YEARLY" if said.months else said.freq or "MONTHLY"
        if said.months and said.freq not in {"", "YEARLY", "MONTHLY"}:
            raise Unclear
        if not within or (freq == "YEARLY" and not said.months) or said.freq in {"DAILY", "WEEKLY"}:
            raise Unclear
        if said.nth_working and len(said.months) > 1:
            freq = "MONTHLY"  # a place among all days of several months is another thing
        parts["FREQ"] = freq
    elif said.days and said.freq in {"", "WEEKLY"}:
        parts["FREQ"] = "WEEKLY"
    elif said.freq in {"DAILY", "WEEKLY"} and not said.days:
        parts["FREQ"] = said.freq
    else:
        raise Unclear
    _days(said, parts)
    if said.count is not None:
        parts["COUNT"] = str(said.count)
    if said.until is not None:
        parts["UNTIL"] = f"{said.until:%Y%m%d}"
    return written(parts)


def _quarterly(said: Said, parts: dict[str, str]) -> None:
    month = said.quarter_month
    if month is None:
        outer = {*(place for place, _ in said.nth_days), *said.nth_working}
        if said.month_days == [-1] or outer == {-1}:
            month = 3
        elif outer == {1} or said.month_days == [1]:
            month = 1
        else:
            raise Unclear
    if said.interval != 1 or said.months or said.days:
        raise Unclear
    parts["FREQ"] = "MONTHLY"
    parts["BYMONTH"] = ",".join(str(m) for m in range(month, 13, 3))


def _days(said: Said, parts: dict[str, str]) -> None:
    if said.months:
        parts["BYMONTH"] = ",".join(map(str, _each_once(said.months, 1, 12)))
    if said.month_days:
        parts["BYMONTHDAY"] = ",".join(map(str, _each_once(said.month_days, -31, 31)))
    if said.days:
        parts["BYDAY"] = ",".join(DAYS[day] for day in sorted(said.days))
    if said.nth_days:
        parts["BYDAY"] = ",".join(f"{place}{DAYS[day]}" for place, day in dict.fromkeys(said.nth_days))
    if said.nth_working:
        parts["BYDAY"] = WORKING_DAYS
        parts["BYSETPOS"] = ",".join(map(str, dict.fromkeys(said.nth_working)))


def _each_once(found: list[int], least: int, most: int) -> list[int]:
    if not all(least <= n <= most and n for n in found):
        raise Unclear
    return list(dict.fromkeys(found))
