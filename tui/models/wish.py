"""Residents' wishes and what happened to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tui.kinds.words import AssigneeKind, Channel, Urgency, WishState
from tui.models.base import CategoryCode, Document, Line, Name, Note, Part, Phone, one_line

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
    """A resident's wish. `number` is `YYYY-NNNN`, counted within the year it was recorded in.

    `accept_by` is the day by which the desk takes it on, `due` that by which it is to be fulfilled.
    `supporters` are further residents behind it; `solved` is asked apart from the `rating` (1 to 5).
    `merged_into` names the wish that it went into, `before_merge` the state that it had; `visit_id` the
    visit to a household at which it was heard.
    """

    number: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{4,}$")]
    title: Title
    detail: Note = ""
    resident: Line = ""
    phone: Phone = ""
    compound: int | None = Field(None, ge=1, le=99)
    address: Line = ""
    channel: Channel = "walk_in"
    category: CategoryCode = "other"
    urgency: Urgency = "normal"
    state: WishState = "recorded"
    recorded_on: date
    accept_by: date | None = None
    due: date | None = None
    review_on: date | None = None
    assignee: Assignee | None = None
    assists: tuple[Assignee, ...] = ()
    supporters: tuple[Line, ...] = ()
    outcome: Note = ""
    done_on: date | None = None
    solved: bool | None = None
    rating: int | None = Field(None, ge=1, le=5)
    merged_into: int | None = Field(None, ge=1)
    before_merge: WishState | None = None
    visit_id: int | None = Field(None, ge=1)
    history: tuple[WishEvent, ...] = ()
