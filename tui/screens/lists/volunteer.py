"""Volunteers in lists: columns, the cells of a line, and the stars of their hours."""

from __future__ import annotations

from collections.abc import Sequence

from tui.language.errors import Message, Translate
from tui.language.text import cell_len
from tui.queries.volunteers import VolunteerLine
from tui.rules.people.availability import describe
from tui.rules.people.hours import Star
from tui.screens.base import wording
from tui.screens.lists.widths import first_of
from tui.widgets.columns import Cell, Column, Tinted, Tone


def stars(star: Star, tr: Translate) -> str:
    """The star level, and what is missing to the next."""
    level = tr("hours of {n} stars", n=star.stars) if star.stars else tr("no star yet")
    if not star.missing:
        return level
    more = Message("{n} h to the next star", {"n": f"{star.missing:g}"})
    return Message("{one}, {more}", {"one": level, "more": more}).text(tr)


def volunteer_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of the volunteers."""
    return (
        Column("name", tr("volunteer"), 14, grow=2),
        Column("teams", tr("team"), 14, grow=3, drop=2),
        Column("year", tr("this year"), max(6, cell_len(tr("this year"))), align="right"),
        Column("total", tr("in all"), max(6, cell_len(tr("in all"))), align="right"),
        Column("star", tr("stars"), cell_len(tr("stars")), align="right", drop=1),
        Column("free", tr("has time"), 12, grow=2, drop=3),
        Column("skills", tr("skills"), 10, grow=2),
    )


def volunteer_cells(line: VolunteerLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one volunteer."""
    free = describe(line.availability, tr)
    return (
        line.name,
        Tinted(tr(", ").join(line.teams), Tone.DIM, first_of(line.teams)),
        wording.hours(line.year),
        wording.hours(line.star.hours),
        Tinted(str(line.star.stars or ""), Tone.ACCENT),
        Tinted(free, short=first_of(free.split(tr(", ")))),
        Tinted(tr(", ").join(line.skills), short=first_of(line.skills)),
    )
