"""Sessions: single dated occurrences of a service. What took place is a record, never recomputed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tui.i18n import N_
from tui.models.base import Document, Line, Note
from tui.words import SessionState


class Session(Document):
    """One occurrence of a service.

    `on` is the date that the service's recurrence gave it (RFC 5545's RECURRENCE-ID), which stays
    when the session is moved; `starts_at` and `ends_at` carry their offset.
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

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise PydanticCustomError("ends_at", N_("The end must be later than the start."))
        return self
