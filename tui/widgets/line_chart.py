"""A line through figures over time, and one of the year before, drawn with signs that every font has.

They have one cell in every terminal, and three heights in a row (`.`, `-`, `'`). Both ends of the scale stand at the left,
beneath are the days, and the figures where there is room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import ClassVar, Final, Literal, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from tui.language.text import cell_len, ellipsize
from tui.widgets.line_widget import LineWidget

Role = Literal["plain", "title", "muted", "now", "point", "year"]
Value = float | None

# Rows from which on the figures stand beneath the days.
_FIGURES_FROM: Final = 7
_GUTTER: Final = 2
# The signs of a line in the lowest, the middle and the upper third of a row, where it is steep, and at a figure of now.
_HEIGHTS: Final = (".", "-", "'")
_STEEP: Final = "|"
_POINT: Final = "o"


class Point(NamedTuple):
    """A place on the line: its days as they are written beneath, and the figures of now and of last year as numbers and text."""

    label: str
    now: Value
    year: Value
    text: str


class Chart(NamedTuple):
    """The line; `low` and `high` are the ends of its scale with `ends` as their text, `marked` the place of a point, -1 for none.

    `legend` names the line and that of last year; `said` is what the title says besides.
    """

    title: str
    said: str
    legend: tuple[str, str]
    points: Sequence[Point]
    low: float
    high: float
    ends: tuple[str, str]
    marked: int = -1


class Run(NamedTuple):
    """Text in one role; `marked` on the ground of what is selected."""

    text: str
    role: Role = "plain"
    marked: bool = False


def drawn(chart: Chart, cells: int, rows: int, *, plain: bool = False) -> list[list[Run]]:
    """The chart in `rows` lines of exactly `cells`; lines that there is no room for are blank."""
    shown = [_title(chart, cells, plain=plain)]
    ends = max(map(cell_len, chart.ends))
    count = len(chart.points)
    step = (cells - _GUTTER - ends - 2) // count if count else 0
    figures = rows >= _FIGURES_FROM
    height = rows - 2 - figures
    if step >= 1 and height >= 1:
        for y, line in enumerate(_lines(chart, step, height, plain=plain)):
            end = chart.ends[1] if y == 0 else chart.ends[0] if y == height - 1 else ""
            left = " " * (_GUTTER + ends - cell_len(end)) + end + " "
            shown.append(_filled([Run(left, "muted"), *line], cells))
        margin = Run(" " * (_GUTTER + ends + 1))
        labels = [
            f"[{p.label}]" if plain and at == chart.marked else p.label for at, p in enumerate(chart.points)
        ]
        shown.append(_filled([margin, *_beneath(labels, step, chart.marked, "muted")], cells))
        if figures:
            texts = [point.text for point in chart.points]
            fit = all(cell_len(text) < step for text in texts)
            shown.append(
                _filled([margin, *_beneath(texts, step, chart.marked, "plain")] if fit else [], cells)
            )
    return (shown + [[Run(" " * cells)]] * rows)[:rows]


def _title(chart: Chart, cells: int, *, plain: bool) -> list[Run]:
    """The title, what is said, and at the right the names of both lines, as far as there is room."""
    now, year = chart.legend
    if plain:
        now, year = f"{_POINT} {now}", f"{_HEIGHTS[1] * 2} {year}"
    title = ellipsize(f"{'=' if plain else ' '} {chart.title}", cells)
    room = cells - cell_len(title)
    runs = [Run(title, "title")]
    legend = cell_len(now) + cell_len(year) + 3 if chart.points else 0
    if chart.said and cell_len(chart.said) + 2 + legend <= room:
        runs.append(Run(f"  {chart.said}", "muted"))
        room -= cell_len(chart.said) + 2
    if legend and legend + 1 <= room:
        runs += [Run(" " * (room - legend)), Run(now, "now"), Run("  "), Run(year, "year"), Run(" ")]
    return _filled(runs, cells)


def _beneath(texts: Sequence[str], step: int, marked: int, role: Role) -> Iterator[Run]:
    """Texts beneath their points, each where it touches none before it; that of the marked point in any case."""
    free, blank = 0, len(texts) * step
    placed: dict[int, int] = {}
    order = [marked, *range(len(texts))] if marked >= 0 else range(len(texts))
    taken: list[tuple[int, int]] = []
    for at in order:
        wide = cell_len(texts[at])
        left = max(0, min(at * step + (step - wide + 1) // 2, blank - wide))
        if (
            at not in placed
            and wide
            and all(left + wide < a or left > b for a, b in taken)
            and left + wide <= blank
        ):
            placed[at] = left
            taken.append((left, left + wide))
    for at in sorted(placed):
        yield Run(" " * (placed[at] - free))
        yield Run(texts[at], role, marked=at == marked)
        free = placed[at] + cell_len(texts[at])


def _lines(chart: Chart, step: int, height: int, *, plain: bool) -> list[list[Run]]:
    """Both lines; where they meet, that of now is seen. The column of the marked point is on another ground."""
    signs: dict[tuple[int, int], tuple[str, Role]] = {}
    both: tuple[tuple[Role, list[Value]], ...] = (
        ("year", [point.year for point in chart.points]),
        ("now", [point.now for point in chart.points]),
    )
    for role, values in both:
        thirds = [None if value is None else _thirds(value, chart, height) for value in values]
        for at, found in enumerate(thirds):
            if found is None:
                continue
            x = at * step + step // 2
            if at + 1 < len(thirds) and (to := thirds[at + 1]) is not None:
                signs.update((place, (sign, role)) for place, sign in _way(x, found, x + step, to))
            if role == "now":
                signs[x, found // 3] = (_POINT, "now") if plain else (" ", "point")
    lines = []
    for y in range(height):
        row = (signs.get((x, height - 1 - y), (" ", "plain")) for x in range(len(chart.points) * step))
        lines.append(
            _joined(Run(sign, role, x // step == chart.marked) for x, (sign, role) in enumerate(row))
        )
    return lines


def _way(x0: int, y0: int, x1: int, y1: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The signs from one point to the next, each with its column and its row from below; heights are in thirds of a row."""
    row = y0 // 3
    for x in range(x0, x1 + 1):
        y = y0 + round((y1 - y0) * (x - x0) / (x1 - x0))
        for between in range(min(row, y // 3) + 1, max(row, y // 3)):
            yield (x, between), _STEEP
        row = y // 3
        yield (x, row), _HEIGHTS[y % 3]


def _thirds(value: float, chart: Chart, height: int) -> int:
    """The height of a figure above the lowest line, in thirds of a row."""
    share = (value - chart.low) / (chart.high - chart.low)
    return round(max(0.0, min(1.0, share)) * (3 * height - 1))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one look as one run; a blank looks like what is beside it."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if (
            last
            and last.marked == run.marked
            and (run.role == last.role or (run.text == " " and "point" not in {run.role, last.role}))
        ):
            found[-1] = last._replace(text=last.text + run.text)
        else:
            found.append(run)
    return found


def _filled(runs: Sequence[Run], cells: int) -> list[Run]:
    used = sum(cell_len(run.text) for run in runs)
    return [*(run for run in runs if run.text), Run(" " * (cells - used))]


class LineChart(LineWidget):
    """Shows a chart; repaints the lines that have changed."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-chart--title", "line-chart--muted"}
    DEFAULT_CSS: ClassVar[str] = """
    LineChart { height: 8; width: 1fr; background: $surface; color: $foreground;
        & > .line-chart--title { background: $panel; text-style: bold; }
        & > .line-chart--muted { color: $text-muted; }
    }
    """

    _chart: Chart | None = None
    _lines: Sequence[Sequence[Run]] = ()

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def show(self, chart: Chart | None) -> None:
        """Show a chart; None: nothing."""
        if chart == self._chart and len(self._lines) == self.size.height:
            return
        self._chart = chart
        self._draw()

    def _draw(self) -> None:
        cells, rows = self.size
        plain = bool(getattr(self.app, "plain", False))
        lines = drawn(self._chart, cells, rows, plain=plain) if self._chart is not None else []
        before, self._lines = self._lines, lines
        for y in range(rows):
            if lines[y : y + 1] != list(before[y : y + 1]):
                self.refresh(Region(0, y, cells, 1))

    def render_line(self, y: int) -> Strip:
        """Line `y`, the title on the ground of titles."""
        base = self.get_component_rich_style("line-chart--title") if y == 0 else self.ground
        if y >= len(self._lines):
            return Strip.blank(self.size.width, base if self._lines else self.ground)
        styles = self._styles(base)
        segments = []
        for run in self._lines[y]:
            style = styles[run.role]
            segments.append(
                Segment(run.text, style + self._selected if run.marked and run.role != "point" else style)
            )
        return Strip(segments).adjust_cell_length(self.size.width, base).simplify()

    def _styles(self, base: Style) -> dict[Role, Style]:
        names = self.app.theme_variables
        muted = base + _coloured(names["text-muted"])
        quiet = muted + Style(bold=False)
        return {
            "plain": base, "title": base, "muted": quiet, "year": quiet,
            "now": base,
            "point": base + Style(bgcolor=Color.parse(names["bar"]).rich_color),
        }  # fmt: skip

    @property
    def _selected(self) -> Style:
        return Style(bgcolor=Color.parse(self.app.theme_variables["selected"]).rich_color)

    def on_resize(self) -> None:
        """Draw it in the new size."""
        self._draw()


@lru_cache(maxsize=8)
def _coloured(colour: str) -> Style:
    return Style(color=Color.parse(colour).rich_color)
