"""Services: standing offers, with their recurrence."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import DayRule
from tui.language.i18n import N_
from tui.models.base import Document, LongText, Name, ShortText, SubDocument


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


Clock = Annotated[ShortText, AfterValidator(_clock)]
Month = Annotated[int, Field(ge=1, le=12)]
Months = Annotated[tuple[Month, ...], AfterValidator(_sorted_months)]
# An imported calendar may list every single day of some years.
Dates = Annotated[tuple[date, ...], AfterValidator(_sorted_days), Field(max_length=2000)]


class Pause(SubDocument):
    """Days without the service, both included; without `until` they last until it is resumed."""

    first: date
    until: date | None = None
    reason: ShortText = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until is not None and self.until < self.first:
            raise PydanticCustomError("pauses", N_("A pause cannot end before it begins."))
        return self


class Service(Document):
    """A standing offer to residents.

    `rrule` is an RFC 5545 rule with `first` as DTSTART; empty: on request only. `starts` and `ends` are local
    times, `HH:MM`. `items` are what residents can ask for. A resident served at home is due again after
    `again_weeks` (0: never). `uid` is its UID in the calendar that it was imported from,
    and `sequence` the SEQUENCE of the version imported last.

    Instead of a rule, a `festival` (see `tui.rules.calendar.festival_days`) can set the date, with an offset
    in days. `on_holiday`, `on_weekend` and `on_made_up` (调休) set what happens to a date on such a day,
    `months` are those in season (none: all), `exdates` are left out and `rdates` added. After a change of the
    recurrence, sessions are planned from `plans_from` on, and `follows_id` is the service that this one
    continues. `cap` is the number of residents per session.
    """

    name: Name
    team_id: int | None = Field(None, ge=1)
    partner_ids: tuple[int, ...] = ()
    place: ShortText = ""
    rrule: Annotated[ShortText, AfterValidator(_rrule)] = ""
    first: date
    until: date | None = None
    starts: Clock = "09:00"
    ends: Clock = "11:00"
    items: tuple[ShortText, ...] = ()
    at_home: bool = False
    paused: bool = False
    again_weeks: int = Field(0, ge=0, le=104)
    note: LongText = ""
    uid: ShortText = ""
    sequence: int = Field(0, ge=0)
    festival: Annotated[ShortText, AfterValidator(_festival)] = ""
    festival_offset: int = Field(0, ge=-60, le=60)
    on_holiday: DayRule = "keep"
    on_weekend: DayRule = "keep"
    on_made_up: DayRule = "keep"
    pauses: tuple[Pause, ...] = ()
    months: Months = ()
    exdates: Dates = ()
    rdates: Dates = ()
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
