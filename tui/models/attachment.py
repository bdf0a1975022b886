"""Attachments (附件): files and links at a record."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tui.language.cleaning import one_line
from tui.models.base import Document, ShortText, SubDocument


class Attachment(SubDocument):
    """A file or a link at a record. `number` tells it from the record's others, and is not given again while they stay.

    A file has the `sha256` of its content, its `size` in bytes and its `media` type as told from the content; a link
    has none of these. `called` is the name that people see. Masked, as a viewer holds it, only the number is left.
    """

    number: int = Field(ge=1)
    called: Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=120)]
    link: Annotated[str, AfterValidator(one_line), StringConstraints(max_length=2000)] = ""
    sha256: ShortText = ""
    size: int = Field(0, ge=0)
    media: ShortText = ""
    added_at: datetime
    added_by: ShortText = ""


class Attachable(Document):
    """A document to which files and links can be attached."""

    attachments: tuple[Attachment, ...] = ()
