"""Progress of a project of several steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def progress(steps: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """The number of steps done, and of all steps."""
    done = [bool(step.get("done_on")) for step in steps]
    return sum(done), len(done)


def bar(done: int, total: int, cells: int = 8) -> str:
    """Progress as text: # for what is done, . for the rest."""
    full = cells * done // total if total else 0
    return "#" * full + "." * (cells - full)
