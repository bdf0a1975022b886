"""Where the head of a table is: below its titles, one row or two, with merged cells above others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tui.papers.importing.grids import Grid, MergedCell, text_of
from tui.papers.importing.headings import known, plain

# A head stands among the first rows with something in them.
_LOOKED_AT: Final = 120
LONGEST: Final = 30
"""How long a heading may be, in characters."""
_LABELLED: Final = re.compile(
    r"([^：:\s]{1,12})\s*[：:]\s*(\S.*?)(?=\s{2,}|\s+[^：:\s\d][^：:\s]{1,7}[：:]|$)", re.DOTALL
)


class Head(NamedTuple):
    """The rows of a head (from 0, the last one included) and the heading of each column.

    Of a heading in two rows, `names` has the lower part and `whole` both.
    """

    first: int
    last: int
    names: tuple[str, ...]
    whole: tuple[str, ...]


def find(grid: Grid) -> Head | None:
    """The head of the table, or None if there is none: no row with two known headings."""
    first = next((at for at, row in enumerate(grid.rows) if row), 0)
    looked = [[text_of(cell) for cell in row] for row in grid.rows[: first + _LOOKED_AT]]
    best, most = -1, 1.5
    for at, texts in enumerate(looked):
        score = _score(texts)
        if score > most:
            best, most = at, score
    if best < 0:
        return None
    first = last = best
    if best and _belongs_above(grid, looked, best):
        first = best - 1
    elif best + 1 < len(looked) and _belongs_below(grid, looked, best):
        last = best + 1
    return _named(grid, looked, first, last)


def _score(texts: Sequence[str]) -> float:
    """How much a row is a head: its known headings, each but once, less what no heading is."""
    filled = [t for t in texts if t]
    headings = {plain(t) for t in filled if len(t) <= LONGEST}
    hits = sum(known(h) for h in headings)
    return hits - 0.5 * sum(len(t) > LONGEST for t in filled) if hits * 3 >= len(filled) else 0


def _belongs_above(grid: Grid, looked: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the row above has the groups that the headings of this one belong to."""
    above = looked[at - 1]
    filled = [i for i, t in enumerate(above) if t]
    if len(filled) < 2 or any("：" in above[i] or ":" in above[i] or len(above[i]) > LONGEST for i in filled):
        return False
    if any(s.top == at - 1 and s.bottom >= at for s in grid.merged):
        return True
    spread = any(s.top == s.bottom == at - 1 and s.right > s.left for s in grid.merged)
    gaps = any(not t and above[i : i + 1] not in ([], [""]) for i, t in enumerate(looked[at]))
    return spread or gaps


def _belongs_below(grid: Grid, looked: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the row below names the parts of this one's headings."""
    below = looked[at + 1]
    filled = [i for i, t in enumerate(below) if t]
    if not filled or any(len(below[i]) > LONGEST for i in filled):
        return False
    if any(s.top == at and s.bottom == at + 1 for s in grid.merged):
        return True
    under = {i for s in grid.merged if s.top == s.bottom == at for i in range(s.left, s.right + 1)}
    under |= {i for i, t in enumerate(looked[at]) if not t}
    return all(i in under for i in filled) and any(known(plain(below[i])) for i in filled)


def _named(grid: Grid, looked: Sequence[Sequence[str]], first: int, last: int) -> Head:
    width = max((len(row) for row in looked[first : last + 1]), default=0)
    lower = [*looked[last], *([""] * (width - len(looked[last])))]
    if first == last:
        return Head(first, last, tuple(lower), tuple(lower))
    upper = _spread([*looked[first], *([""] * (width - len(looked[first])))], lower, grid.merged, first)
    names = tuple(low or up for low, up in zip(lower, upper, strict=True))
    whole = tuple(up + low if up != low else low for low, up in zip(lower, upper, strict=True))
    return Head(first, last, names, whole)


def _spread(upper: list[str], lower: Sequence[str], merged: Sequence[MergedCell], row: int) -> list[str]:
    """The groups of an upper row, each above all of its columns."""
    spans = {s.left: s.right for s in merged if s.top <= row <= s.bottom and s.right > s.left}
    groups: list[str] = []
    until, group = -1, ""
    for at, text in enumerate(upper):
        if text:
            group, until = text, spans.get(at, -1 if spans else len(upper))
        elif not (at <= until and lower[at]):
            group = ""
        groups.append(group)
    return groups


def labelled(grid: Grid, head: Head | None) -> Mapping[str, str]:
    """What stands above a head as `label：value`, by plain label: 会议时间, 走访人."""
    found: dict[str, str] = {}
    for row in grid.rows[: head.first if head else 0]:
        for cell in row:
            for label, value in _LABELLED.findall(text_of(cell)):
                found.setdefault(plain(label), value.strip())
    return found


def titles(grid: Grid, head: Head | None) -> str:
    """The text above the head."""
    return "\n".join(
        text for row in grid.rows[: head.first if head else 0] for c in row if (text := text_of(c))
    )
