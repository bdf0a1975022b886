"""How the hours of a line are shared among its people: 王芳 2小时 李强 3小时, 各2小时, 共6小时, 王芳等3人.

Hours are on record for each person by name. Where a line leaves open whose they are, or how many each gave, it is
answered with the question, and nobody gets what was not said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tui.capture.dates.numbers import CHINESE, number
from tui.capture.lines import figures
from tui.capture.lines.parsed_line import LinePart, Span
from tui.capture.lines.partial_line import PartialLine
from tui.language.errors import Message
from tui.rules.privacy.names import begins_with_surname

_EACH: Final = re.compile("(?:每个?人|人均|每位|各自|分别|各|均|都是?) ?$")
_IN_ALL: Final = re.compile("(?:总共|一共|共计|合计|总计|累计|共) ?$")
_LONGEST_WORD: Final = 4
# 等3人, 等人, 一行5人, 三人各半小时.
_AND_OTHERS: Final = re.compile(
    rf" ?(?:(?:等|一行|带队|带领|及其他|和其他|及另外|和另外) ?(?:共 ?)?(?:(?P<n>[0-9]{{1,3}}|[{CHINESE}]{{1,3}})余?|多|几|若干|数)? ?[名位个]?(?:志愿者|队员|党员|居民|同志|人)?"
    rf"|(?:共 ?)?(?P<alone>[0-9]{{1,3}}|[{CHINESE}]{{1,3}}) ?[名位个]?(?:志愿者|队员|人))(?=$|[ ,，、；;]|各|每|均|都)"
)
# What joins two names, and a word that may be one.
_JOINS: Final = frozenset("、,，和与及")
_LIKE_A_NAME: Final = re.compile("(?:(?P<nick>[小老阿][一-龥])|[一-龥]{2,3})(?=$|[ ,，、;；。0-9])")
_BETWEEN: Final = " ,，、;；和与及:："


def read_shares(line: PartialLine) -> None:
    """Add the further hours of a line, and take away the words that say how they are shared."""
    if line.verb != "hours" or not line.has("who"):
        return
    _read_strangers(line)
    _read_others(line)
    _read_further_hours(line)
    given = [part for part in line.parts if part.kind == "hours"]
    people = [part for part in line.parts if part.kind == "who"]
    for part in given:
        each, in_all = _word_before(line, part, _EACH), _word_before(line, part, _IN_ALL)
        if each or in_all:
            _extend(line, part, (each or in_all or part.span[0], part.span[1]))
        if in_all and len(people) > 1:
            problem = Message(
                "{hours} in all, of {n} people: write how many hours each gave.",
                {"hours": part.text, "n": len(people)},
            )
            _refuse(line, next(one for one in line.parts if one.span[1] == part.span[1]), problem)


def _read_strangers(line: PartialLine) -> None:
    """王芳、张小三: a name beside one on record, which nobody has; the hours are not kept without it."""
    known = [part for part in line.parts if part.kind == "who"]
    for start, end in line.words():
        beside = any(
            _joins(line.text[part.span[1] : start]) or _joins(line.text[end : part.span[0]]) for part in known
        )
        name = _LIKE_A_NAME.match(line.text, start, end)
        if beside and name and (name["nick"] or begins_with_surname(name[0])):
            typed = line.raw[slice(*name.span())]
            line.add("who", name.span(), typed, typed, state="unknown")


def _joins(between: str) -> bool:
    return between.strip() in _JOINS and bool(between.strip())


def _read_others(line: PartialLine) -> None:
    """王芳等3人: right where all three are named; else who the others are is asked."""
    people = [part for part in line.parts if part.kind == "who"]
    for part in people:
        if others := _AND_OTHERS.match(line.text, part.span[1]):
            break
    else:
        return
    if number(others["n"] or others["alone"] or "") == len({part.value for part in people}):
        _extend(line, part, (part.span[0], others.end()))
        return
    problem = Message(
        "«{text}»: hours are kept by name. Name all of them, or leave «{text}» out.",
        {"text": others[0].strip()},
    )
    line.add(
        "who",
        others.span(),
        others[0].strip(),
        others[0].strip(),
        state="unknown",
        in_title=True,
        problem=problem,
    )


def _read_further_hours(line: PartialLine) -> None:
    """王芳 2小时 李强 3小时: the hours behind each name. Where they stand before the names, it is asked which are whose."""
    first = next((part for part in line.parts if part.kind == "hours"), None)
    people = sorted((part for part in line.parts if part.kind == "who"), key=lambda part: part.span)
    if first is None or len(people) < 2:
        return
    for part in people:
        start = part.span[1]
        while start < line.size and (line.removed[start] or line.text[start] in _BETWEEN):
            start += 1
        found = figures.leading_hours(line.remaining()[start:])
        if found is None:
            continue
        span = start + found.span[0], start + found.span[1]
        line.add("hours", span, line.raw[slice(*span)], found.value)
    if people[0].span[0] > first.span[0] and len([part for part in line.parts if part.kind == "hours"]) > 1:
        _refuse(
            line,
            first,
            Message("Which hours are whose? Write the name before the hours, or a line for each."),
        )


def _word_before(line: PartialLine, part: LinePart, word: re.Pattern[str]) -> int | None:
    """The offset at which the word before a part begins; None if there is none."""
    found = word.search(line.text, max(0, part.span[0] - _LONGEST_WORD), part.span[0])
    return found.start() if found and not any(line.removed[slice(*found.span())]) else None


def _extend(line: PartialLine, part: LinePart, span: Span) -> None:
    """Make the part take up `span`."""
    line.parts[line.parts.index(part)] = replace(part, span=span)
    line.remove(*span)


def _refuse(line: PartialLine, part: LinePart, problem: Message) -> None:
    line.parts[line.parts.index(part)] = replace(part, state="unknown", problem=problem)
