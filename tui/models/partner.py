"""Partners: the four parties, resident units, businesses and members of the red alliance."""

from __future__ import annotations

from pydantic import Field

from tui.kinds.words import PartnerKind
from tui.models.base import Document, Line, Name, Note, Phone


class Partner(Document):
    """An organisation that works with the community.

    `count` is how many organisations the record stands for, where the published facts give a number
    and no names (the four resident units, the seven alliance resources).
    """

    name: Name
    kind: PartnerKind
    count: int = Field(1, ge=1)
    resources: tuple[Line, ...] = ()
    contact: Line = ""
    phone: Phone = ""
    note: Note = ""
