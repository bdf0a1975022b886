"""The red alliance: what partners offer, what the community needs, what was delivered, who looks after a team."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import NeedStored, OfferStored, ResourceKind
from tui.language.i18n import N_
from tui.models.base import Document, Line, Name, Note, Part, one_line

Title = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=120)]
Amount = Annotated[float, Field(gt=0, le=1_000_000_000, allow_inf_nan=False)]
Unit = Annotated[str, AfterValidator(one_line), Field(max_length=12)]


class Offer(Document):
    """What a partner offers (资源清单). Without a `quantity` there is no limit to it; `until` is its last day."""

    partner_id: int = Field(ge=1)
    kind: ResourceKind
    title: Title
    quantity: Amount | None = None
    unit: Unit = ""
    until: date | None = None
    state: OfferStored = "open"
    note: Note = ""


class Need(Document):
    """What the community needs (需求清单), until `by`; asked for by somebody, perhaps out of a wish.

    How far it is met is not stored: it is told from what was delivered.
    """

    kind: ResourceKind
    title: Title
    quantity: Amount = 1.0
    unit: Unit = ""
    by: date | None = None
    asked_by: Line = ""
    wish_id: int | None = Field(None, ge=1)
    state: NeedStored = "open"
    reason: Line = ""
    note: Note = ""


class Delivery(Part):
    """What was delivered on a day. `was` is the quantity before it was corrected, and `why` the reason."""

    on: date
    quantity: Amount
    note: Line = ""
    was: float | None = None
    why: Line = ""


class Match(Document):
    """A need and an offer brought together (对接), with what was delivered so far."""

    need_id: int = Field(ge=1)
    offer_id: int = Field(ge=1)
    deliveries: tuple[Delivery, ...] = ()


class Appointment(Document):
    """A part-time committee member (兼职委员): whom a partner sends, and the service team they look after.

    A record of its own, because it has a beginning and an end and belongs to the partner as much as to
    the team: the team's name for a committee member says neither who sent them nor since when, and it
    would lose the last one when the next comes. The team's own field stays for those whom no partner
    sent, and for data from before.
    """

    name: Name
    partner_id: int | None = Field(None, ge=1)
    team_id: int = Field(ge=1)
    since: date | None = None
    until: date | None = None
    note: Line = ""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise PydanticCustomError("until", N_("The last day is before the first."))
        return self
