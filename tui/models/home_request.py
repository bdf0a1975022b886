"""Requests for service at home (上门服务): what a resident asks for, who goes, and the outcome."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from tui.kinds.words import HomeState
from tui.models.attachment import Attachable
from tui.models.base import LongText, Name, Phone, ShortText, SubDocument


class HomeEvent(SubDocument):
    """An event in the history of a request: who did what, when, with which note."""

    at: datetime
    by: ShortText
    action: ShortText
    state: HomeState
    note: LongText = ""


class HomeRequest(Attachable):
    """A request. `skill` is what is wanted, `wished_on` the day the resident asked for, `on` the agreed day.

    It is assigned to a team, to a volunteer, or to both (the member of the team who goes).
    """

    resident: Name
    phone: Phone = ""
    compound: int | None = Field(None, ge=1, le=99)
    address: ShortText = ""
    skill: Name
    service_id: int | None = Field(None, ge=1)
    wished_on: date | None = None
    detail: LongText = ""
    state: HomeState = "requested"
    recorded_on: date
    team_id: int | None = Field(None, ge=1)
    volunteer_id: int | None = Field(None, ge=1)
    on: date | None = None
    done_on: date | None = None
    outcome: LongText = ""
    rating: int | None = Field(None, ge=1, le=5)
    history: tuple[HomeEvent, ...] = ()
