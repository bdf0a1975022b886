"""A scrolling view of labelled lines of text, wrapped by cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from tui.language.text import cell_len, ellipsize, pad, wrap
from tui.widgets.below import Below
from tui.widgets.columns import Tone
from tui.widgets.line_widget import LineWidget
from tui.widgets.tones import tone_styles

# Cells that labels may take, if a third of the line is not more.
LABEL_CELLS = 12
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
        self._below = 0

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
        for y in range(self.content_size.height):
            row = self._top + y
            if before[row : row + 1] != self._rows[row : row + 1]:
                self.refresh(Region(0, y, width, 1))

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the first line in sight begins on the screen, for screen readers."""
        x, y, _width, _height = self.content_region
        return Offset(x, y)

    @property
    def lines(self) -> tuple[DetailLine, ...]:
        """What is shown."""
        return self._lines

    def _wrap(self, width: int) -> None:
        if width == self._wrapped_at:
            return
        self._wrapped_at = width
        label = min(
            max(LABEL_CELLS, width // 3),
            max((cell_len(line.label) + 1 for line in self._lines if line.label), default=0),
        )
        rows: list[Row] = []
        pinned = 0
        for at, line in enumerate(self._lines):
            if at == self._pinned:
                pinned = len(rows)
            indent = label if line.label else 0
            for number, part in enumerate(wrap(line.text, max(4, width - indent))):
                rows.append(
                    (
                        pad(ellipsize(line.label, label - 1), label)
                        if indent and not number
                        else " " * indent,
                        part,
                        line.tone,
                    )
                )
        if self._pinned is not None:
            rows = _around(
                rows, pinned if self._pinned < len(self._lines) else len(rows), self.content_size.height
            )
        self._rows = rows
        self._top = max(0, min(self._top, len(rows) - self.content_size.height))
        self._tell_below()

    def _tell_below(self) -> None:
        below = (
            max(0, len(self._rows) - self._top - self.content_size.height) if self.content_size.height else 0
        )
        if below != self._below:
            self._below = below
            self.post_message(Below(self, below))

    def on_resize(self) -> None:
        self._wrapped_at = -1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        self._wrap(width)
        return len(self._rows)

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        self._wrap(width)
        style = self.ground
        row = self._top + y
        if row >= len(self._rows):
            return Strip.blank(width, style)
        label, text, tone = self._rows[row]
        tinted = style if tone is Tone.PLAIN else style + tone_styles(self.app)[tone]
        segments = [Segment(text, tinted)]
        if label:
            segments.insert(0, Segment(label, self.get_component_rich_style("detail-view--label")))
        return Strip(segments).adjust_cell_length(width, style)

    def action_scroll_lines(self, lines: int) -> None:
        self._wrap(self.content_size.width)
        top = max(0, min(self._top + lines, len(self._rows) - self.content_size.height))
        if top != self._top:
            self._top = top
            self._tell_below()
            self.refresh()

    def on_mouse_scroll_down(self) -> None:
        self.action_scroll_lines(3)

    def on_mouse_scroll_up(self) -> None:
        self.action_scroll_lines(-3)


def _around(rows: list[Row], pinned: int, height: int) -> list[Row]:
    """The first `pinned` rows and the last of the others, `height` rows in all."""
    if not 0 < height < len(rows):
        return rows
    above = min(pinned, height - min(_LAST, len(rows) - pinned))
    return [*rows[:above], *rows[len(rows) - (height - above) :]]
