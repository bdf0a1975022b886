"""Home service on request (上门服务): what a resident asks for, who goes, and how it went."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from tui.kinds.words import HomeState
from tui.models.base import Document, Line, Name, Note, Part, Phone, one_line

Skill = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=60)]


class HomeEvent(Part):
    """One step: who did what, when, and what they noted."""

    at: datetime
    by: Line
    action: Line
    state: HomeState
    note: Note = ""


class HomeRequest(Document):
    """One request. `skill` is what is wanted, `wished_on` when the resident would like it, `on` the date given.

    It is given to a team, a volunteer, or both (the one of the team who goes).
    """

    resident: Name
    phone: Phone = ""
    compound: int | None = Field(None, ge=1, le=99)
    address: Line = ""
    skill: Skill
    service_id: int | None = Field(None, ge=1)
    wished_on: date | None = None
    detail: Note = ""
    state: HomeState = "requested"
    recorded_on: date
    team_id: int | None = Field(None, ge=1)
    volunteer_id: int | None = Field(None, ge=1)
    on: date | None = None
    done_on: date | None = None
    outcome: Note = ""
    rating: int | None = Field(None, ge=1, le=5)
    history: tuple[HomeEvent, ...] = ()
