"""Services: the standing offers, with their recurrence."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from tui.i18n import N_
from tui.models.base import Document, Line, Name, Note


def _clock(text: str) -> str:
    if text and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise PydanticCustomError("clock", N_("Write a time of day, such as 09:00."))
    return text


def _rrule(text: str) -> str:
    from tui.rules.recurrence import check_rrule  # noqa: PLC0415 - loads dateutil

    if text and (complaint := check_rrule(text)):
        context = {k: str(v) for k, v in complaint.params.items()}
        raise PydanticCustomError("rrule", "{msgid}", {**context, "msgid": complaint.msgid})
    return text


Clock = Annotated[Line, AfterValidator(_clock)]


class Service(Document):
    """A standing offer to residents.

    `rrule` is an RFC 5545 recurrence rule (empty: on request only), counted from `first`; `starts`
    and `ends` are local times of day, `HH:MM`. `items` are what can be asked for. After `again_weeks`
    a resident who had it at home is due again (0: never). `uid`: its name in the calendar that it was imported from.
    """

    name: Name
    team_id: int | None = Field(None, ge=1)
    partner_ids: tuple[int, ...] = ()
    place: Line = ""
    rrule: Annotated[Line, AfterValidator(_rrule)] = ""
    first: date
    until: date | None = None
    starts: Clock = "09:00"
    ends: Clock = "11:00"
    items: tuple[Line, ...] = ()
    at_home: bool = False
    paused: bool = False
    again_weeks: int = Field(0, ge=0, le=104)
    note: Note = ""
    uid: Line = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.starts and self.ends and self.ends <= self.starts:
            raise PydanticCustomError("ends", N_("The end must be later than the start."))
        return self
