"""Supervision notes (督办): what the street office asks of a community, and the answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from tui.language.cleaning import paragraphs
from tui.models.base import Document, LongText, ShortText

SupervisionText = Annotated[str, AfterValidator(paragraphs), Field(min_length=1, max_length=1000)]


class Supervision(Document):
    """A note by `by` on a wish, or on the community as a whole, with the answer of the staff; the board shows it until then."""

    wish_id: int | None = Field(None, ge=1)
    text: SupervisionText
    by: ShortText = ""
    answer: Annotated[LongText, AfterValidator(paragraphs)] = ""
    answered_by: ShortText = ""
    answered_on: date | None = None
