"""What all stored documents have in common, and the text types of their fields."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from tui.language.cleaning import one_line, paragraphs
from tui.language.i18n import N_
from tui.language.months import year_month
from tui.rules.privacy.signs import HIDDEN


def _phone(text: str) -> str:
    """A telephone number: digits, spaces, + and - only, 5 to 20 characters, or empty."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded or HIDDEN in folded:  # masked, as a viewer reads it
        return folded
    if not (5 <= len(folded) <= 20) or any(c not in "0123456789+- " for c in folded):
        raise PydanticCustomError(
            "phone", N_("A telephone number has 5 to 20 digits, with spaces or - between them.")
        )
    return folded


def _year_month(text: str) -> str:
    """A year and month as `YYYY-MM`, or empty."""
    read = year_month(text) if text else ""
    if read is None:
        raise PydanticCustomError("year_month", N_("Write a year and month, such as 2018-08."))
    return read


ShortText = Annotated[str, AfterValidator(one_line), StringConstraints(max_length=200)]
Title = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=120)]
Name = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=60)]
LongText = Annotated[str, AfterValidator(paragraphs), StringConstraints(max_length=4000)]
# The code of a usual category, or the name of one of the community's own.
CategoryCode = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=20)]
YearMonth = Annotated[ShortText, AfterValidator(_year_month)]
Phone = Annotated[str, AfterValidator(_phone)]


class SubDocument(BaseModel):
    """An object inside a document. Unknown fields are kept, so that data of a newer version survives."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow", defer_build=True)


class Document(SubDocument):
    """A stored document: `id` is unique in its table, `rev` is 1 at first and counts the changes."""

    id: int = Field(ge=1)
    rev: int = Field(ge=1)
    created_at: datetime
    updated_at: datetime

    def stored(self) -> dict[str, Any]:
        """The document as plain JSON values, as the store keeps it."""
        return self.model_dump(mode="json")
