"""What a line becomes: its verb, its title, and its parts with where they stand. Plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

from tui.capture.dates.when import When
from tui.capture.names.names import Known, NameKind, Names
from tui.kinds.words import Category, Party, Urgency
from tui.language.errors import Message

Verb = Literal[
    "wish", "action", "session", "hours", "visit", "home", "rate", "present", "decide", "vote", "comment", "note", "matter"
]  # fmt: skip
PartKind = Literal[
    "verb", "who", "place", "category", "urgency", "assignee", "date", "hours", "wish", "score", "solved", "votes",
    "party", "team", "service",
]  # fmt: skip
PartState = Literal["understood", "ambiguous", "unknown"]
Span = tuple[int, int]
# Ballots for, against, abstaining.
Votes = tuple[int, int, int]


def no_wishes(_said: str) -> Sequence[Known]:
    """Where no wish is known."""
    return ()


def wishes_named(said: str, numbers: Iterable[tuple[int, str]], year: int) -> tuple[Known, ...]:
    """Those of the wishes (id, number) that `said` may be: the very number, or else, for a bare one, that of
    `year`; where this year has none, those of every year that end so."""
    alike: list[tuple[int, str]] = []
    ending = f"-{int(said):04}" if said.isdecimal() else ""
    for id, number in numbers:
        if number == said:
            return (Known("wish", id, number),)
        if ending and number.endswith(ending):
            alike.append((id, number))
    of_year = [(id, number) for id, number in alike if number.startswith(f"{year}-")]
    return tuple(Known("wish", id, number) for id, number in of_year or alike)


@dataclass(frozen=True, slots=True)
class Context:
    """What a line is read against: the moment, what has a name, and what a line without a verb is.

    `names` is made once of people, teams, partners, places and services, together with
    `tui.capture.lines.vocabulary.STANDARD`. `wishes` is asked only where a line names a wish, with what was said
    (`42`, `0042`, `2026-0042`): it gives the open wishes that this may be, each known by its number
    (see `wishes_named`).
    """

    now: datetime
    names: Names
    default: Verb = "wish"
    wishes: Callable[[str], Sequence[Known]] = no_wishes


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line as understood.

    `span` is where it stands, its sign and the separators that go with it included; `text` is what was
    said without its sign. `value` is the verb, the `When`, a code (category, urgency, party), hours,
    score, votes; for a name that is not known it is the name as typed. `known` is what a name was
    resolved to; `candidates` are those between which the user has to choose. `in_title` is true where the
    text stays in the title as well: because it was not understood, or because a sentence would be torn.
    `problem` says what is wrong with it.
    """

    kind: PartKind
    state: PartState
    span: Span
    text: str
    value: object
    known: Known | None = None
    candidates: tuple[Known, ...] = ()
    in_title: bool = False
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked before the line can be kept: between which `candidates` to choose for `part`."""

    part: Part
    message: Message
    candidates: tuple[Known, ...]


_MISSING: Final[dict[Verb, tuple[tuple[PartKind, Message], ...]]] = {
    "hours": (("who", Message("Whose hours?")), ("hours", Message("How many hours?"))),
    "rate": (("wish", Message("Which wish? Write its number.")), ("score", Message("Which rating, 1 to 5?"))),
    "comment": (("wish", Message("Which wish? Write its number.")),),
    "present": (("party", Message("Who is there?")),),
    "vote": (("votes", Message("How many for, against and abstaining? Write 4/0/1.")),),
}
_NEEDS_TITLE: Final = frozenset({"wish", "action", "decide", "comment", "note", "matter"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line as understood. Every character that is no blank is in `title` or in the span of a part."""

    text: str
    verb: Verb
    verb_said: bool
    title: str
    parts: tuple[Part, ...]

    def all(self, *kinds: PartKind) -> tuple[Part, ...]:
        """The parts of these kinds, in the order of the line."""
        return tuple(part for part in self.parts if part.kind in kinds)

    def first(self, *kinds: PartKind) -> Part | None:
        """The first part of these kinds, or None."""
        return next((part for part in self.parts if part.kind in kinds), None)

    @property
    def when(self) -> When | None:
        """The date, or None where none is said or it cannot be."""
        part = self.first("date")
        found = part.value if part is not None else None
        return found if isinstance(found, When) and found.day is not None else None

    @property
    def category(self) -> Category | None:
        """The category's code."""
        return cast("Category | None", self._value("category"))

    @property
    def urgency(self) -> Urgency | None:
        """The urgency's code."""
        return cast("Urgency | None", self._value("urgency"))

    @property
    def hours(self) -> float | None:
        """Hours of service."""
        return cast("float | None", self._value("hours"))

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
        """For, against, abstaining: all that the line counts."""
        parts = self.all("votes")
        return _total(parts) if parts else None

    @property
    def ballots(self) -> tuple[tuple[Party | None, Votes], ...]:
        """The votes by the party that is named before them, or alone beside them; None where none is."""
        return tuple((party, _total(parts)) for party, parts in self.counted)

    @property
    def counted(self) -> tuple[tuple[Party | None, tuple[Part, ...]], ...]:
        """The parts that count votes, by party; each of them says its own share."""
        found: dict[Party | None, list[Part]] = {}
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
        """The parties that are there, with how many people where it is said."""
        understood = (part for part in self.all("party") if part.state == "understood")
        return tuple(cast("tuple[Party, int | None]", part.value) for part in understood)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What has to be asked: the parts that may mean several."""
        return tuple(
            Question(part, Message("Which one is «{text}»?", {"text": part.text}), part.candidates)
            for part in self.parts
            if part.state == "ambiguous"
        )

    @property
    def problems(self) -> tuple[Message, ...]:
        """What is wrong with parts, and what is missing."""
        wrong = tuple(part.problem for part in self.parts if part.problem is not None)
        kinds = {part.kind for part in self.parts}
        missing = tuple(message for kind, message in _MISSING.get(self.verb, ()) if kind not in kinds)
        if self.verb in _NEEDS_TITLE and not self.title:
            missing = (*missing, Message("Say what it is about."))
        return (*wrong, *missing)

    @property
    def ready(self) -> bool:
        """Whether it can be kept as it is."""
        return not self.questions and not self.problems

    def _value(self, kind: PartKind) -> object:
        part = self.first(kind)
        return part.value if part is not None and part.state == "understood" else None


def _total(parts: Iterable[Part]) -> Votes:
    yes, no, abstain = map(sum, zip(*(cast(Votes, part.value) for part in parts), strict=True))
    return yes, no, abstain


def known(kind: NameKind, records: Iterable[tuple[int, str]]) -> tuple[Known, ...]:
    """`Known` of one kind from ids and names."""
    return tuple(Known(kind, id, name) for id, name in records)
