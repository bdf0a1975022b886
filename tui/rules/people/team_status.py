"""The status of a volunteer team, from its sessions, its roster and the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from tui.language.errors import Message

TeamState = Literal["in_service", "next", "on_call", "resting", "short", "quiet"]
# Weeks without a session after which a team is worth a call; a team may set its own.
QUIET_WEEKS: Final = 8


class TeamStatus(NamedTuple):
    """The status and its reason."""

    kind: TeamState
    reason: Message


def team_status(
    *,
    paused: bool,
    paused_until: date | None,
    members: int,
    needed: int,
    sessions: Sequence[tuple[datetime, datetime]],
    next_at: datetime | None,
    last_on: date | None,
    now: datetime,
    quiet_weeks: int | None = None,
) -> TeamStatus:
    """The status of a team at `now`. `sessions` are (start, end) of those not cancelled.

    `last_on` is the date of its last session; after `quiet_weeks` without one (None: 8) the team counts as
    quiet. The first that applies: in service, resting, short of people, next session set, quiet, on call.
    """
    today = now.date()
    for starts, ends in sessions:
        if starts <= now < ends:
            return TeamStatus("in_service", Message("in service until {time}", {"time": f"{ends:%H:%M}"}))
    if paused and (paused_until is None or today < paused_until):
        if paused_until:
            until = Message("resting until {day}", {"day": paused_until.isoformat()})
            return TeamStatus("resting", _and_next(until, next_at, today))
        return TeamStatus("resting", _and_next(Message("resting, no end set"), next_at, today))
    if members < needed:
        lacks = Message("{members} of at least {needed} people", {"members": members, "needed": needed})
        return TeamStatus("short", _and_next(lacks, next_at, today))
    if next_at is not None:
        return TeamStatus("next", _next(next_at, today))
    silent = (today - last_on).days // 7 if last_on is not None else 0
    if silent >= (quiet_weeks or QUIET_WEEKS):
        return TeamStatus("quiet", Message("no session for {n} weeks", {"n": silent}))
    if not members:
        return TeamStatus("on_call", Message("nobody is in it yet"))
    return TeamStatus("on_call", Message("no session set; can be called"))


def _next(next_at: datetime, today: date) -> Message:
    """When the next session is; with the year where that is another."""
    time = f"{next_at:%m-%d %H:%M}" if next_at.year == today.year else f"{next_at:%Y-%m-%d %H:%M}"
    return Message("next session {time}", {"time": time})


def _and_next(reason: Message, next_at: datetime | None, today: date) -> Message:
    if next_at is None:
        return reason
    return Message("{one}, {more}", {"one": reason, "more": _next(next_at, today)})
