"""Ledgers as text with separators: .csv for spreadsheets and other programs, tab-separated for the clipboard.

A spreadsheet takes a text that begins like a formula for one, and runs it. Such a text gets an apostrophe before
it (OWASP, CSV Injection), also where it has one already, so that `unquoted` restores every text as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final, Literal

from tui.papers.ledger import SERIAL, Sheet, Value

Separated = Literal["csv", "tsv"]

_DELIMITERS: Final = {"csv": ",", "tsv": "\t"}
# The full-width signs too: some spreadsheets read them as the others. A dash by itself is none.
_FORMULA: Final = re.compile(r"(?!-\Z)'*[=+\-@\t\r\n＝＋－＠]")


def quoted(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unquoted(text: str) -> str:
    """The text that `quoted` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def lines(sheet: Sheet, as_: Separated) -> Iterator[str]:
    """The head and the rows, each with its line end; title and totals are for paper and left out."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=_DELIMITERS[as_], lineterminator="\r\n" if as_ == "csv" else "\n")
    writer.writerow([SERIAL, *(quoted(column.heading) for column in sheet.columns)])
    yield _taken(buffer)
    for number, row in enumerate(sheet.rows, 1):
        writer.writerow([number, *map(_text, row)])
        yield _taken(buffer)


def written(sheet: Sheet, as_: Separated, *, gb18030: bool = False) -> bytes:
    """The file: UTF-8, a .csv with the mark by which spreadsheets know it; or GB18030 for old programs."""
    text = "".join(lines(sheet, as_))
    if gb18030:
        return text.encode("gb18030")
    return text.encode("utf-8-sig" if as_ == "csv" else "utf-8")


def pasted(rows: Iterable[Sequence[str]]) -> str:
    """Rows of texts as a spreadsheet takes them from the clipboard: tab-separated, none of them a formula."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=_DELIMITERS["tsv"], lineterminator="\n").writerows(
        [quoted(text) for text in row] for row in rows
    )
    return buffer.getvalue()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.15g}"


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
