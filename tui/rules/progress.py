"""How far a project of several steps is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

# From nothing to the most, as blocks of growing height; and for terminals that have no such characters.
_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_PLAIN: Final = "_.-=+*#"


def progress(steps: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """How many steps of a project are done, and how many there are."""
    done = [bool(step.get("done_on")) for step in steps]
    return sum(done), len(done)


def bar(done: int, total: int, cells: int = 8) -> str:
    """Progress as text: #### for what is done, .... for what is not."""
    full = cells * done // total if total else 0
    return "#" * full + "." * (cells - full)


def sparkline(values: Sequence[float], *, plain: bool = False) -> str:
    """A character a value, the higher the more; empty where all is nothing."""
    signs, most = _PLAIN if plain else _BLOCKS, max(values, default=0)
    if most <= 0:
        return ""
    # What is not nothing is never shown as nothing.
    steps = len(signs) - 1
    return "".join(signs[max(value > 0, round(value / most * steps))] for value in values)
