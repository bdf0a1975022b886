"""Visits to households (入户走访): who went, when, what was said, and the outcome."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from tui.models.attachment import Attachable
from tui.models.base import LongText, Name, ShortText


class Visit(Attachable):
    """A visit on day `on` by the colleague `by`.

    Something promised is checked by `follow_up_on`, by `follow_up_by` or else the visitor; `followed_up_on`
    is when that was done, and `outcome` the result. `wish_ids` are the wishes recorded at the visit; each
    refers to it.
    """

    household_id: int = Field(ge=1)
    on: date
    by: Name
    heard: LongText = ""
    follow_up_on: date | None = None
    follow_up_by: ShortText = ""
    followed_up_on: date | None = None
    outcome: LongText = ""
    wish_ids: tuple[int, ...] = ()
