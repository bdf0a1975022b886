"""A table with rows by key, drawn line by line, whose cursor stays on its record.

Cells are requested only for visible rows, and only lines that look different are repainted: ten thousand rows
cost as much as ten, and a slow line transmits only what has changed.

Longer than other modules: whatever changes a line (cursor, marks, order, columns) decides here what is repainted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from tui.language.text import cell_len, wrap
from tui.widgets import whole_texts
from tui.widgets.bars import with_bar
from tui.widgets.columns import (
    GAP,
    Across,
    Cell,
    Column,
    Needs,
    Tone,
    fit,
    line_of,
    short_of,
    text_of,
)
from tui.widgets.in_sight import InSight, Range
from tui.widgets.line_widget import LineWidget
from tui.widgets.tones import tone_styles

_MARK = 2
"""Cells at the left: for the cursor, and for the mark."""
MEASURED: Final = 60
"""Rows from the first that are measured for what a list needs: the same while one scrolls."""


_MOVES: Final[Mapping[str, tuple[str, int]]] = {
    "up": ("move", -1), "k": ("move", -1), "down": ("move", 1), "j": ("move", 1),
    "pageup": ("page", -1), "pagedown": ("page", 1), "space": ("page", 1),
    "home": ("jump", 0), "g": ("jump", 0), "end": ("jump", 1), "G": ("jump", 1),
}  # fmt: skip


# Rows whose cells a table keeps: more than a terminal shows, as they are measured and painted again and again.
_REMEMBERED: Final = 400


def _remembered(cells: Callable[[Hashable], Sequence[Cell]]) -> Callable[[Hashable], Sequence[Cell]]:
    """`cells`, asked once for each of the rows that are in use."""
    known: dict[Hashable, Sequence[Cell]] = {}

    def of(key: Hashable) -> Sequence[Cell]:
        if key not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[key] = cells(key)
        return known[key]

    return of


class RecordTable(LineWidget, can_focus=True):
    """A list of records; `>` marks the cursor. The owner sets its rows with `show`.

    `led`: another widget has the focus and moves the cursor, which is marked all the same.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--muted",
        "record-table--cursor",
        "record-table--cursor-idle",
    }
    DEFAULT_CSS: ClassVar[str] = """
    RecordTable { height: 1fr; width: 1fr; background: $surface; color: $foreground;
        & > .record-table--muted { color: $text-muted; }
        & > .record-table--cursor { background: $selected; text-style: bold; }
        & > .record-table--cursor-idle { background: $panel; }
    }
    """

    class CursorMoved(Message):
        """The cursor is on another record, or the table has become empty (`key` None)."""

        def __init__(self, table: RecordTable, key: Hashable | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

        @property
        def control(self) -> RecordTable:
            """The table, for `@on` selectors."""
            return self.table

    class Opened(Message):
        """The record under the cursor was clicked again."""

        def __init__(self, table: RecordTable, key: Hashable) -> None:
            super().__init__()
            self.table = table
            self.key = key

        @property
        def control(self) -> RecordTable:
            """The table, for `@on` selectors."""
            return self.table

    class HeadClicked(Message):
        """The head of a column was clicked."""

        def __init__(self, table: RecordTable, column: str) -> None:
            super().__init__()
            self.table = table
            self.column = column

        @property
        def control(self) -> RecordTable:
            """The table, for `@on` selectors."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        head: bool = False,
        empty: str = "",
        led: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._led = led
        self.markable = False
        """Whether its owner marks records by Space, with a `*`; elsewhere Space pages."""
        self._tells_whole = False
        self.passed: frozenset[Hashable] = frozenset()
        """Rows that the cursor passes over: blank ones between groups."""
        self._marks: frozenset[Hashable] = frozenset()
        self._columns = tuple(columns)
        self._sorted = ("", "")
        self._head = head
        self._empty = empty
        self._keys: Sequence[Hashable] = ()
        self._cells: Callable[[Hashable], Sequence[Cell]] = lambda _: ()
        self._cursor = 0
        self._top = 0
        self._painted: dict[int, object] = {}
        self._painted_empty = False
        self._announced: Hashable | None = None
        self._listed: Sequence[Hashable] = ()
        self._listed_cells: Callable[[Hashable], Sequence[Cell]] = self._cells
        self._front: tuple[Hashable, Callable[[], str]] | None = None
        # The cells that the longest text of each column takes, of the rows that were in sight since these are listed.
        self._needs: list[Needs] = []
        # The same of so many first rows, since these are listed.
        self._of_first: dict[int, list[Needs]] = {}
        self._reserve: int | None = None
        self._widths: tuple[tuple[int, int], ...] = ()
        self._measured: tuple[int, int] | None = None
        self._told: Range | None = None

    # ---- content

    def show(self, keys: Sequence[Hashable], cells: Callable[[Hashable], Sequence[Cell]]) -> None:
        """Show the records `keys` in this order; `cells` returns the cells of a record as they are until the next `show`.

        The cursor stays on its record, at the same place of the screen if possible. If the record is gone,
        the cursor stays in its row.
        """
        self._set_rows(keys, _remembered(cells))

    def _set_rows(self, keys: Sequence[Hashable], cells: Callable[[Hashable], Sequence[Cell]]) -> None:
        before, offset = self.cursor_key, self._cursor - self._top
        self._of_first.clear()
        if len(keys) != len(self._listed):
            self._needs = []  # other rows: perhaps shorter texts
        self._measured = None
        self._listed = keys
        keys, cells = self._with_front(keys, cells)
        self._keys, self._cells = keys, cells
        if self._front is not None:
            before = self._front[0]
        if before is not None and not (self._cursor < len(keys) and keys[self._cursor] == before):
            try:
                self._cursor = keys.index(before)
                # At the top of the list new rows become visible; further down nothing moves.
                self._top = self._cursor - offset if self._top else 0
            except ValueError:
                pass
        self._settle()
        self._repaint_changed()
        self._announce()
        if self.is_mounted and self.styles.is_auto_height:
            self.refresh(layout=True)

    def put_in_front(self, key: Hashable, line: Callable[[], str]) -> None:
        """Put the cursor on a record, where it stays until it is moved, however often the rows are set.

        While the rows do not have it, it stands above them as `line`; where that is empty, it does not.
        """
        self._front = (key, line)
        self._set_rows(self._listed, self._listed_cells)

    def let_go(self) -> None:
        """Have no record stay in front any more."""
        if self._front is not None:
            self._front = None
            self._set_rows(self._listed, self._listed_cells)

    def _with_front(
        self, keys: Sequence[Hashable], cells: Callable[[Hashable], Sequence[Cell]]
    ) -> tuple[Sequence[Hashable], Callable[[Hashable], Sequence[Cell]]]:
        """The rows with the record that stays in front, if they do not have it."""
        self._listed_cells = cells
        if self._front is None or self._front[0] in keys:
            return keys, cells
        front, line = self._front[0], self._front[1]()
        if not line:
            self._front = None
            return keys, cells
        row: Sequence[Cell] = (Across(line, Tone.ACCENT), *[""] * (len(self._columns) - 1))
        return [front, *keys], lambda key: row if key == front else cells(key)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have other columns; the rows are set anew by `show` afterwards."""
        self._columns = tuple(columns)
        self._keys, self._listed = (), ()
        self._lay_out_again()

    def set_sorted(self, column: str, *, turned: bool) -> None:
        """Mark the head of the column that the rows are sorted by: `^`, turned round `v`. An empty key: of none."""
        now = (column, "v" if turned else "^")
        if now != self._sorted:
            self._sorted = now
            self._lay_out_again()

    def _lay_out_again(self) -> None:
        self._needs, self._widths, self._measured = [], (), None
        self._of_first.clear()
        self._painted.clear()
        self.refresh()

    def _titles(self) -> list[str]:
        """What the head says of each column."""
        by, sign = self._sorted
        return [f"{column.title} {sign}" if column.key == by else column.title for column in self._columns]

    def set_empty(self, text: str) -> None:
        """Set the text shown while there are no rows: what that means and what to do."""
        if text != self._empty:
            self._empty = text
            if not self._keys:
                self.refresh()

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the marked row begins on the screen, for screen readers."""
        x, y, _width, height = self.content_region
        row = self._head + self._cursor - self._top
        return Offset(x, y + min(row, max(0, height - 1)))  # a list without rows may be a line high

    @property
    def cursor_key(self) -> Hashable | None:
        """The key of the record under the cursor; None if there is none."""
        return self._keys[self._cursor] if self._cursor < len(self._keys) else None

    @property
    def keys(self) -> Sequence[Hashable]:
        """The keys of the rows, in order."""
        return tuple(self._keys)

    @property
    def marks(self) -> frozenset[Hashable]:
        """The keys of the marked records, whether they are listed now or not."""
        return self._marks

    def mark(self, keys: Iterable[Hashable]) -> None:
        """Have exactly these records marked."""
        self._marks = frozenset(keys)
        self._repaint_changed()

    def between(self, one: Hashable, other: Hashable) -> Sequence[Hashable]:
        """The keys of the rows from one record to the other; that of the other where the one is not listed."""
        rows = [at for at, key in enumerate(self._keys) if key in {one, other}]
        return self._keys[min(rows) : max(rows) + 1] if rows else ()

    def select(self, key: Hashable) -> bool:
        """Move the cursor to a record; whether it is in the table."""
        if key not in self._keys:
            return False
        self._go(self._keys.index(key))
        return True

    @property
    def tells_whole(self) -> bool:
        """Whether the lines beneath the rows say whole what is cut in the marked row: no record stands beside it."""
        return self._tells_whole

    @tells_whole.setter
    def tells_whole(self, tells: bool) -> None:
        if tells != self._tells_whole:
            self._tells_whole = tells
            self._repaint_changed()

    # ---- moving

    def on_key(self, event: events.Key) -> None:
        """Move by keys. Not by bindings: those would run after commands typed later."""
        move = _MOVES.get(event.key)
        if move is not None and not (self.markable and event.key == "space"):
            event.stop()
            event.prevent_default()
            how, amount = move
            {"move": self.action_move, "page": self.action_page, "jump": self.action_jump}[how](amount)

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows`.

        At the edge the list scrolls by a third of its height: most steps then repaint two lines and not all.
        """
        room, to = self._room, max(0, min(self._cursor + rows, len(self._keys) - 1))
        if to >= self._top + room:
            self._top = to - room + 1 + room // 3
        elif to < self._top:
            self._top = max(0, to - room // 3)
        self._go(to)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._go(self._cursor + pages * max(1, self._room - 1))

    def action_jump(self, to_end: int) -> None:
        """Move the cursor to the first or last row."""
        self._go(len(self._keys) - 1 if to_end else 0)

    def _go(self, row: int) -> None:
        on = 1 if row >= self._cursor else -1
        while 0 <= row < len(self._keys) and self._keys[row] in self.passed:
            row += on
        self._cursor = row
        self._settle()
        if self._front is not None and self.cursor_key != self._front[0]:
            self._leave_front()
        self._repaint_changed()
        self._announce()

    def _leave_front(self) -> None:
        """The cursor has been moved off the record that stayed in front."""
        to, self._front = self.cursor_key, None
        if len(self._keys) != len(self._listed):
            self._keys, self._cells = self._listed, self._listed_cells
            self._cursor -= 1
            self._top = max(0, self._top - 1)
            self._settle()
        assert self.cursor_key == to

    def _settle(self) -> None:
        """Limit cursor and first row to valid values, with the cursor visible."""
        self._cursor = max(0, min(self._cursor, len(self._keys) - 1))
        room = self._room
        self._top = max(self._cursor - room + 1, min(self._top, self._cursor))
        self._top = max(0, min(self._top, len(self._keys) - room))

    def _announce(self) -> None:
        if self.cursor_key != self._announced:
            self._announced = self.cursor_key
            self.post_message(self.CursorMoved(self, self._announced))

    @property
    def _room(self) -> int:
        return max(1, self.size.height - self._head - self._spared)

    @property
    def _spared(self) -> int:
        """The lines kept free for what is cut in the marked row."""
        all_fit = self.size.height >= self._head + len(self._keys) + whole_texts.LINES
        spares = self.tells_whole and (all_fit or self.size.height >= whole_texts.FROM_ROWS)
        return whole_texts.LINES if spares and whole_texts.any_cut(self._widths, self._needs) else 0

    def _said_whole(self, y: int) -> str | None:
        """What line `y`, beneath the rows, says of what is cut in the marked row."""
        at = y - self._head - min(self._room, len(self._keys) - self._top)
        if not self._spared or not 0 <= at < whole_texts.LINES or not self._keys:
            return None
        text = whole_texts.cut_texts(self._cells(self._keys[self._cursor]), self._widths, self._columns)
        lines = whole_texts.lines_of(text, self.size.width)
        return lines[at] if at < len(lines) else None

    @property
    def titles(self) -> list[str]:
        """The titles of all columns, also of those for which there is no room."""
        return [column.title for column in self._columns]

    @property
    def growing(self) -> frozenset[int]:
        """The places of the columns that have long texts."""
        return frozenset(at for at, column in enumerate(self._columns) if column.grow)

    def whole_texts(self, key: Hashable) -> list[str]:
        """The whole text of each cell of a row."""
        return [text_of(cell).strip() for cell in self._cells(key)]

    def in_sight(self) -> list[tuple[str, ...]]:
        """What is painted: the titles of the columns, then the texts of each row in sight, cut as they are there."""
        self._measure()
        sight = [key for key in self._keys[self._top : self._top + self._room] if key in self._listed]
        return [self._texts(self._titles()), *(self._texts(self._listed_cells(key)) for key in sight)]

    def _texts(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        painted = {piece.at: piece.text.strip() for piece in line_of(cells, self._widths, self._columns)}
        return tuple(painted.get(at, "") for at, _ in self._widths)

    # ---- drawing

    def _repaint_changed(self) -> None:
        if not self.is_mounted or not self.size:
            return
        # How many rows there is room for depends on what is cut, and what is cut on the rows in sight.
        shared_otherwise = self._measure()
        self._settle()
        shared_otherwise |= self._measure()
        told = Range(self._top + 1, min(self._top + self._room, len(self._keys)), len(self._keys))
        if told != self._told:
            self._told = told
            self.post_message(InSight(self, told))
        if shared_otherwise:
            self._painted.clear()
            self.refresh()
            return
        if not self._keys or self._painted_empty:
            self._painted.clear()
            self.refresh()
            return
        for y in range(self._head, self.size.height):
            if self._looks(y) != self._painted.get(y, self):
                self.refresh(Region(0, y, self.size.width, 1))

    def _measure(self) -> bool:
        """Note how wide the texts are that have come into sight; whether the columns share the line otherwise now."""
        if self._measured == (self._top, self.size.width):
            return False
        self._measured = (self._top, self.size.width)
        if not self._needs:
            self._needs = self._of_head()
        self._note_needs(self._needs, self._keys[self._top : self._top + self._room])
        needs = self._needs if self._keys else ()
        cells = self.size.width - _MARK - 1
        before, self._widths = self._widths, fit(self._columns, cells, needs, self._reserve)
        return self._widths != before

    def _of_head(self) -> list[Needs]:
        return [Needs(*[cell_len(title) if self._head else 0] * 2) for title in self._titles()]

    def _note_needs(self, needs: list[Needs], keys: Iterable[Hashable]) -> None:
        """Take into `needs` what the texts of these rows take."""
        for key in keys:
            for at, cell in enumerate(self._cells(key)):
                if isinstance(cell, Across):
                    continue
                full = cell_len(text_of(cell))
                if full > needs[at].short:
                    short = max(needs[at].short, cell_len(short_of(cell)))
                    needs[at] = Needs(max(needs[at].full, full), short)

    def _needs_of_first(self, rows: int) -> list[Needs]:
        if (found := self._of_first.get(rows)) is None:
            found = self._of_first[rows] = self._of_head()
            self._note_needs(found, self._keys[:rows])
        return found

    @property
    def least_rows(self) -> int:
        """The rows in which at least one record is in sight."""
        return self._head + 1

    def out_of_sight(self) -> None:
        """Say that no row is in sight; once there is room again, which ones are."""
        self._told = None
        self.post_message(InSight(self, Range(0, 0, 0)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as Textual asks
        """As high as all rows, where it is not to fill what is left."""
        return self.rows_needed(width)

    def rows_needed(self, cells: int) -> int:
        """The rows that all records take, with the head; without any, those of what is said then in so many cells."""
        if self._keys:
            return self._head + len(self._keys) + self.lines_beneath(cells)
        return max(1, len(wrap(self._empty, max(10, cells - 4))))

    def lines_beneath(self, cells: int) -> int:
        """The lines that say whole, in so many cells, what is cut in the marked row; none where nothing is."""
        if not (self.tells_whole and self._keys):
            return 0
        needs = self._needs_of_first(MEASURED)
        widths = fit(self._columns, cells - _MARK - 1, needs, self._reserve)
        return whole_texts.LINES if whole_texts.any_cut(widths, needs) else 0

    def set_reserve(self, cells: int | None) -> None:
        """Have so many cells kept free before the column that is left out first is shown, and all texts whole; None: not so."""
        if cells != self._reserve:
            self._reserve, self._measured = cells, None
            self._repaint_changed()

    def needed(self, rows: int) -> int:
        """The cells that the table takes with the texts of its first `rows` rows whole, in all its columns."""
        needs = self._needs_of_first(rows)
        least = sum(min(need.full, max(column.most, column.width)) for need, column in zip(needs, self._columns, strict=True))  # fmt: skip
        return _MARK + least + GAP * (len(needs) - 1) + 1 if needs else 0

    def least(self, rows: int, *, extra: bool) -> int:
        """The cells in which the table has all its columns, with the short texts of its first `rows` rows.

        With `extra` the column that is left out first is not counted: it is shown only where there is room to spare.
        """
        needs = self._needs_of_first(rows)
        first = max((column.drop for column in self._columns), default=0) if extra else 0
        least = [
            min(need.short, max(column.most, column.width))
            for need, column in zip(needs, self._columns, strict=True)
            if not first or column.drop != first
        ]
        return _MARK + sum(least) + GAP * (len(least) - 1) + 1 if least else 0

    def _looks(self, y: int) -> tuple[tuple[Cell, ...], bool, bool, bool] | str | None:
        """Everything that the look of line `y` depends on: a row, or what is said beneath the rows."""
        row = self._top + y - self._head
        if row >= len(self._keys) or y - self._head >= self._room:
            return self._said_whole(y)
        key, focused = self._keys[row], self.has_focus or self._led
        return (tuple(self._cells(key)), row == self._cursor, focused, key in self._marks)

    def render_line(self, y: int) -> Strip:
        """Line `y`: the head, a record, a line of the empty state, or blank."""
        width = self.size.width
        base = self.ground
        self._measure()
        self._painted_empty = not self._keys
        if self._painted_empty:
            return self._empty_line(y, width)
        if self._head and y == 0:
            style = self.get_component_rich_style("record-table--muted")
            cells: Sequence[Cell] = self._titles()
            return self._line(cells, "  ", style, width, coloured=False)
        looks = self._looks(y)
        self._painted[y] = looks
        if looks is None:
            return Strip.blank(width, base)
        if isinstance(looks, str):
            style = self.get_component_rich_style("record-table--muted")
            return Strip([Segment(f"    {looks}", style)]).adjust_cell_length(width, base)
        cells, under, focused, marked = looks
        style = base
        if under:
            name = "record-table--cursor" if focused else "record-table--cursor-idle"
            style = self.get_component_rich_style(name)
        gutter = f"{'>' if under and focused else ' '}{'*' if marked else ' '}"
        return self._line(cells, gutter, style, width)

    def _line(
        self, cells: Sequence[Cell], mark: str, style: Style, width: int, *, coloured: bool = True
    ) -> Strip:
        segments = [Segment(mark, style)]
        tones = tone_styles(self.app)
        for text, tone, _ in line_of(cells, self._widths, self._columns):
            plain = tone is Tone.PLAIN or not coloured
            if tone is Tone.BAR:
                segments += with_bar(text, style, self.app)
            else:
                segments.append(Segment(text, style if plain else style + tones[tone]))
        # Runs of one style are joined: each run costs some twenty bytes on a slow line.
        return Strip(segments).adjust_cell_length(width, style).simplify()

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = wrap(self._empty, max(10, width - 4))
        if y >= len(lines):
            return Strip.blank(width, self.ground)
        style = self.get_component_rich_style("record-table--muted")
        return Strip([Segment(f"  {lines[y]}", style)]).adjust_cell_length(width, self.ground)

    # ---- events

    def on_resize(self) -> None:
        """Keep the cursor visible, and let the columns share the new width."""
        self._settle()
        self._needs, self._measured = [], None
        self._painted.clear()
        self._repaint_changed()

    def on_focus(self) -> None:
        """Repaint: the cursor line is stronger with the focus."""
        self._repaint_changed()

    def on_blur(self) -> None:
        """Repaint: the cursor line is weaker without the focus."""
        self._repaint_changed()

    def on_click(self, event: events.Click) -> None:
        """The first click moves the cursor, a click on the cursor opens the record."""
        if event.y < self._head:
            self._click_head(event.x)
        row = self._top + event.y - self._head
        if not self._head <= event.y < self._head + self._room or row >= len(self._keys):
            return
        if row == self._cursor and self.has_focus and event.chain > 1:
            self.post_message(self.Opened(self, self._keys[row]))
        self._go(row)

    def _click_head(self, x: int) -> None:
        left = _MARK
        for at, width in self._widths:
            if left <= x < left + width + GAP:
                self.post_message(self.HeadClicked(self, self._columns[at].key))
                return
            left += width + GAP

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.action_move(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.action_move(-1)
