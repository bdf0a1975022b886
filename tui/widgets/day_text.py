"""What stands in the cell of a calendar's day: whole texts, broken over its rows, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from tui.language.text import cell_len, ellipsize, wrap
from tui.widgets.columns import Tinted, Tone


def in_day(entries: Sequence[Tinted], rows: int, cells: int) -> list[Tinted]:
    """The entries of a day in `rows` of `cells`, each whole; the last row says how many are left, such as `+2`.

    Only where not even the first has room for all of it, is it cut. In one row the number stands behind the first, or alone.
    """
    if rows <= 0:
        return []
    whole = [row for entry in entries for row in _broken(entry, cells)]
    if len(whole) <= rows:
        return whole
    found: list[Tinted] = []
    for at, entry in enumerate(entries):
        left = len(entries) - at
        parts = _shortened(entry, cells)
        if len(found) + len(parts) <= rows - (left > 1):
            found += parts
            continue
        if rows == 1 < left:
            more = f" +{left - 1}"
            alone = len(parts) == 1 and cell_len(parts[0].text + more) <= cells
            return [parts[0]._replace(text=parts[0].text + more) if alone else Tinted(f"+{left}", Tone.DIM)]
        if found:
            return [*found, Tinted(f"+{left}", Tone.DIM)]
        others = [Tinted(f"+{left - 1}", Tone.DIM)] * (left > 1)
        return [*_cut(parts, rows - len(others), cells), *others]
    return found


def _broken(entry: Tinted, cells: int) -> list[Tinted]:
    """The rows of an entry with its whole text; its short one, if not even the first of several lines has room."""
    first, more, _ = entry.text.partition("\n")
    text = entry.short if more and cell_len(first) > cells and entry.short else entry.text
    return [Tinted(part, entry.tone) for part in wrap(text, max(2, cells))]


def _shortened(entry: Tinted, cells: int) -> list[Tinted]:
    """The rows of an entry that is to take one: of its whole text, if that fits, or of its short one."""
    text = (
        entry.text if cell_len(entry.text) <= cells and "\n" not in entry.text else entry.short or entry.text
    )
    return [Tinted(part, entry.tone) for part in wrap(text, max(2, cells))]


def _cut(parts: Sequence[Tinted], rows: int, cells: int) -> list[Tinted]:
    """As many rows as there are; the last has the mark of a cut, if there are more."""
    if len(parts) <= rows or not rows:
        return list(parts[:rows])
    last = parts[rows - 1]
    return [*parts[: rows - 1], last._replace(text=ellipsize(last.text + parts[rows].text, cells))]
