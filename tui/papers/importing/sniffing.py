"""What a file is, by its bytes and never by its name, and the tables in it."""

from __future__ import annotations

import re
from typing import Final

from tui.language.errors import InvalidInput, Message
from tui.papers.importing.grids import MOST_BYTES, Source

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (
    (b"%PDF", Message("This is a PDF file. Save it as a spreadsheet first.")),
    (b"\x89PNG", Message("This is a picture; no table can be read from it.")),
    (b"\xff\xd8\xff", Message("This is a picture; no table can be read from it.")),
    (b"{\\rtf", Message("This is a text document. Copy its table into a spreadsheet first.")),
    (b"Rar!", Message("This is a packed file. Unpack it first.")),
    (b"7z\xbc\xaf", Message("This is a packed file. Unpack it first.")),
)
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|table|head|body|meta)\b", re.IGNORECASE)


def read(content: bytes) -> Source:
    """The tables of a file or of pasted text.

    Raises InvalidInput, in words, for what is no table, is damaged, has a password or is too large.
    """
    if len(content) > MOST_BYTES:
        raise InvalidInput({"": Message("The file is larger than {n} MB.", {"n": MOST_BYTES >> 20})})
    if not content.strip(b"\x00 \t\r\n"):
        raise InvalidInput({"": Message("The file is empty.")})
    for magic, said in _OTHERS:
        if content.startswith(magic):
            raise InvalidInput({"": said})
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE)):
        from tui.papers.importing import workbooks

        return workbooks.read_xls(content) if content.startswith(_OLE) else workbooks.read_xlsx(content)
    begins = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in begins and b"<Workbook" in begins:
            raise InvalidInput({"": Message("This is a spreadsheet in XML of 2003. Save it as .xlsx first.")})
        if _PAGE.search(begins):
            from tui.papers.importing import pages

            return pages.read(content)
    from tui.papers.importing import delimited

    return delimited.read(content)


def misnamed(name: str, found: Source) -> Message | None:
    """What to say where the name of a file does not tell what it is; None where it does."""
    ending = name.rpartition(".")[2].lower()
    expected = {"xlsx": {"xlsx"}, "xls": {"xls"}, "csv": {"csv", "text"}}.get(ending)
    if expected is None or found.format in expected:
        return None
    is_one = {
        "html": Message("a web page"),
        "xls": Message("an old workbook (.xls)"),
        "xlsx": Message("a workbook (.xlsx)"),
    }.get(found.format, Message("a text with columns"))
    return Message("It is called .{ending}, but it is {what}.", {"ending": ending, "what": is_one})
