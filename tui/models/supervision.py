"""Supervision notes (督办): what the street office asks about a wish."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from tui.models.base import Document, Line, paragraphs

Text = Annotated[str, AfterValidator(paragraphs), Field(min_length=1, max_length=1000)]


class Supervision(Document):
    """One note on a wish, left by the seat `by`; it stands out on the board while the wish is open."""

    wish_id: int = Field(ge=1)
    text: Text
    by: Line = ""
