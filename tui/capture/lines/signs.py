"""Parses what follows a sign: `@` a person or place, `#` category, `!` urgency, `>` assignee, `^` date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tui.capture.dates.parser import FIRST_CHARACTERS, parse_date_at
from tui.capture.lines import figures
from tui.capture.lines.date_parts import add_date
from tui.capture.lines.parsed_line import PartKind
from tui.capture.lines.partial_line import EDGES, KEEP_FULL_TEXT, STOPS, PartialLine
from tui.capture.lines.vocabulary import SIGNS, URGENCY_OF
from tui.capture.names.name_index import TYPO
from tui.capture.names.names import NO_MATCH, NamedEntity, NameKind, NameMatch
from tui.language.errors import Message

WHO: Final[tuple[NameKind, ...]] = ("person", "place", "team", "partner", "party")
ASSIGNEE: Final[tuple[NameKind, ...]] = ("team", "partner", "party", "person")
# In characters; a longer text after a sign is no name.
_LONGEST_NAME: Final = 14
_LONGEST_LEADING_NAME: Final = 40
_SIGN_CHARS: Final = frozenset(sign[0] for sign in SIGNS)
_SIGN: Final = re.compile("[" + re.escape("".join(sorted(_SIGN_CHARS))) + "]")
# More people than sign for any work; what stands behind them stays in the title.
_MOST_PARTS: Final = 100
_NO_BEGINNING: Final = STOPS | _SIGN_CHARS | frozenset("\t\n=<~.。_")
_URGENCY_WORDS: Final = sorted(URGENCY_OF, key=len, reverse=True)
_KEPT_NEXT: Final = frozenset("家旁附对楼门隔")


def read_signs(line: PartialLine) -> None:
    """Add the part of each sign."""
    at = 0
    while len(line.parts) < _MOST_PARTS and (next_one := _SIGN.search(line.text, at)):
        at = next_one.start()
        sign = sign_at(line, at)
        if sign is None:
            at += 1
            continue
        kind, end = sign
        before = len(line.parts)
        at = max(_signed(line, kind, at, end), at + 1)
        if line.verb in KEEP_FULL_TEXT:
            _restore_to_title(line, before)


def _restore_to_title(line: PartialLine, since: int) -> None:
    """Keep the parts from index `since` on in the title, and parse nothing else in their spans."""
    for number, part in enumerate(line.parts[since:], since):
        start, end = part.span
        line.parts[number] = replace(part, in_title=True)
        line.removed[start:end] = bytes(end - start)
        line.protect(start, end)


def sign_at(line: PartialLine, at: int) -> tuple[PartKind, int] | None:
    """The kind of the sign at `at`, and the offset behind it; None if the character is no sign there."""
    if line.removed[at] or line.protected[at]:
        return None
    char = line.text[at]
    if char not in _SIGN_CHARS:
        return None
    if char == "…":
        end = at + 2
        kind = SIGNS.get(line.text[at:end])
        if (
            kind is None
            or end >= line.size
            or parse_date_at(line.text, end, line.context.now, line.context.calendar, placement="date_field")
            is None
        ):
            return None
        return kind, end
    if at and line.text[at - 1] == char:
        return None  # the second of a doubled sign is no sign
    end = at + 1
    while end < line.size and line.text[end] == char:
        end += 1
    # >@name means the same as >name.
    if (
        char in ">》"
        and end + 1 < line.size
        and line.text[end] == "@"
        and line.text[end + 1] not in _NO_BEGINNING
    ):
        end += 1
    if end >= line.size or line.text[end] in _NO_BEGINNING:
        return (SIGNS[char], end + 1) if _name_after_blank(line, at, end) else None
    before, following = line.text[at - 1] if at else " ", line.text[end]
    if _ascii_word(before) and (_ascii_word(following) or char in "#^"):
        return None
    if char == ">" and (before in "-=<" or following in "=-" or following.isdecimal()):
        return None
    if char == "#" and following.isdecimal():
        return None
    return SIGNS[char], end


def _name_after_blank(line: PartialLine, at: int, end: int) -> bool:
    """Whether a sign stands between blanks, with a name on record behind them: `路灯 > 夕阳维修队`."""
    if line.text[at] not in ">》" or line.text[at - 1 : at] != " " or line.text[end : end + 1] != " ":
        return False
    behind = line.raw[end + 1 : end + 1 + _LONGEST_LEADING_NAME]
    return line.context.names.leading_name(behind, ASSIGNEE) is not None


def _signed(line: PartialLine, kind: PartKind, at: int, begin: int) -> int:
    """Add the part behind a sign, and return the offset to continue at."""
    if kind == "date":
        return _signed_date(line, at, begin)
    if kind == "urgency":
        return _signed_urgency(line, at, begin)
    end = begin
    while end < line.size and line.text[end] not in STOPS and (end == begin or sign_at(line, end) is None):
        end += 1
    end = max(end, _name_with_blanks(line, kind, begin))
    if kind == "category":
        return _signed_category(line, at, begin, end)
    return _signed_name(line, kind, at, begin, end)


def _name_with_blanks(line: PartialLine, kind: PartKind, begin: int) -> int:
    """The end of a name that contains blanks: `>property company`."""
    kinds: tuple[NameKind, ...] = (
        ("category",) if kind == "category" else ASSIGNEE if kind == "assignee" else WHO
    )
    leading_name = line.context.names.leading_name(line.raw[begin : begin + _LONGEST_LEADING_NAME], kinds)
    end = begin + leading_name[1] if leading_name is not None else begin
    return end if end == line.size or line.text[end] in STOPS else begin


def _signed_date(line: PartialLine, at: int, begin: int) -> int:
    found = parse_date_at(
        line.text, begin, line.context.now, line.context.calendar, line.direction, "date_field"
    )
    if found is None:
        end = begin
        while end < line.size and line.text[end] not in STOPS and sign_at(line, end) is None:
            end += 1
        text = line.raw[begin:end]
        problem = Message("«{text}» is not understood as a date.", {"text": text})
        line.add("date", (at, end), text, text, state="unknown", in_title=True, problem=problem)
        return end
    add_date(line, found, (at, found.span[1]))
    return found.span[1]


def _signed_urgency(line: PartialLine, at: int, begin: int) -> int:
    for word in _URGENCY_WORDS:
        end = begin + len(word)
        if not line.text.startswith(word, begin):
            continue
        # !急修 is urgent, in !急需 the 急 is part of another word.
        goes_on = end < line.size and line.text[end] not in EDGES and sign_at(line, end) is None
        if goes_on and (
            word.isascii()
            or line.text[end] in "需救诊事用着忙躁促速切匆"
            or len(word) == 1 != word.count("急")
        ):
            continue
        line.add("urgency", (at, end), line.raw[begin:end], URGENCY_OF[word])
        return end
    return begin


def _signed_category(line: PartialLine, at: int, begin: int, end: int) -> int:
    typed = line.raw[begin:end]
    match = line.context.names.find(typed, ("category",))
    closing = end + _has_closing_sign(line, end)
    if match.state == "unknown":
        leading_name = line.context.names.leading_name(typed, ("category",))
        if leading_name is not None:
            match, closing = NameMatch("resolved", leading_name[0]), begin + leading_name[1]
            typed = line.raw[begin:closing]
    if match.state == "unknown":
        if len(typed) <= _LONGEST_NAME:
            line.add("category", (at, end), typed, typed, state="unknown", in_title=True)
        return end
    code = match.known.id if match.known else typed
    line.add_match("category", (at, closing), typed, match, code)
    return closing


def _has_closing_sign(line: PartialLine, at: int) -> bool:
    """Whether the # at `at` closes a category, as in #道路#; in #道路#垃圾 it opens the next one."""
    if at >= line.size or line.text[at] != "#":
        return False
    end = at + 1
    while end < line.size and line.text[end] not in STOPS and sign_at(line, end) is None:
        end += 1
    return line.context.names.find(line.raw[at + 1 : end], ("category",)).state == "unknown"


def _signed_name(line: PartialLine, kind: PartKind, at: int, begin: int, end: int) -> int:
    kinds = ASSIGNEE if kind == "assignee" else WHO
    end = _before_a_date(line, begin, end)
    typed = line.raw[begin:end]
    match = line.context.names.find(typed, kinds, TYPO - 1)
    if match.state == "unknown":
        leading_name = line.context.names.leading_name(typed, kinds)
        house = figures.leading_address(line.text[begin:end]) if kind == "who" else 0
        if leading_name is not None and _may_end(kind, leading_name[0], typed[leading_name[1] :]):
            match, end = NameMatch("resolved", leading_name[0]), begin + leading_name[1]
        elif house and not figures.ends_like_place(line.text[begin:end]):
            end = begin + house
        else:
            match = line.context.names.find(typed, kinds)
        typed = line.raw[begin:end]
    if kind == "assignee" and match.known is not None and match.known.id == "guest":
        match = NO_MATCH  # as an assignee the street office is no guest
    if match.state == "unknown" and len(typed) > _LONGEST_NAME:
        return begin
    value = match.known.name if match.known else typed
    if kind == "who":
        is_place = (
            match.known.kind == "place" if match.known else figures.looks_like_place(line.text[begin:end])
        )
        kind = "place" if is_place else "who"
    line.add_match(kind, (at, end), typed, match, value)
    return end


def _may_end(kind: PartKind, known: NamedEntity, remaining: str) -> bool:
    guest = kind == "assignee" and known.id == "guest"
    return known.kind != "place" and not guest and remaining[:1] not in _KEPT_NEXT


def _before_a_date(line: PartialLine, begin: int, end: int) -> int:
    """The end of a name that a date follows without a blank: `>物业明天`."""
    if line.context.names.find(line.raw[begin:end], WHO, 0).state != "unknown":
        return end
    for at in range(begin + 1, end):
        if line.protected[at] or line.text[at] not in FIRST_CHARACTERS:
            continue
        found = parse_date_at(line.text, at, line.context.now, line.context.calendar, line.direction)
        if found is not None and found.span[1] >= end:
            return at
    return end


def _ascii_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
