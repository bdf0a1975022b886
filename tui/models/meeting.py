"""Meetings (四方联席会议, 居民议事会, 沟通协调会): agenda, attendance, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import AgendaState, LineKind, MeetingKind, MeetingState, Party, Ruling, Voter
from tui.language.i18n import N_
from tui.models.base import Document, Line, Part, one_line, paragraphs

Title = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=120)]
Votes = Annotated[int, Field(ge=0, le=1000)]
# Nobody is to be stopped in the middle of a long debate.
Said = Annotated[str, AfterValidator(paragraphs), StringConstraints(max_length=40_000)]


class Ballot(Part):
    """The votes of one party, or of the whole meeting, on one item."""

    yes: Votes = 0
    no: Votes = 0
    abstain: Votes = 0


class AgendaItem(Part):
    """One item: a wish, or a matter of its own; what was said, and what was decided."""

    number: int = Field(ge=1)
    title: Title
    wish_id: int | None = Field(None, ge=1)
    state: AgendaState = "open"
    discussion: Said = ""
    decision: Said = ""
    ruling: Ruling | None = None
    votes: Mapping[Voter, Ballot] = Field(default_factory=dict)


class Attendance(Part):
    """A party that is there, with how many people and their names where they were noted."""

    party: Party
    people: int | None = Field(None, ge=1, le=500)
    names: tuple[Line, ...] = ()


class MeetingLine(Part):
    """One line as the recorder typed it, with what it became; `item` is the one that was under discussion.

    `ref` is the id of the wish or action item that it became.
    """

    at: datetime
    by: Line = ""
    item: int | None = Field(None, ge=1)
    kind: LineKind
    text: Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=1000)]
    ref: int | None = Field(None, ge=1)


class Meeting(Document):
    """A meeting, called by its kind where it has no `title`.

    `rrule` (RFC 5545) makes it regular: when it is closed the next one is planned. `reason` says why it
    was cancelled. `current` is the item under discussion, since `current_since`; `spent` are the seconds
    that were spent on items before (keys are their numbers).
    """

    kind: MeetingKind = "joint"
    title: Line = ""
    starts_at: datetime
    place: Line = ""
    rrule: Line = ""
    state: MeetingState = "planned"
    attendance: tuple[Attendance, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    lines: tuple[MeetingLine, ...] = ()
    current: int | None = Field(None, ge=1)
    current_since: datetime | None = None
    spent: Mapping[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    reason: Line = ""
    note: Said = ""
    uid: Line = ""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        parties = [a.party for a in self.attendance]
        if len(parties) != len(set(parties)):
            raise PydanticCustomError("attendance", N_("A party is listed only once."))
        return self
