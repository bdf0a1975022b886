"""The community's archive (社区档案): what the community is, who works in it, what it has; each line leads to its record."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Container

from tui.kinds.record import Target
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.language.text import cell_len, wrap
from tui.queries.archive import archive
from tui.queries.archive_lines import ArchiveLine, Block
from tui.screens.base.live import LiveScreen
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

# Blocks that stand at the left where there are two columns: the community itself.
_LEFT: Final = 6
# Cells that a label may take; those that a text keeps beside figures; the fewest beside a label, else it stands
# beneath it; those around the columns.
_LABEL: Final = 24
_TEXT: Final = 30
_LEAST: Final = 24
_AROUND: Final = 6


class _Row(NamedTuple):
    """A row of a table: its cells, the block it belongs to, and the line behind it."""

    cells: tuple[Cell, Cell, Cell]
    block: int
    line: ArchiveLine | None


class ArchiveScreen(LiveScreen):
    """The blocks one under the other, in two columns on a wide terminal. `e` edits the line's record."""

    title_msgid: ClassVar[str] = N_("community archive")
    AUTO_FOCUS = "#left"
    CSS: ClassVar[str] = "ArchiveScreen #p-right.narrow { display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, dict[Hashable, _Row]] = {"left": {}, "right": {}}
        self._blocks: list[Block] = []

    def body(self) -> ComposeResult:
        """Two columns of blocks; the second is shown where there is room for it."""
        columns = (
            Column("label", "", 4),
            Column("text", "", 10),
            Column("figure", "", 0, align="right"),
        )
        empty = self.tr("No community yet. Run `xingfu demo` for the model one, or press , to set one up.")
        with Container(id="body"):
            yield Panel(
                self.tr("Community archive"), RecordTable(columns, id="left", empty=empty), id="p-left"
            )
            classes = "" if self.wide else "narrow"
            yield Panel(
                self.tr("Teams and partners"), RecordTable(columns, id="right"), id="p-right", classes=classes
            )

    # ---- what is in front

    @property
    def _front(self) -> RecordTable:
        focused = self.focused
        return focused if isinstance(focused, RecordTable) else self.query_one("#left", RecordTable)

    @property
    def _row(self) -> _Row | None:
        return self._rows[self._front.id or "left"].get(self._front.cursor_key)

    @property
    def _line(self) -> ArchiveLine | None:
        """The line under the cursor; of a heading, the first of its block."""
        row = self._row
        if row is None:
            return None
        lines = self._blocks[row.block].lines
        return row.line or (lines[0] if lines else None)

    @property
    def target(self) -> Target | None:
        """The record behind the line."""
        return self._line.target if self._line else None

    @property
    def kind(self) -> str:
        """Its kind; the community's where there is none."""
        return self.target.kind if self.target else "community"

    # ---- showing

    def refresh_live(self) -> None:
        """The archive as the store has it now."""
        if self.ready:
            self._blocks = archive(self.store, self.board.today)
            self._show()
            self.update_bars()

    def _show(self) -> None:
        split = _LEFT if self.wide else len(self._blocks)
        width = self.app.size.width // (2 if self.wide else 1) - _AROUND
        for id, blocks, first in (("left", self._blocks[:split], 0), ("right", self._blocks[split:], split)):
            rows = self._rows[id] = _keyed(self._made(blocks, first, width))
            table = self.query_one(f"#{id}", RecordTable)
            table.show(list(rows), lambda key, rows=rows: rows[key].cells)  # type: ignore[misc]

    def _made(self, blocks: Sequence[Block], first: int, width: int) -> Iterator[_Row]:
        """The rows of blocks in so many cells. Figures have a column of their own where texts keep enough beside it."""
        heads = [self._said(block.title) for block in blocks]
        labels = [self._label(line) for block in blocks for line in block.lines]
        label = min(_LABEL, max(map(cell_len, [*heads, *labels]), default=0))
        figures = max((cell_len(self._said(line.figure)) for b in blocks for line in b.lines), default=0)
        room = width - label - figures
        if room < _TEXT:
            room, figures = width - label, 0
        for number, block in enumerate(blocks, first):
            head, note = heads[number - first], self._said(block.note)
            if room < _LEAST:
                yield from _in_one(head, note, Tone.ACCENT, number, None, width)
                for line in block.lines:
                    said = "  ".join(filter(None, (self._said(line.text), self._said(line.figure))))
                    tone = Tone.PLAIN if line.named else Tone.DIM
                    yield from _in_one(self._label(line), said, tone, number, line, width)
                continue
            for one, part in zip_longest(wrap(head, _LABEL), wrap(note, room), fillvalue=""):
                yield _Row((Tinted(one, Tone.ACCENT), Tinted(part, Tone.DIM), ""), number, None)
            for line in block.lines:
                yield from self._of_line(line, number, room, apart=bool(figures))

    def _of_line(self, line: ArchiveLine, block: int, room: int, *, apart: bool) -> Iterator[_Row]:
        """A line, and what of its text does not fit into one row."""
        text, figure = self._said(line.text), self._said(line.figure)
        if not apart:
            text, figure = "  ".join(filter(None, (text, figure))), ""
        labels, tone = wrap(self._label(line), _LABEL), Tone.PLAIN if line.named else Tone.DIM
        for label, part in zip_longest(labels, wrap(text, room) or [""], fillvalue=""):
            yield _Row((Tinted(label, tone), part, figure), block, line)
            figure = ""

    def _label(self, line: ArchiveLine) -> str:
        return line.label if line.named else self.tr(line.label)

    def _said(self, text: str | Message) -> str:
        return text.text(self.tr) if isinstance(text, Message) else text

    # ---- keys

    async def action_walk(self, on: bool) -> None:
        """The next or previous block, in the other column where this one ends."""
        await self.typed_out()
        table, row = self._front, self._row
        rows = self._rows[table.id or "left"]
        blocks = list(dict.fromkeys(one.block for one in rows.values()))
        at = row.block if row else 0
        further = [b for b in blocks if b > at] if on else [b for b in reversed(blocks) if b < at]
        if further:
            _to_block(table, rows, further[0])
        else:
            other = self.query_one(
                "#right" if table.id == "left" and self._rows["right"] else "#left", RecordTable
            )
            self.set_focus(other)
            rows = self._rows[other.id or "left"]
            if rows:
                ends = [one.block for one in rows.values()]
                _to_block(other, rows, ends[0] if on else ends[-1])
        self.soon()

    async def action_act(self, id: str) -> None:
        """Do the command to the line's record; the form of the community opens in the line's own field."""
        line, before = self._line, self.app.screen
        await super().action_act(id)
        if line is None or not line.field or self.app.screen is before:
            return
        for field in getattr(self.app.screen, "fields", ()):
            if field.field == line.field:
                field.focus_editor()

    def on_record_table_cursor_moved(self) -> None:
        """The line under the cursor is another."""
        self.soon()

    def on_record_table_opened(self) -> None:
        """A double click opens."""
        self.call_later(self.action_open)

    def on_descendant_focus(self) -> None:
        """The other column is in front."""
        if self.ready:
            self.settle()

    def on_resize(self) -> None:
        """One column or two, and other lines."""
        right = self.query_one("#p-right")
        right.set_class(not self.wide, "narrow")
        if not self.wide and self._front.id == "right":
            self.set_focus(self.query_one("#left"))
        if self.ready:
            self._show()


def _keyed(rows: Iterable[_Row]) -> dict[Hashable, _Row]:
    """Rows by block, line in it, and row of the line: the cursor stays where it is when texts before it grow or shrink."""
    keyed: dict[Hashable, _Row] = {}
    line = part = 0
    before: _Row | None = None
    for row in rows:
        if before is None or row.block != before.block:
            line = part = 0
        elif row.line is not before.line:
            line, part = line + 1, 0
        else:
            part += 1
        keyed[row.block, line, part] = before = row
    return keyed


def _to_block(table: RecordTable, rows: Mapping[Hashable, _Row], block: int) -> None:
    """Put the cursor on the first row of a block, with the whole block in sight where it fits."""
    keys = [key for key, row in rows.items() if row.block == block]
    table.select(keys[-1])
    table.select(keys[0])


def _in_one(
    label: str, text: str, tone: Tone, block: int, line: ArchiveLine | None, width: int
) -> Iterator[_Row]:
    """The rows of a label and its text in one column: beside each other if both fit into one row, else beneath."""
    if text and cell_len(label) + 2 + cell_len(text) <= width:
        label, text = f"{label}  {text}", ""
    for part in wrap(label, width):
        yield _Row((Tinted(part, tone), "", ""), block, line)
    for part in wrap(text, width - 2):
        yield _Row((f"  {part}", "", ""), block, line)
