"""The bottom line of the screen, or two lines of a tall one: the keys that can be used now."""

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


class KeyItem(NamedTuple):
    """A key as it is shown, what it does, and the owner's action that a click on it runs."""

    key: str
    label: str
    action: str = ""


class KeyBar(OneLine):
    """Keys with labels; those that do not fit are left out, from the right.

    With `tall`, the bar has two lines where the terminal has so many that nothing is lost by it; with `whole`, as many
    lines as its keys need.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}
    DEFAULT_CSS: ClassVar[str] = """
    KeyBar { background: $panel; color: $foreground; padding: 0 1; height: auto;
        & > .key-bar--key { color: $text-accent; text-style: bold; }
    }
    """

    class Pressed(Message):
        """A key with its label was clicked."""

        def __init__(self, key_bar: KeyBar, item: KeyItem, index: int) -> None:
            super().__init__()
            self.key_bar = key_bar
            self.item = item
            self.index = index

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
        self._tall = tall
        self._whole = whole

    @property
    def items(self) -> tuple[KeyItem, ...]:
        """All keys, also those that do not fit."""
        return self._items

    def set_items(self, items: Sequence[KeyItem | tuple[str, str]]) -> None:
        """Set the keys, the most important first; repaints only if they have changed."""
        new = _items(items)
        if new != self._items:
            self._items = new
            self.refresh()

    @property
    def _lines(self) -> int:
        """How many lines there may be."""
        if self._whole:
            return max(1, len(self._items))
        return 2 if self._tall and self.app.size.height >= _TALL else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One line, two of a tall terminal, or those that the keys need."""
        return 1 + max((line for line, _, _ in self._spans(width)), default=0) if self._whole else self._lines

    def render_line(self, y: int) -> Strip:
        """Line `y` of the keys."""
        cells = self.size.width
        return strip_of(self, self._runs(cells, y), cells)

    def _runs(self, cells: int, y: int) -> Iterator[Run]:
        """The keys of line `y`."""
        for item, (line, start, _end) in zip(self._items, self._spans(cells), strict=False):
            if line != y:
                continue
            if start:
                yield Run(" " * _gap(cells))
            yield Run(item.key, "key-bar--key")
            yield Run(f" {item.label}")

    def _spans(self, cells: int) -> list[tuple[int, int, int]]:
        """The line, the first cell, and the cell after the last, of each key that fits."""
        spans: list[tuple[int, int, int]] = []
        line = at = 0
        for item in self._items:
            length = cell_len(item.key) + 1 + cell_len(item.label)
            if at + length > cells and at and line + 1 < self._lines:
                line, at = line + 1, 0
            if at + length > cells:
                break
            spans.append((line, at, at + length))
            at += length + _gap(cells)
        return spans

    def on_click(self, event: events.Click) -> None:
        """Post `Pressed` for the key that was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for index, (line, start, end) in enumerate(self._spans(self.size.width)):
            if line == offset.y and start <= offset.x < end:
                event.stop()
                self.post_message(self.Pressed(self, self._items[index], index))


def _gap(cells: int) -> int:
    return _NARROW_GAP if cells < _NARROW else _GAP


def _items(items: Sequence[KeyItem | tuple[str, str]]) -> tuple[KeyItem, ...]:
    return tuple(KeyItem(clean(item[0]), clean(item[1]), *item[2:]) for item in items)
