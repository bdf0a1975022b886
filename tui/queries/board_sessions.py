"""The sessions of the board: those of the next 14 days, those of the last week not yet recorded, and what comes later."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from tui.kinds.record import Stored
from tui.queries.board_lines import SessionLine
from tui.rules.services.clashes import clashes, clashes_in_rooms
from tui.rules.services.room_use import RoomTables
from tui.rules.services.schedule import sessions_between
from tui.rules.services.session_state import session_state
from tui.rules.services.staffing import NEAR_DAYS, missing
from tui.store import Store

DAYS_AHEAD: Final = 14
# Later sessions, shown where there is room: days ahead, and how many.
DAYS_LATER: Final = 60
MOST_LATER: Final = 12
# How long an unrecorded session stays on the board.
DAYS_BACK: Final = 7


def session_lines(store: Store, now: datetime) -> tuple[SessionLine, ...]:
    """Sessions under way and of the next 14 days, and those of the last week not yet recorded.

    Today's come first, then the coming ones by time, then those still to be recorded.
    """
    today = now.date()
    services = store.services.stored()
    window = sessions_between(
        services,
        store.sessions.stored(),
        today - timedelta(DAYS_BACK),
        today + timedelta(DAYS_AHEAD),
        store.calendar,
    )
    at_home = {service["id"] for service in services if service.get("at_home")}
    clashing = {key for clash in clashes(window, at_home) for key in (clash.one, clash.other)}
    users = RoomTables.of(lambda table: store.collection(table).stored(), store.calendar)
    clashing |= {clash.one for clash in clashes_in_rooms(window, users)}
    lines = []
    for stored in window:
        line = session_line(store, stored, now)
        if (line.service_id, stored["on"]) in clashing and line.days >= 0:
            line = line._replace(clash=True)
        if line.state == "cancelled" and line.days < 0:
            continue
        if line.state == "done" and line.days < 0:
            continue
        lines.append(line)
    return tuple(sorted(lines, key=in_board_order))


def sessions_and_later(
    store: Store, now: datetime
) -> tuple[tuple[SessionLine, ...], tuple[SessionLine, ...]]:
    """The lines of `session_lines` and of later sessions with sign-ups, by time; and the first other later ones."""
    later = _later(store, now)
    asked_for = [session_line(store, stored, now) for stored in later if stored.get("signups")]
    near = session_lines(store, now)
    known = {line.service_id for line in (*near, *asked_for) if line.days >= 0}
    # The next one of a service that has none before is there whatever the others are, such as each monthly one.
    firsts = {stored["service_id"]: stored for stored in reversed(later) if stored["service_id"] not in known}
    others = [stored for stored in later if not stored.get("signups")]
    kept = {id(stored) for stored in (*firsts.values(), *others[: max(0, MOST_LATER - len(firsts))])}
    lines = tuple(sorted([*near, *asked_for], key=in_board_order))
    return lines, tuple(session_line(store, stored, now) for stored in others if id(stored) in kept)


def in_board_order(line: SessionLine) -> tuple[bool, datetime, int]:
    """Those still to be recorded last; otherwise by time, and by service where times are equal."""
    return line.days < 0, line.starts_at, line.service_id


def _later(store: Store, now: datetime) -> list[Stored]:
    first, last = (now.date() + timedelta(days) for days in (DAYS_AHEAD + 1, DAYS_LATER))
    found = sessions_between(store.services.stored(), store.sessions.stored(), first, last, store.calendar)
    return [stored for stored in found if stored["state"] not in {"cancelled", "done"}]


def session_line(store: Store, stored: Stored, now: datetime) -> SessionLine:
    """The line of one session."""
    starts_at = datetime.fromisoformat(stored["starts_at"])
    ends_at = datetime.fromisoformat(stored["ends_at"])
    service = store.services.find_stored(stored["service_id"]) or {}
    team_id = stored.get("team_id")
    team = store.teams.find_stored(team_id) if team_id else None
    days = (starts_at.date() - now.date()).days
    near = days <= NEAR_DAYS and ends_at > now
    return SessionLine(
        service_id=stored["service_id"],
        on=date.fromisoformat(stored["on"]),
        starts_at=starts_at,
        ends_at=ends_at,
        days=days,
        service=str(service.get("name") or ""),
        place=stored.get("place") or "",
        team=str(team["name"]) if team else "",
        state=session_state(stored["state"], starts_at, ends_at, now),
        moved=stored["on"] != stored["starts_at"][:10],
        missing=missing(stored, team, helped=bool(service.get("partner_ids"))) if near else None,
        stored=stored,
    )
