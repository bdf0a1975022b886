"""Which visit an act is about, and why an act cannot be done with a household, visit or mediation."""

from __future__ import annotations

from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.language.errors import Message
from tui.queries.households import household_line
from tui.queries.refusals import GONE
from tui.rules.households.mediation import check
from tui.rules.households.visits import awaits_follow_up
from tui.store import Store


def visit_of(store: Store, use_case: str, target: Target) -> Stored | None:
    """The visit that the use case means on a household (the last, or the one to look after) or visit."""
    if target.kind == "visit":
        return store.visits.find_stored(target.id)
    line = household_line(store, target.id, store.now.date())
    if line is None:
        return None
    return line.follow_up if use_case == "visit.follow_up" else line.last


def why_not_visited(store: Store, use_case: str, target: Target) -> Message | None:
    """Why the use case cannot be done with a household, visit or mediation; None if it can."""
    stored = store.collection(registry.kind(target.kind).table).find_stored(target.id)
    if stored is None:
        return GONE
    if use_case == "mediation.close":
        return check("close", stored)
    if use_case == "mediation.session":
        # A step is a session while it goes on, and looking after the agreement when it is over.
        return check("session", stored) and check("follow_up", stored)
    if use_case not in {"visit.follow_up", "visit.wish"}:
        return None
    visit = visit_of(store, use_case, target)
    if use_case == "visit.wish":
        return None if visit else Message("Nobody has visited this household yet: d records a visit.")
    return None if visit and awaits_follow_up(visit) else Message("No follow-up is awaited.")
