"""What signs mark: `@` somebody or a place, `#` a category, `!` an urgency, `>` who sees to it, `^` a date."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tui.capture.dates import dates
from tui.capture.dates.lexicon import BEGINNINGS
from tui.capture.lines import figures
from tui.capture.lines.days import add_date
from tui.capture.lines.draft import EDGES, KEPT_WHOLE, STOPS, Draft
from tui.capture.lines.parts import PartKind
from tui.capture.lines.vocabulary import SIGNS, URGENCY_OF
from tui.capture.names.name_index import SLIP
from tui.capture.names.names import NOBODY, Known, Match, NameKind
from tui.language.errors import Message

WHO: Final[tuple[NameKind, ...]] = ("person", "place", "team", "partner", "party")
ASSIGNEE: Final[tuple[NameKind, ...]] = ("team", "partner", "party", "person")
# A longer text after a sign is no name.
_LONGEST_NAME: Final = 14
_LONGEST_SPELT: Final = 40
_SIGN_CHARS: Final = frozenset(sign[0] for sign in SIGNS)
_NO_BEGINNING: Final = STOPS | _SIGN_CHARS | frozenset("\t\n=<~.。_")
_URGENCY_WORDS: Final = sorted(URGENCY_OF, key=len, reverse=True)
_KEPT_NEXT: Final = frozenset("家旁附对楼门隔")


def read_signs(draft: Draft) -> None:
    """Find the signs and what each marks."""
    at = 0
    while at < draft.size:
        sign = sign_at(draft, at)
        if sign is None:
            at += 1
            continue
        kind, end = sign
        before = len(draft.parts)
        at = max(_signed(draft, kind, at, end), at + 1)
        if draft.verb in KEPT_WHOLE:
            _put_back(draft, before)


def _put_back(draft: Draft, since: int) -> None:
    """The parts from `since` on stay in the title, and nothing else is read out of them."""
    for number, part in enumerate(draft.parts[since:], since):
        start, end = part.span
        draft.parts[number] = replace(part, in_title=True)
        draft.taken[start:end] = bytes(end - start)
        draft.keep(start, end)


def sign_at(draft: Draft, at: int) -> tuple[PartKind, int] | None:
    """The kind of the sign at `at` and where what it is about begins, if it is one there."""
    if draft.taken[at] or draft.kept[at]:
        return None
    char = draft.text[at]
    if char not in _SIGN_CHARS:
        return None
    if char == "…":
        end = at + 2
        kind = SIGNS.get(draft.text[at:end])
        if (
            kind is None
            or end >= draft.size
            or dates.at(draft.text, end, draft.context.now, where="asked") is None
        ):
            return None
        return kind, end
    if at and draft.text[at - 1] == char:
        return None  # of a doubled sign the first counts
    end = at + 1
    while end < draft.size and draft.text[end] == char:
        end += 1
    # >@name is for whom, whatever stands doubled.
    if (
        char in ">》"
        and end + 1 < draft.size
        and draft.text[end] == "@"
        and draft.text[end + 1] not in _NO_BEGINNING
    ):
        end += 1
    if end >= draft.size or draft.text[end] in _NO_BEGINNING:
        return None
    before, following = draft.text[at - 1] if at else " ", draft.text[end]
    if _ascii_word(before) and (_ascii_word(following) or char in "#^"):
        return None
    if char == ">" and (before in "-=<" or following in "=-" or following.isdecimal()):
        return None
    if char == "#" and following.isdecimal():
        return None
    return SIGNS[char], end


def _signed(draft: Draft, kind: PartKind, at: int, begin: int) -> int:
    """Read what follows a sign; where to go on."""
    if kind == "date":
        return _signed_date(draft, at, begin)
    if kind == "urgency":
        return _signed_urgency(draft, at, begin)
    end = begin
    while end < draft.size and draft.text[end] not in STOPS and (end == begin or sign_at(draft, end) is None):
        end += 1
    end = max(end, _name_with_blanks(draft, kind, begin))
    if kind == "category":
        return _signed_category(draft, at, begin, end)
    return _signed_name(draft, kind, at, begin, end)


def _name_with_blanks(draft: Draft, kind: PartKind, begin: int) -> int:
    """Where a name that has blanks in it ends: `>property company`."""
    kinds: tuple[NameKind, ...] = (
        ("category",) if kind == "category" else ASSIGNEE if kind == "assignee" else WHO
    )
    leading = draft.context.names.leading(draft.raw[begin : begin + _LONGEST_SPELT], kinds)
    end = begin + leading[1] if leading is not None else begin
    return end if end == draft.size or draft.text[end] in STOPS else begin


def _signed_date(draft: Draft, at: int, begin: int) -> int:
    found = dates.at(draft.text, begin, draft.context.now, draft.facing, "asked")
    if found is None:
        end = begin
        while end < draft.size and draft.text[end] not in STOPS and sign_at(draft, end) is None:
            end += 1
        text = draft.raw[begin:end]
        problem = Message("«{text}» is not understood as a date.", {"text": text})
        draft.add("date", (at, end), text, text, state="unknown", in_title=True, problem=problem)
        return end
    add_date(draft, found, (at, found.span[1]))
    return found.span[1]


def _signed_urgency(draft: Draft, at: int, begin: int) -> int:
    for word in _URGENCY_WORDS:
        end = begin + len(word)
        if not draft.text.startswith(word, begin):
            continue
        # !急修 is urgent, !急需 is a word of the sentence.
        goes_on = end < draft.size and draft.text[end] not in EDGES and sign_at(draft, end) is None
        if goes_on and (
            word.isascii()
            or draft.text[end] in "需救诊事用着忙躁促速切匆"
            or len(word) == 1 != word.count("急")
        ):
            continue
        draft.add("urgency", (at, end), draft.raw[begin:end], URGENCY_OF[word])
        return end
    return begin


def _signed_category(draft: Draft, at: int, begin: int, end: int) -> int:
    said = draft.raw[begin:end]
    match = draft.context.names.find(said, ("category",))
    closing = end + _closes(draft, end)
    if match.state == "unknown":
        leading = draft.context.names.leading(said, ("category",))
        if leading is not None:
            match, closing = Match("resolved", leading[0]), begin + leading[1]
            said = draft.raw[begin:closing]
    if match.state == "unknown":
        if len(said) <= _LONGEST_NAME:
            draft.add("category", (at, end), said, said, state="unknown", in_title=True)
        return end
    code = match.known.id if match.known else said
    draft.add_match("category", (at, closing), said, match, code)
    return closing


def _closes(draft: Draft, at: int) -> bool:
    """Whether the # at `at` closes one before it, as in #道路#; not in #道路#垃圾."""
    if at >= draft.size or draft.text[at] != "#":
        return False
    end = at + 1
    while end < draft.size and draft.text[end] not in STOPS and sign_at(draft, end) is None:
        end += 1
    return draft.context.names.find(draft.raw[at + 1 : end], ("category",)).state == "unknown"


def _signed_name(draft: Draft, kind: PartKind, at: int, begin: int, end: int) -> int:
    kinds = ASSIGNEE if kind == "assignee" else WHO
    end = _before_a_date(draft, begin, end)
    said = draft.raw[begin:end]
    match = draft.context.names.find(said, kinds, SLIP - 1)
    if match.state == "unknown":
        leading = draft.context.names.leading(said, kinds)
        house = figures.leading_address(draft.text[begin:end]) if kind == "who" else 0
        if leading is not None and _may_end(kind, leading[0], said[leading[1] :]):
            match, end = Match("resolved", leading[0]), begin + leading[1]
        elif house and not figures.ends_like_place(draft.text[begin:end]):
            end = begin + house
        else:
            match = draft.context.names.find(said, kinds)
        said = draft.raw[begin:end]
    if kind == "assignee" and match.known is not None and match.known.id == "guest":
        match = NOBODY  # the street office is no guest where it is given a task
    if match.state == "unknown" and len(said) > _LONGEST_NAME:
        return begin
    value = match.known.name if match.known else said
    if kind == "who":
        is_place = (
            match.known.kind == "place" if match.known else figures.looks_like_place(draft.text[begin:end])
        )
        kind = "place" if is_place else "who"
    draft.add_match(kind, (at, end), said, match, value)
    return end


def _may_end(kind: PartKind, known: Known, rest: str) -> bool:
    guest = kind == "assignee" and known.id == "guest"
    return known.kind != "place" and not guest and rest[:1] not in _KEPT_NEXT


def _before_a_date(draft: Draft, begin: int, end: int) -> int:
    """Where a name ends that a date follows without a blank: `>物业明天`."""
    if draft.context.names.find(draft.raw[begin:end], WHO, 0).state != "unknown":
        return end
    for at in range(begin + 1, end):
        if draft.kept[at] or draft.text[at] not in BEGINNINGS:
            continue
        found = dates.at(draft.text, at, draft.context.now, draft.facing)
        if found is not None and found.span[1] >= end:
            return at
    return end


def _ascii_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
