"""The bottom line of the screen, or two lines of a tall one: the keys that can be used now, and where one can go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, NamedTuple

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.language.text import cell_len, clean
from tui.widgets.one_line import OneLine, Run, strip_of

# Cells between two keys, and where the line is so short that each cell counts.
_GAP: Final = 2
_NARROW_GAP: Final = 1
_NARROW: Final = 60
# Lines of the terminal from which on a bar may have two of them: the usual 80×24 is one of these.
_TALL: Final = 24
# Lines from which on the second of them is for the screens alone.
_OWN_LINE: Final = 30


class KeyItem(NamedTuple):
    """A key as it is shown, what it does, and the owner's action that a click on it runs.

    `here`: it leads to where one is, and stands in brackets.
    """

    key: str
    label: str
    action: str = ""
    here: bool = False

    @property
    def cells(self) -> int:
        """How wide it is."""
        return cell_len(self.key) + 1 + cell_len(self.label) + 2 * self.here


class _Spot(NamedTuple):
    """Where a key stands: its line, its first cell and the one after its last."""

    item: KeyItem
    line: int
    start: int
    end: int


class KeyBar(OneLine):
    """Keys with labels; those that do not fit are left out, from the right.

    With `tall`, the bar has two lines where the terminal has so many that nothing is lost by it; with `whole`, as many
    lines as its keys need. The keys that lead to other screens follow; on a terminal of 30 lines they have the second
    line to themselves, and stay where they are while the keys above change with the cursor.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}
    DEFAULT_CSS: ClassVar[str] = """
    KeyBar { background: $panel; color: $foreground; padding: 0 1; height: auto;
        & > .key-bar--key { color: $text-accent; text-style: bold; }
    }
    """

    class Pressed(Message):
        """A key with its label was clicked."""

        def __init__(self, key_bar: KeyBar, item: KeyItem) -> None:
            super().__init__()
            self.key_bar = key_bar
            self.item = item

        @property
        def control(self) -> KeyBar:
            """The bar, for `@on` selectors."""
            return self.key_bar

    def __init__(
        self,
        items: Sequence[KeyItem | tuple[str, str]] = (),
        *,
        tall: bool = False,
        whole: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._items = _items(items)
        self._places: tuple[KeyItem, ...] = ()
        self._tall = tall
        self._whole = whole

    @property
    def items(self) -> tuple[KeyItem, ...]:
        """All keys, also those that do not fit."""
        return (*self._items, *self._places)

    def set_items(
        self, items: Sequence[KeyItem | tuple[str, str]], places: Sequence[KeyItem | tuple[str, str]] = ()
    ) -> None:
        """Set the keys, the most important first, and those that lead to other screens; repaints only if they have changed."""
        new = _items(items), _items(places)
        if new != (self._items, self._places):
            self._items, self._places = new
            self.refresh()

    @property
    def _lines(self) -> int:
        """How many lines there may be."""
        if self._whole:
            return max(1, len(self.items))
        return 2 if self._tall and self.app.size.height >= _TALL else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One line, two of a tall terminal, or those that the keys need."""
        return 1 + max((spot.line for spot in self._spots(width)), default=0) if self._whole else self._lines

    def render_line(self, y: int) -> Strip:
        """Line `y` of the keys."""
        cells = self.size.width
        return strip_of(self, self._runs(cells, y), cells)

    def _runs(self, cells: int, y: int) -> Iterator[Run]:
        """The keys of line `y`."""
        at = 0
        for item, line, start, end in self._spots(cells):
            if line != y:
                continue
            yield Run(" " * (start - at))
            at = end
            yield Run(("[" if item.here else "") + item.key, "key-bar--key")
            yield Run(f" {item.label}", "key-bar--key" if item.here else None)
            yield Run("]" if item.here else "", "key-bar--key")

    def _spots(self, cells: int) -> list[_Spot]:
        """Where each key stands that fits."""
        if not self._places or self.app.size.height < _OWN_LINE or not self._tall:
            return list(_flow(self.items, cells, self._lines, _gap(cells)))
        needed = sum(item.cells for item in self._places) + _GAP * (len(self._places) - 1)
        gap = _GAP if needed <= cells else _NARROW_GAP
        above = _flow(self._items, cells, 1, _gap(cells))
        return [*above, *(spot._replace(line=1) for spot in _flow(self._places, cells, 1, gap))]

    def on_click(self, event: events.Click) -> None:
        """Post `Pressed` for the key that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for item, line, start, end in self._spots(self.size.width):
            if line == offset.y and start <= offset.x < end:
                event.stop()
                self.post_message(self.Pressed(self, item))


def _flow(items: Sequence[KeyItem], cells: int, lines: int, gap: int) -> Iterator[_Spot]:
    """The keys after each other, in at most so many lines of `cells`, until one does not fit any more."""
    line = at = 0
    for item in items:
        if at + item.cells > cells and at and line + 1 < lines:
            line, at = line + 1, 0
        if at + item.cells > cells:
            return
        yield _Spot(item, line, at, at + item.cells)
        at += item.cells + gap


def _gap(cells: int) -> int:
    return _NARROW_GAP if cells < _NARROW else _GAP


def _items(items: Sequence[KeyItem | tuple[str, str]]) -> tuple[KeyItem, ...]:
    return tuple(KeyItem(clean(item[0]), clean(item[1]), *item[2:]) for item in items)
