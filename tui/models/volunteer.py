"""Volunteers: the least that serves (no ID numbers, no birth dates)."""

from __future__ import annotations

from pydantic import Field

from tui.models.base import Document, Line, Name, Note, Phone


class Volunteer(Document):
    """A volunteer. `compound` is the number of the residential compound; `example` marks a made-up person."""

    name: Name
    phone: Phone = ""
    compound: int | None = Field(None, ge=1, le=99)
    skills: tuple[Line, ...] = ()
    example: bool = False
    note: Note = ""
