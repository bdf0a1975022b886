"""Residents' wishes and their history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from tui.kinds.words import AssigneeKind, Channel, Urgency, WishState
from tui.models.attachment import Attachable
from tui.models.base import (
    CategoryCode,
    LongText,
    Name,
    Phone,
    ShortText,
    SubDocument,
    Title,
)


class Assignee(SubDocument):
    """Who a wish is assigned to. `id` is that of the record, if there is one (a team, a partner)."""

    kind: AssigneeKind
    id: int | None = Field(None, ge=1)
    name: Name


class WishEvent(SubDocument):
    """An event in the history of a wish: who did what, when, with which note."""

    at: datetime
    by: ShortText
    action: ShortText
    state: WishState
    note: LongText = ""


class Wish(Attachable):
    """A resident's wish. `number` is `YYYY-NNNN`, counted within the year.

    `accept_by` is the day by which it must be accepted, `due` that by which it must be fulfilled.
    `supporters` are further residents with the same wish. `solved` is asked apart from the `rating` (1 to 5).
    `merged_into` is the id of the wish that it was merged into, `before_merge` its state before; `visit_id`
    the visit at which it was recorded.
    """

    number: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{4,}$")]
    title: Title
    detail: LongText = ""
    resident: ShortText = ""
    phone: Phone = ""
    compound: int | None = Field(None, ge=1, le=99)
    address: ShortText = ""
    channel: Channel | None = None
    category: CategoryCode = "other"
    urgency: Urgency = "normal"
    state: WishState = "recorded"
    recorded_on: date
    accept_by: date | None = None
    due: date | None = None
    review_on: date | None = None
    assignee: Assignee | None = None
    assists: tuple[Assignee, ...] = ()
    supporters: tuple[ShortText, ...] = ()
    outcome: LongText = ""
    done_on: date | None = None
    solved: bool | None = None
    rating: int | None = Field(None, ge=1, le=5)
    merged_into: int | None = Field(None, ge=1)
    before_merge: WishState | None = None
    visit_id: int | None = Field(None, ge=1)
    history: tuple[WishEvent, ...] = ()
