"""Action items in lists: columns, and the cells of a line."""

from __future__ import annotations

from collections.abc import Sequence

from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.queries.board_lines import ActionLine
from tui.rules.progress import bar
from tui.screens.base import wording
from tui.screens.lists.attached import with_sign
from tui.screens.lists.widths import left_cells
from tui.widgets.columns import Cell, Column, Tinted, Tone


def action_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of a list of action items."""
    return (
        Column("title", tr("action item"), 20, grow=4),
        Column("owner", tr("held by"), 10, grow=2),
        Column("steps", tr("steps"), 10, drop=2),
        Column(
            "age",
            tr("age"),
            max(cell_len(tr("{n} d so far", n=100)), cell_len(tr("age"))),
            align="right",
            drop=1,
        ),
        Column("left", tr("days left"), left_cells(tr), align="right"),
    )


def action_cells(line: ActionLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one open action item."""
    steps = (
        Tinted(f"{bar(line.done, line.steps, 6)} {line.done}/{line.steps}", Tone.BAR) if line.steps else ""
    )
    age = Tinted(tr("{n} d so far", n=line.age) if line.age else tr("new today"), Tone.DIM)
    return (with_sign(line.title, line.stored, tr), line.owner, steps, age, wording.action_left(line, tr))
