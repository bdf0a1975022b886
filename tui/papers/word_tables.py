"""Blank tables of Word with headings alone: each heading becomes the placeholder of the cell below it."""

from __future__ import annotations

from typing import Any, Final

from tui.papers.importing import heads
from tui.papers.importing.grids import Grid

_LONGEST: Final = 30


def give_placeholders(document: Any) -> None:
    """Put `{{heading}}` into the first empty row below the head of each table (in place), and take the others out.

    The row is repeated for each record when the document is filled. A table without a head, or without an empty row
    below it, stays as it is.
    """
    for table in document.tables:
        texts = [["".join(cell.text.split()) for cell in row.cells] for row in table.rows]
        head = heads.find(Grid(None, [_once(row) for row in texts]))
        if head is None:
            continue
        empty = []
        for at in range(head.last + 1, len(texts)):
            if any(text and not text.isdecimal() for text in texts[at]):
                break
            empty.append(table.rows[at])
        if not empty:
            continue
        for cell, heading in zip(empty[0].cells, head.names, strict=False):
            if heading and len(heading) <= _LONGEST and not set(heading) & set("{}"):
                _write(cell, f"{{{{{heading}}}}}")
        for row in empty[1:]:
            row._tr.getparent().remove(row._tr)  # noqa: SLF001 - python-docx has no other way


def _once(row: list[str]) -> list[Any]:
    """The texts of a row, those of a merged cell but once."""
    return [text if at == 0 or text != row[at - 1] else "" for at, text in enumerate(row)]


def _write(cell: Any, text: str) -> None:
    """Put a text into a cell, in the format of its first paragraph."""
    first = cell.paragraphs[0]
    if first.runs:
        first.runs[0].text = text
        for run in first.runs[1:]:
            run.text = ""
    else:
        first.add_run(text)
