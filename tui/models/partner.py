"""Partners: the four parties, resident units, businesses and members of the red alliance."""

from __future__ import annotations

from pydantic import Field

from tui.kinds.words import PartnerKind
from tui.models.base import Document, LongText, Name, Phone, ShortText


class Partner(Document):
    """An organisation that works with the community.

    `count` is the number of organisations that the record stands for, where only a number is published (the
    four resident units, the seven alliance resources).
    """

    name: Name
    kind: PartnerKind
    count: int = Field(1, ge=1)
    resources: tuple[ShortText, ...] = ()
    contact: ShortText = ""
    phone: Phone = ""
    note: LongText = ""
