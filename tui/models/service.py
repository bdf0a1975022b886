"""Services: the standing offers, with their recurrence."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import DayRule
from tui.language.i18n import N_
from tui.models.base import Document, Line, Name, Note, Part


def _clock(text: str) -> str:
    if text and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise PydanticCustomError("clock", N_("Write a time of day, such as 09:00."))
    return text


def _rrule(text: str) -> str:
    from tui.rules.recurrence import check_rrule  # noqa: PLC0415 - loads dateutil for the rarer rules

    if text and (complaint := check_rrule(text)):
        context = {k: str(v) for k, v in complaint.params.items()}
        raise PydanticCustomError("rrule", "{msgid}", {**context, "msgid": complaint.msgid})
    return text


def _festival(code: str) -> str:
    from tui.rules.calendar.festival_days import ANCHORS  # noqa: PLC0415 - few services have one

    if code and code not in ANCHORS:
        raise PydanticCustomError("festival", N_("A service cannot be tied to this festival."))
    return code


def _sorted_months(months: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(months)))


def _sorted_days(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


Clock = Annotated[Line, AfterValidator(_clock)]
Month = Annotated[int, Field(ge=1, le=12)]
Months = Annotated[tuple[Month, ...], AfterValidator(_sorted_months)]
# A calendar from elsewhere may name every single day of some years.
Days = Annotated[tuple[date, ...], AfterValidator(_sorted_days), Field(max_length=2000)]


class Pause(Part):
    """Days on which the service rests, both included; without `until` it rests until it is resumed."""

    first: date
    until: date | None = None
    reason: Line = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until is not None and self.until < self.first:
            raise PydanticCustomError("pauses", N_("A pause cannot end before it begins."))
        return self


class Service(Document):
    """A standing offer to residents.

    `rrule` is an RFC 5545 recurrence rule (empty: on request only), counted from `first`; `starts`
    and `ends` are local times of day, `HH:MM`. `items` are what can be asked for. After `again_weeks`
    a resident who had it at home is due again (0: never). `uid`: its name in the calendar that it was imported from.

    Instead of a rule a `festival` (see `tui.rules.calendar.festival_days`) can anchor it once a year, with an offset
    in days. `on_holiday`, `on_weekend` and `on_made_up` (调休) say what becomes of a date on such a day,
    `months` in which it runs (none: all year), `exdates` and `rdates` what is left out and held besides.
    Sessions are planned from `plans_from` on, where the recurrence was changed; `follows_id` is the
    service that this one goes on from. `cap` is how many residents a session has room for.
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
    festival: Annotated[Line, AfterValidator(_festival)] = ""
    festival_offset: int = Field(0, ge=-60, le=60)
    on_holiday: DayRule = "keep"
    on_weekend: DayRule = "keep"
    on_made_up: DayRule = "keep"
    pauses: tuple[Pause, ...] = ()
    months: Months = ()
    exdates: Days = ()
    rdates: Days = ()
    plans_from: date | None = None
    follows_id: int | None = Field(None, ge=1)
    cap: int | None = Field(None, ge=1, le=10_000)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.starts and self.ends and self.ends <= self.starts:
            raise PydanticCustomError("ends", N_("The end must be later than the start."))
        if self.festival and self.rrule:
            raise PydanticCustomError(
                "festival", N_("A service is tied to a festival or has a recurrence, not both.")
            )
        return self
