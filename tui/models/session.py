"""Sessions: the dated occurrences of a service. What took place is a record and never recomputed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import SessionState, Shifted
from tui.language.i18n import N_
from tui.models.base import Document, LongText, Name, Phone, ShortText, SubDocument

Count = Annotated[int, Field(ge=0, le=100_000)]


class Signup(SubDocument):
    """A resident who signed up, or with `at_home` one to be visited by the team on that day.

    `number` identifies the sign-up within its session. Those beyond the session's cap are on the waiting
    list.
    """

    number: int = Field(ge=1)
    resident: Name
    phone: Phone = ""
    at_home: bool = False
    address: ShortText = ""
    note: ShortText = ""


class SessionEvent(SubDocument):
    """A change of a session: moved, corrected. `note` is the reason; `was` and `now` are values by field."""

    at: datetime
    by: ShortText = ""
    action: ShortText
    note: ShortText = ""
    was: dict[str, str] = Field(default_factory=dict)
    now: dict[str, str] = Field(default_factory=dict)


class Session(Document):
    """An occurrence of a service.

    `on` is the date given by the recurrence (RECURRENCE-ID in RFC 5545) and stays when the session is moved;
    `starts_at` and `ends_at` have an offset. `shifted` is the kind of day because of which the calendar moved
    it. `counts` are the requests per item of the service, `volunteer_ids` the people assigned to it,
    `signups` the residents in the order in which they signed up.
    """

    service_id: int = Field(ge=1)
    on: date
    starts_at: datetime
    ends_at: datetime
    place: ShortText = ""
    team_id: int | None = Field(None, ge=1)
    state: SessionState = "planned"
    people_served: int | None = Field(None, ge=0, le=100_000)
    reason: ShortText = ""
    note: LongText = ""
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
