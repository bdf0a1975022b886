"""Visits to households (入户走访): who went, when, what was heard, and what came of it."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from tui.models.base import Document, Line, Name, Note


class Visit(Document):
    """One visit on day `on` by the colleague `by`.

    Where something was promised, it is looked after by `follow_up_on`, by `follow_up_by` (otherwise by
    who visited); `followed_up_on` is when that was done, `outcome` what came of it. `wish_ids` are the
    wishes that were heard; each names this visit as well.
    """

    household_id: int = Field(ge=1)
    on: date
    by: Name
    heard: Note = ""
    follow_up_on: date | None = None
    follow_up_by: Line = ""
    followed_up_on: date | None = None
    outcome: Note = ""
    wish_ids: tuple[int, ...] = ()
