"""Parts of a line that are numbers: hours, ratings, votes, numbers of wishes, houses."""

from __future__ import annotations

from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.lines import ballots, figures
from tui.capture.lines.parsed_line import Span
from tui.capture.lines.partial_line import PartialLine
from tui.capture.names.name_index import WHOLE
from tui.capture.names.names import NameMatch
from tui.language.errors import Message


def read_figures(line: PartialLine) -> None:
    """Add the numbers that the verb of the line takes, and the wishes given by number."""
    remaining = line.remaining()
    if line.verb in {"rate", "comment"}:
        found = figures.wish_number(remaining)
        if found is not None:
            _add_wish(line, str(found.value), found.span)
            remaining = line.remaining(protected=False)
    else:
        for wish in figures.full_wish_numbers(remaining):
            _add_wish(line, str(wish.value), wish.span, in_title=True)
            line.protect(*wish.span)
    if line.verb == "hours":
        hours = figures.hours(remaining)
        if hours is not None:
            line.add("hours", hours.span, line.raw[slice(*hours.span)], hours.value)
    elif line.verb == "rate":
        _rating(line, remaining)
    elif line.verb == "vote":
        _ballots(line, remaining)
    elif line.verb in {"visit", "home", "signup"} and not line.has("place"):
        house = next(figures.road_addresses(remaining), None) or next(figures.addresses(remaining), None)
        if house is not None:
            house = figures.with_compound(line.text, house[0]), house[1]
            typed = line.raw[slice(*house)]
            line.add_match("place", house, typed, line.context.names.find(typed, ("place",), WHOLE), typed)


def read_span_of_hours(line: PartialLine) -> None:
    """Add the hours from when to when somebody served, where none are said: 工时 闫爱民 9:00-11:00."""
    if line.verb != "hours" or line.has("hours"):
        return
    for part in line.parts:
        when = part.value
        if part.kind == "date" and isinstance(when, ParsedDate) and when.start and when.end:
            minutes = when.end.hour * 60 + when.end.minute - when.start.hour * 60 - when.start.minute
            if minutes > 0 and minutes % 30 == 0:
                line.add("hours", part.span, part.text, minutes / 60)
            return


def _ballots(line: PartialLine, remaining: str) -> None:
    """Add the votes; counting begins anew after each party: 物业 4/0/1，居委会 3/0/0."""
    names = line.context.names
    parties = set(names.mentioned(remaining, ("party",)))
    for start, end in line.words():  # parties by pinyin or initials: wy 4/0/1 ysh 3/0/0
        if (
            remaining[start:end].isascii()
            and remaining[start:end].isalpha()
            and names.find(remaining[start:end], ("party",)).known
        ):
            parties.add((start, end))
    begin = 0
    for start, end in (*sorted(parties), (line.size, line.size)):
        for votes, (first, last) in ballots.counted(remaining[begin:start]):
            span = begin + first, begin + last
            line.add("votes", span, line.raw[slice(*span)], votes)
        begin = max(begin, end)


def _rating(line: PartialLine, remaining: str) -> None:
    found = figures.score(remaining)
    if found is not None:
        (value, span), word = found
        line.add("score", span, line.raw[slice(*span)], value, in_title=word)
    solved = figures.solved(remaining)
    if solved is not None:
        line.add("solved", solved.span, line.raw[slice(*solved.span)], solved.value, in_title=True)


def _add_wish(line: PartialLine, typed: str, span: Span, *, in_title: bool = False) -> None:
    found = tuple(line.context.wishes(typed))
    if found:
        match = NameMatch("resolved", found[0]) if len(found) == 1 else NameMatch("ambiguous", None, found)
        line.add_match("wish", span, typed, match, found[0].name, in_title=in_title)
    elif not in_title:
        problem = Message("There is no open wish {number}.", {"number": typed})
        line.add("wish", span, typed, typed, state="unknown", problem=problem)
