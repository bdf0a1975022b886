"""The notice that a session, a meeting or a wish gives: read from the store, without residents' data."""

from __future__ import annotations

from datetime import datetime

from tui.kinds.record import Stored
from tui.language.errors import Message, WrongState
from tui.papers import chinese, notices
from tui.queries.documents import meeting_name, meeting_stored, moment_of
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.privacy.masking import masked
from tui.rules.services.signups import turnout
from tui.store import Store

_FULFILLED = frozenset({"done", "closed"})


def session(store: Store, service: Stored, session: Stored) -> str:
    """Of a session: an invitation, or that it is cancelled. Raises WrongState for one that is over."""
    begins, ends = (datetime.fromisoformat(session[k]).astimezone(LOCAL) for k in ("starts_at", "ends_at"))
    when = f"{chinese.day_spoken(begins.date())}{begins:%H:%M}—{ends:%H:%M}"
    known = masked(session, "sessions")
    if session["state"] == "cancelled":
        return notices.called_off(service["name"], when, str(known.get("reason") or ""))
    if session["state"] == "done" or ends <= store.now:
        raise WrongState(Message("This session is over; there is nothing to invite to."))
    cap = session.get("cap")
    coming = turnout(session.get("signups") or (), cap).coming
    team = store.teams.find_stored(session.get("team_id") or 0) or {}
    return notices.session(
        service["name"],
        when,
        str(session.get("place") or service.get("place") or ""),
        str(team.get("name") or ""),
        items=tuple(service.get("items") or ()),
        left=None if cap is None else cap - len(coming),
    )


def meeting(store: Store, meeting_id: int) -> str:
    """Of what a meeting decided. Raises NotFound, WrongState where nothing is decided."""
    found = masked(meeting_stored(store, meeting_id), "meetings")
    matters = [(i["title"], i["decision"]) for i in found["items"] if i["decision"]]
    if not matters:
        raise WrongState(Message("Nothing is decided in this meeting yet."))
    return notices.decisions(meeting_name(found), moment_of(found).date(), matters)


def wish(wish: Stored) -> str:
    """Of a wish that is fulfilled. Raises WrongState for another.

    A person who did it is not named: who lives here and helped has not been asked.
    """
    if wish["state"] not in _FULFILLED:
        raise WrongState(Message("This wish is not fulfilled yet; there is nothing to tell."))
    known, held = masked(wish, "wishes"), wish.get("assignee") or {}
    doer = "" if held.get("kind") == "person" else str(held.get("name") or "")
    return notices.fulfilled(known["title"], known.get("outcome") or "", doer)
