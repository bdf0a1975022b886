"""What a change of a recurrence leaves: sessions that have begun stay, those to come follow the new plan."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta
from typing import Any, Final

from tui.kinds.record import Stored
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.services.schedule import planned_session
from tui.rules.services.service_days import service_days

# Sessions of so many days back become records before a recurrence changes, so that none is lost.
DAYS_KEPT: Final = 60
# Of what goes together, a session takes all or nothing: a start without its end may lie after it.
_TAKEN: Final = (("starts_at", "ends_at"), ("place",), ("team_id",), ("cap",), ("shifted",))


def begun_sessions(
    service: Stored, on_record: Container[str], now: datetime, calendar: WorkCalendar
) -> list[Stored]:
    """The planned sessions of the last days that have begun and are not among the dates `on_record`."""
    found: list[Stored] = []
    for one in service_days(service, now.date() - timedelta(DAYS_KEPT), now.date(), calendar):
        if one.on.isoformat() in on_record or one.day > now.date():
            continue
        planned = planned_session(service, one.on, calendar)
        if planned and datetime.fromisoformat(planned["starts_at"]) <= now:
            found.append(planned)
    return found


def carried_over(session: Stored, before: Stored, after: Stored, calendar: WorkCalendar) -> dict[str, Any]:
    """What a session on record takes from the service `after` its change, where it was as planned `before`."""
    on = date.fromisoformat(session["on"])
    old, new = planned_session(before, on, calendar), planned_session(after, on, calendar)
    if not (old and new):
        return {}
    as_planned = [names for names in _TAKEN if all(session.get(name) == old[name] for name in names)]
    return {name: new[name] for names in as_planned for name in names if old[name] != new[name]}
