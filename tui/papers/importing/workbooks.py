"""Workbooks: .xlsx and the old .xls, looked at before they are read, so that none takes more than it should."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final
from xml.etree import ElementTree as ET

from tui.language.errors import InvalidInput, Message
from tui.papers.importing.grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, MergedCell, Source

# Of a packed file, unpacked.
_MOST_UNPACKED: Final = 96 << 20
_MOST_PARTS: Final = 2000
_DAMAGED: Final = Message("The file is damaged or cut off.")
_LOCKED: Final = Message("The file has a password. Open it in the spreadsheet and save it without one.")
# The first record of a workbook of BIFF5 or BIFF8, the record of its password, and within how many records that stands.
_BEGIN: Final = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_FILEPASS: Final = 0x2F
_FIRST_RECORDS: Final = 8
# A type definition can name other files, or grow without end; no workbook needs one.
_DEFINES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PARSED: Final = frozenset({"xl/workbook.xml", "xl/_rels/workbook.xml.rels"})
_FAR: Final = re.compile(rb"""r=["'](?:[A-Za-z]{2,}\d|[A-Za-z]*\d{6})""")
_PLACE: Final = re.compile(rb"""\br=["']([A-Za-z]+)(\d+)["']""")
_HOLLOW: Final = re.compile(
    rb"""<c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"""
)
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_xlsx(content: bytes) -> Source:
    """The sheets of an .xlsx. Raises InvalidInput for what is damaged, too large or no workbook."""
    parts = _parts(content)
    hollow = {name: _hollow(xml) for name, xml in _sheets(parts).items()}
    return Source("xlsx", _grids(content, hollow))


def read_xls(content: bytes) -> Source:
    """The sheets of an .xls. Raises InvalidInput for what is damaged, too large, locked or no workbook."""
    if "EncryptedPackage".encode("utf-16-le") in content or _enciphered(content):
        raise InvalidInput({"": _LOCKED})
    if any(name.encode("utf-16-le") in content for name in ("WordDocument", "PowerPoint Document")):
        raise InvalidInput({"": Message("This is an old office document, but no workbook.")})
    return Source("xls", _grids(content, {}))


def _enciphered(content: bytes) -> bool:
    """Whether the workbook of an .xls is enciphered: its first records then have one that says so (FILEPASS).

    The reading library tells such a file as one of a form that it does not know.
    """
    begin = _BEGIN.search(content)
    at = begin.start() if begin else len(content)
    for _ in range(_FIRST_RECORDS):
        if at + 4 > len(content):
            break
        record, length = struct.unpack_from("<HH", content, at)
        if record == _FILEPASS:
            return True
        at += 4 + length
    return False


def _grids(content: bytes, hollow: Mapping[str, frozenset[tuple[int, int]]]) -> list[Grid]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [m.name for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
        return [_grid(book.get_sheet_by_name(name), hollow.get(name, frozenset())) for name in names]
    except InvalidInput:
        raise
    except calamine.PasswordError as error:
        raise InvalidInput({"": _LOCKED}) from error
    except BaseException as error:  # the library is Rust: a panic in it is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise InvalidInput({"": _LOCKED if "assword" in str(error) else _DAMAGED}) from error


def _grid(sheet: Any, hollow: frozenset[tuple[int, int]]) -> Grid:
    if sheet.total_width > MOST_COLUMNS:
        raise InvalidInput({"": Message("The table is too wide: at most {n} columns.", {"n": MOST_COLUMNS})})
    if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
        raise InvalidInput({"": Message("The table is too long: at most {n} rows.", {"n": MOST_ROWS})})
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    height = len(rows)
    merged = [
        MergedCell(top, left, min(bottom, height - 1), right)
        for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())
        if top < height
    ]
    return Grid(str(sheet.name), rows, merged, hollow)


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts of XML in a packed workbook, by name: unpacked within bounds, whatever its list says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > _MOST_UNPACKED:
                raise InvalidInput(
                    {"": Message("The file unpacks to far more than a ledger has; it is not read.")}
                )
            if any(e.flag_bits & 1 for e in entries):
                raise InvalidInput({"": _LOCKED})
            names = {e.filename for e in entries}
            if "xl/workbook.xml" not in names:
                raise InvalidInput({"": _what(names)})
            wanted = [e for e in entries if e.filename.endswith((".xml", ".rels"))]
            parts = {e.filename: packed.read(e) for e in wanted}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise InvalidInput({"": _DAMAGED}) from error
    for name, xml in parts.items():
        # The two that are parsed here could hide it behind a long comment; the library expands nothing.
        if _DEFINES.search(xml, 0, len(xml) if name in _PARSED else 4096):
            raise InvalidInput({"": Message("The file refers to other files; it is not read.")})
    for name, xml in parts.items():
        if name.startswith("xl/worksheets/"):
            _check_size(xml)
    return parts


def _what(names: set[str]) -> Message:
    if any(name.startswith("word/") for name in names):
        return Message("This is a text document. Copy its table into a spreadsheet first.")
    if "xl/workbook.bin" in names or "content.xml" in names:
        return Message("This is another kind of workbook. Save it as .xlsx first.")
    return Message("This is a packed file. Unpack it first.")


def _check_size(xml: bytes) -> None:
    """Raises InvalidInput where cells stand so far out that a table of them would not fit into memory."""
    if not _FAR.search(xml):
        return
    wide = high = 0
    columns: set[bytes] = set()
    for found in _PLACE.finditer(xml):
        columns.add(found[1])
        high = max(high, int(found[2][:9]))
    wide = max((_column(letters) for letters in columns), default=0)
    if wide > MOST_COLUMNS:
        raise InvalidInput({"": Message("The table is too wide: at most {n} columns.", {"n": MOST_COLUMNS})})
    if high > MOST_ROWS or wide * high > MOST_CELLS:
        raise InvalidInput({"": Message("The table is too long: at most {n} rows.", {"n": MOST_ROWS})})


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:6]:
        number = number * 26 + letter - 64
    return number


def _sheets(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The XML of each sheet, by the sheet's name; without those that the workbook names wrongly."""
    found: dict[str, bytes] = {}
    with suppress(ET.ParseError, KeyError):
        # Type definitions were refused above: nothing in it is expanded.
        relations = ET.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314
        targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
        for sheet in ET.fromstring(parts["xl/workbook.xml"]).iter():  # noqa: S314
            target = targets.get(sheet.get(_RELATION, ""), "").lstrip("/")
            path = target if target.startswith("xl/") else f"xl/{target}"
            if sheet.tag.endswith("}sheet") and path in parts:
                found[sheet.get("name", "")] = parts[path]
    return found


def _hollow(xml: bytes) -> frozenset[tuple[int, int]]:
    if b"<f" not in xml:
        return frozenset()
    return frozenset((int(found[2]) - 1, _column(found[1]) - 1) for found in _HOLLOW.finditer(xml))
