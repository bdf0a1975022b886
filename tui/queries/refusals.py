"""Whether a command is possible for a record in its present state; checked before a form opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from tui.kinds.record import Target
from tui.language.errors import Message
from tui.queries.sessions import stored_session
from tui.rules.services import session_state
from tui.rules.wishes.order import OPEN_STATES
from tui.store import Store

NOTHING_DELIVERED: Final = Message("Nothing was delivered yet; d records a delivery.")
GONE: Final = Message("The record is no longer there.")


def why_not(store: Store, id: str, target: Target) -> Message | None:
    """The reason why the command `id` is not possible for the record `target`; None if it is."""
    asked = _OF_KIND.get(target.kind)
    return asked(store, id, target) if asked else None


def _wish(store: Store, id: str, target: Target) -> Message | None:
    from tui.rules.wishes import workflow  # noqa: PLC0415 - a session is in front first

    wish = store.wishes.find_stored(target.id)
    if id == "edit":
        return None
    if wish is None:
        return GONE
    if id == "step" or (id == "agenda" and wish["state"] == "on_agenda"):
        return None
    if id == "supervise":
        if wish["state"] in OPEN_STATES:
            return None
        return Message("This wish is finished; there is nothing left to press for.")
    id = {"match": "assign"}.get(id, id)
    step = workflow.TRANSITIONS[id]
    return workflow.WORKFLOW.check(id, wish["state"], dict.fromkeys(step.needs, True))


def _session(store: Store, id: str, target: Target) -> Message | None:
    if id in {"edit", "days"}:  # these change the service
        return None
    stored = stored_session(store, target)
    if stored is None:
        return GONE
    if id == "complete" and stored["state"] == "done":
        return None  # a record can be corrected
    service = store.services.find_stored(target.id) or {}
    if id == "count" and not (service.get("items") or stored.get("counts")):
        return Message("The service has no items to count. Press e to name them.")
    return session_state.check(
        "restore" if id == "reopen" else id,
        stored["state"],
        datetime.fromisoformat(stored["starts_at"]),
        datetime.fromisoformat(stored["ends_at"]),
        store.now,
    )


def _meeting(store: Store, id: str, target: Target) -> Message | None:
    stored = store.meetings.find_stored(target.id)
    if stored is None:
        return GONE
    if stored["state"] == "planned" or id == "confirm":  # the minutes can be read afterwards
        return None
    return Message("This meeting is over; nothing is added to it any more.")


def _action(store: Store, id: str, target: Target) -> Message | None:
    stored = store.actions.find_stored(target.id)
    if stored is None:
        return GONE
    if stored["state"] != "open":
        return Message("This action item is finished.")
    if id == "step" and not stored["steps"]:
        return Message("It has no steps. e writes them down, d says that it is done.")
    return None


def _visited(store: Store, id: str, target: Target) -> Message | None:
    from tui.queries.visiting import why_not_visited  # noqa: PLC0415 - not on the way to the board

    return why_not_visited(store, id, target)


def _need(store: Store, id: str, target: Target) -> Message | None:
    if id == "step" and not any(
        m["need_id"] == target.id and m["deliveries"] for m in store.matches.stored()
    ):
        return NOTHING_DELIVERED
    return None


def _people(store: Store, id: str, target: Target) -> Message | None:
    from tui.queries.refusals_people import why_not_now  # noqa: PLC0415 - not on the way to the board

    return None if id == "edit" and target.kind != "lesson" else why_not_now(store, id, target)


_OF_KIND: Final[Mapping[str, Callable[[Store, str, Target], Message | None]]] = {
    "wish": _wish,
    "session": _session,
    "meeting": _meeting,
    "action": _action,
    "household": _visited,
    "visit": _visited,
    "mediation": _visited,
    "need": _need,
    "home": _people,
    "lesson": _people,
    "volunteer": _people,
}
