"""When a volunteer has time: weekdays and parts of a day, as text and as stored.

A slot is `FR` (all Friday) or `FR.am`, `FR.pm`, `FR.eve`; weekdays are those of RFC 5545. No slot means that
nobody has asked yet, not that the person has no time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from tui.kinds.words import WEEKDAYS
from tui.language.errors import Message, Translate
from tui.language.i18n import N_

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS: Final = {"": "", "am": N_("morning"), "pm": N_("afternoon"), "eve": N_("evening")}
_CHINESE: Final[Mapping[str, tuple[int, ...]]] = {
    **{sign: (at,) for at, sign in enumerate("一二三四五六日")},
    "天": (6,),
    "末": (5, 6),
}
_ENGLISH: Final = {name: at for at, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MANY: Final[Mapping[str, Iterable[int]]] = {"workdays": range(5), "weekdays": range(5), "weekend": (5, 6), "daily": range(7), "工作日": range(5),
                "平日": range(5), "每天": range(7), "天天": range(7)}  # fmt: skip
_PART: Final = {
    "上午": "am", "早上": "am", "早": "am", "下午": "pm", "晚上": "eve", "晚": "eve", "傍晚": "eve",
    "am": "am", "pm": "pm", "eve": "eve", "morning": "am", "afternoon": "pm", "evening": "eve",
}  # fmt: skip
_SPLIT: Final = re.compile(r"[,，、;；\s]+")
_ONE: Final = re.compile(
    rf"(?:(?:周|星期|礼拜)(?P<zh>[一二三四五六日天末]+)|(?P<many>{'|'.join(_MANY)})|(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?"
    rf"|(?P<code>mo|tu|we|th|fr|sa|su))[.\-]?(?P<part>{'|'.join(sorted(_PART, key=len, reverse=True))})?"
)


def check(slots: Iterable[str]) -> str | None:
    """The first string that is no slot; None if all are."""
    for slot in slots:
        day, dot, part = slot.partition(".")
        if day not in DAYS or (dot and not part) or part not in PARTS:
            return slot
    return None


def parse(text: str) -> tuple[str, ...] | None:
    """The slots that `text` means (`周五上午、周末`, `fri pm, weekend`, `FR.am`); None for other text."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    plain = re.sub(r"\s+(?=(?:am|pm|eve|morning|afternoon|evening|上午|下午|晚上)\b)", "", plain)
    found: list[str] = []
    for word in filter(None, _SPLIT.split(plain)):
        one = _ONE.fullmatch(word)
        if one is None:
            return None
        part = _PART.get(one["part"] or "", "")
        found += [f"{DAYS[day]}.{part}" if part else DAYS[day] for day in _days(one)]
    return ordered(found)


def _days(one: re.Match[str]) -> list[int]:
    if one["many"]:
        return list(_MANY[one["many"]])
    if one["en"]:
        return [_ENGLISH[one["en"]]]
    if one["code"]:
        return [DAYS.index(one["code"].upper())]
    days: list[int] = []
    for sign in one["zh"]:
        days += _CHINESE[sign]
    return days


def ordered(slots: Iterable[str]) -> tuple[str, ...]:
    """The slots in the order of the week, each once; a whole day includes its parts."""
    known = set(slots)
    kept = (f"{day}.{part}" if part else day for day in DAYS for part in PARTS)
    return tuple(slot for slot in kept if slot in known and (len(slot) == 2 or slot[:2] not in known))


def describe(slots: Iterable[str], tr: Translate) -> str:
    """The slots in words, such as 周五上午、周六."""
    return tr(", ").join(_word(slot, tr) for slot in slots)


def _word(slot: str, tr: Translate) -> str:
    day, _, part = slot.partition(".")
    if day not in DAYS or part not in PARTS:
        return slot  # another program's
    name = tr(WEEKDAYS[DAYS.index(day)])
    return Message("{day} {part}", {"day": name, "part": Message(PARTS[part])}).text(tr) if part else name


def free(slots: Iterable[str], on: date) -> bool | None:
    """Whether a volunteer with these slots has time for at least part of the day; None if nobody has asked."""
    known = [slot[:2] for slot in slots]
    return DAYS[on.weekday()] in known if known else None
