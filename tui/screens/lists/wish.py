"""Wishes in lists: columns, and the cells of a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tui.kinds.words import WISH_STATES, WISH_STATES_SHORT
from tui.language.errors import Translate
from tui.queries.board_lines import WishLine
from tui.screens.base import wording
from tui.screens.lists.attached import with_sign
from tui.screens.lists.widths import left_cells, widest
from tui.widgets.columns import Cell, Column, Tinted, Tone


def _without_year(line: WishLine) -> str:
    """The number of a wish without its year, if that is this year: 0002 for 2026-0002. Else whole."""
    year, dash, number = line.number.partition("-")
    recorded = line.stored.get("recorded_on")
    if not dash or not recorded:
        return line.number
    today = date.fromisoformat(recorded) + timedelta(line.age)
    return number if year == str(today.year) else line.number


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
    whole = with_sign(line.title, line.stored, tr)
    title = tr("{marks}: {text}", marks=" ".join(marks), text=whole) if marks else whole
    signs = [tr("sup.")] * line.supervised + [tr("urg.")] * urgent
    brief = " ".join([*signs, line.title]) if title != line.title else ""
    holder = line.holder or Tinted(tr(wording.NOBODY), Tone.WARN)
    shown = Tinted(title, Tone.WARN if line.supervised else Tone.PLAIN, brief)
    number = Tinted(line.number, short=_without_year(line))
    short_state = WISH_STATES_SHORT.get(line.state)  # type: ignore[call-overload]
    state = Tinted(tr(WISH_STATES[line.state]), short=tr(short_state) if short_state else "")  # type: ignore[index]
    return (number, shown, holder, state, wording.days_left(line, tr))
