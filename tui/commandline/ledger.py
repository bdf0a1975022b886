"""Records as the command line lists them: stable keys for programs, columns for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from tui.board import open_wishes, session_line, supervised_wishes, team_lines, wish_line
from tui.commandline import ledger_alliance as alliance
from tui.errors import Translate
from tui.i18n import N_
from tui.rules.meetings import progress
from tui.rules.schedule import next_session, sessions_between
from tui.store import Store
from tui.words import (
    ACTION_STATES,
    MEETING_KINDS,
    MEETING_STATES,
    PARTNER_KINDS,
    SESSION_STATES,
    TEAM_STATES,
    WISH_STATES,
)

Record = dict[str, Any]

LISTS: Final = (
    "wishes", "meetings", "actions", "services", "sessions", "teams", "volunteers", "partners",
    "offers", "needs", "matches", "appointments", "rooms", "bookings",
)  # fmt: skip
BEFORE: Final = 7
AFTER: Final = 14


def records(store: Store, what: str, now: datetime, *, everything: bool = False) -> list[Record]:
    """The records of one list. Wishes are the open ones, the most pressing first, or `everything`."""
    if what == "wishes":
        return _wishes(store, now, everything)
    if what == "sessions":
        return _sessions(store, now)
    if what == "services":
        return [_service(store, s, now) for s in store.services.stored()]
    if what == "teams":
        return _teams(store, now)
    if what in alliance.LISTS:
        return alliance.records(store, what, now)
    return [dict(stored) for stored in store.collection(what).stored()]


def _wishes(store: Store, now: datetime, everything: bool) -> list[Record]:
    today = now.date()
    stored = store.wishes.stored()
    chosen = (
        sorted(stored, key=lambda w: str(w["number"]))
        if everything
        else open_wishes(stored, today, supervised_wishes(store))
    )
    return [{**w, "days_left": wish_line(w, today).days} for w in chosen]


def _sessions(store: Store, now: datetime) -> list[Record]:
    today = now.date()
    window = sessions_between(
        store.services.stored(), store.sessions.stored(), today - timedelta(BEFORE), today + timedelta(AFTER)
    )
    found = []
    for stored in window:
        line = session_line(store, stored, now)
        found.append(
            {
                "id": None,
                **stored,
                "state": line.state,
                "service": line.service,
                "team": line.team,
                "days": line.days,
            }
        )
    return found


def _service(store: Store, service: Mapping[str, Any], now: datetime) -> Record:
    following = next_session(service, store.sessions.stored(), now.date())
    team = store.teams.find_stored(service["team_id"]) if service.get("team_id") else None
    return {
        **service,
        "team": team["name"] if team else None,
        "next": following["starts_at"] if following else None,
    }


def _teams(store: Store, now: datetime) -> list[Record]:
    lines = {line.id: line for line in team_lines(store, now)}
    return [
        {
            **team,
            "state": lines[team["id"]].status.kind,
            "next": next_at.isoformat() if (next_at := lines[team["id"]].next_at) else None,
            "hours_this_month": lines[team["id"]].hours,
        }
        for team in store.teams.stored()
    ]


_Cell = Callable[[Mapping[str, Any], Translate], str]


def _text(key: str) -> _Cell:
    return lambda record, _: str(record.get(key) if record.get(key) is not None else "")


def _label(key: str, labels: Mapping[Any, str]) -> _Cell:
    return lambda record, tr: tr(labels.get(record.get(key), str(record.get(key) or "")))


def _when(key: str) -> _Cell:
    return lambda record, _: str(record.get(key) or "")[:16].replace("T", " ")


_COLUMNS: Final[Mapping[str, Sequence[tuple[str, _Cell]]]] = {
    "wishes": (
        (N_("number"), _text("number")),
        (N_("wish"), _text("title")),
        (N_("state"), _label("state", WISH_STATES)),
        (N_("held by"), lambda w, _: str((w.get("assignee") or {}).get("name") or "")),
        (N_("due"), _text("due")),
        (N_("days left"), _text("days_left")),
    ),
    "meetings": (
        (N_("when"), _when("starts_at")),
        (N_("meeting"), lambda m, tr: str(m["title"] or tr(MEETING_KINDS[m["kind"]]))),
        (N_("place"), _text("place")),
        (N_("items"), lambda m, _: str(len(m["items"]))),
        (N_("state"), _label("state", MEETING_STATES)),
    ),
    "actions": (
        ("ID", _text("id")),
        (N_("action item"), _text("title")),
        (N_("held by"), _text("owner")),
        (N_("due"), _text("due")),
        (N_("steps"), lambda a, _: "/".join(map(str, progress(a["steps"]))) if a["steps"] else ""),
        (N_("state"), _label("state", ACTION_STATES)),
    ),
    "services": (
        (N_("service"), _text("name")),
        (N_("team"), _text("team")),
        (N_("place"), _text("place")),
        (N_("next"), _when("next")),
    ),
    "sessions": (
        (N_("when"), _when("starts_at")),
        (N_("service"), _text("service")),
        (N_("place"), _text("place")),
        (N_("team"), _text("team")),
        (N_("state"), _label("state", SESSION_STATES)),
    ),
    "teams": (
        (N_("team"), _text("name")),
        (N_("state"), _label("state", TEAM_STATES)),
        (N_("people"), lambda t, _: str(len(t.get("members") or ()))),
        (N_("hours this month"), lambda t, _: f"{t['hours_this_month']:g}"),
        (N_("next"), _when("next")),
    ),
    "volunteers": (
        (N_("name"), _text("name")),
        (N_("skills"), lambda v, _: "、".join(v.get("skills") or ())),
    ),
    "partners": (
        (N_("name"), _text("name")),
        (N_("kind"), _label("kind", PARTNER_KINDS)),
        (N_("count"), _text("count")),
    ),
    **alliance.COLUMNS,
}


def columns(
    what: str, shown: Sequence[Mapping[str, Any]], tr: Translate
) -> tuple[list[str], list[list[str]]]:
    """The heads and rows of a list as text."""
    made = _COLUMNS[what]
    return [tr(head) for head, _ in made], [[cell(record, tr) for _, cell in made] for record in shown]
