"""Sessions in lists: columns, and the cells of a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.kinds.words import SESSION_STATES
from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.queries.board_lines import SessionLine
from tui.rules.services.signups import turnout
from tui.screens.base import wording
from tui.screens.lists.widths import widest
from tui.widgets.columns import Cell, Column, Tinted, Tone


def session_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of a list of sessions."""
    return (
        Column("when", tr("when"), max(cell_len(tr("in {n} d", n=14)), cell_len(tr("tomorrow"))), drop=3),
        Column("day", tr("date"), cell_len(f"11-27 {tr('Fri')}")),
        Column("time", tr("from"), 5, drop=1),
        Column("service", tr("service"), 14, grow=4),
        Column("place", tr("place"), 10, grow=2, drop=4),
        Column("team", tr("team"), 12, grow=3, drop=2),
        Column("state", tr("state"), widest(tr, SESSION_STATES.values())),
    )


def session_cells(line: SessionLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one session."""
    tone = Tone.DIM if line.state in {"cancelled", "done"} else Tone.PLAIN
    marks = _marks(line, tr)
    service = tr("{marks}: {text}", marks=" ".join(marks), text=line.service) if marks else line.service
    return (
        wording.when_session(line, tr),
        Tinted(wording.short_day(line.starts_at.date(), tr), short=f"{line.starts_at:%m-%d}"),
        f"{line.starts_at:%H:%M}",
        Tinted(service, Tone.WARN if line.clash or line.missing else tone),
        Tinted(line.place, tone),
        Tinted(line.team, tone),
        wording.session_state(line, tr),
    )


def own_session_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of one service's sessions: without its name, with what came of them."""
    when, day, time, _, place, team, state = session_columns(tr)
    return (
        when,
        day,
        time,
        place,
        team,
        Column("more", tr("more"), max(12, cell_len(tr("signed up {n}", n="20/40"))), grow=3),
        state,
    )


def own_session_cells(line: SessionLine, stored: Mapping[str, Any], tr: Translate) -> Sequence[Cell]:
    """The cells of one session among those of its service."""
    tone = Tone.DIM if line.state in {"cancelled", "done"} else Tone.PLAIN
    return (
        wording.when_session(line, tr),
        Tinted(wording.short_day(line.starts_at.date(), tr), short=f"{line.starts_at:%m-%d}"),
        f"{line.starts_at:%H:%M}",
        Tinted(line.place, tone),
        Tinted(line.team, tone),
        Tinted(_came_of_it(line, stored, tr), Tone.WARN if line.clash or line.missing else tone),
        wording.session_state(line, tr),
    )


def _marks(line: SessionLine, tr: Translate) -> list[str]:
    """What is wrong with a session that is still to come, or unlike the others."""
    lacks = [line.missing.text(tr)] if line.missing else []
    return [*lacks, *[tr("clash")] * line.clash, *[tr("moved")] * line.moved]


def _came_of_it(line: SessionLine, stored: Mapping[str, Any], tr: Translate) -> str:
    """What is to be known of a session in a word or two: the reason, who was served, who signed up."""
    if line.state == "done":
        return tr("{n} people", n=stored.get("people_served") or 0)
    said = _marks(line, tr)
    if line.state != "cancelled":
        lists, cap = turnout(stored.get("signups") or (), stored.get("cap")), stored.get("cap")
        if lists.coming or cap:
            said.append(tr("signed up {n}", n=f"{len(lists.coming)}/{cap}" if cap else len(lists.coming)))
        said += [tr("waiting {n}", n=len(lists.waiting))] if lists.waiting else []
        said += [tr("at home {n}", n=len(lists.at_home))] if lists.at_home else []
    return " ".join([*said, str(stored.get("reason") or "")]).strip()
