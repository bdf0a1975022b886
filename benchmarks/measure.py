"""Figures and tables."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, what it is compared with, the aim in words."""

    what: str
    value: str
    reference: str = ""
    ratio: str = ""
    aim: str = ""


def median_ms(seconds: Sequence[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(seconds) * 1000


def percentile_ms(seconds: Sequence[float], percent: float) -> float:
    """The value in milliseconds below which `percent` of the figures lie."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] * 1000


def table(title: str, rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [f"### {title}", "", "| what | figure | reference | ratio | aim |", "|---|---:|---:|---:|---|"]
    lines += [f"| {r.what} | {r.value} | {r.reference} | {r.ratio} | {r.aim} |" for r in rows]
    return "\n".join([*lines, ""])
