"""Households that are visited (入户走访): only those somebody has visited or put on the list."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tui.kinds.words import HouseholdFlag
from tui.language.i18n import N_
from tui.models.attachment import Attachable
from tui.models.base import LongText, Name, Phone, ShortText


class Household(Attachable):
    """A household, under the name of the person visited. There is no register of residents behind it.

    `every` is the number of days between two visits; None: the interval follows from its `flags`. A household
    that is no longer `listed` (moved away) keeps its visits and is not due for any.
    """

    name: Name
    compound: int | None = Field(None, ge=1, le=99)
    address: ShortText = ""
    phone: Phone = ""
    flags: tuple[HouseholdFlag, ...] = ()
    every: int | None = Field(None, ge=1, le=730)
    listed: bool = True
    note: LongText = ""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(self.flags) != len(set(self.flags)):
            raise PydanticCustomError("flags", N_("Each of these is given only once."))
        return self
