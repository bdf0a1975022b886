"""Home requests in lists, and who is due again: columns, and the colour of a state."""

from __future__ import annotations

from tui.kinds.words import HOME_STATES
from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.widgets.columns import Column, Tone


def home_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of the home requests."""
    return (
        Column("day", tr("day set"), max(10, cell_len(f"11-27 {tr('Fri')}"), cell_len(tr("wished for")))),
        Column("resident", tr("resident"), 14, grow=3),
        Column("skill", tr("wanted"), 10, grow=2),
        Column("where", tr("compound"), 12, grow=2, drop=2),
        Column("holder", tr("held by"), 14, grow=2, drop=1),
        Column("state", tr("state"), max(cell_len(tr(s)) for s in HOME_STATES.values())),
    )


def due_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of those who are due again."""
    return (
        Column("resident", tr("resident"), 14, grow=3),
        Column("skill", tr("wanted"), 10, grow=2),
        Column("where", tr("compound"), 12, grow=2, drop=1),
        Column("last", tr("last time"), 10),
        Column("weeks", tr("weeks"), cell_len(tr("{n} weeks ago", n=100)), align="right"),
    )


def home_tone(state: str) -> Tone:
    """How a request's state is coloured."""
    return {"requested": Tone.WARN, "done": Tone.GOOD, "rated": Tone.DIM, "cancelled": Tone.DIM}.get(
        state, Tone.PLAIN
    )
