"""A line of the kinds of records that are shown, to walk through by Tab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.language.text import ELLIPSIS, cell_len, ellipsize
from tui.widgets.one_line import OneLine, Run


class KindsLine(OneLine):
    """A line of all kinds found, with the number of records of each; the chosen one in brackets."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[str, bool], ...] = ()

    def show(self, kinds: Sequence[tuple[str, bool]]) -> None:
        """Set the kinds, each with whether it is the chosen one."""
        if tuple(kinds) != self._shown:
            self._shown = tuple(kinds)
            self.refresh()

    def runs(self, cells: int) -> Iterator[Run]:
        """The kinds that fit into `cells`, always with the chosen one."""
        words = [f"[{text}]" if chosen else f" {text} " for text, chosen in self._shown]
        first = next((at for at, (_, chosen) in enumerate(self._shown) if chosen), 0)
        start = 0
        while start < first and sum(cell_len(word) + 1 for word in words[start : first + 1]) > cells - 1:
            start += 1
        yield Run(_whole(words[start:], cells))


def _whole(words: Sequence[str], cells: int) -> str:
    """As many words as fit whole, each after a blank; `..` where that is not all."""
    line = ""
    for at, word in enumerate(words):
        more = cell_len(ELLIPSIS) + 1 if at < len(words) - 1 else 0
        if at and cell_len(f"{line} {word}") + more > cells:
            return f"{line} {ELLIPSIS}"
        line = f"{line} {word}"
    return ellipsize(line, cells)
