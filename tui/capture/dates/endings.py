"""Words behind a date that say how much of the day, how many days, or that it is the last: 全天, 两天, 截止."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from tui.capture.dates.grammar import Placement
from tui.capture.dates.numbers import CHINESE, number
from tui.capture.dates.parsed_date import ParsedDate

# In a line these belong to the date only where nothing follows them.
_END: Final = r"(?=$|[ ,，。;；、!)）])"
_WHOLE_DAY: Final = re.compile(
    r" ?(?:一整天|整天|全天|一天|白天|当天|每天|每日|天天|all day|the whole day|every day|each day|daily|first thing|sharp|准时|整)"
    + _END
)
_AT_WORK: Final = re.compile(r" ?(?:一上班|刚上班|上班时|上班后|上班)" + _END)
_HOW_MANY: Final = re.compile(rf" ?\(?(?:这|共|连续)?([0-9]{{1,2}}|[{CHINESE}]{{1,3}})[天日]\)?" + _END)
_LAST: Final = re.compile(
    r" ?(?:(?:为?止|截止|截至|截|结束|到期)" + _END + r"| (?:eod|cob|end of day|close of business)(?![a-z]))"
)


def with_ending(text: str, found: ParsedDate, placement: Placement) -> ParsedDate:
    """`found` with such words behind it in `text` (folded). A number of days that is not right is left outside."""
    end = found.span[1]
    if found.day is None or end >= len(text):
        return found
    if found.start is None and (part := _AT_WORK.match(text, end)) and found.until is None:
        return _up_to(replace(found, part=found.part or "morning"), part.end())
    if whole := _WHOLE_DAY.match(text, end):
        return found if placement != "date_field" and found.start is not None else _up_to(found, whole.end())
    if (said := _HOW_MANY.match(text, end)) and number(said[1]) == _days_of(found) > 1:
        return _up_to(found, said.end())
    if last := _LAST.match(text, end):
        return _up_to(replace(found, bound="by"), last.end())
    return found


def before_period(found: ParsedDate) -> ParsedDate:
    """12月前, 下周前, 周末前: by the day before that time begins. `found` is one such period."""
    if found.day is None or found.until is None:
        return found
    length = (found.until - found.day).days + 1
    if 7 < length < 28:
        return found  # 上旬前 may mean its end
    return replace(found, day=found.day - timedelta(1), until=None)


def _days_of(found: ParsedDate) -> int:
    if found.day is not None and found.until is not None:
        return (found.until - found.day).days + 1
    return 1 + len(found.also)


def _up_to(found: ParsedDate, end: int) -> ParsedDate:
    return replace(found, span=(found.span[0], end))
