"""Residents' wishes and what happened to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tui.models.base import Document, Line, Name, Note, Part, Phone, one_line
from tui.words import AssigneeKind, Category, Channel, Urgency, WishState

Title = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=120)]


class Assignee(Part):
    """Who holds a wish. `id` is the record's where there is one (a team, a partner)."""

    kind: AssigneeKind
    id: int | None = Field(None, ge=1)
    name: Name


class WishEvent(Part):
    """One step in a wish's history: who did what, when, and what they noted."""

    at: datetime
    by: Line
    action: Line
    state: WishState
    note: Note = ""


class Wish(Document):
    """A resident's wish. `number` is `YYYY-NNNN`, counted within the year it was recorded in."""

    number: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{4,}$")]
    title: Title
    detail: Note = ""
    resident: Line = ""
    phone: Phone = ""
    compound: int | None = Field(None, ge=1, le=99)
    address: Line = ""
    channel: Channel = "walk_in"
    category: Category = "other"
    urgency: Urgency = "normal"
    state: WishState = "recorded"
    recorded_on: date
    due: date | None = None
    assignee: Assignee | None = None
    outcome: Note = ""
    done_on: date | None = None
    rating: int | None = Field(None, ge=1, le=5)
    history: tuple[WishEvent, ...] = ()
