"""Meetings (四方联席会议, 居民议事会, 沟通协调会): agenda, attendance, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import AgendaState, LineKind, MeetingKind, MeetingState, Party, Ruling, Voter
from tui.language.cleaning import one_line, paragraphs
from tui.language.i18n import N_
from tui.models.attachment import Attachable
from tui.models.base import ShortText, SubDocument, Title

VoteCount = Annotated[int, Field(ge=0, le=1000)]
# Long enough for the notes of a long debate.
Transcript = Annotated[str, AfterValidator(paragraphs), StringConstraints(max_length=40_000)]


class Ballot(SubDocument):
    """The votes of one party, or of the whole meeting, on one item."""

    yes: VoteCount = 0
    no: VoteCount = 0
    abstain: VoteCount = 0


class AgendaItem(SubDocument):
    """An item: a wish or another matter, what was said, and what was decided."""

    number: int = Field(ge=1)
    title: Title
    wish_id: int | None = Field(None, ge=1)
    state: AgendaState = "open"
    discussion: Transcript = ""
    decision: Transcript = ""
    ruling: Ruling | None = None
    votes: Mapping[Voter, Ballot] = Field(default_factory=dict)


class Attendance(SubDocument):
    """A party that attends, with the number of people and the names if noted."""

    party: Party
    people: int | None = Field(None, ge=1, le=500)
    names: tuple[ShortText, ...] = ()


class MeetingLine(SubDocument):
    """A line as the recorder typed it, and its result; `item` is the item under discussion at that moment.

    `ref` is the id of the wish or action item created from it.
    """

    at: datetime
    by: ShortText = ""
    item: int | None = Field(None, ge=1)
    kind: LineKind
    text: Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=1000)]
    ref: int | None = Field(None, ge=1)


class MinuteCorrection(SubDocument):
    """A correction of the minutes after the meeting: of an `item` (None: of the meeting), what stood in the `field` before."""

    at: datetime
    by: ShortText
    item: int | None = Field(None, ge=1)
    field: ShortText
    was: Transcript = ""
    reason: ShortText


class Meeting(Attachable):
    """A meeting; without a `title` it goes by its kind.

    `chair` leads it; `excused` are those who asked to be, by name.
    `rrule` (RFC 5545) makes it regular: closing it plans the next one. `reason` says why it was cancelled.
    `current` is the number of the item under discussion, since `current_since`; `spent` are the seconds spent
    on earlier items, by number. `corrections` keep what the minutes of a held meeting said before. `uid` and `sequence` are those of the calendar it was imported from.
    """

    kind: MeetingKind = "joint"
    title: ShortText = ""
    starts_at: datetime
    place: ShortText = ""
    rrule: ShortText = ""
    state: MeetingState = "planned"
    chair: ShortText = ""
    attendance: tuple[Attendance, ...] = ()
    excused: tuple[ShortText, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    lines: tuple[MeetingLine, ...] = ()
    current: int | None = Field(None, ge=1)
    current_since: datetime | None = None
    spent: Mapping[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    reason: ShortText = ""
    note: Transcript = ""
    corrections: tuple[MinuteCorrection, ...] = ()
    uid: ShortText = ""
    sequence: int = Field(0, ge=0)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        parties = [a.party for a in self.attendance]
        if len(parties) != len(set(parties)):
            raise PydanticCustomError("attendance", N_("A party is listed only once."))
        return self
