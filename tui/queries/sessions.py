"""Sessions, on record or planned by the recurrence of their service."""

from __future__ import annotations

from tui.kinds.record import Stored, Target
from tui.rules.services.schedule import planned_session
from tui.store import Store


def stored_session(store: Store, target: Target) -> Stored | None:
    """The session that `target` identifies, on record or planned; None if there is none."""
    if target.on is None:
        return None
    on = target.on.isoformat()
    for stored in store.sessions.stored():
        if stored["service_id"] == target.id and stored["on"] == on:
            return stored
    service = store.services.find_stored(target.id)
    return planned_session(service, target.on, store.calendar) if service else None
