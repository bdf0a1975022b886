"""The top line of the screen: the place at the left, what needs a hand and the day at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, NamedTuple

from tui.language.text import cell_len, ellipsize
from tui.widgets.one_line import OneLine, Run

# Cells before the counts, between two, and between them and the day.
_APART: Final = 2


class Count(NamedTuple):
    """How many of something need a hand, as it is said; `pressing` is red."""

    text: str
    pressing: bool


class HeaderBar(OneLine):
    """One line with a left, a right and an optional centred text; before the right one, counts where there is room.

    Left and right may have parts, two blanks between them: if they do not fit together, the left loses its first
    parts, then the right is cut. The centred text is shown if it fits between them.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header-bar--right", "header-bar--pressing", "header-bar--soon"}
    DEFAULT_CSS: ClassVar[str] = """
    HeaderBar { background: $panel; color: $foreground; text-style: bold; padding: 0 1;
        & > .header-bar--right { text-style: not bold; color: $text-muted; }
        & > .header-bar--pressing { text-style: not bold; color: $error; }
        & > .header-bar--soon { text-style: not bold; color: $warning; }
    }
    """

    def __init__(self, left: str = "", right: str = "", *, centre: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._texts = (left, right, centre)
        self._more = ""
        self._counts: Sequence[Count] = ()
        self.titles_sheet = id != "header"
        """Whether it is the title line of a sheet, which a plain terminal marks, and not the top line of a screen."""

    def set_more(self, more: str) -> None:
        """Say before the right text that there is more than is in sight."""
        if more != self._more:
            self._more = more
            self.refresh()

    def set_counts(self, counts: Sequence[Count]) -> None:
        """Say what needs a hand, the most pressing first; those that do not fit are left out."""
        if counts != self._counts:
            self._counts = counts
            self.refresh()

    def set_text(self, left: str, right: str, centre: str = "") -> None:
        """Set the texts; repaints only if one has changed."""
        texts = (left, right, centre)
        if texts != self._texts:
            self._texts = texts
            self.refresh()

    def runs(self, cells: int) -> Iterator[Run]:
        """The texts, cut to fit into `cells`."""
        left, right, centre = self._texts
        if self.titles_sheet and getattr(self.app, "plain", False):
            left = f"= {left}"
        right = "  ".join(filter(None, (self._more, right)))
        while cell_len(left) + cell_len(right) >= cells and "  " in left:
            left = left.partition("  ")[2]
        while cell_len(left) + cell_len(right) >= cells and "  " in right:
            right = right.partition("  ")[0]
        left = ellipsize(left, cells)
        right = ellipsize(right, max(cells // 2, cells - cell_len(left) - 1))
        left = ellipsize(left, cells - cell_len(right) - 1) if right else left
        used = cell_len(left)
        gap = cells - used - cell_len(right)
        yield Run(left)
        centre = ellipsize(centre, cells)
        if centre and cell_len(centre) <= gap - 2:
            before = min(max(1, (cells - cell_len(centre)) // 2 - used), gap - cell_len(centre) - 1)
            gap -= before + cell_len(centre)
            yield Run(" " * before + centre)
        counts = self._that_fit(gap - _APART)
        gap -= sum(cell_len(count.text) + _APART for count in counts)
        yield Run(" " * gap)
        for count in counts:
            yield Run(count.text, "header-bar--pressing" if count.pressing else "header-bar--soon")
            yield Run(" " * _APART)
        yield Run(right, "header-bar--right")

    def _that_fit(self, cells: int) -> Sequence[Count]:
        """The first counts that fit into so many cells, each with the blanks after it."""
        for at, count in enumerate(self._counts):
            cells -= cell_len(count.text) + _APART
            if cells < 0:
                return self._counts[:at]
        return self._counts
