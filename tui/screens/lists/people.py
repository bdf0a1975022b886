"""Volunteers, lessons and home requests in lists: columns, and the cells of a line."""

from __future__ import annotations

from collections.abc import Sequence

from tui.kinds.record import Stored
from tui.kinds.words import HOME_STATES, LESSON_STATES
from tui.language.errors import Message, Translate
from tui.language.text import cell_len
from tui.queries.volunteers import VolunteerLine
from tui.rules.people.availability import describe
from tui.rules.people.hours import Star
from tui.screens.base import wording
from tui.store import Store
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
    return (
        line.name,
        Tinted(tr(", ").join(line.teams), Tone.DIM),
        wording.hours(line.year),
        wording.hours(line.star.hours),
        Tinted(
            str(line.star.stars) if line.star.stars else "-", Tone.ACCENT if line.star.stars else Tone.DIM
        ),
        describe(line.availability, tr),
        tr(", ").join(line.skills),
    )


def lesson_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of the skill learning group."""
    return (
        Column("skill", tr("skill"), 12, grow=2),
        Column("teacher", tr("teacher"), 14, grow=2),
        Column("learner", tr("learner"), 14, grow=2),
        Column("begun", tr("begun"), 10, drop=1),
        Column("lessons", tr("lessons"), max(4, cell_len(tr("lessons"))), align="right", drop=2),
        Column("state", tr("state"), max(cell_len(tr(s)) for s in LESSON_STATES.values())),
    )


def lesson_cells(store: Store, lesson: Stored, tr: Translate) -> Sequence[Cell]:
    """The cells of one learner with one skill."""
    tone = Tone.PLAIN if lesson["state"] == "learning" else Tone.DIM
    names = [
        str((store.volunteers.find_stored(lesson[f]) or {}).get("name", "?"))
        for f in ("teacher_id", "learner_id")
    ]
    return (
        Tinted(lesson["skill"], tone), *names, str(lesson["begun_on"]), str(len(lesson["met_on"])),
        Tinted(tr(LESSON_STATES[lesson["state"]]), tone),
    )  # fmt: skip


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
