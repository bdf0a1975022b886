"""What commands print: JSON for programs, columns for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from tui.language.text import cell_len, pad


def print_json(value: Any) -> None:
    """Print `value` as JSON; what is no mapping, as a list."""
    if not isinstance(value, Mapping):
        value = list(value)
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.buffer.flush()


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of text as columns, measured in cells."""
    widths = [min(48, max(cell_len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    for row in rows:
        print("  ".join(_padded(row, widths)).rstrip())


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    return (pad(text, width) for text, width in zip(row, widths, strict=True))
