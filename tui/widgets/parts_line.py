"""A line of several parts, of which as many are shown as there is room for; how many more there are is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from tui.language.text import cell_len, clean
from tui.widgets.one_line import OneLine, Run

_LABEL = "parts-line--label"
_GAP = "  "


class PartsLine(OneLine):
    """A label, and parts that are whole or not there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {_LABEL}
    DEFAULT_CSS: ClassVar[str] = """
    PartsLine { color: $foreground; background: $surface;
        & > .parts-line--label { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[str, tuple[str, ...]] = ("", ())

    def show(self, label: str, parts: Sequence[str]) -> None:
        """Show other parts; repaints only if they differ."""
        shown = (clean(label), tuple(map(clean, parts)))
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def runs(self, cells: int) -> Iterator[Run]:
        """The label, and the parts that fit into `cells`."""
        label, parts = self._shown
        for count in range(len(parts), -1, -1):
            more = [f"+{len(parts) - count}"] if count < len(parts) else []
            text = _GAP.join([*parts[:count], *more])
            if not count or cell_len(f"  {label} {text}") < cells:
                yield Run(f"  {label} "[:cells], _LABEL)
                yield Run(text)
                return
