"""Wishes in lists: columns, and the cells of a line."""

from __future__ import annotations

from collections.abc import Sequence

from tui.kinds.words import WISH_STATES
from tui.language.errors import Translate
from tui.queries.board_lines import WishLine
from tui.screens.base import wording
from tui.screens.lists.widths import left_cells, widest
from tui.widgets.columns import Cell, Column, Tinted, Tone


def wish_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of a list of wishes."""
    return (
        Column("number", tr("number"), 9),
        Column("title", tr("wish"), 24, grow=5),
        Column("holder", tr("held by"), 12, grow=2, drop=1),
        Column("state", tr("state"), widest(tr, WISH_STATES.values()), drop=2),
        Column("left", tr("days left"), left_cells(tr), align="right"),
    )


def wish_cells(line: WishLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one wish."""
    urgent = line.urgency == "urgent" and line.due != "none"
    marks = [tr("supervised")] * line.supervised + [tr("urgent")] * urgent
    title = tr("{marks}: {text}", marks=" ".join(marks), text=line.title) if marks else line.title
    holder = line.holder or Tinted(tr(wording.NOBODY), Tone.WARN)
    shown = Tinted(title, Tone.WARN) if line.supervised else title
    return (line.number, shown, holder, tr(WISH_STATES[line.state]), wording.days_left(line, tr))  # type: ignore[index]
