"""What a command is about, and what names it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, cast

from tui.rules.schedule import planned_session
from tui.store import Store, Stored


class Target(NamedTuple):
    """What a command is about: a kind of record and what names it.

    A session is named by its service and the date that the recurrence gave it, as it may not be on
    record yet.
    """

    kind: str
    id: int
    on: date | None = None


def session_target(key: object) -> Target:
    """The target that a session's line in a list names by its key, (service id, date)."""
    service_id, on = cast("tuple[int, date]", key)
    return Target("session", service_id, on)


def stored_session(store: Store, target: Target) -> Stored | None:
    """The session that `target` names, on record or as its service's recurrence plans it."""
    if target.on is None:
        return None
    on = target.on.isoformat()
    for stored in store.sessions.stored():
        if stored["service_id"] == target.id and stored["on"] == on:
            return stored
    service = store.services.find_stored(target.id)
    return planned_session(service, target.on) if service else None
