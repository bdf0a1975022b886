"""Lessons of the skill learning group in lists: columns, and the cells of a line."""

from __future__ import annotations

from collections.abc import Sequence

from tui.kinds.record import Stored
from tui.kinds.words import LESSON_STATES
from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.store import Store
from tui.widgets.columns import Cell, Column, Tinted, Tone


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
        Tinted(lesson["skill"], tone),
        *names,
        str(lesson["begun_on"]),
        str(len(lesson["met_on"])),
        Tinted(tr(LESSON_STATES[lesson["state"]]), tone),
    )
