"""Figures of a line: hours, ratings, ballots, numbers of wishes, houses."""

from __future__ import annotations

from tui.capture.lines import ballots, figures
from tui.capture.lines.draft import Draft
from tui.capture.lines.parts import Span
from tui.capture.names.name_index import WHOLE
from tui.capture.names.names import Match
from tui.language.errors import Message


def read_figures(draft: Draft) -> None:
    """Find what the line's verb has figures of, and the wishes that are named by number."""
    rest = draft.rest()
    if draft.verb in {"rate", "comment"}:
        found = figures.wish_number(rest)
        if found is not None:
            _add_wish(draft, str(found.value), found.span)
            rest = draft.rest(kept=False)
    else:
        for wish in figures.full_wish_numbers(rest):
            _add_wish(draft, str(wish.value), wish.span, in_title=True)
            draft.keep(*wish.span)
    if draft.verb == "hours":
        hours = figures.hours(rest)
        if hours is not None:
            draft.add("hours", hours.span, draft.raw[slice(*hours.span)], hours.value)
    elif draft.verb == "rate":
        _rating(draft, rest)
    elif draft.verb == "vote":
        _ballots(draft, rest)
    elif draft.verb in {"visit", "home"} and not draft.has("place"):
        house = next(figures.addresses(rest), None)
        if house is not None:
            said = draft.raw[slice(*house)]
            draft.add_match("place", house, said, draft.context.names.find(said, ("place",), WHOLE), said)


def _ballots(draft: Draft, rest: str) -> None:
    """What is counted, anew after every party that is named: 物业 4/0/1，居委会 3/0/0."""
    names = draft.context.names
    parties = set(names.mentioned(rest, ("party",)))
    for start, end in draft.tokens():  # by pinyin or initials: wy 4/0/1 ysh 3/0/0
        if (
            rest[start:end].isascii()
            and rest[start:end].isalpha()
            and names.find(rest[start:end], ("party",)).known
        ):
            parties.add((start, end))
    begin = 0
    for start, end in (*sorted(parties), (draft.size, draft.size)):
        for votes, (first, last) in ballots.counted(rest[begin:start]):
            span = begin + first, begin + last
            draft.add("votes", span, draft.raw[slice(*span)], votes)
        begin = max(begin, end)


def _rating(draft: Draft, rest: str) -> None:
    found = figures.score(rest)
    if found is not None:
        (value, span), word = found
        draft.add("score", span, draft.raw[slice(*span)], value, in_title=word)
    solved = figures.solved(rest)
    if solved is not None:
        draft.add("solved", solved.span, draft.raw[slice(*solved.span)], solved.value, in_title=True)


def _add_wish(draft: Draft, said: str, span: Span, *, in_title: bool = False) -> None:
    found = tuple(draft.context.wishes(said))
    if found:
        match = Match("resolved", found[0]) if len(found) == 1 else Match("ambiguous", None, found)
        draft.add_match("wish", span, said, match, found[0].name, in_title=in_title)
    elif not in_title:
        problem = Message("There is no open wish {number}.", {"number": said})
        draft.add("wish", span, said, said, state="unknown", problem=problem)
