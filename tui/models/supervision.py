"""Supervision notes (督办): questions of the street office about a wish."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from tui.language.cleaning import paragraphs
from tui.models.base import Document, ShortText

SupervisionText = Annotated[str, AfterValidator(paragraphs), Field(min_length=1, max_length=1000)]


class Supervision(Document):
    """A note on a wish, by the seat `by`; the board highlights it while the wish is open."""

    wish_id: int = Field(ge=1)
    text: SupervisionText
    by: ShortText = ""
