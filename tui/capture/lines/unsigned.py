"""What needs no sign: the people of 工时, the parties of 到会, the service of a session, an urgency alone."""

from __future__ import annotations

from typing import Final

from tui.capture.lines import figures
from tui.capture.lines.draft import TEXT_ONLY, Draft
from tui.capture.lines.vocabulary import ALL_FOUR, PLAIN_URGENCY, URGENCY_OF
from tui.capture.names.name_index import SLIP, WHOLE
from tui.capture.names.names import Match

_COUNTERS: Final = frozenset({"people", "persons", "person", "members", "人", "名", "位"})


def read_names(draft: Draft) -> None:
    """Find the people of 工时 and the parties of 到会 and 表决."""
    if draft.verb == "present":
        _parties(draft)
    elif draft.verb in {"hours", "vote"}:
        for start, end in draft.tokens():
            _bare_name(draft, start, end)


def _bare_name(draft: Draft, start: int, end: int) -> None:
    said = draft.raw[start:end]
    if draft.verb == "vote":
        match = draft.context.names.find(said, ("party",))
        if match.known is not None:
            draft.add("party", (start, end), said, (match.known.id, None), known=match.known)
        return
    if not 1 < len(said) <= 12:
        return
    match = draft.context.names.find(said, ("person",), SLIP if len(said) <= 4 or said.isascii() else WHOLE)
    if match.state == "unknown":
        leading = draft.context.names.leading(said, ("person",))
        if leading is not None:
            match, end = Match("resolved", leading[0]), start + leading[1]
            said = draft.raw[start:end]
    if match.state != "unknown":
        draft.add_match("who", (start, end), said, match, match.known.name if match.known else said)
        return
    team = draft.context.names.find(said, ("team",), SLIP - 1)
    if team.known is not None and not draft.has("team"):
        draft.add_match("team", (start, end), said, team, team.known.name, in_title=True)


def _parties(draft: Draft) -> None:
    for start, end in draft.tokens():
        if draft.taken[start]:
            continue
        if draft.text[start:end] in ALL_FOUR:
            for code in ("party", "committee", "council", "property"):
                draft.add("party", (start, end), draft.raw[start:end], (code, None))
            continue
        at = start
        while at < end:
            at = _party(draft, at, end)


def _party(draft: Draft, start: int, end: int) -> int:
    """Read a party with its number, or a person, from `start` on; where to go on in the word that ends at `end`."""
    said = draft.raw[start:end]
    count = figures.people(draft.text[start:end])
    number = count[0] if count else None
    match = draft.context.names.find(said[: count[1]] if count else said, ("party",), SLIP - 1)
    if match.state == "unknown":
        leading = draft.context.names.leading(said, ("party",))
        if leading is None:
            _person(draft, start, end)
            return end
        match, end, number = Match("resolved", leading[0]), start + leading[1], None
    if number is None:
        number, end = _number_apart(draft, end)
    said = draft.raw[start:end]
    draft.add_match("party", (start, end), said, match, (match.known.id, number) if match.known else said)
    return end


def _number_apart(draft: Draft, end: int) -> tuple[int | None, int]:
    """The number that stands behind a party with a blank between, and where it ends: `物业 2人`."""
    following = next(draft.tokens_from(end), None) if draft.text[end : end + 1] == " " else None
    if following is not None and not draft.text[end : following[0]].strip():
        count = figures.people(draft.text[slice(*following)])
        if count is not None and count[1] == 0:
            return count[0], _counter(draft, following[1])
    return None, end


def _counter(draft: Draft, end: int) -> int:
    """Where the word ends that says of what the number is, if it stands apart: `2 people`."""
    word = next(draft.tokens_from(end), None)
    return word[1] if word is not None and draft.text[slice(*word)] in _COUNTERS else end


def _person(draft: Draft, start: int, end: int) -> None:
    said = draft.raw[start:end]
    match = draft.context.names.find(said, ("person",), SLIP)
    if match.state != "unknown":
        draft.add_match("who", (start, end), said, match, match.known.name if match.known else said)


def read_service(draft: Draft) -> None:
    """For a session: the service that its title names."""
    if draft.verb != "session":
        return
    title = draft.title()
    match = draft.context.names.find(title, ("service",), SLIP - 1)
    start = draft.raw.find(title) if title else -1
    if match.state != "unknown" and start >= 0:
        span = (start, start + len(title))
        draft.add_match("service", span, title, match, title, in_title=True)


def read_urgency(draft: Draft) -> None:
    """Find an urgency that stands alone: 急, asap."""
    if draft.verb in TEXT_ONLY or draft.has("urgency"):
        return
    for start, end in draft.tokens():
        if draft.text[start:end] in PLAIN_URGENCY:
            draft.add("urgency", (start, end), draft.raw[start:end], URGENCY_OF[draft.text[start:end]])
            return
