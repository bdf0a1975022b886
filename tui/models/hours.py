"""Service hours of volunteers (服务时长), one record a volunteer and session or day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from tui.kinds.words import HoursSource
from tui.language.i18n import N_
from tui.models.base import Document, Line, Part


def _halves(hours: float) -> float:
    if (hours * 2) % 1:
        raise PydanticCustomError("halves", N_("Hours are counted in halves: 1, 1.5, 2 and so on."))
    return hours


class Correction(Part):
    """One correction: who, when, from how many hours to how many (0: taken back), and why."""

    at: datetime
    by: Line
    was: float
    now: float
    reason: Line


class ServiceHours(Document):
    """Hours that a volunteer gave, in halves of an hour, with where the figure comes from.

    `corrections` keep every figure that stood here before; what was `withdrawn` stays and counts nowhere.
    """

    volunteer_id: int = Field(ge=1)
    team_id: int | None = Field(None, ge=1)
    session_id: int | None = Field(None, ge=1)
    on: date
    hours: Annotated[float, Field(gt=0, le=24), AfterValidator(_halves)]
    content: Line = ""
    place: Line = ""
    source: HoursSource = "by_hand"
    recorded_by: Line = ""
    corrections: tuple[Correction, ...] = ()
    withdrawn: bool = False
