"""A grid of days in seven columns, one week or several, with a cursor moved by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.language.text import cell_len, pad
from tui.widgets.bars import FILLED, with_bar
from tui.widgets.columns import Tinted, Tone
from tui.widgets.day_text import in_day
from tui.widgets.tones import tone_styles

_COLUMNS: Final = 7
# The width in cells from which a day has room for words, and from which its load is drawn as a bar.
_WORDS_FROM: Final = 9
_BAR_FROM: Final = 14
_MOST_BAR: Final = 5


@dataclass(frozen=True, slots=True)
class DayLook:
    """How a day looks. `sign` marks a holiday or made-up working day; `load` is the number of entries.

    `today` is written as [24], visible without colours too. Where there is no room for words, a point says that there is
    one entry, a colon that there are more.
    """

    day: date
    sign: str = ""
    load: int = 0
    lines: tuple[Tinted, ...] = ()
    today: bool = False
    dim: bool = False


class DayGrid(Widget, can_focus=True):
    """The weeks of a calendar with their heads; a key posts `Asked`, and the owner shows the day asked for."""

    DEFAULT_CSS: ClassVar[str] = """
    DayGrid { height: 1fr; width: 1fr; color: $foreground; background: $surface; }
    DayGrid > .day-grid--muted { color: $text-muted; }
    DayGrid > .day-grid--head { background: $panel; }
    DayGrid > .day-grid--cursor { background: $primary; color: $on-primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"day-grid--muted", "day-grid--head", "day-grid--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go('day', -1)", show=False),
        Binding("right", "go('day', 1)", show=False),
        Binding("up", "go('week', -1)", show=False),
        Binding("down", "go('week', 1)", show=False),
        Binding("pageup", "go('page', -1)", show=False),
        Binding("pagedown", "go('page', 1)", show=False),
        Binding("home,g", "go('edge', -1)", show=False),
        Binding("end,G", "go('edge', 1)", show=False),
    ]

    class Asked(Message):
        """Another day was asked for: `count` days, weeks or pages away, or the first or last one shown."""

        def __init__(self, step: str, count: int) -> None:
            super().__init__()
            self.step = step
            self.count = count

    class Picked(Message):
        """A day was clicked; `again` if it was already under the cursor."""

        def __init__(self, day: date, again: bool) -> None:
            super().__init__()
            self.day = day
            self.again = again

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._heads: tuple[str, ...] = ()
        self._weeks: tuple[tuple[DayLook, ...], ...] = ()
        self._cursor: date | None = None
        self._painted: list[tuple[Segment, ...]] = []

    def show(self, heads: Sequence[str], weeks: Sequence[Sequence[DayLook]], cursor: date) -> None:
        """Show these days; lines without a change are not repainted."""
        self._heads, self._weeks, self._cursor = tuple(heads), tuple(map(tuple, weeks)), cursor
        if not self.is_mounted or not self.size:
            return
        before, self._painted = self._painted, self._lines()
        for y, line in enumerate(self._painted):
            if before[y : y + 1] != [line]:
                self.refresh(Region(0, y, self.size.width, 1))

    @property
    def cursor(self) -> date | None:
        """The day under the cursor."""
        return self._cursor

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the chosen day begins on the screen, for screen readers."""
        x, y, _width, _height = self.content_region
        down = 1
        for days, height in zip(self._weeks, self._heights(), strict=True):
            for at, day in enumerate(days):
                if day.day == self._cursor:
                    return Offset(x + sum(self._widths()[:at]), y + down)
            down += height
        return Offset(x, y)

    def action_go(self, step: str, count: int) -> None:
        """Ask for another day."""
        self.post_message(self.Asked(step, count))

    # ---- drawing

    def _widths(self) -> list[int]:
        """The width of each column in cells, including a gap of one."""
        share, more = divmod(self.size.width, _COLUMNS)
        return [share + (at < more) for at in range(_COLUMNS)]

    @staticmethod
    def has_words(cells: int) -> bool:
        """Whether days have room for words in a grid of so many cells; else their numbers alone are shown."""
        return cells // _COLUMNS >= _WORDS_FROM

    @property
    def weeks(self) -> int:
        """The number of weeks."""
        return len(self._weeks)

    def _heights(self) -> list[int]:
        """The height of each week in lines."""
        weeks = max(1, len(self._weeks))
        share, more = divmod(max(weeks, self.size.height - 1), weeks)
        return [share + (at < more) for at in range(weeks)]

    def _lines(self) -> list[tuple[Segment, ...]]:
        widths = self._widths()
        head = self.get_component_rich_style("day-grid--head")
        names = zip(self._heads, widths, strict=False)
        found = [tuple(Segment(pad(f" {name}", width), head) for name, width in names)]
        for days, height in zip(self._weeks, self._heights(), strict=True):
            cells = [self._cells(day, height, width) for day, width in zip(days, widths, strict=True)]
            found += (tuple(chain.from_iterable(line)) for line in zip(*cells, strict=True))
        return found[: self.size.height]

    def _cells(self, look: DayLook, height: int, width: int) -> list[list[Segment]]:
        """The lines of a day: its number, its entries as far as they fit, blanks."""
        base, tones = self.rich_style, tone_styles(self.app)
        rows = in_day(look.lines, height - 1, width - 1) if self.has_words(self.size.width) else []
        written = [
            [Segment(pad(f" {row.text}", width), base if row.tone is Tone.PLAIN else base + tones[row.tone])]
            for row in rows
        ]
        blank = [[Segment(" " * width, base)]] * (height - 1 - len(written))
        return [self._head(look, width), *written, *blank]

    def _head(self, look: DayLook, width: int) -> list[Segment]:
        under = look.day == self._cursor
        number = f"[{look.day.day}]" if look.today else f" {look.day.day} "
        text = (">" if under and self.has_focus else " ") + number.rjust(4) + look.sign
        load = str(look.load) if look.load else ""
        if load and width >= _BAR_FROM:
            load = FILLED * min(look.load, _MOST_BAR) + f" {load}"
        if not self.has_words(self.size.width):
            load = "." if look.load == 1 else ":" if look.load else ""
            text = f"{text[0]}[{look.day.day}" if look.today else text[0] + f"{look.day.day:>3}"
            load = "]" if look.today else load
            text, gap = text + look.sign, 0
            load = load if cell_len(text + load) < width else ""
        else:
            gap = max(1, width - 1 - cell_len(text) - cell_len(load))
        style = self.rich_style
        if under:
            style = self.get_component_rich_style("day-grid--cursor")
        elif look.dim:
            style = self.get_component_rich_style("day-grid--muted")
        elif look.today:
            style += tone_styles(self.app)[Tone.ACCENT]
        written = pad(text + " " * gap + load, width)
        # On the cursor the number stands alone: there a bar could hardly be seen.
        return (
            [Segment(written.replace(FILLED, " "), style)] if under else [*with_bar(written, style, self.app)]
        )

    def render_line(self, y: int) -> Strip:
        """Line `y`, exactly as wide as the widget."""
        width = self.size.width
        if not self._painted:
            self._painted = self._lines()
        if y >= len(self._painted):
            return Strip.blank(width, self.rich_style)
        return Strip(self._painted[y]).adjust_cell_length(width, self.rich_style).simplify()

    # ---- events

    def notify_style_update(self) -> None:
        """Other colours: what was painted in the former ones is forgotten."""
        super().notify_style_update()
        self._painted = []

    def _repaint_all(self) -> None:
        self._painted = []
        self.refresh()

    def on_resize(self) -> None:
        """Repaint everything: widths and heights have changed."""
        self._repaint_all()

    def on_focus(self) -> None:
        """Show the mark of the cursor."""
        self._repaint_all()

    def on_blur(self) -> None:
        """Hide the mark of the cursor."""
        self._repaint_all()

    def on_click(self, event: events.Click) -> None:
        """A click picks a day."""
        y, x = event.y - 1, event.x
        for days, height in zip(self._weeks, self._heights(), strict=True):
            if 0 <= y < height:
                for day, width in zip(days, self._widths(), strict=True):
                    if 0 <= x < width:
                        self.post_message(self.Picked(day.day, day.day == self._cursor))
                        return
                    x -= width
            y -= height
