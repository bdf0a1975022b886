"""References from one record to another that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tui.kinds.record import Stored
from tui.language.errors import Message

# A field that holds an id: table, field, the table it refers to.
_FIELDS: Final = (
    ("services", "team_id", "teams"),
    ("services", "follows_id", "services"),
    ("sessions", "service_id", "services"),
    ("sessions", "team_id", "teams"),
    ("hours", "volunteer_id", "volunteers"),
    ("hours", "team_id", "teams"),
    ("hours", "session_id", "sessions"),
    ("supervisions", "wish_id", "wishes"),
    ("actions", "wish_id", "wishes"),
    ("actions", "meeting_id", "meetings"),
    ("visits", "household_id", "households"),
    ("wishes", "visit_id", "visits"),
    ("lessons", "teacher_id", "volunteers"),
    ("lessons", "learner_id", "volunteers"),
    ("home_requests", "service_id", "services"),
    ("home_requests", "team_id", "teams"),
    ("home_requests", "volunteer_id", "volunteers"),
    ("offers", "partner_id", "partners"),
    ("needs", "wish_id", "wishes"),
    ("matches", "need_id", "needs"),
    ("matches", "offer_id", "offers"),
    ("appointments", "partner_id", "partners"),
    ("appointments", "team_id", "teams"),
    ("bookings", "room_id", "rooms"),
)
# A list that holds ids, or parts with an id under a name of their own: table, field, name, table referred to.
_LISTS: Final = (
    ("teams", "members", "volunteer_id", "volunteers"),
    ("visits", "wish_ids", "", "wishes"),
    ("teams", "partner_ids", "", "partners"),
    ("sessions", "volunteer_ids", "", "volunteers"),
)


def dangling(table: Callable[[str], Mapping[str, Stored]]) -> Iterator[Message]:
    """A message for each reference to a record that is not there; `table` gives stored documents by key."""
    for name, field, target in _FIELDS:
        known = table(target)
        for stored in table(name).values():
            id = stored.get(field)
            if id is not None and str(id) not in known:
                yield _missing(name, stored["id"], field, target, id)
    for name, field, part, target in _LISTS:
        known = table(target)
        for stored in table(name).values():
            for one in stored.get(field, ()):
                id = one[part] if part else one
                if str(id) not in known:
                    yield _missing(name, stored["id"], field, target, id)


def _missing(table: str, id: int, field: str, target: str, missing: int) -> Message:
    return Message(
        "{table} {id}: {field} names {target} {missing}, which is not there.",
        {"table": table, "id": id, "field": field, "target": target, "missing": missing},
    )
