"""The red alliance: offers of partners, needs of the community, deliveries, appointed committee members."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import NeedStored, OfferStored, ResourceKind
from tui.language.cleaning import one_line
from tui.language.i18n import N_
from tui.models.base import Document, LongText, Name, ShortText, SubDocument, Title

Amount = Annotated[float, Field(gt=0, le=1_000_000_000, allow_inf_nan=False)]
Unit = Annotated[str, AfterValidator(one_line), Field(max_length=12)]


class Offer(Document):
    """What a partner offers (资源清单). No `quantity` means no limit; `until` is the last day of the offer."""

    partner_id: int = Field(ge=1)
    kind: ResourceKind
    title: Title
    quantity: Amount | None = None
    unit: Unit = ""
    until: date | None = None
    state: OfferStored = "open"
    note: LongText = ""


class Need(Document):
    """What the community needs (需求清单) by the day `by`, asked for by somebody or recorded from a wish.

    How far it is met is not stored but computed from the deliveries.
    """

    kind: ResourceKind
    title: Title
    quantity: Amount = 1.0
    unit: Unit = ""
    by: date | None = None
    asked_by: ShortText = ""
    wish_id: int | None = Field(None, ge=1)
    state: NeedStored = "open"
    reason: ShortText = ""
    note: LongText = ""


class Delivery(SubDocument):
    """A delivery on a day. `was` is the quantity before a correction, and `why` the reason for it."""

    on: date
    quantity: Amount
    note: ShortText = ""
    was: float | None = None
    why: ShortText = ""


class Match(Document):
    """A need matched with an offer (对接), and the deliveries so far."""

    need_id: int = Field(ge=1)
    offer_id: int = Field(ge=1)
    deliveries: tuple[Delivery, ...] = ()


class Appointment(Document):
    """A part-time committee member (兼职委员): the partner who sends them, and the service team in their charge.

    It is a record of its own, with a beginning and an end, because it belongs to the partner as much as to
    the team. The team's own field for a committee member remains for those whom no partner sent, and for
    older data.
    """

    name: Name
    partner_id: int | None = Field(None, ge=1)
    team_id: int = Field(ge=1)
    since: date | None = None
    until: date | None = None
    note: ShortText = ""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise PydanticCustomError("until", N_("The last day is before the first."))
        return self
