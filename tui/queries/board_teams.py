"""The teams of the board, each with what it does next and its hours of the month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from tui.kinds.record import Stored
from tui.queries.board_lines import TeamLine
from tui.queries.board_sessions import DAYS_AHEAD
from tui.rules.people.team_status import team_status
from tui.rules.services.schedule import sessions_between
from tui.store import Store

# Days ahead to look for the next session of a team that has none within 14 days.
FAR_DAYS: Final = 366


def team_lines(store: Store, now: datetime) -> tuple[TeamLine, ...]:
    """All teams with their status, in the order in which they were added."""
    today = now.date()
    window = sessions_between(
        store.services.stored(),
        store.sessions.stored(),
        today,
        today + timedelta(DAYS_AHEAD),
        store.calendar,
    )
    by_team: dict[int, list[Stored]] = defaultdict(list)
    for session in window:
        if session.get("team_id") and session["state"] != "cancelled":
            by_team[session["team_id"]].append(session)
    for session in _after(store, today, {team["id"] for team in store.teams.stored()} - by_team.keys()):
        by_team[session["team_id"]].append(session)
    month = f"{today:%Y-%m}"
    hours: dict[int, float] = defaultdict(float)
    last: dict[int, str] = defaultdict(str)
    for record in store.hours.stored():
        team_id = record.get("team_id")
        if team_id and not record.get("withdrawn"):
            last[team_id] = max(last[team_id], record["on"])
            if record["on"].startswith(month):
                hours[team_id] += record["hours"]
    for session in store.sessions.stored():
        if session.get("team_id") and session["state"] == "done":
            last[session["team_id"]] = max(last[session["team_id"]], session["starts_at"][:10])
    return tuple(
        _team_line(team, by_team[team["id"]], hours[team["id"]], last[team["id"]], now)
        for team in store.teams.stored()
    )


def _after(store: Store, today: date, teams: Collection[int]) -> Iterator[Stored]:
    """The next session, within a year, of each of these teams, which have none within 14 days."""
    services = [s for s in store.services.stored() if s.get("team_id") in teams]
    sessions = [
        s for s in store.sessions.stored() if s.get("team_id") in teams and s["on"] > today.isoformat()
    ]
    if not services and not sessions:
        return
    known = {s["service_id"] for s in sessions}
    services += [s for s in store.services.stored() if s["id"] in known and s not in services]
    first = today + timedelta(DAYS_AHEAD + 1)
    found: set[int] = set()
    for session in sessions_between(
        services, store.sessions.stored(), first, first + timedelta(FAR_DAYS), store.calendar
    ):
        team = session.get("team_id")
        if not isinstance(team, int) or session["state"] in {"cancelled", "done"}:
            continue
        if team in teams and team not in found:
            found.add(team)
            yield session


def _team_line(
    team: Stored, sessions: Iterable[Stored], hours: float, last_on: str, now: datetime
) -> TeamLine:
    times = [
        (datetime.fromisoformat(s["starts_at"]), datetime.fromisoformat(s["ends_at"]), s) for s in sessions
    ]
    next_at = min((starts for starts, _, s in times if starts > now and s["state"] != "done"), default=None)
    status = team_status(
        paused=bool(team.get("paused")),
        paused_until=date.fromisoformat(until) if (until := team.get("paused_until")) else None,
        members=len(team.get("members") or ()),
        needed=int(team.get("needed") or 0),
        sessions=[(starts, ends) for starts, ends, _ in times],
        next_at=next_at,
        last_on=date.fromisoformat(last_on) if last_on else None,
        now=now,
        quiet_weeks=team.get("quiet_weeks"),
    )
    return TeamLine(
        id=team["id"],
        name=team["name"],
        status=status,
        next_at=next_at,
        members=len(team.get("members") or ()),
        needed=int(team.get("needed") or 0),
        hours=hours,
        stored=team,
    )
