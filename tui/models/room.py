"""Rooms of the building party post (楼宇党群服务站: 活动室, 阅览室, 谈心谈话室), and their bookings."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import BookingState
from tui.language.i18n import N_
from tui.models.base import Document, LongText, Name, ShortText
from tui.models.service import Clock


class Room(Document):
    """A room that can be booked. `opens` and `closes` bound the hours; empty: no bound."""

    name: Name
    place: ShortText = ""
    seats: Annotated[int, Field(ge=1, le=10_000)] | None = None
    opens: Clock = ""
    closes: Clock = ""
    closed: bool = False
    note: LongText = ""


class Booking(Document):
    """A booking on a day, or with `until` every week up to that day, except the days in `skips`.

    `starts` and `ends` are local times; the room is free again at `ends`.
    """

    room_id: int = Field(ge=1)
    on: date
    starts: Clock
    ends: Clock
    until: date | None = None
    skips: tuple[date, ...] = ()
    booked_by: ShortText = ""
    purpose: ShortText = ""
    state: BookingState = "booked"

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if not self.starts or not self.ends:
            raise PydanticCustomError("clock", N_("Write a time of day, such as 09:00."))
        if self.ends <= self.starts:
            raise PydanticCustomError("ends", N_("The end must be later than the start."))
        return self
