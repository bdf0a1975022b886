"""Reminders (提醒): what somebody at the desk wants to be told at a time."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from tui.kinds.words import ReminderState
from tui.language.i18n import N_
from tui.models.base import Document, Name, Title
from tui.models.service import Clock


def _given(clock: str) -> str:
    if not clock:
        raise PydanticCustomError("clock", N_("Write a time of day, such as 09:00."))
    return clock


class Reminder(Document):
    """The line that `owner` sees from the local time `at` of the day `on`, until it is done."""

    title: Title
    on: date
    at: Annotated[Clock, AfterValidator(_given)] = "09:00"
    owner: Name
    state: ReminderState = "open"
    done_on: date | None = None
