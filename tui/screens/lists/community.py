"""The lines of the board over communities: columns and cells."""

from __future__ import annotations

from collections.abc import Sequence

from tui.language.i18n import Translator
from tui.queries.rollup import CommunityLine
from tui.rules.rollup.tally import Figures
from tui.widgets.columns import Across, Cell, Column, Tinted, Tone, text_of


def community_columns(tr: Translator) -> tuple[Column, ...]:
    """A community's name and its figures; those that matter least go first where there is no room."""
    return (
        Column("name", tr("community"), 12, grow=1),
        Column("overdue", tr("past due"), 4, align="right"),
        Column("open", tr("in hand"), 4, align="right"),
        Column("done", tr("finished"), 4, align="right"),
        Column("days", tr("mean days"), 5, align="right", drop=2),
        Column("held", tr("sessions"), 4, align="right"),
        Column("people", tr("served by sessions"), 5, align="right"),
        Column("hours", tr("hours"), 6, align="right"),
        Column("visits", tr("visits"), 4, align="right", drop=3),
        Column("meetings", tr("meetings"), 4, align="right", drop=4),
        Column("notes", tr("notes"), 8, drop=1),
        Column("last", tr("last activity"), 11, drop=5),
    )


def community_cells(line: CommunityLine, tr: Translator) -> Sequence[Cell]:
    """The cells of a community. What was known before its server went is grey; why one cannot be read stands at its name."""
    found = line.figures
    if found is None:
        what = line.trouble.text(tr) if line.wrong else tr("being counted ..")
        bad = line.wrong not in {"", "waiting"}
        return Across(f"{line.called}: {what}", Tone.BAD if bad else Tone.DIM), *[""] * 11
    cells = _figures(line, found, tr)
    if not line.wrong:
        return cells
    return [Tinted(text_of(cell), Tone.DIM) for cell in cells]


def _figures(line: CommunityLine, found: Figures, tr: Translator) -> Sequence[Cell]:
    notes = [tr("{n} open", n=found.asked)] * bool(found.asked)
    notes += [tr("{n} answered", n=found.answered)] * bool(found.answered)
    return (
        Tinted(line.called, Tone.PLAIN if line.current else Tone.DIM),
        Tinted(str(found.overdue), Tone.BAD if found.overdue else Tone.PLAIN),
        str(found.open),
        str(found.done_month),
        "" if found.days_to_finish is None else f"{found.days_to_finish:g}",
        str(found.sessions_month),
        str(found.people_month),
        f"{found.hours_month:g}",
        "" if found.visits_month is None else str(found.visits_month),
        str(found.meetings_month),
        Tinted(" ".join(notes), Tone.WARN if found.asked else Tone.PLAIN),
        Tinted(found.last_activity[5:16].replace("T", " "), Tone.DIM),
    )
