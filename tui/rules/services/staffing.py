"""What staff a session lacks: its team, or members of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from tui.kinds.record import Stored
from tui.language.errors import Message

# Days ahead in which sessions are checked; later ones have time.
NEAR_DAYS: Final = 7
_OVER: Final = frozenset({"done", "cancelled"})
_NO_TEAM: Final = Message("needs a team")
_RESTING: Final = Message("team rests")


def missing(session: Stored, team: Stored | None, *, helped: bool = False) -> Message | None:
    """What the session lacks: a team (unless it is `helped` by a partner), or people; None if nothing.

    Counted are the people assigned to it or, if there are none, the team's roster without its learners.
    """
    if session["state"] in _OVER:
        return None
    people = len(session.get("volunteer_ids") or ())
    if team is None:
        return None if helped or people else _NO_TEAM
    if not people:
        if rests(team, date.fromisoformat(session["starts_at"][:10])):
            return _RESTING
        people = sum(member["role"] != "learner" for member in team.get("members") or ())
    short = int(team.get("needed") or 0) - people
    return Message("{n} short", {"n": short}) if short > 0 else None


def rests(team: Stored, day: date) -> bool:
    """Whether the team rests on a day."""
    until = team.get("paused_until")
    return bool(team.get("paused")) and (until is None or day.isoformat() < until)
