"""How wide the columns are whose texts are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.language.errors import Translate
from tui.language.text import cell_len


def widest(tr: Translate, msgids: Iterable[str]) -> int:
    """The cells of the widest of these texts."""
    return max(cell_len(tr(msgid)) for msgid in msgids)


def first_of(names: Sequence[str]) -> str:
    """The first of several names, and how many more there are: 绿色环保服务队 +1."""
    return f"{names[0]} +{len(names) - 1}" if len(names) > 1 else "".join(names)


def left_cells(tr: Translate) -> int:
    """The cells that the days left of a wish or an action item take at most."""
    words = (
        "call back",
        "due today",
        "no date",
        "days left",
        "review",
        "handed back",
        "rated badly",
        "accept it",
    )
    return max(cell_len(tr("{n} d over", n=100)), *(cell_len(tr(word)) for word in words))
