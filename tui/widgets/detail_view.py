"""A scrolling view of labelled lines of text, wrapped by cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from tui.language.text import cell_len, pad, without_remark, wrap
from tui.widgets.bars import with_bar
from tui.widgets.columns import Tone
from tui.widgets.in_sight import InSight, Range
from tui.widgets.line_widget import LineWidget
from tui.widgets.tones import tone_styles

# Cells that labels may take, if a part of the line, in hundredths, is not more.
LABEL_CELLS = 12
_LABELS = 45
# Cells between two parts.
_BETWEEN = 2
# A label, the text beside it, and its tone.
Row = tuple[str, str, Tone]
# Rows reserved for the last lines, however many are pinned.
_LAST = 3


class DetailLine(NamedTuple):
    """A text with an optional label to its left; a long text is wrapped under itself."""

    text: str
    label: str = ""
    tone: Tone = Tone.PLAIN


class DetailView(LineWidget, can_focus=False):
    """Shows lines; PageUp, PageDown, the arrows and the wheel scroll."""

    DEFAULT_CSS = """
    DetailView { height: 1fr; padding: 0 1; color: $foreground; background: $surface; }
    DetailView > .detail-view--label { color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail-view--label"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_lines(-1)", show=False),
        Binding("down,j", "scroll_lines(1)", show=False),
        Binding("pageup", "scroll_lines(-10)", show=False),
        Binding("pagedown,space", "scroll_lines(10)", show=False),
        Binding("home,g", "scroll_lines(-100000)", show=False),
        Binding("end,G", "scroll_lines(100000)", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: tuple[DetailLine, ...] = ()
        self._rows: list[Row] = []
        self._wrapped_at = -1
        self._top = 0
        self._pinned: int | None = None
        self._told: Range | None = None
        self._parts, self._second = 1, 0
        self._blanks: Sequence[int] = ()
        """The rows that are blank: a second part may begin with one."""

    def show(
        self, lines: Sequence[DetailLine], *, keep_place: bool = False, pinned: int | None = None
    ) -> None:
        """Show other lines; lines without a change are not repainted.

        With `pinned`, so many lines stay at the top, and of the others the last are shown.
        """
        new = tuple(lines)
        if new == self._lines and pinned == self._pinned:
            return
        before, top = self._rows, self._top
        self._lines, self._pinned = new, pinned
        self._wrapped_at = -1
        if not keep_place:
            self._top = 0
        width = self.content_size.width
        if not width or self._top != top:
            self.refresh()
            return
        self._wrap(width)
        height = self.content_size.height
        for y in range(height):
            if self._parts > 1 or before[self._top + y : self._top + y + 1] != self._at(y):
                self.refresh(Region(0, y, width, 1))

    def _at(self, y: int) -> list[Row]:
        return self._rows[self._top + y : self._top + y + 1]

    def set_parts(self, parts: int) -> None:
        """Have the text stand in one column or in two, the second from a blank line on, if all of it is in sight then."""
        if parts != self._parts:
            self._parts, self._wrapped_at, self._top = parts, -1, 0
            self.refresh()

    @property
    def _room(self) -> int:
        """The rows that are in sight, in all parts."""
        return self._parts * self.content_size.height

    @property
    def rows_needed(self) -> int:
        """The rows in which all lines are in sight, in the width that there is: with two parts, those of the longer one."""
        if width := self.content_size.width:
            self._wrap(width)
        rows = len(self._rows)
        if self._parts == 1:
            return rows
        return min((max(at, rows - at) for at in self._blanks), default=(rows + 1) // 2)

    def _part_cells(self, width: int) -> int:
        return max(1, (width - _BETWEEN * (self._parts - 1)) // self._parts)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the first line in sight begins on the screen, for screen readers."""
        x, y, _width, _height = self.content_region
        return Offset(x, y)

    @property
    def lines(self) -> tuple[DetailLine, ...]:
        """What is shown."""
        return self._lines

    def rows_in(self, width: int) -> int:
        """The rows that the lines take in one column of so many cells."""
        label = self._label_cells(width)
        return sum(len(_row(line, label if line.label else 0, width)) for line in self._lines)

    def _label_cells(self, width: int) -> int:
        return min(
            max(LABEL_CELLS, width * _LABELS // 100),
            max((cell_len(line.label) + 1 for line in self._lines if line.label), default=0),
        )

    def _wrap(self, width: int) -> None:
        if width == self._wrapped_at:
            return
        self._wrapped_at = width
        width = self._part_cells(width)
        label = self._label_cells(width)
        rows: list[Row] = []
        pinned, blanks = 0, list[int]()
        for at, line in enumerate(self._lines):
            if at == self._pinned:
                pinned = len(rows)
            if not line.text and not line.label:
                blanks.append(len(rows))
            rows += _row(line, label if line.label else 0, width)
        if self._pinned is not None:
            rows = _around(
                rows, pinned if self._pinned < len(self._lines) else len(rows), self.content_size.height
            )
        self._rows, self._blanks = rows, blanks
        self._second = _break(len(rows), blanks, self.content_size.height)
        self._top = max(0, min(self._top, len(rows) - self._room))
        self._tell_range()

    def _tell_range(self) -> None:
        shown = min(self._room, len(self._rows) - self._top)
        told = Range(self._top + 1, self._top + shown, len(self._rows) if self._room else shown)
        if told != self._told:
            self._told = told
            self.post_message(InSight(self, told))

    def on_resize(self) -> None:
        """Wrap anew, and say what is in sight now: it may have been painted before."""
        self._wrapped_at = -1
        if width := self.content_size.width:
            self._wrap(width)
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        self._wrap(width)
        return len(self._rows)

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        self._wrap(width)
        style = self.ground
        if self._parts == 1:
            return self._strip(self._top + y, width)
        cells = self._part_cells(width)
        between = Strip([Segment(" " * _BETWEEN, style)], _BETWEEN)
        left = self._strip(self._top + y, cells) if y < self._second else Strip.blank(cells, style)
        right = self._strip(self._top + self._second + y, cells)
        return Strip.join([left, between, right]).adjust_cell_length(width, style)

    def _strip(self, row: int, width: int) -> Strip:
        """A row in so many cells."""
        style = self.ground
        if row >= len(self._rows):
            return Strip.blank(width, style)
        label, text, tone = self._rows[row]
        tinted = style if tone is Tone.PLAIN else style + tone_styles(self.app)[tone]
        segments = [*with_bar(text, style, self.app)] if tone is Tone.BAR else [Segment(text, tinted)]
        if label:
            segments.insert(0, Segment(label, self.get_component_rich_style("detail-view--label")))
        return Strip(segments).adjust_cell_length(width, style)

    def action_scroll_lines(self, lines: int) -> None:
        self._wrap(self.content_size.width)
        top = max(0, min(self._top + lines, len(self._rows) - self._room))
        if top != self._top:
            self._top = top
            self._tell_range()
            self.refresh()

    def on_mouse_scroll_down(self) -> None:
        self.action_scroll_lines(3)

    def on_mouse_scroll_up(self) -> None:
        self.action_scroll_lines(-3)


def _break(rows: int, blanks: Sequence[int], height: int) -> int:
    """The row with which the second of two columns begins: after a blank line, so that neither is much the longer one.

    Where that does not get all rows in sight, the second column goes on where the first ends.
    """
    fair = [at for at in blanks if 0 < at <= height and rows - at <= height]
    return min(fair, key=lambda at: max(at, rows - at), default=height)


def _row(line: DetailLine, indent: int, width: int) -> list[Row]:
    """The rows of a line whose text stands `indent` cells from the left. A longer label pushes its first row aside."""
    if not indent:
        return [("", part, line.tone) for part in wrap(line.text, max(4, width))]
    label = line.label
    if cell_len(label) >= indent and line.text:
        label = without_remark(label)
    parts = wrap(line.text, max(4, width - indent)) or [""]
    if cell_len(label) < indent:
        first = [(pad(label, indent), parts[0], line.tone)]
    else:  # on lines of its own
        first = [(part, "", line.tone) for part in wrap(label, max(4, width))]
        first += [(" " * indent, parts[0], line.tone)] if parts[0] else []
    return [*first, *[(" " * indent, part, line.tone) for part in parts[1:]]]


def _around(rows: list[Row], pinned: int, height: int) -> list[Row]:
    """The first `pinned` rows and the last of the others, `height` rows in all."""
    if not 0 < height < len(rows):
        return rows
    above = min(pinned, height - min(_LAST, len(rows) - pinned))
    return [*rows[:above], *rows[len(rows) - (height - above) :]]
