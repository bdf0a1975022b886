"""Sessions: single dated occurrences of a service. What took place is a record, never recomputed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import SessionState, Shifted
from tui.language.i18n import N_
from tui.models.base import Document, Line, Name, Note, Part, Phone

Count = Annotated[int, Field(ge=0, le=100_000)]


class Signup(Part):
    """A resident who wants to come, or with `at_home` one whom the team is to visit on the same day.

    `number` names the sign-up within its session. Who is beyond the session's cap waits.
    """

    number: int = Field(ge=1)
    resident: Name
    phone: Phone = ""
    at_home: bool = False
    address: Line = ""
    note: Line = ""


class SessionEvent(Part):
    """What was done with the session: moved, corrected. `note` holds the reason; `was` and `now` by field."""

    at: datetime
    by: Line = ""
    action: Line
    note: Line = ""
    was: dict[str, str] = Field(default_factory=dict)
    now: dict[str, str] = Field(default_factory=dict)


class Session(Document):
    """One occurrence of a service.

    `on` is the date that the service's recurrence gave it (RFC 5545's RECURRENCE-ID), which stays
    when the session is moved; `starts_at` and `ends_at` carry their offset. `shifted` is the kind of day
    for which the calendar moved it. `counts` are how many asked for each item of the service,
    `volunteer_ids` who is down for it, `signups` the residents in the order in which they came.
    """

    service_id: int = Field(ge=1)
    on: date
    starts_at: datetime
    ends_at: datetime
    place: Line = ""
    team_id: int | None = Field(None, ge=1)
    state: SessionState = "planned"
    people_served: int | None = Field(None, ge=0, le=100_000)
    reason: Line = ""
    note: Note = ""
    shifted: Shifted = ""
    volunteer_ids: tuple[int, ...] = ()
    counts: dict[Name, Count] = Field(default_factory=dict)
    cap: int | None = Field(None, ge=1, le=10_000)
    signups: tuple[Signup, ...] = ()
    history: tuple[SessionEvent, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise PydanticCustomError("ends_at", N_("The end must be later than the start."))
        return self
