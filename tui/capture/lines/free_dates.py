"""Dates that stand free in a line, and those that are the sentence's own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tui.capture.dates import dates
from tui.capture.dates.lexicon import BEGINNINGS
from tui.capture.dates.when import When
from tui.capture.lines.days import add_date, why_past
from tui.capture.lines.draft import DUE, EDGES, TEXT_ONLY, Draft
from tui.capture.lines.parts import Part
from tui.capture.lines.signs import sign_at

# After these a date is the sentence's own: 改到周六.
_LEADING_ON: Final = frozenset("到至在于从自是为等定约改按比离和与及或的")
_EVERY: Final = re.compile(
    r"每(?:逢|隔)?个?(?:一|两|三|[0-9])?(?:月|周|天|日|年|星期|礼拜|晚|早)?|(?<![a-z])(?:every|each) (?:other |second )?"
)
# After these English words a date is the sentence's own: broken since monday.
_LEADING_ON_ENGLISH: Final = re.compile(r"(?:^|[^a-z])(?:since|of|was|were|than|like) +$")
_NUMERALS: Final = frozenset("零一二两三四五六七八九十廿百")


def read_dates(draft: Draft) -> None:
    """Find the date, and a time that stands apart from it."""
    if draft.verb in TEXT_ONLY:
        return
    _keep_what_recurs(draft)
    at = 0
    while at < draft.size:
        if draft.taken[at] or draft.kept[at] or draft.text[at] not in BEGINNINGS:
            at += 1
            continue
        found = _date(draft, at)
        if found is None:
            at += 1
            continue
        _free_date(draft, found)
        at = found.span[1]


def _keep_what_recurs(draft: Draft) -> None:
    """每周五, 每月26号: a rule, no date."""
    for found in _EVERY.finditer(draft.text):
        end = found.end()
        for begin in (found.start() + 1, end):
            when = dates.at(draft.text, begin, draft.context.now) if begin < draft.size else None
            end = max(end, when.span[1] if when else 0)
        more = dates.at(draft.text, end, draft.context.now) if end < draft.size else None
        end = more.span[1] if more else end
        draft.keep(found.start(), end)


def _date(draft: Draft, at: int) -> When | None:
    before = draft.text[at - 1] if at and not draft.taken[at - 1] else " "
    if before == " " and _LEADING_ON_ENGLISH.search(draft.text, max(0, at - 12), at):
        return None
    if before in "第每" or (before in _NUMERALS and draft.text[at] in _NUMERALS):
        return None
    now, facing = draft.context.now, draft.facing
    if before in EDGES:
        found = dates.at(draft.text, at, now, facing, "apart")
        if found is not None and _apart_after(draft, found.span[1]):
            return _untouched(draft, found)
    return _untouched(draft, dates.at(draft.text, at, now, facing))


def _untouched(draft: Draft, found: When | None) -> When | None:
    return (
        None
        if found is None or any(draft.taken[slice(*found.span)]) or any(draft.kept[slice(*found.span)])
        else found
    )


def _apart_after(draft: Draft, end: int) -> bool:
    """Whether a date ends here, and no unit of measure follows: 12.5 元."""
    rest = draft.text[end:].lstrip()
    if rest and rest[0] in "元块米吨斤个人户只台%度岁位名":
        return False
    return (
        end >= draft.size
        or bool(draft.taken[end])
        or draft.text[end] in EDGES
        or sign_at(draft, end) is not None
    )


def _free_date(draft: Draft, found: When) -> None:
    start, end = found.span
    left = start == 0 or bool(draft.taken[start - 1]) or draft.text[start - 1] in EDGES
    right = end >= draft.size or bool(draft.taken[end]) or draft.text[end] in EDGES
    before = next((part for part in draft.parts if part.kind == "date"), None)
    if before is not None:
        _second_date(draft, before, found)
        return
    if draft.text[end : end + 1] == "的" and not right:
        return  # 明天的会 says which, not when
    torn = not (left or right) or (not left and draft.text[start - 1] in _LEADING_ON)
    if draft.verb in DUE:
        if not (left and right) and (found.problem is not None or not found.day_said):
            return
        if _told(draft, found, apart=left and right):
            return
    add_date(draft, found, found.span, in_title=torn)


def _told(draft: Draft, found: When, *, apart: bool) -> bool:
    """Whether a day that is today or past, or a time, tells what happened rather than by when."""
    if draft.verb == "wish" and not found.day_said:
        return True
    today = draft.context.now.date()
    if found.due is None or found.due > today or (found.due == today and found.bound == "by"):
        return False
    return not apart or (draft.verb == "wish" and not draft.nothing(found.span[1], draft.size))


def _second_date(draft: Draft, before: Part, found: When) -> None:
    """A day and a time apart from each other belong together: `26号 义务理发 9点`."""
    first = before.value
    if not isinstance(first, When) or first.day is None or found.day is None or before.in_title:
        return
    if first.start is None and first.day_said and not found.day_said and found.start is not None:
        merged = replace(first, start=found.start, end=found.end, part=found.part)
    elif first.start is not None and not first.day_said and found.day_said and found.start is None:
        merged = replace(first, day=found.day, until=found.until, day_said=True, bound=found.bound)
    else:
        return
    place = draft.parts.index(before)
    draft.parts[place] = replace(before, value=merged, problem=why_past(draft, merged))
    draft.add("date", found.span, draft.raw[slice(*found.span)], merged)
