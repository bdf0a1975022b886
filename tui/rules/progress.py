"""How far a project of several steps is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def progress(steps: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """How many steps of a project are done, and how many there are."""
    done = [bool(step.get("done_on")) for step in steps]
    return sum(done), len(done)


def bar(done: int, total: int, cells: int = 8) -> str:
    """Progress as text: #### for what is done, .... for what is not."""
    full = cells * done // total if total else 0
    return "#" * full + "." * (cells - full)
