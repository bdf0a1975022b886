"""Parts that need no sign: people of 工时, parties of 到会, the service of a session, an urgency on its own."""

from __future__ import annotations

from typing import Final

from tui.capture.lines import figures
from tui.capture.lines.partial_line import TEXT_ONLY, PartialLine
from tui.capture.lines.vocabulary import ALL_FOUR, PLAIN_URGENCY, URGENCY_OF
from tui.capture.names.name_index import TYPO, WHOLE
from tui.capture.names.names import NameMatch

_COUNTERS: Final = frozenset({"people", "persons", "person", "members", "人", "名", "位"})


def read_names(line: PartialLine) -> None:
    """Add the people of 工时 and the parties of 到会 and 表决."""
    if line.verb == "present":
        _parties(line)
    elif line.verb in {"hours", "vote"}:
        for start, end in line.words():
            _bare_name(line, start, end)


def _bare_name(line: PartialLine, start: int, end: int) -> None:
    typed = line.raw[start:end]
    if line.verb == "vote":
        match = line.context.names.find(typed, ("party",))
        if match.known is not None:
            line.add("party", (start, end), typed, (match.known.id, None), known=match.known)
        return
    if not 1 < len(typed) <= 12:
        return
    match = line.context.names.find(typed, ("person",), TYPO if len(typed) <= 4 or typed.isascii() else WHOLE)
    if match.state == "unknown":
        leading_name = line.context.names.leading_name(typed, ("person",))
        if leading_name is not None:
            match, end = NameMatch("resolved", leading_name[0]), start + leading_name[1]
            typed = line.raw[start:end]
    if match.state != "unknown":
        line.add_match("who", (start, end), typed, match, match.known.name if match.known else typed)
        return
    team = line.context.names.find(typed, ("team",), TYPO - 1)
    if team.known is not None and not line.has("team"):
        line.add_match("team", (start, end), typed, team, team.known.name, in_title=True)


def _parties(line: PartialLine) -> None:
    for start, end in line.words():
        if line.removed[start]:
            continue
        if line.text[start:end] in ALL_FOUR:
            for code in ("party", "committee", "council", "property"):
                line.add("party", (start, end), line.raw[start:end], (code, None))
            continue
        at = start
        while at < end:
            at = _party(line, at, end)


def _party(line: PartialLine, start: int, end: int) -> int:
    """Add the party (with the number of people) or the person at `start`.

    Returns the offset to continue at, within the word that ends at `end`.
    """
    typed = line.raw[start:end]
    count = figures.people(line.text[start:end])
    number = count[0] if count else None
    match = line.context.names.find(typed[: count[1]] if count else typed, ("party",), TYPO - 1)
    if match.state == "unknown":
        leading_name = line.context.names.leading_name(typed, ("party",))
        if leading_name is None:
            _person(line, start, end)
            return end
        match, end, number = NameMatch("resolved", leading_name[0]), start + leading_name[1], None
    if number is None:
        number, end = _number_apart(line, end)
    typed = line.raw[start:end]
    line.add_match("party", (start, end), typed, match, (match.known.id, number) if match.known else typed)
    return end


def _number_apart(line: PartialLine, end: int) -> tuple[int | None, int]:
    """The number of people after a party and a blank (`物业 2人`), and the offset behind it."""
    following = next(line.words_from(end), None) if line.text[end : end + 1] == " " else None
    if following is not None and not line.text[end : following[0]].strip():
        count = figures.people(line.text[slice(*following)])
        if count is not None and count[1] == 0:
            return count[0], _counter(line, following[1])
    return None, end


def _counter(line: PartialLine, end: int) -> int:
    """The offset behind a unit that stands apart from its number: `2 people`."""
    word = next(line.words_from(end), None)
    return word[1] if word is not None and line.text[slice(*word)] in _COUNTERS else end


def _person(line: PartialLine, start: int, end: int) -> None:
    typed = line.raw[start:end]
    match = line.context.names.find(typed, ("person",), TYPO)
    if match.state != "unknown":
        line.add_match("who", (start, end), typed, match, match.known.name if match.known else typed)


def read_service(line: PartialLine) -> None:
    """Add the service that the title of a session names."""
    if line.verb != "session":
        return
    _read_place(line)
    title = line.title()
    match = line.context.names.find(title, ("service",), TYPO - 1)
    start = line.raw.find(title) if title else -1
    if match.state != "unknown" and start >= 0:
        span = (start, start + len(title))
        line.add_match("service", span, title, match, title, in_title=True)


def _read_place(line: PartialLine) -> None:
    """Add the place of a session, where a word beside others is one on record: 服务 义诊 明天9点 老年活动中心."""
    words = line.words()
    if line.has("place") or len(words) < 2:
        return
    start, end = words[-1]
    typed = line.raw[start:end]
    match = line.context.names.find(typed, ("place",), 0)
    if match.known is not None and line.context.names.find(typed, ("service",), 0).known is None:
        line.add_match("place", (start, end), typed, match, match.known.name)


def read_urgency(line: PartialLine) -> None:
    """Add an urgency on its own: 急, asap."""
    if line.verb in TEXT_ONLY or line.has("urgency"):
        return
    for start, end in line.words():
        if line.text[start:end] in PLAIN_URGENCY:
            line.add("urgency", (start, end), line.raw[start:end], URGENCY_OF[line.text[start:end]])
            return
