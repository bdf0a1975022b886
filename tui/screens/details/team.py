"""A team in full: what it is doing, and who is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from tui.kinds.record import Target
from tui.kinds.words import MEMBER_ROLES, TEAM_KINDS, TEAM_STATES
from tui.language.errors import Message, Translate
from tui.queries import board_teams
from tui.screens.base import wording
from tui.screens.details.alliance import committee_member
from tui.screens.details.lines import more, pairs
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

# What the lines below show in words of their own; every other field is shown as it is declared.
_SHOWN: Final = frozenset({
    "name", "kind", "leader", "committee_member", "members", "needed", "skills", "base", "slot", "founded", "honours", "partner_ids", "quiet_weeks", "paused", "paused_until",
})  # fmt: skip


def team_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a team; none if it is gone."""
    team = store.teams.find_stored(target.id)
    if team is None:
        return
    line = next(line for line in board_teams.team_lines(store, now) if line.id == target.id)
    yield DetailLine(team["name"], tone=Tone.ACCENT)
    state = tr(TEAM_STATES[line.status.kind])
    yield DetailLine(state, tone=wording.TEAM_TONES[line.status.kind])
    yield DetailLine(line.status.reason.text(tr), tone=Tone.DIM)
    yield DetailLine("")
    partners = [store.partners.find_stored(id) for id in team.get("partner_ids") or ()]
    month = Message("{n} h", {"n": wording.hours(line.hours)})
    yield from pairs(
        (tr("kind"), tr(TEAM_KINDS[team["kind"]])),
        (tr("leader"), team.get("leader") or ""),
        (tr("committee"), committee_member(store, team, now, tr)),
        (tr("founded"), team.get("founded") or ""),
        (tr("base"), team.get("base") or ""),
        (tr("slot"), team.get("slot") or ""),
        (tr("skills"), tr(", ").join(team.get("skills") or ())),
        (tr("partners"), tr(", ").join(p["name"] for p in partners if p)),
        (tr("honours"), tr(", ").join(team.get("honours") or ())),
        (tr("this month"), month.text(tr)),
        (
            tr("next"),
            f"{wording.long_day(line.next_at.date(), tr)} {line.next_at:%H:%M}" if line.next_at else "",
        ),
        (tr("silent after"), tr("{n} weeks", n=team["quiet_weeks"]) if team.get("quiet_weeks") else ""),
        *more(store, "team", team, _SHOWN, tr),
    )
    yield DetailLine("")
    people = tr("roster, {n} people", n=line.members)
    if line.needed > line.members:
        people += "  " + tr("{n} short", n=line.needed - line.members)
    yield DetailLine(people, tone=Tone.DIM)
    for member in team.get("members") or ():
        volunteer = store.volunteers.find_stored(member["volunteer_id"]) or {}
        role = tr(MEMBER_ROLES[member["role"]]) if member["role"] != "member" else ""
        since = tr("since {date}", date=member["joined"]) if member.get("joined") else ""
        yield DetailLine(
            "  ".join(filter(None, (role, since))) or " ", label=str(volunteer.get("name") or "?")
        )
