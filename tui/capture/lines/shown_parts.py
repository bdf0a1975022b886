"""The parts of a line as they are shown beneath it while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.lines.parsed_line import LinePart, ParsedLine, PartKind, PartState, Span, Verb
from tui.kinds.words import CATEGORIES, PARTIES, URGENCIES, YES_NO
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.language.text import enumerated

VERB_LABELS: Final[Mapping[Verb, str]] = {
    "wish": N_("wish"),
    "action": N_("action item"),
    "session": N_("session"),
    "hours": N_("service hours"),
    "visit": N_("visit"),
    "home": N_("home request"),
    "rate": N_("rating"),
    "present": N_("attendance"),
    "decide": N_("decision"),
    "vote": N_("votes"),
    "comment": N_("comment"),
    "note": N_("what is said"),
    "matter": N_("new matter"),
    "signup": N_("sign-up"),
    "cancel": N_("cancel a session"),
    "move": N_("move a session"),
    "remind": N_("reminder"),
}
PART_LABELS: Final[Mapping[PartKind, str]] = {
    "verb": N_("kind"),
    "who": N_("who"),
    "place": N_("place"),
    "category": N_("category"),
    "urgency": N_("urgency"),
    "assignee": N_("assigned to"),
    "date": N_("date"),
    "hours": N_("hours"),
    "wish": N_("wish"),
    "score": N_("rating"),
    "solved": N_("solved"),
    "votes": N_("votes"),
    "party": N_("party"),
    "team": N_("team"),
    "service": N_("service"),
    "to": N_("moved to"),
    "phone": N_("phone"),
}
_DUE_LABEL: Final = N_("due")


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part as shown: the msgid of its label, its text, its span, and how well it is understood."""

    label: str
    message: Message
    span: Span
    state: PartState


def shown_parts(line: ParsedLine) -> tuple[ShownPart, ...]:
    """The kind of the line first, then its title, then its parts in order."""
    start, end = _whole(line)
    verb = line.first("verb")
    kind = ShownPart(
        PART_LABELS["verb"],
        Message(VERB_LABELS[line.verb]),
        verb.span if verb is not None else (start, start),
        "understood",
    )
    title = (ShownPart(N_("title"), Message("{text}", {"text": line.title}), (start, end), "understood"),)
    # The votes of a party are shown together, in place of the first of them.
    votes = dict(zip((parts[0].span for _, parts in line.counted), (v for _, v in line.ballots), strict=True))
    parts = [
        _shown(line, replace(part, value=votes[part.span]) if part.kind == "votes" else part)
        for part in line.parts
        if part.kind != "verb" and (part.kind != "votes" or part.span in votes)
    ]
    return (kind, *(title if line.title else ()), *parts)


def _whole(line: ParsedLine) -> Span:
    start = len(line.text) - len(line.text.lstrip())
    return start, max(start, len(line.text.rstrip()))


def _shown(line: ParsedLine, part: LinePart) -> ShownPart:
    label = PART_LABELS[part.kind]
    if part.kind == "date" and line.verb in {"wish", "action", "decide"}:
        label = _DUE_LABEL
    return ShownPart(label, _message(part), part.span, part.state)


def _message(part: LinePart) -> Message:
    if part.state == "ambiguous":
        names = enumerated(known.name for known in part.candidates)
        return Message("{text}: which one? {names}", {"text": part.text, "names": names})
    if part.problem is not None:
        if isinstance(part.value, ParsedDate) and part.value.day is not None:
            return Message("{text}: {problem}", {"text": part.text, "problem": part.problem})
        return part.problem
    if part.state == "unknown":
        if part.kind == "category":
            return Message("«{text}» is no category; it stays in the text.", {"text": part.text})
        return Message("{text} (not on record)", {"text": part.text})
    return _understood(part)


def _understood(part: LinePart) -> Message:
    value = part.value
    if isinstance(value, ParsedDate):
        return value.message
    if part.kind == "party" and isinstance(value, tuple):
        code, count = value
        party = Message(PARTIES[code])
        return Message("{name}, {n} people", {"name": party, "n": count}) if count else party
    for words in (CATEGORIES if part.kind == "category" else {}, URGENCIES if part.kind == "urgency" else {}):
        if value in words:
            return Message(words[value])  # type: ignore[index]
    if part.kind == "hours":
        return Message("{n} h", {"n": f"{value:g}"})
    if part.kind == "votes" and isinstance(value, tuple):
        yes, no, abstain = value
        return Message(
            "for {yes}, against {no}, abstaining {abstain}", {"yes": yes, "no": no, "abstain": abstain}
        )
    if part.kind == "solved":
        return Message(YES_NO[bool(value)])
    name = part.known.name if part.known is not None else value
    return Message("{text}", {"text": name})
