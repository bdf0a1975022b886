"""A document of Word (.docx) as PDF, set by typst where that is installed and a Chinese font is found.

Typst is an extra (`xingfu[pdf]`). It gets the document as data, never as its own markup: no text of a record is
run. Pages, paragraphs, type and tables are carried over; pictures are not, and that is said.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

from tui.language.errors import Message, XingfuError

# The types that papers name -> families that have their shapes, the likeliest first; what is missing is passed over.
_LIKE: Final[Mapping[str, tuple[str, ...]]] = {
    "仿宋": ("FangSong", "FangSong_GB2312", "STFangsong", "FZFangSong-Z02", "仿宋"),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", "Noto Serif CJK SC"),
    "黑体": ("SimHei", "STHeiti", "Heiti SC", "FZHei-B01", "Noto Sans CJK SC", "Source Han Sans SC"),
    "楷体": ("KaiTi", "STKaiti", "Kaiti SC", "FZKai-Z03"),
    "宋体": ("SimSun", "NSimSun", "STSong", "Songti SC", "Noto Serif CJK SC"),
}
_ANY_CHINESE: Final = (
    "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun", "NSimSun", "FangSong", "STFangsong",
    "AR PL UMing CN", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Heiti SC", "SimHei",
    "KaiTi", "STKaiti", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "AR PL UKai CN", "Droid Sans Fallback",
    "Noto Serif SC", "Noto Sans SC", "LXGW WenKai",
)  # fmt: skip


class PdfMissing(XingfuError):
    """PDF cannot be made here; the message says what is missing and what to do."""


class Pdf(NamedTuple):
    """The file, and what of the document is not in it."""

    content: bytes
    warnings: tuple[Message, ...] = ()


@cache
def missing() -> Message | None:
    """What PDF lacks here; None if it can be made."""
    if find_spec("typst") is None:
        return Message(
            "PDF needs the extra: pip install 'xingfu[pdf]'. Or print the .docx to PDF from WPS or Word."
        )
    if not _families():
        return Message(
            "PDF needs a Chinese font, and none was found. Install one (on Debian and Ubuntu: apt install fonts-noto-cjk)."
        )
    return None


@cache
def _families() -> tuple[str, ...]:
    """The Chinese families that are installed."""
    import typst  # an extra

    found = set(typst.Fonts(include_embedded_fonts=False).families())
    known = dict.fromkeys((*_ANY_CHINESE, *(one for like in _LIKE.values() for one in like)))
    return tuple(name for name in known if name in found)


def check() -> None:
    """Raises PdfMissing, with what is missing, where no PDF can be made."""
    if said := missing():
        raise PdfMissing(said)


def pdf_of(content: bytes) -> Pdf:
    """The document as PDF. Raises PdfMissing."""
    check()
    import typst
    from docx import Document

    document = Document(io.BytesIO(content))
    data = json.dumps(_plain(document), ensure_ascii=False)
    try:
        made = typst.compile(_PROGRAM.encode(), sys_inputs={"document": data})
    except typst.TypstError as error:
        raise PdfMissing(
            Message("The PDF could not be set. Write a .docx, and print it from WPS or Word.")
        ) from error
    pictures = b"<pic:pic" in document.part.blob or any(
        b"<pic:pic" in r.target_part.blob for r in _edges(document)
    )
    warnings = (Message("Pictures of the template are not in the PDF."),) if pictures else ()
    return Pdf(bytes(made), warnings)


def _edges(document: Any) -> Iterator[Any]:
    """The relations to headers and footers."""
    return (r for r in document.part.rels.values() if r.reltype.endswith(("/header", "/footer")))


def _plain(document: Any) -> dict[str, Any]:
    """The document as plain values: lengths in points, types as lists of families."""
    section, normal = document.sections[0], document.styles["Normal"]
    page = {
        "width": section.page_width.pt, "height": section.page_height.pt, "top": section.top_margin.pt,
        "bottom": section.bottom_margin.pt, "left": section.left_margin.pt, "right": section.right_margin.pt,
        "footer": section.footer_distance.pt,
    }  # fmt: skip
    look = _Look(normal)
    footer = "".join(p.text for p in section.footer.paragraphs)
    numbered = "PAGE" in section.footer._element.xml  # noqa: SLF001 - python-docx does not read fields
    head = [p for p in section.header.paragraphs if p.text.strip()]
    return {
        "page": page,
        "tracking": look.tracking,
        "numbered": numbered,
        "foot": "" if numbered else footer,
        "head": [look.paragraph(p) for p in head],
        "blocks": [look.block(one) for one in document.iter_inner_content()],
        "fonts": look.fonts(""),
    }


class _Look:
    """How paragraphs look: their own format, else that of the document's usual style."""

    def __init__(self, normal: Any) -> None:
        self.normal = normal
        self.size = normal.font.size.pt if normal.font.size else 12.0
        spacing = normal.element.find(f".//{_W}rPr/{_W}spacing")
        self.tracking = int(spacing.get(f"{_W}val", "0")) / 20 if spacing is not None else 0.0

    def fonts(self, name: str) -> list[str]:
        """The families for a type that the document names."""
        wanted = (name, *_LIKE.get(name, ()), *_families())
        return [one for one in dict.fromkeys(wanted) if one in _families()]

    def block(self, one: Any) -> dict[str, Any]:
        return self.table(one) if hasattr(one, "rows") else self.paragraph(one)

    def paragraph(self, paragraph: Any) -> dict[str, Any]:
        form, style = paragraph.paragraph_format, paragraph.style
        runs = [self.run(run) for run in paragraph.runs if run.text]
        size = max((run["size"] for run in runs), default=self.size)
        pitch = form.line_spacing or (style.paragraph_format.line_spacing if style else None)
        pitch = pitch or self.normal.paragraph_format.line_spacing
        height = pitch.pt if hasattr(pitch, "pt") else (pitch or 1.0) * size * 1.3
        indent = paragraph._p.find(f".//{_W}ind")  # noqa: SLF001
        first = indent.get(f"{_W}firstLineChars") if indent is not None else None
        name = str(form.alignment or (style.paragraph_format.alignment if style else None) or "")
        align = next((one for one in ("CENTER", "RIGHT") if name.startswith(one)), "LEFT")
        return {
            "kind": "paragraph", "runs": runs, "size": size, "leading": max(height - size, 1.0),
            "indent": int(first or 0) / 100, "align": align.lower(),
        }  # fmt: skip

    def run(self, run: Any) -> dict[str, Any]:
        fonts = run._r.find(f".//{_W}rFonts")  # noqa: SLF001
        named = fonts.get(f"{_W}eastAsia", "") if fonts is not None else ""
        size = run.font.size.pt if run.font.size else self.size
        return {
            "text": run.text,
            "size": size,
            "fonts": self.fonts(named or "仿宋"),
            "bold": bool(run.bold),
            "underline": bool(run.underline),
        }

    def table(self, table: Any) -> dict[str, Any]:
        """Columns in points and cells with what they span; a merged cell stands once, where it begins."""
        widths = [column.width.pt if column.width else 0.0 for column in table.columns]
        at_cell: dict[Any, dict[str, Any]] = {}
        cells: list[dict[str, Any]] = []
        for y, row in enumerate(table.rows):
            for x, cell in enumerate(row.cells):
                at = at_cell.get(cell._tc)  # noqa: SLF001 - the same element is the same cell
                if at is None:
                    at = {
                        "x": x,
                        "y": y,
                        "across": 1,
                        "down": 1,
                        "blocks": [self.block(b) for b in cell.iter_inner_content()],
                    }
                    at_cell[cell._tc] = at  # noqa: SLF001
                    cells.append(at)
                at["across"], at["down"] = (
                    max(at["across"], x - at["x"] + 1),
                    max(at["down"], y - at["y"] + 1),
                )
        head = sum(1 for row in table.rows if row._tr.find(f".//{_W}tblHeader") is not None)  # noqa: SLF001
        return {"kind": "table", "widths": widths, "cells": cells, "head": head}


_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PROGRAM: Final = """
#let document = json(bytes(sys.inputs.document))
#let page-of = document.page
#let shown(run) = {
  let body = text(font: run.fonts, size: run.size * 1pt, weight: if run.bold { "bold" } else { "regular" }, run.text)
  if run.underline { underline(body) } else { body }
}
#let paragraph(one) = {
  set text(size: one.size * 1pt, top-edge: 0.86em, bottom-edge: -0.14em)
  set par(
    leading: one.leading * 1pt, spacing: one.leading * 1pt, justify: one.align == "left",
    first-line-indent: (amount: one.indent * 1em, all: true),
  )
  let body = if one.runs.len() == 0 { sym.zws } else { one.runs.map(shown).join() }
  if one.align == "center" { align(center, par(body)) } else if one.align == "right" { align(right, par(body)) } else { par(body) }
}
#let block-of(one) = if one.kind == "paragraph" { paragraph(one) } else {
  let cell(c) = table.cell(x: c.x, y: c.y, colspan: c.across, rowspan: c.down, c.blocks.map(block-of).join())
  let heads = one.cells.filter(c => c.y < one.head).map(cell)
  let rest = one.cells.filter(c => c.y >= one.head).map(cell)
  table(
    columns: one.widths.map(w => if w > 0 { w * 1pt } else { auto }), stroke: 0.5pt, inset: (x: 5pt, y: 8pt), align: horizon,
    ..if heads.len() > 0 { (table.header(..heads),) } else { () },
    ..rest,
  )
}
#set page(
  width: page-of.width * 1pt, height: page-of.height * 1pt,
  margin: (top: page-of.top * 1pt, bottom: page-of.bottom * 1pt, left: page-of.left * 1pt, right: page-of.right * 1pt),
  header: document.head.map(paragraph).join(),
  footer: context {
    set text(size: 14pt, font: document.fonts)
    if document.numbered {
      let number = counter(page).get().first()
      align(if calc.odd(number) { right } else { left }, [— #number —])
    } else { document.foot }
  },
  footer-descent: 20%,
)
#set text(font: document.fonts, lang: "zh", region: "cn", tracking: document.tracking * 1pt)
#document.blocks.map(block-of).join()
"""
