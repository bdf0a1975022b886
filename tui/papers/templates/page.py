"""A page as official papers have it (GB/T 9704-2012), and what is put on it.

A4; margins 37 mm above, 35 below, 28 left, 26 right; 22 lines of 28 characters; body 仿宋 三号 (16 pt); title
小标宋 二号 (22 pt); headings of the first order 黑体; page numbers 四号 (14 pt) between dashes, outside. Fonts
are named and not embedded: where one is missing, Word and WPS take another.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final, Literal

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY: Final = "仿宋"
TITLE: Final = "方正小标宋简体"
HEADING: Final = "黑体"
_LATIN: Final = "Times New Roman"
BODY_SIZE: Final = 16
TITLE_SIZE: Final = 22
# 225 mm of text in 22 lines, in twentieths of a point.
LINE_PITCH: Final = 579
# 156 mm in 28 characters are 15.79 pt each: the type is set closer by 0.25 pt, in twentieths of a point. A grid
# of characters (linesAndChars) would say the same, but LibreOffice gives each of them two cells of it.
CHARACTER_SPACE: Final = -5
_INDENT: Final = 2  # characters, in the first line of a paragraph

Align = Literal["left", "centre", "right"]
_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


class Page:
    """A new document with this page, filled from above."""

    def __init__(self) -> None:
        self.document: DocumentFile = Document()
        self._set_up_page()
        self._set_up_type()
        self._number_pages()

    def title(self, text: str) -> None:
        """The title, with a line free below."""
        self.line(text, font=TITLE, size=TITLE_SIZE, align="centre")
        self.line("", indent=0)

    def line(
        self,
        text: str,
        *,
        font: str = BODY,
        size: float = BODY_SIZE,
        align: Align = "left",
        indent: int | None = None,
    ) -> Paragraph:
        """A paragraph; `indent` are the characters left free at its beginning, 2 for body text."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = _ALIGN[align]
        _indent(paragraph, (_INDENT if align == "left" else 0) if indent is None else indent)
        write(paragraph, text, font=font, size=size)
        return paragraph

    def labelled(self, label: str, text: str) -> None:
        """A paragraph that begins with a label in 黑体, as 出席： is written."""
        paragraph = self.line(label, font=HEADING)
        write(paragraph, text)

    def table(self, widths: Sequence[float], rows: Sequence[Sequence[str]], *, size: float = 12) -> Table:
        """A ruled table of columns so many mm wide; its first row is repeated on each page."""
        table: Table = self.document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, width, text in zip(row.cells, widths, texts, strict=True):
                cell.width = Mm(width)
                paragraph = cell.paragraphs[0]
                _indent(paragraph, 0)
                write(paragraph, text, size=size)
        return table

    def content(self) -> bytes:
        """The document as a file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _set_up_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.header_distance, section.footer_distance = Mm(15), Mm(25)
        grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no other way
        if grid is None:
            grid = OxmlElement("w:docGrid")
            section._sectPr.append(grid)  # noqa: SLF001
        _set(grid, type="lines", linePitch=LINE_PITCH)

    def _set_up_type(self) -> None:
        style = self.document.styles["Normal"]
        style.font.size = Pt(BODY_SIZE)
        style.font.name = _LATIN
        properties = style.element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
        spacing = OxmlElement("w:spacing")
        _set(spacing, val=CHARACTER_SPACE)
        # The schema has an order: spacing before the size, the language last.
        properties.insert_element_before(spacing, "w:sz", "w:szCs", "w:lang")
        language = OxmlElement("w:lang")
        _set(language, val="en-US", eastAsia="zh-CN")
        properties.append(language)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = Pt(LINE_PITCH / 20)

    def _number_pages(self) -> None:
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = _ALIGN[align]
            indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - in the order of the schema
            _set(indent, **{f"{align}Chars": 100, align: BODY_SIZE * 20})
            write(paragraph, "— ", size=14, font="宋体")
            _field(write(paragraph, "", size=14, font="宋体"), "PAGE")
            write(paragraph, " —", size=14, font="宋体")


def write(paragraph: Paragraph, text: str, *, font: str = BODY, size: float = BODY_SIZE) -> Run:
    """Add `text` to a paragraph in a type that is named for Chinese, and in Latin letters of its own."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = _LATIN
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001
    return run


def _indent(paragraph: Paragraph, characters: int) -> None:
    if characters:
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - in the order of the schema
        # Word goes by the characters, others by the twentieths of a point.
        _set(indent, firstLineChars=characters * 100, firstLine=characters * BODY_SIZE * 20)


def repeat_head(table: Table) -> None:
    """Have the first row of a table stand on each of its pages."""
    mark = OxmlElement("w:tblHeader")
    _set(mark, val="true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001


def _field(run: Run, code: str) -> None:
    for kind in ("begin", "", "end"):
        if kind:
            part = OxmlElement("w:fldChar")
            _set(part, fldCharType=kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = code
        run._r.append(part)  # noqa: SLF001


def _set(element: Any, **attributes: object) -> None:
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
