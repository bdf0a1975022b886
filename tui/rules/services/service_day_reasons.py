"""Why a date of a service's recurrence is moved or left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tui.kinds.record import Stored
from tui.kinds.words import SHIFTED
from tui.language.errors import Message
from tui.rules.calendar.workdays import DAY_KINDS, WorkCalendar
from tui.rules.services.service_days import FARTHEST, pause_on, service_days

# The fields that adjust the recurrence, without effect.
_UNHINDERED: Final[Stored] = {
    "paused": False, "pauses": (), "exdates": (), "rdates": (), "months": (), "on_holiday": "keep", "on_weekend": "keep",
    "on_made_up": "keep",
}  # fmt: skip
_TREATMENT_FIELDS: Final = {"holiday": "on_holiday", "weekend": "on_weekend", "made_up": "on_made_up"}


@dataclass(frozen=True, slots=True)
class ReasonedDay:
    """A date of the recurrence: `day` is when it takes place (None: not at all), `why` the reason (None: as
    planned).
    """

    on: date
    day: date | None
    why: Message | None = None


def reasoned_days(service: Stored, start: date, end: date, calendar: WorkCalendar) -> list[ReasonedDay]:
    """Every date of the recurrence from `start` to `end` with its outcome; extra dates included."""
    held = {one.on: one for one in service_days(service, start, end, calendar)}
    margin = timedelta(FARTHEST)
    every = {
        one.on for one in service_days({**service, **_UNHINDERED}, start - margin, end + margin, calendar)
    }
    found = []
    for on in sorted({*held, *(day for day in every if start <= day <= end)}):
        one = held.get(on)
        if one is None:
            found.append(ReasonedDay(on, None, _why_not(service, on, calendar)))
        elif one.shifted:
            found.append(ReasonedDay(on, one.day, Message(SHIFTED[one.shifted])))  # type: ignore[index]
        else:
            found.append(ReasonedDay(on, one.day, None if on in every else Message("extra date")))
    return found


def _why_not(service: Stored, on: date, calendar: WorkCalendar) -> Message:
    if service.get("paused"):
        return Message("paused")
    if on.isoformat() in (service.get("exdates") or ()):
        return Message("left out by hand")
    months = service.get("months")
    if months and on.month not in months:
        return Message("out of season")
    if pause := pause_on(service, on):
        reason = pause.get("reason")
        return Message("paused: {reason}", {"reason": reason}) if reason else Message("paused")
    kind = calendar.kind(on)
    if service.get(_TREATMENT_FIELDS.get(kind, "")) == "skip":
        return Message(DAY_KINDS[kind])
    return Message("another session is held on the day to which it would move")
