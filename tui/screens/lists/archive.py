"""The rows of the archive: each block a small table of its own, with its figures beside what they are of.

Pure functions over the lines of `tui.queries.archive`; cells are those of the terminal.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from tui.language.errors import Message, Translate
from tui.language.text import cell_len, pad, wrap
from tui.queries.archive_lines import ArchiveLine, Block
from tui.widgets.columns import Across, Cell, Tinted, Tone, text_of

# Cells that a label may take; the fewest for what stands beside it, else that stands beneath it; those between the
# two; those that a text has beside figures; and those around the rows.
_LABEL: Final = 24
_LEAST: Final = 24
_GAP: Final = 1
_TEXT: Final = 30
_ENDLESS: Final = 1000
_AROUND: Final = 3


class Row(NamedTuple):
    """A row of a table: its cells, the block it belongs to, and the line behind it (None for a heading)."""

    cells: tuple[Cell, Cell]
    block: int
    line: ArchiveLine | None


class Layout(NamedTuple):
    """What the rows of some blocks share: the cells of the labels, those beside them, and the words.

    `chosen` is the line with a figure in brackets, and the place of that figure.
    """

    label: int
    width: int
    tr: Translate
    chosen: tuple[ArchiveLine, int] | None = None

    @property
    def room(self) -> int:
        """The cells beside the labels."""
        return self.width - self.label - _GAP

    def said(self, text: str | Message) -> str:
        """A text in the language of the screen."""
        return text.text(self.tr) if isinstance(text, Message) else text

    def called(self, line: ArchiveLine) -> str:
        """The label of a line."""
        return line.label if line.named else self.tr(line.label)


def columns_of(
    blocks: Sequence[Block],
    size: tuple[int, int],
    columns: int,
    tr: Translate,
    chosen: tuple[ArchiveLine, int] | None,
) -> list[tuple[int, dict[Hashable, Row]]]:
    """The cells and the rows of each of so many columns (one or two) in a screen of `size` (cells, rows), in order.

    The higher column is as low as can be; where one needs less than its half, the other has the rest. A blank row is
    between two blocks where there is room for all of them. Keys of rows are block, line in it, and row of the line: the
    cursor stays where it is when texts before it grow or shrink.
    """
    cells, most = size
    parts, shares = [blocks], [cells]
    if columns > 1 and len(blocks) > 1:
        common = _layout(blocks, cells // 2 - _AROUND, tr, chosen)
        at = _split([sum(1 for _ in _of_block(block, 0, common)) for block in blocks])
        parts = [blocks[:at], blocks[at:]]
        shares = _shared(cells, *(_needed(part, tr) + _AROUND for part in parts))
    tables, first = [], 0
    for part, share in zip(parts, shares, strict=True):
        layout = _layout(part, share - _AROUND, tr, chosen)
        tables.append([list(_of_block(block, at, layout)) for at, block in enumerate(part, first)])
        first += len(part)
    gaps = all(sum(map(len, rows)) + len(rows) - 1 <= most for rows in tables)
    return [(share, _keyed(rows, gaps=gaps)) for share, rows in zip(shares, tables, strict=True)]


def _split(heights: Sequence[int]) -> int:
    """Where the second column begins: there the higher of the two is as low as can be."""
    return min(range(1, len(heights)), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))


def _shared(cells: int, left: int, right: int) -> list[int]:
    """The cells of two columns that need so many: halves, unless one needs less and the other more."""
    half = cells // 2
    if left < half:
        half = max(left, min(half, cells - right))
    elif right < half:
        half = min(left, cells - right)
    return [half, cells - half]


def _needed(blocks: Sequence[Block], tr: Translate) -> int:
    """The cells in which no row of these blocks is wrapped."""
    layout = _layout(blocks, _ENDLESS, tr, None)
    rows = (row for block in blocks for row in _of_block(block, 0, layout))
    return max(_cells_of(row.cells, layout.label) for row in rows)


def _cells_of(cells: tuple[Cell, Cell], label: int) -> int:
    first, beside = map(text_of, cells)
    return max(cell_len(first), label + _GAP + cell_len(beside) if beside else 0)


def _layout(
    blocks: Sequence[Block], width: int, tr: Translate, chosen: tuple[ArchiveLine, int] | None
) -> Layout:
    alone = Layout(0, width, tr, chosen)
    labels = [alone.called(line) for block in blocks for line in block.lines if line.text or line.figures]
    labels += [alone.said(block.title) for block in blocks if block.note or block.heads]
    return alone._replace(label=min(_LABEL, max(map(cell_len, labels), default=0)))


def _of_block(block: Block, number: int, layout: Layout) -> Iterator[Row]:
    """A block's heading with what its figures count, and its lines."""
    head, note = layout.said(block.title), layout.said(block.note)
    if layout.room < _LEAST:
        yield from _beneath(head, note, Tone.ACCENT, number, None, layout.width)
        for line in block.lines:
            counted = [
                f"{layout.tr(h)} {f}" for h, f in zip(block.heads, _marked(line, layout), strict=False)
            ]
            said = "  ".join(filter(None, (*counted, layout.said(line.text))))
            yield from _beneath(layout.called(line), said, _tone(line), number, line, layout.width)
        return
    widths = [
        max(cell_len(layout.tr(head)), *(cell_len(line.figures[at].written) for line in block.lines if line.figures), 0)
        for at, head in enumerate(block.heads)
    ]  # fmt: skip
    heads = "".join(
        pad(f" {layout.tr(h)} ", w + 2, "right") for h, w in zip(block.heads, widths, strict=True)
    )
    beside = f"{heads} {note}".rstrip() if heads else note
    if not beside:
        yield Row((Across(head, Tone.ACCENT), ""), number, None)
    else:
        for one, part in zip_longest(wrap(head, layout.label), wrap(beside, layout.room), fillvalue=""):
            yield Row((Tinted(one, Tone.ACCENT), Tinted(part, Tone.DIM)), number, None)
    for line in block.lines:
        yield from _of_line(line, number, layout, widths)


def _of_line(line: ArchiveLine, number: int, layout: Layout, widths: Sequence[int]) -> Iterator[Row]:
    """A line, and what of its text does not fit into one row; a label with nothing beside it has the whole row."""
    label, text = layout.called(line), layout.said(line.text)
    if not (text or line.figures):
        for part in wrap(label, layout.width):
            yield Row((Across(part, _tone(line)), ""), number, line)
        return
    figures = "".join(
        pad(f, w + 2, "right") for f, w in zip(_marked(line, layout, blanks=True), widths, strict=False)
    )
    indent = cell_len(figures) + 1 if figures else 0
    texts = wrap(text, layout.room - indent) or [""]
    if len(texts) > 1 and layout.room - indent < _TEXT:  # beneath the figures
        texts, indent = ["", *wrap(text, layout.room)], 0
    for at, (one, part) in enumerate(zip_longest(wrap(label, layout.label), texts, fillvalue="")):
        lead = " " * indent if at or not figures else f"{figures} "
        yield Row((Tinted(one, _tone(line)), f"{lead}{part}".rstrip()), number, line)


def _marked(line: ArchiveLine, layout: Layout, *, blanks: bool = False) -> Iterator[str]:
    """The figures of a line, the chosen one in brackets; with `blanks` the others between blanks."""
    chosen = layout.chosen
    at_chosen = chosen[1] if chosen is not None and chosen[0] is line else -1
    for at, figure in enumerate(line.figures):
        if at == at_chosen:
            yield f"[{figure.written}]"
        else:
            yield f" {figure.written} " if blanks else figure.written


def _tone(line: ArchiveLine) -> Tone:
    return Tone.PLAIN if line.named else Tone.DIM


def _beneath(
    label: str, text: str, tone: Tone, block: int, line: ArchiveLine | None, width: int
) -> Iterator[Row]:
    """The rows of a label and its text in one column: beside each other if both fit into one row, else beneath."""
    if text and cell_len(label) + 2 + cell_len(text) <= width:
        label, text = f"{label}  {text}", ""
    for part in wrap(label, width):
        yield Row((Across(part, tone), ""), block, line)
    for part in wrap(text, width - 2):
        yield Row((Across(f"  {part}"), ""), block, line)


def _keyed(blocks: Sequence[Sequence[Row]], *, gaps: bool) -> dict[Hashable, Row]:
    """The rows of blocks by their keys."""
    keyed: dict[Hashable, Row] = {}
    for at, rows in enumerate(blocks):
        line = part = 0
        for row, before in zip(rows, [None, *rows], strict=False):
            if before is not None:
                line, part = (line, part + 1) if row.line is before.line else (line + 1, 0)
            keyed[row.block, line, part] = row
        if gaps and rows and at < len(blocks) - 1:
            keyed[gap_after(rows[0].block)] = Row(("", ""), rows[0].block, None)
    return keyed


def gap_after(block: int) -> Hashable:
    """The key of the blank row after a block."""
    return (block, -1, 0)


def first_of(rows: Mapping[Hashable, Row], block: int) -> tuple[Hashable, Hashable]:
    """The keys of the first and the last row of a block."""
    keys = [key for key, row in rows.items() if row.block == block and key != gap_after(block)]
    return keys[0], keys[-1]
