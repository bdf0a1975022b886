"""Whether a date without a sign is the day by which something is due, or is only mentioned.

`12月1日前修好` is due; `10月底开工，明年五月完工` tells what happens. What is only mentioned stays where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.dates.parser import parse_date
from tui.capture.lines.parsed_line import Verb
from tui.capture.lines.partial_line import EDGES, PartialLine

# After these a date belongs to the sentence: 改到周六.
_LEADING_ON: Final = frozenset("到至在于从自是为等定约改按比离和与及或的说讲称写")
# In these the title is what a resident said.
_RESIDENTS_WORDS: Final[frozenset[Verb]] = frozenset({"wish"})
_IN_CLAUSE: Final = "[^，。；！？,.;!? ]"
# What tells of the past before and behind a phrase such as 三天内 or 春节前.
_PAST_BEFORE: Final = re.compile("(?:过去|最近|近|这|前|已经?|曾)$")
_PAST_AFTER: Final = re.compile(
    f"{_IN_CLAUSE}{{0,6}}[0-9一二两三四五六七八九十几多][次回起趟]|{_IN_CLAUSE}{{0,3}}(?:的(?!话)|了(?!结)|过(?!来|去|户)|没有?人)"
)
# A day that somebody promised once is told, too, unless the clause asks for it: 说好24小时内回复.
_PROMISED: Final = re.compile(
    f"(?:说好|说是|说过|说要|答应|承诺|保证|许诺|上次|上回|当时|原定|原说|原先|本来|原本|之前说|回复说){_IN_CLAUSE}*$"
)
_ASKED: Final = re.compile(f"(?:请|要求|希望|务必|必须|麻烦|盼|望|尽快|限){_IN_CLAUSE}*$")
_CLAUSE: Final = 40
_ATTRIBUTE: Final = re.compile(f"{_IN_CLAUSE}{{0,8}}的(?!话)|{_IN_CLAUSE}{{0,2}}[了过]|起")
# 国庆期间 tells when something happens.
_A_TIME: Final = ("期间", "假期", "放假", "长假", "那几天")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date stands in its line.

    `left` and `right` tell whether it is apart from its words there, `first` and `last` whether nothing but
    parts stands before or behind it. `led_to` marks a word before it that makes it part of the sentence.
    `is_slot` marks the places where a date is said on its own, and may leave the title.
    """

    left: bool
    right: bool
    first: bool
    last: bool
    led_to: bool
    is_slot: bool


def place_of(line: PartialLine, found: ParsedDate) -> Place:
    """The place of `found` in `line`."""
    start, end = found.span
    left = start == 0 or bool(line.removed[start - 1]) or line.text[start - 1] in EDGES
    right = end >= line.size or bool(line.removed[end]) or line.text[end] in EDGES
    first = line.is_empty(0, start)
    rest = line.remaining()[end:].strip()
    last = not any(map(str.isalnum, rest)) or (line.text[end] == " " and _is_date(line, rest))
    led_to = start > 0 and not line.removed[start - 1] and line.text[start - 1] in _LEADING_ON
    blank_left = first or line.text[start - 1] == " " or bool(line.removed[start - 1])
    blank_right = last or line.text[end] == " " or bool(line.removed[end])
    if line.verb in _RESIDENTS_WORDS:
        slot = (last and not led_to) or (first and blank_right)
    else:
        slot = (blank_left and blank_right) or first or (last and not led_to)
    return Place(left, right, first, last, led_to, slot)


def _is_date(line: PartialLine, text: str) -> bool:
    return " " not in text and parse_date(text, line.context.now, line.context.calendar) is not None


def is_deadline(line: PartialLine, found: ParsedDate, place: Place) -> bool:
    """Whether the words make a date in a wish, task or decision the day by which it is due.

    前, 以内, 截止 and the like do wherever they stand, unless they tell the past; every other day does in a
    place of its own only.
    """
    apart = place.is_slot and place.left and (place.right or place.last)
    words = line.verb in _RESIDENTS_WORDS
    if found.day is None:
        return apart and not (words and found.asks and not place.last)
    if not found.day_given:
        return apart and not words
    assert found.due is not None
    today = line.context.now.date()
    if found.bound == "by":
        past = found.due < today or _tells_the_past(line, found)
        return not past or (apart and not words)
    if not place.is_slot or (not apart and found.text.endswith(_A_TIME)):
        return False
    if words and found.text.startswith("on ") and not place.first:
        return False  # the lift stopped on friday
    if words:
        return (found.due > today or (found.due == today and place.last)) and not found.text.endswith(_A_TIME)
    return apart or not (
        found.due <= today or found.bound == "after" or _ATTRIBUTE.match(line.text, found.span[1])
    )


def _tells_the_past(line: PartialLine, found: ParsedDate) -> bool:
    """过去三天内, 一周内停水三次, 春节前修的路 and what was promised once are no deadlines."""
    start, end = found.span
    if line.verb in _RESIDENTS_WORDS:
        low = max(0, start - _CLAUSE)
        if _PROMISED.search(line.text, low, start) and not _ASKED.search(line.text, low, start):
            return True
    return bool(_PAST_BEFORE.search(line.text, max(0, start - 4), start) or _PAST_AFTER.match(line.text, end))
