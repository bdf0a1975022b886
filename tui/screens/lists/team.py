"""Teams in lists: columns, and the cells of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.kinds.words import TEAM_STATES
from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.queries.board_lines import TeamLine
from tui.screens.base import wording
from tui.screens.lists.widths import widest
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.figure_table import bar

# Cells of the bar beside a team's hours.
_BAR: Final = 12


def team_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of a list of teams."""
    return (
        Column("name", tr("team"), 16, grow=3),
        Column("state", tr("state"), widest(tr, TEAM_STATES.values())),
        Column("why", tr("more"), 22, grow=2, drop=2),
        Column("members", tr("people"), max(6, cell_len(tr("people"))), align="right"),
        Column("hours", tr("hours"), cell_len(tr("{n} h/month", n=100)), align="right", drop=1),
    )


def with_bar(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, and where there is room a bar of each team's hours."""
    return (*columns, Column("bar", "", _BAR, drop=3))


def bar_cell(line: TeamLine, most: float) -> Cell:
    """The bar of a team's hours; `most` are those of the team that has most."""
    return bar(line.hours, most, _BAR)


def team_cells(line: TeamLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one team."""
    people = f"{line.members}/{line.needed}" if line.members < line.needed else str(line.members)
    return (
        line.name,
        Tinted(tr(TEAM_STATES[line.status.kind]), wording.TEAM_TONES[line.status.kind]),
        Tinted(line.status.reason.text(tr), Tone.DIM),
        people,
        Tinted(
            tr("{n} h/month", n=wording.hours(line.hours)), short=tr("{n} h", n=wording.hours(line.hours))
        ),
    )
