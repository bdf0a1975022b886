"""Another office's blank form (.xlsx or .docx): reading what it asks for, filling it with records."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tui.language.errors import InvalidInput, Message
from tui.papers.filling import Form, fill, read_form
from tui.papers.placeholders import Meaning, meaning_of
from tui.queries.document_words import words_of
from tui.queries.form_rows import Asked, form_rows
from tui.queries.ledger_values import Source
from tui.store import Store


class Blank(NamedTuple):
    """A blank form that was understood: either `table` (.xlsx) or `document` (.docx) is set."""

    content: bytes
    name: str
    table: Form | None = None
    document: Meaning | None = None

    @property
    def kind(self) -> str:
        """The kind of record that the form asks for."""
        of = self.table or self.document
        assert of is not None
        return of.kind

    @property
    def unknown(self) -> list[str]:
        """The headings or placeholders that are not understood."""
        of = self.table or self.document
        return of.unknown if of is not None else []

    @property
    def withheld(self) -> list[str]:
        """The headings or placeholders of what is never kept here, as of numbers that identify a person."""
        return (
            self.table.withheld if self.table is not None else self.document.withheld if self.document else []
        )

    @property
    def headings(self) -> list[str]:
        """All headings or placeholders."""
        if self.table is not None:
            return [column.heading for column in self.table.columns if column.heading]
        return list(self.document.placeholders) if self.document is not None else []

    @property
    def suffix(self) -> str:
        """The suffix of its file, `xlsx` or `docx`."""
        return "docx" if self.document else "xlsx"

    def to_json(self) -> dict[str, Any]:
        """Which heading or placeholder means which field, as plain values."""
        of = self.table or self.document
        return of.to_json() if of is not None else {}


# Fields that are often left empty, to be filled in by hand.
_SELDOM: Final = ("chair", "excused")


def understood(
    content: bytes, name: str, kind: str | None, own: Mapping[str, Mapping[str, str]], store: Store
) -> Blank:
    """Read a blank form. `own` maps a kind ("" for any) to the community's own headings and their fields.

    Raises InvalidInput.
    """
    if not _is_word(content):
        return Blank(content, name, table=read_form(content, kind=kind, own=own, name=name))
    from tui.papers.filling_word import WordForm  # loads python-docx

    form = WordForm(content, name)
    meetings = () if store.hides("meetings") else store.meetings.stored()
    unrecorded = [field for field in _SELDOM if not any(meeting.get(field) for meeting in meetings)]
    meaning = meaning_of(form.words, form.rows, (form.first_lines, name), kind, own, unrecorded)
    return Blank(content, name, document=meaning)


def filled(blank: Blank, source: Source, asked: Asked, made_by: str) -> tuple[bytes, int]:
    """The filled form, and how many records are in it. Raises InvalidInput, NotAllowed."""
    if blank.document is None:
        assert blank.table is not None
        rows = form_rows(source, blank.kind, asked)
        if not rows:
            raise InvalidInput({"": Message("No record matches.")})
        return fill(blank.content, blank.table, rows), len(rows)
    from tui.papers.filling_word import WordForm  # loads python-docx

    words = words_of(source, blank.document, asked, made_by)
    return WordForm(blank.content, blank.name).filled(words.values, words.lines), words.records


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
