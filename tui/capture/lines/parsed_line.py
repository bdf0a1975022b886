"""The result of parsing a line: its verb, its title, and its parts with their spans. Immutable values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.names.names import NamedEntity, Names
from tui.kinds.words import Category, Party, Urgency
from tui.language.errors import Message
from tui.rules.calendar.workdays import WorkCalendar

Verb = Literal[
    "wish", "action", "session", "hours", "visit", "home", "rate", "present", "decide", "vote", "comment", "note", "matter",
    "signup", "cancel", "move", "remind",
]  # fmt: skip
PartKind = Literal[
    "verb", "who", "place", "category", "urgency", "assignee", "date", "hours", "wish", "score", "solved", "votes",
    "party", "team", "service", "to", "phone",
]  # fmt: skip
PartState = Literal["understood", "ambiguous", "unknown"]
Span = tuple[int, int]
# Ballots for, against, abstaining.
Votes = tuple[int, int, int]


def no_wishes(_typed: str) -> Sequence[NamedEntity]:
    """The look-up of wishes where there are none."""
    return ()


def wishes_named(typed: str, numbers: Iterable[tuple[int, str]], year: int) -> tuple[NamedEntity, ...]:
    """The wishes, of pairs (id, number), that `typed` may name.

    A number with its year names one wish. A bare number names that of `year`; if there is none, those of
    all years.
    """
    alike: list[tuple[int, str]] = []
    ending = f"-{int(typed):04}" if typed.isdecimal() else ""
    for id, number in numbers:
        if number == typed:
            return (NamedEntity("wish", id, number),)
        if ending and number.endswith(ending):
            alike.append((id, number))
    of_year = [(id, number) for id, number in alike if number.startswith(f"{year}-")]
    return tuple(NamedEntity("wish", id, number) for id, number in of_year or alike)


@dataclass(frozen=True, slots=True)
class LineContext:
    """What parsing a line depends on: the moment, the names on record, the working days, the verb of a line
    without one.

    `names` holds people, teams, partners, places and services, and `tui.capture.lines.vocabulary.STANDARD`.
    `wishes` is called when a line names a wish (`42`, `0042`, `2026-0042`) and returns the open wishes that
    it may be, each with its number as name (see `wishes_named`).
    """

    now: datetime
    names: Names
    calendar: WorkCalendar
    default: Verb = "wish"
    wishes: Callable[[str], Sequence[NamedEntity]] = no_wishes


@dataclass(frozen=True, slots=True)
class LinePart:
    """A parsed part of a line.

    `span` includes the sign and separators of the part, `text` is what was typed after the sign. `value` is
    the verb, the `ParsedDate`, a code (category, urgency, party), hours, score or votes; for a name that is
    not on record it is the name as typed. `known` is the entity that a name was resolved to, `candidates` are
    those to choose from. `in_title` is true where the text stays in the title too: it was not understood, or
    the sentence would lose a word. `problem` is the error message.
    """

    kind: PartKind
    state: PartState
    span: Span
    text: str
    value: object
    known: NamedEntity | None = None
    candidates: tuple[NamedEntity, ...] = ()
    in_title: bool = False
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that must be answered before the line can be kept: which of the `candidates` is meant."""

    part: LinePart
    message: Message
    candidates: tuple[NamedEntity, ...]


_MISSING: Final[dict[Verb, tuple[tuple[PartKind, Message], ...]]] = {
    "hours": (("who", Message("Whose hours?")), ("hours", Message("How many hours?"))),
    "rate": (("wish", Message("Which wish? Write its number.")), ("score", Message("Which rating, 1 to 5?"))),
    "comment": (("wish", Message("Which wish? Write its number.")),),
    "present": (("party", Message("Who is there?")),),
    "vote": (("votes", Message("How many for, against and abstaining? Write 4/0/1.")),),
}
_NEEDS_TITLE: Final = frozenset({"wish", "action", "decide", "comment", "note", "matter", "remind"})


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """A parsed line. Every character that is not blank is in `title` or in the span of a part."""

    text: str
    verb: Verb
    verb_given: bool
    title: str
    parts: tuple[LinePart, ...]

    def all(self, *kinds: PartKind) -> tuple[LinePart, ...]:
        """The parts of these kinds, in the order of the line."""
        return tuple(part for part in self.parts if part.kind in kinds)

    def first(self, *kinds: PartKind) -> LinePart | None:
        """The first part of these kinds, or None."""
        return next((part for part in self.parts if part.kind in kinds), None)

    @property
    def when(self) -> ParsedDate | None:
        """The date, or None if there is none or the date does not exist."""
        part = self.first("date")
        found = part.value if part is not None else None
        return found if isinstance(found, ParsedDate) and found.day is not None else None

    @property
    def category(self) -> Category | None:
        """The code of the category."""
        return cast("Category | None", self._value("category"))

    @property
    def urgency(self) -> Urgency | None:
        """The code of the urgency."""
        return cast("Urgency | None", self._value("urgency"))

    @property
    def hours(self) -> float | None:
        """Hours of service."""
        return cast("float | None", self._value("hours"))

    @property
    def shares(self) -> tuple[tuple[LinePart, float], ...]:
        """Who gave how many hours: those behind the names, or of all where the line says them once."""
        whole = self.hours or 0.0
        if len(self.all("hours")) < 2:
            return tuple((part, whole) for part in self.all("who"))
        found: list[tuple[LinePart, float]] = []
        waiting: list[LinePart] = []
        for part in self.all("who", "hours"):
            if part.kind == "who":
                waiting.append(part)
            else:
                found += [(who, cast(float, part.value)) for who in waiting]
                waiting = []
        return (*found, *((who, whole) for who in waiting))

    @property
    def score(self) -> int | None:
        """A rating from 1 to 5."""
        return cast("int | None", self._value("score"))

    @property
    def solved(self) -> bool | None:
        """Whether the matter is solved."""
        return cast("bool | None", self._value("solved"))

    @property
    def votes(self) -> Votes | None:
        """The sum of all votes in the line: for, against, abstaining."""
        parts = self.all("votes")
        return _total(parts) if parts else None

    @property
    def ballots(self) -> tuple[tuple[Party | None, Votes], ...]:
        """The votes by party: that named before them, or the only party of the line; None if no party is
        named.
        """
        return tuple((party, _total(parts)) for party, parts in self.counted)

    @property
    def counted(self) -> tuple[tuple[Party | None, tuple[LinePart, ...]], ...]:
        """The parts that count votes, by party."""
        found: dict[Party | None, list[LinePart]] = {}
        party: Party | None = None
        for part in self.all("party", "votes"):
            if part.kind == "votes":
                found.setdefault(party, []).append(part)
            elif part.state == "understood":
                party = cast("tuple[Party, int | None]", part.value)[0]
        if len(self.parties) == 1 and list(found) == [None]:
            found = {self.parties[0][0]: found[None]}
        return tuple((who, tuple(parts)) for who, parts in found.items())

    @property
    def parties(self) -> tuple[tuple[Party, int | None], ...]:
        """The parties that attend, each with the number of people if given."""
        understood = (part for part in self.all("party") if part.state == "understood")
        return tuple(cast("tuple[Party, int | None]", part.value) for part in understood)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions for all ambiguous parts."""
        return tuple(
            Question(part, Message("Which one is «{text}»?", {"text": part.text}), part.candidates)
            for part in self.parts
            if part.state == "ambiguous"
        )

    @property
    def problems(self) -> tuple[Message, ...]:
        """The errors of the parts, and those for parts that the verb requires."""
        wrong = tuple(part.problem for part in self.parts if part.problem is not None)
        kinds = {part.kind for part in self.parts}
        missing = tuple(message for kind, message in _MISSING.get(self.verb, ()) if kind not in kinds)
        if self.verb in _NEEDS_TITLE and not self.title:
            missing = (*missing, Message("Say what it is about."))
        return (*wrong, *missing)

    @property
    def ready(self) -> bool:
        """Whether the line can be kept: no question and no error."""
        return not self.questions and not self.problems

    def _value(self, kind: PartKind) -> object:
        part = self.first(kind)
        return part.value if part is not None and part.state == "understood" else None


def _total(parts: Iterable[LinePart]) -> Votes:
    yes, no, abstain = map(sum, zip(*(cast(Votes, part.value) for part in parts), strict=True))
    return yes, no, abstain
