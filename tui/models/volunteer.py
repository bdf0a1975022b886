"""Volunteers, with as little data as possible (no ID numbers, no year of birth)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from tui.language.i18n import N_
from tui.models.attachment import Attachable
from tui.models.base import LongText, Name, Phone, ShortText
from tui.rules.people import availability
from tui.rules.people.occasions import birthday_of, check_birthday


def _birthday(text: str) -> str:
    text = birthday_of(text)
    if complaint := check_birthday(text):
        raise PydanticCustomError("birthday", "{msgid}", {"msgid": complaint.msgid})
    return text


def _slots(slots: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := availability.check(slots):
        msgid = N_("«{slot}» is no weekday. Write days such as Fri morning, weekend.")
        raise PydanticCustomError("slots", "{msgid}", {"msgid": msgid, "slot": wrong})
    return availability.ordered(slots)


class Volunteer(Attachable):
    """A volunteer. `compound` is the number of the compound; `example` marks an invented person.

    `availability` holds slots (`FR`, `FR.am`; see `tui.rules.people.availability`), `birthday` is `MM-DD`.
    """

    name: Name
    phone: Phone = ""
    compound: int | None = Field(None, ge=1, le=99)
    skills: tuple[ShortText, ...] = ()
    availability: Annotated[tuple[ShortText, ...], AfterValidator(_slots)] = ()
    joined: date | None = None
    birthday: Annotated[ShortText, AfterValidator(_birthday)] = ""
    example: bool = False
    note: LongText = ""
