"""Households that are visited (入户走访): only those somebody has visited or put on the list by hand."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import HouseholdFlag
from tui.language.i18n import N_
from tui.models.base import Document, Line, Name, Note, Phone


class Household(Document):
    """A household, by the name of whom one visits there. No register of residents is behind it.

    `every` is after how many days it is wanted to be visited again; None: as its `flags` have it. One
    that is not `listed` any more (moved away) keeps its visits and is not asked for.
    """

    name: Name
    compound: int | None = Field(None, ge=1, le=99)
    address: Line = ""
    phone: Phone = ""
    flags: tuple[HouseholdFlag, ...] = ()
    every: int | None = Field(None, ge=1, le=730)
    listed: bool = True
    note: Note = ""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(self.flags) != len(set(self.flags)):
            raise PydanticCustomError("flags", N_("Each of these is given only once."))
        return self
