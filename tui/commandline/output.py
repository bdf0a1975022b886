"""What commands print: JSON for programs, columns for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tui.commandline.files import write_output
from tui.language.cleaning import json_escaped
from tui.language.text import cell_len, pad


def print_json(value: Any) -> None:
    """Print `value` as JSON; what is no mapping, as a list."""
    import json

    import orjson

    if not isinstance(value, Mapping):
        value = list(value)
    try:
        content = orjson.dumps(value, option=orjson.OPT_INDENT_2)
    except TypeError:  # the name of a file that is not UTF-8
        content = json.dumps(value, indent=2).encode()
    write_output(json_escaped(content.decode()).encode() + b"\n")


# Cells of a column on a terminal, but for the last.
_MOST: Final = 48


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of text as columns, measured in cells.

    The last column is never cut. The others are, at 48 cells, on a terminal alone: what is written to a file or
    handed to another program is whole.
    """
    most = _MOST if sys.stdout.isatty() else sys.maxsize
    widths = [min(most, max(cell_len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    widths[-1] = max(cell_len(row[-1]) for row in rows)
    for row in rows:
        print("  ".join(_padded(row, widths)).rstrip())


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    return (pad(text, width) for text, width in zip(row, widths, strict=True))
