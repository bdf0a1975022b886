"""Service hours of volunteers (服务时长), one record per volunteer and session or day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from tui.kinds.words import HoursSource
from tui.language.i18n import N_
from tui.models.base import Document, ShortText, SubDocument


def _halves(hours: float) -> float:
    if (hours * 2) % 1:
        raise PydanticCustomError("halves", N_("Hours are counted in halves: 1, 1.5, 2 and so on."))
    return hours


class Correction(SubDocument):
    """A correction: who, when, old and new hours (0: withdrawn), and the reason."""

    at: datetime
    by: ShortText
    was: float
    now: float
    reason: ShortText


class ServiceHours(Document):
    """Hours given by a volunteer, in multiples of half an hour, with their source.

    The `activity` they were part of, its `organiser` and who was `in_charge` belong to the record by the ministry's
    order 67 of 2020, art. 7. `corrections` keep all former figures; a `withdrawn` record is kept but counts nowhere.
    """

    volunteer_id: int = Field(ge=1)
    team_id: int | None = Field(None, ge=1)
    session_id: int | None = Field(None, ge=1)
    on: date
    hours: Annotated[float, Field(gt=0, le=24), AfterValidator(_halves)]
    content: ShortText = ""
    place: ShortText = ""
    activity: ShortText = ""
    organiser: ShortText = ""
    in_charge: ShortText = ""
    source: HoursSource = "by_hand"
    recorded_by: ShortText = ""
    corrections: tuple[Correction, ...] = ()
    withdrawn: bool = False
