"""Progress of a project of several steps, and small charts in text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

# From the lowest to the highest value: as blocks, and for terminals without these characters.
_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_PLAIN: Final = "_.-=+*#"


def progress(steps: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """The number of steps done, and of all steps."""
    done = [bool(step.get("done_on")) for step in steps]
    return sum(done), len(done)


def bar(done: int, total: int, cells: int = 8) -> str:
    """Progress as text: # for what is done, . for the rest."""
    full = cells * done // total if total else 0
    return "#" * full + "." * (cells - full)


def sparkline(values: Sequence[float], *, plain: bool = False) -> str:
    """One character per value, taller for a greater value; empty if all values are 0."""
    signs, most = _PLAIN if plain else _BLOCKS, max(values, default=0)
    if most <= 0:
        return ""
    # A value above 0 is never shown as 0.
    steps = len(signs) - 1
    return "".join(signs[max(value > 0, round(value / most * steps))] for value in values)
