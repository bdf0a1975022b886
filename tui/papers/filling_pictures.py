"""The pictures, shapes and text boxes of a blank form, put back into the filled one.

openpyxl reads charts alone: whatever else is drawn on a sheet it drops. The part of the file that holds a sheet's
drawing (ECMA-376, DrawingML) is taken over as it is, with all that it refers to.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from tui.papers.filling_lines import Moved, of_sheet

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_RELATED: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_REFERS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DRAWING: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
_CONTENTS: Final = "[Content_Types].xml"
_HERE: Final = "xl/blank/"
"""Where the parts that are taken over stand in the filled form: none of its own is there."""

# What openpyxl does not keep of a drawing.
_LOST: Final = re.compile(rb"<(?:\w+:)?(?:pic|sp|grpSp|cxnSp)[ >]")
_FORMULA: Final = re.compile(r"(<(?:\w+:)?f>)([^<]*)(</)")
# What stands behind a drawing in the order of a sheet's parts.
_AFTER: Final = ("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
                 "tableParts", "extLst")  # fmt: skip


class Lines(NamedTuple):
    """The lines that were put into a sheet: before the row `at` so many `more`; what a formula says then."""

    sheet: str
    at: int
    more: int
    moved: Moved


def with_pictures(blank: bytes, filled: bytes, lines: Lines) -> bytes:
    """The filled form with what is drawn on the blank one, moved along with its lines."""
    with zipfile.ZipFile(io.BytesIO(blank)) as old, zipfile.ZipFile(io.BytesIO(filled)) as new:
        drawings = dict(_drawings(old))
        if not drawings:
            return filled
        parts = {name: new.read(name) for name in new.namelist()}
        places = _sheets(new)
        for number, (title, drawing) in enumerate(drawings.items(), 1):
            if title in places:
                _put(parts, places[title], drawing, f"rIdBlank{number}")
                _take_over(old, parts, drawing, title, lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _drawings(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets, by title, on which something is drawn that would be lost; and the part that holds it."""
    for title, part in _sheets(archive).items():
        for kind, target in _relations(archive, part).values():
            if kind == _DRAWING and target in archive.namelist() and _LOST.search(archive.read(target)):
                yield title, target


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by its title."""
    related = _relations(archive, "xl/workbook.xml")
    found = {}
    for sheet in _parsed(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        _, part = related.get(sheet.get(f"{_REFERS}id"), ("", ""))
        found[str(sheet.get("name"))] = part
    return found


def _relations(archive: zipfile.ZipFile, part: str) -> Mapping[str, tuple[str, str]]:
    """What a part refers to within the file: id -> its kind and the other part."""
    name = _relations_of(part)
    if name not in archive.namelist():
        return {}
    return {
        str(one.get("Id")): (str(one.get("Type")), _absolute(part, str(one.get("Target"))))
        for one in _parsed(archive.read(name)).iter(f"{_RELATED}Relationship")
        if one.get("TargetMode") != "External"
    }


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _absolute(part: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _put(parts: dict[str, bytes], sheet: str, drawing: str, id: str) -> None:
    """Have a sheet of the filled form refer to the drawing (in place)."""
    from openpyxl.xml.functions import Element, localname

    page = _parsed(parts[sheet])
    for one in page.findall(f"{_MAIN}drawing"):
        page.remove(one)
    element = page.makeelement(f"{_MAIN}drawing", {f"{_REFERS}id": id})
    behind = next((one for one in page if localname(one) in _AFTER), None)
    page.insert(len(page) if behind is None else list(page).index(behind), element)
    parts[sheet] = _written(page)
    name = _relations_of(sheet)
    relations = _parsed(parts[name]) if name in parts else Element(f"{_RELATED}Relationships")
    relations.append(
        relations.makeelement(
            f"{_RELATED}Relationship", {"Id": id, "Type": _DRAWING, "Target": f"/{_taken(drawing)}"}
        )
    )
    parts[name] = _written(relations)


def _take_over(old: zipfile.ZipFile, parts: dict[str, bytes], part: str, title: str, lines: Lines) -> None:
    """Copy a part with all that it refers to, and say what they are (in place)."""
    if _taken(part) in parts or part not in old.namelist():
        return
    content = old.read(part)
    if title == lines.sheet and lines.more:
        content = _moved_down(content, lines)
    if b"/chart" in content[:2000]:
        content = _FORMULA.sub(
            lambda f: f"{f[1]}{of_sheet(f[2], lines.sheet, lines.moved)}{f[3]}", content.decode("utf-8")
        ).encode()
    parts[_taken(part)] = content
    name = _relations_of(part)
    if name in old.namelist():
        relations = _parsed(old.read(name))
        for one in relations.iter(f"{_RELATED}Relationship"):
            if one.get("TargetMode") != "External":
                target = _absolute(part, str(one.get("Target")))
                one.set("Target", f"/{_taken(target)}")
                _take_over(old, parts, target, "", lines)
        parts[_relations_of(_taken(part))] = _written(relations)
    _say_type(old, parts, part)


def _moved_down(content: bytes, lines: Lines) -> bytes:
    """A drawing whose anchors (rows from 0) go along with the rows at which they stand."""
    drawing = _parsed(content)
    for row in drawing.iter(f"{_DRAWN}row"):
        if row.text and row.text.strip().isdecimal() and int(row.text) + 1 >= lines.at:
            row.text = str(int(row.text) + lines.more)
    return _written(drawing)


def _say_type(old: zipfile.ZipFile, parts: dict[str, bytes], part: str) -> None:
    """Name what a copied part is in the filled form's list of contents (in place)."""
    ending = part.rpartition(".")[2]
    known, types = _parsed(old.read(_CONTENTS)), _parsed(parts[_CONTENTS])
    own = next((one for one in known.iter(f"{_TYPES}Override") if one.get("PartName") == f"/{part}"), None)
    usual = next((one for one in known.iter(f"{_TYPES}Default") if one.get("Extension") == ending), None)
    kind = (
        own.get("ContentType") if own is not None else usual.get("ContentType") if usual is not None else ""
    )
    if kind:
        types.append(
            types.makeelement(f"{_TYPES}Override", {"PartName": f"/{_taken(part)}", "ContentType": str(kind)})
        )
        parts[_CONTENTS] = _written(types)


def _taken(part: str) -> str:
    return _HERE + part.removeprefix("xl/")


def _parsed(content: bytes) -> Any:
    from openpyxl.xml.functions import fromstring  # resolves no entities

    return fromstring(content)


def _written(element: Any) -> bytes:
    from openpyxl.xml.functions import tostring

    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + bytes(tostring(element))
