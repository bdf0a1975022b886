"""Exports (台账导出): who took which records out of the desk, and what for."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from tui.kinds.ledgers import Purpose
from tui.models.base import Document, ShortText


class Export(Document):
    """One ledger, report or document that left the desk: its name, what for, in which form, how many records.

    `columns` are the names of those that were chosen; empty: all. `number` is that of a paper that
    bears one, `YYYY-NNNN`. `about` is the record that a paper is of: its kind and id, as in `wish 12`.
    """

    what: ShortText
    purpose: Purpose
    format: ShortText = ""
    rows: Annotated[int, Field(ge=0)]
    columns: tuple[ShortText, ...] = ()
    start: date | None = None
    end: date | None = None
    by: ShortText = ""
    number: ShortText = ""
    about: ShortText = ""
