"""What the lists of sessions, wishes and teams show: their columns and the cells of a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.kinds.words import SESSION_STATES, TEAM_STATES, WISH_STATES
from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.queries.board import ActionLine, SessionLine, TeamLine, WishLine
from tui.rules.progress import bar
from tui.rules.services.signups import turnout
from tui.screens.base import wording
from tui.widgets.columns import Cell, Column, Tinted, Tone


def session_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of a list of sessions."""
    return (
        Column("when", tr("when"), max(cell_len(tr("in {n} d", n=14)), cell_len(tr("tomorrow"))), drop=4),
        Column("day", tr("date"), cell_len(f"11-27 {tr('Fri')}")),
        Column("time", tr("from"), 5),
        Column("service", tr("service"), 14, grow=4),
        Column("place", tr("place"), 10, grow=2, drop=3),
        Column("team", tr("team"), 12, grow=3, drop=2),
        Column("state", tr("state"), _widest(tr, SESSION_STATES.values())),
    )


def session_cells(line: SessionLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one session."""
    tone = Tone.DIM if line.state in {"cancelled", "done"} else Tone.PLAIN
    marks = _marks(line, tr)
    service = f"{' '.join(marks)}: {line.service}" if marks else line.service
    return (
        wording.when_session(line, tr),
        wording.short_day(line.starts_at.date(), tr),
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
        wording.short_day(line.starts_at.date(), tr),
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


def wish_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of a list of wishes."""
    return (
        Column("number", tr("number"), 9),
        Column("title", tr("wish"), 24, grow=5),
        Column("holder", tr("held by"), 12, grow=2, drop=1),
        Column("state", tr("state"), _widest(tr, WISH_STATES.values()), drop=2),
        Column("left", tr("days left"), _left_cells(tr), align="right"),
    )


def wish_cells(line: WishLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one wish."""
    urgent = line.urgency == "urgent" and line.due != "none"
    marks = [tr("supervised")] * line.supervised + [tr("urgent")] * urgent
    title = f"{' '.join(marks)}: {line.title}" if marks else line.title
    holder = line.holder or Tinted(tr(wording.NOBODY), Tone.WARN)
    shown = Tinted(title, Tone.WARN) if line.supervised else title
    return (line.number, shown, holder, tr(WISH_STATES[line.state]), wording.days_left(line, tr))  # type: ignore[index]


def team_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of a list of teams."""
    return (
        Column("name", tr("team"), 16, grow=3),
        Column("state", tr("state"), _widest(tr, TEAM_STATES.values())),
        Column("why", tr("more"), 22, grow=2, drop=2),
        Column("members", tr("people"), max(6, cell_len(tr("people"))), align="right"),
        Column("hours", tr("hours"), cell_len(tr("{n} h/month", n=100)), align="right", drop=1),
    )


def team_cells(line: TeamLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one team."""
    people = f"{line.members}/{line.needed}" if line.members < line.needed else str(line.members)
    return (
        line.name,
        Tinted(tr(TEAM_STATES[line.status.kind]), wording.TEAM_TONES[line.status.kind]),
        Tinted(line.status.reason.text(tr), Tone.DIM),
        people,
        tr("{n} h/month", n=wording.hours(line.hours)),
    )


def action_columns(tr: Translate) -> tuple[Column, ...]:
    """The columns of a list of action items."""
    return (
        Column("title", tr("action item"), 20, grow=4),
        Column("owner", tr("held by"), 10, grow=2),
        Column("steps", tr("steps"), 10, drop=2),
        Column(
            "age", tr("age"), max(cell_len(tr("{n} d", n=100)), cell_len(tr("age"))), align="right", drop=1
        ),
        Column("left", tr("days left"), _left_cells(tr), align="right"),
    )


def action_cells(line: ActionLine, tr: Translate) -> Sequence[Cell]:
    """The cells of one open action item."""
    steps = f"{bar(line.done, line.steps, 6)} {line.done}/{line.steps}" if line.steps else ""
    age = Tinted(tr("{n} d", n=line.age), Tone.DIM)
    return (line.title, line.owner, steps, age, wording.action_left(line, tr))


def _left_cells(tr: Translate) -> int:
    words = (
        "to be rated",
        "due today",
        "no date",
        "days left",
        "review",
        "handed back",
        "rated badly",
        "accept it",
    )
    return max(cell_len(tr("{n} d over", n=100)), *(cell_len(tr(word)) for word in words))


def _widest(tr: Translate, msgids: object) -> int:
    return max(cell_len(tr(msgid)) for msgid in msgids)  # type: ignore[attr-defined]
