"""Dates without a sign: which of them are parts of the line, and which belong to its sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tui.capture.dates.grammar import fold_width
from tui.capture.dates.lexicon import WORDS
from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.dates.parser import FIRST_CHARACTERS, parse_date_at
from tui.capture.lines import move_dates
from tui.capture.lines.date_parts import add_date, past_date_error
from tui.capture.lines.deadlines import is_deadline, place_of
from tui.capture.lines.parsed_line import LinePart, Verb
from tui.capture.lines.partial_line import EDGES, SETS_DEADLINE, TEXT_ONLY, PartialLine
from tui.capture.lines.session_words import ABOUT_A_SESSION
from tui.capture.lines.signs import sign_at
from tui.capture.lines.things import numbers_a_thing
from tui.language.errors import Message

# In these a time that cannot be is answered: 25:00.
_HELD_AT_AN_HOUR: Final[frozenset[Verb]] = frozenset(
    {"session", "move", "signup", "cancel", "home", "remind"}
)
# 16点到15点: two hours of which the second is not later.
_TO_AN_HOUR: Final = re.compile(
    r" ?(?:到|至|-+|~|to |until |till ) ?(?=[0-9零一二两三四五六七八九十上下中晚傍早凌夜])"
)
_CLOCK: Final = re.compile(r"[0-9]{1,2}(?::[0-9]{2}|点)(?![^ ,，。；])")
_EVERY: Final = re.compile(
    r"隔(?:周|天|日|月|年)|每(?:逢|隔)?个?(?:一|两|三|[0-9])?(?:月|周|天|日|年|星期|礼拜|晚|早)?|(?<![a-z])(?:every|each) (?:other |second )?"
)
# The same in English: broken since monday.
_LEADING_ON_ENGLISH: Final = re.compile(r"(?:^|[^a-z])(?:since|of|was|were|than|like) +$")
# 12.5 元; but 12/1 台账录入.
_UNIT: Final = re.compile(r"[元块米吨斤个人户只台%度岁位名]|\s+[元块米吨斤个人户只台%度岁位名](?![一-龥])")
# Each day of a range: 12月8号至12号每天上午.
_EACH_DAY: Final = frozenset({"每天", "每日", "每晚", "每早", "every "})
_TO_A_DAY: Final = re.compile(r"(?:到|至|-|~|to )[^到至~ ，。；]{1,8} ?,? ?$")
_LONGEST_RANGE: Final = 24
# A line is looked at in so many places, a date being worth several: one of 25 dates is none that anybody types.
_MOST_LOOKS: Final = 150
_LOOKS_OF_A_DATE: Final = 6
# After so many 每 of a line only that word itself is kept from being a date.
_MOST_RECURRENCES: Final = 40
_NUMERALS: Final = frozenset("零一二两三四五六七八九十廿百")


def read_dates(line: PartialLine) -> None:
    """Add the date, and a time that stands elsewhere in the line."""
    if line.verb in TEXT_ONLY:
        return
    _protect_recurrences(line)
    at, looked = 0, 0
    while at < line.size and looked < _MOST_LOOKS:
        if line.removed[at] or line.protected[at] or line.text[at] not in FIRST_CHARACTERS:
            at += 1
            continue
        # A word in Latin letters and a number in digits are read from their beginning only.
        before = line.text[at - 1] if at and not line.removed[at - 1] else " "
        inside = ("a" <= line.text[at] <= "z" and "a" <= before <= "z") or (
            "0" <= line.text[at] <= "9" and "0" <= before <= "9"
        )
        found = None if inside else _date(line, at)
        looked += 0 if inside else 1 if found is None else _LOOKS_OF_A_DATE
        if found is None:
            at += 1
            continue
        found = _hours(line, found)
        _free_date(line, found)
        at = found.span[1]


def recurs(text: str) -> bool:
    """Whether a text has the word of a recurrence: 每周一, 每天, every week."""
    return _EVERY.search(fold_width(text)) is not None


def _protect_recurrences(line: PartialLine) -> None:
    """每周五 and 每月26号 are recurrences, not dates; of 12月8号至12号每天上午 each day is meant."""
    for number, found in enumerate(_EVERY.finditer(line.text)):
        end = found.end()
        if found[0] in _EACH_DAY and _TO_A_DAY.search(
            line.text, max(0, found.start() - _LONGEST_RANGE), found.start()
        ):
            continue
        if number >= _MOST_RECURRENCES:
            line.protect(found.start(), end)
            continue
        for begin in (found.start() + 1, end):
            when = (
                parse_date_at(line.text, begin, line.context.now, line.context.calendar)
                if begin < line.size
                else None
            )
            end = max(end, when.span[1] if when else 0)
        more = (
            parse_date_at(line.text, end, line.context.now, line.context.calendar)
            if end < line.size
            else None
        )
        end = more.span[1] if more else end
        line.protect(found.start(), end)


def _date(line: PartialLine, at: int) -> ParsedDate | None:
    before = line.text[at - 1] if at and not line.removed[at - 1] else " "
    if before == " " and _LEADING_ON_ENGLISH.search(line.text, max(0, at - 12), at):
        return None
    if before in "第每" or (before in _NUMERALS and line.text[at] in _NUMERALS):
        return None
    if not (at and line.protected[at - 1]) and numbers_a_thing(line.text, at):
        return None
    now, calendar, direction = line.context.now, line.context.calendar, line.direction
    if before in EDGES:
        found = parse_date_at(line.text, at, now, calendar, direction, "delimited")
        if found is not None and _is_delimited_after(line, found.span[1]):
            return _unless_claimed(line, found)
        if line.verb in _HELD_AT_AN_HOUR and (clock := _CLOCK.match(line.text, at)):
            found = parse_date_at(line.text, at, now, calendar, direction, "date_field")
            if found is not None and found.problem is not None and found.span[1] == clock.end():
                return _unless_claimed(line, found)
    return _unless_claimed(line, parse_date_at(line.text, at, now, calendar, direction))


def _unless_claimed(line: PartialLine, found: ParsedDate | None) -> ParsedDate | None:
    return (
        None
        if found is None or any(line.removed[slice(*found.span)]) or any(line.protected[slice(*found.span)])
        else found
    )


def _is_delimited_after(line: PartialLine, end: int) -> bool:
    """Whether the number ends here and is followed by no unit, as in 12.5 元."""
    if _UNIT.match(line.text, end):
        return False
    return (
        end >= line.size
        or bool(line.removed[end])
        or line.text[end] in EDGES
        or sign_at(line, end) is not None
    )


def _hours(line: PartialLine, found: ParsedDate) -> ParsedDate:
    """`found`, or that its end is not later than its start."""
    to = _TO_AN_HOUR.match(line.text, found.span[1]) if found.start and found.end is None else None
    if to is None or line.verb not in _HELD_AT_AN_HOUR:
        return found
    end = parse_date_at(line.text, to.end(), line.context.now, line.context.calendar, placement="date_field")
    if end is None or end.start is None or end.day_given or found.start is None or end.start > found.start:
        return found
    times = {"start": f"{found.start:%H:%M}", "end": f"{end.start:%H:%M}"}
    problem = Message("{start} to {end}: the end is not after the start.", times)
    return replace(found, span=(found.span[0], end.span[1]), day=None, problem=problem)


def _free_date(line: PartialLine, found: ParsedDate) -> None:
    before = next((part for part in line.parts if part.kind == "date"), None)
    if line.verb in ABOUT_A_SESSION and line.text.startswith("的", found.span[1]):
        found = replace(found, span=(found.span[0], found.span[1] + 1))  # 周五的义剪
    if line.verb == "move":
        move_dates.add(line, before, found)
        return
    if before is not None and found.problem is not None and line.verb in _HELD_AT_AN_HOUR:
        add_date(line, found, found.span)
        return
    if before is not None:
        _second_date(line, before, found)
        return
    if line.verb == "wish" and found.bound == "on" and found.text in WORDS["theme_day"]:
        return  # 双十一 快递堆满楼道 tells when
    place = place_of(line, found)
    if line.verb in SETS_DEADLINE:
        if is_deadline(line, found, place):
            add_date(line, found, found.span, in_title=not place.is_slot)
        return
    if (
        line.verb not in ABOUT_A_SESSION
        and line.text[found.span[1] : found.span[1] + 1] == "的"
        and not place.right
    ):
        return  # in 明天的会 it is an attribute
    if line.verb == "visit" and not (place.left and place.right):
        return  # 上周三摔了一跤 is what was heard
    torn = not (place.left or place.right) or (not place.left and place.led_to)
    add_date(line, found, found.span, in_title=torn)


def _second_date(line: PartialLine, before: LinePart, found: ParsedDate) -> None:
    """Merge a day and a time that stand apart: `26号 义务理发 9点`."""
    first = before.value
    if not isinstance(first, ParsedDate) or first.day is None or found.day is None or before.in_title:
        return
    if first.start is None and first.day_given and not found.day_given and found.start is not None:
        merged = replace(first, start=found.start, end=found.end, part=found.part)
    elif first.start is not None and not first.day_given and found.day_given and found.start is None:
        merged = replace(first, day=found.day, until=found.until, day_given=True, bound=found.bound)
    else:
        return
    place = line.parts.index(before)
    line.parts[place] = replace(before, value=merged, problem=past_date_error(line, merged))
    line.add("date", found.span, line.raw[slice(*found.span)], merged)
