"""What every stored document has, and the text types that documents share."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from tui.language.i18n import N_
from tui.rules.privacy.masking import HIDDEN

_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def one_line(text: str) -> str:
    """Text for one line: control, format and line-breaking characters become a space."""
    return " ".join("".join(" " if unicodedata.category(c) in _INVISIBLE else c for c in text).split())


def paragraphs(text: str) -> str:
    """Text of several lines: as `one_line` line by line, blank lines at the end dropped."""
    return "\n".join(one_line(line) for line in text.replace("\r\n", "\n").split("\n")).strip()


def _phone(text: str) -> str:
    """A telephone number: digits, spaces, + and - only, 5 to 20 characters; may be empty."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded or HIDDEN in folded:  # masked, as a viewer's handle reads it
        return folded
    if not (5 <= len(folded) <= 20) or any(c not in "0123456789+- " for c in folded):
        raise PydanticCustomError(
            "phone", N_("A telephone number has 5 to 20 digits, with spaces or - between them.")
        )
    return folded


Line = Annotated[str, AfterValidator(one_line), StringConstraints(max_length=200)]
Name = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=60)]
Note = Annotated[str, AfterValidator(paragraphs), StringConstraints(max_length=4000)]
# One of the usual categories by its code, or one of the community's own by its name.
CategoryCode = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=20)]
Phone = Annotated[str, AfterValidator(_phone)]


class Part(BaseModel):
    """A part inside a document. Unknown fields are kept, so that a newer version's data survives."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow", defer_build=True)


class Document(Part):
    """A stored document: `id` is unique in its collection, `rev` counts its changes from 1."""

    id: int = Field(ge=1)
    rev: int = Field(ge=1)
    created_at: datetime
    updated_at: datetime

    def stored(self) -> dict[str, Any]:
        """The document as the store keeps it (plain JSON values)."""
        return self.model_dump(mode="json")
