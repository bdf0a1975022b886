"""Lines without a verb that look like another record than a wish: asked about, and kept as nothing until it is said.

王芳 2小时 扫雪 looks like hours given, 昨天走访李奶奶 like a visit, 完成 42 like a step of a wish. Where the words
may as well be a wish, its verb in front (`心愿`) says so.
"""

from __future__ import annotations

import re
from typing import Final

from tui.capture.dates.grammar import fold_width
from tui.capture.dates.parser import parse_date_at
from tui.capture.lines import figures
from tui.capture.lines.parsed_line import LineContext, ParsedLine
from tui.language.errors import Message

_LONGEST: Final = 60
_MOST_PEOPLE: Final = 20
_JOINS: Final = re.compile("[、，, ]+|[和与及]")
_OTHERS: Final = re.compile(r" ?等 ?[0-9一二两三四五六七八九十]{0,3} ?[名位个]?[人]?")
# Hours that stand apart: 各2小时, (1.5h). 等了2小时 and 停电3小时 are told.
_APART_BEFORE: Final = re.compile(r"(?:^|[ ,，、(（：:]|各|每人|人均|共|合计|均)$")
_APART_AFTER: Final = re.compile(r"$|[ ,，、。)）]")
_VISIT: Final = re.compile(
    r"[ ,，]*(?:去|又|已|再)?(?:入户)?(?:走访|探访|看望|探望|家访)了?(?!时|中|过程|发现|后|前|的|人员|团|慰问品)"
)
_VISITED: Final = re.compile(r"(?:入户)?(?:走访|探访|看望|探望|家访)了(?!解)")
_NUMBER: Final = r"(?:心愿|工单|编号)?[ ]?[#№]?((?:19|20)[0-9]{2}-[0-9]{4,6}|[0-9]{1,6})号?"
_STEP: Final = "(?:已?完成|已?办结|已?结案|已?办好|派单|派给|派|转给|转办|转派|转|延期|催办|受理|退回|挂起|回访|备注|打分|评分|评价|评)"
_STEP_FIRST: Final = re.compile(rf"{_STEP}(?:了)? ?{_NUMBER}(?=$|[ :：,，。])")
_RATED: Final = "(?:很|非常|不太?|比较|基本)?满意|[1-5一二三四五](?:星|颗星|分)|[好差]评"
_NUMBER_FIRST: Final = re.compile(rf"{_NUMBER}[ :：,，]+(?:{_STEP}|{_RATED})")
_HASH_FIRST: Final = re.compile(r"[#№] ?((?:19|20)[0-9]{2}-[0-9]{4,6}|[0-9]{1,6})(?=[ :：,，])")


def doubt(line: ParsedLine, context: LineContext) -> Message | None:
    """The question that a line without a verb raises; None where it is a wish."""
    if line.verb != "wish" or line.verb_given or len(line.text) > _LONGEST or "\n" in line.text:
        return None
    text = fold_width(line.text).strip()
    if number := _wish_meant(text, context):
        return Message(
            "Is this about wish {number}? Choose it in its list, or begin with «comment» or «rate»; a new wish begins with «wish».",
            {"number": number},
        )
    if _hours_meant(text, context):
        return Message("Are these hours of service? Then begin with «hours»; a wish begins with «wish».")
    if _visit_meant(text, context):
        return Message("Is this a visit? Then begin with «visit»; a wish begins with «wish».")
    return None


def _hours_meant(text: str, context: LineContext) -> bool:
    """Whether a text begins with people on record and has hours that stand apart."""
    at = _behind_people(text, context)
    if not at:
        return False
    found = figures.hours(text[at:])
    if found is None:
        return False
    start, end = at + found.span[0], at + found.span[1]
    return start == at or bool(
        _APART_BEFORE.search(text, max(0, start - 3), start) and _APART_AFTER.match(text, end)
    )


def _behind_people(text: str, context: LineContext) -> int:
    """The offset behind the names with which a text begins; 0 for none."""
    at = end = 0
    for _ in range(_MOST_PEOPLE):
        found = context.names.leading_name(text[at:], ("person",))
        if found is None:
            break
        end = at + found[1]
        joined = _JOINS.match(text, end)
        if joined is None:
            break
        at = joined.end()
    others = _OTHERS.match(text, end) if end else None
    return others.end() if others else end


def _visit_meant(text: str, context: LineContext) -> bool:
    """Whether a text tells of a visit: 昨天走访李奶奶, 走访了李奶奶."""
    if _VISITED.match(text):
        return True
    if not text:
        return False
    when = parse_date_at(text, 0, context.now, context.calendar, "past", "delimited")
    return when is not None and when.day is not None and _VISIT.match(text, when.span[1]) is not None


def _wish_meant(text: str, context: LineContext) -> str | None:
    """The number of the open wish of which a text names a step: 完成 42, 42 派给物业."""
    found = _STEP_FIRST.match(text) or _NUMBER_FIRST.match(text) or _HASH_FIRST.match(text)
    known = tuple(context.wishes(found[1])) if found is not None else ()
    return known[0].name if known else None
