"""Lists of records for the command line: stable keys for programs, columns for people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from tui.kinds import registry
from tui.kinds.words import (
    ACTION_STATES,
    HOME_STATES,
    HOUSEHOLD_FLAGS,
    LESSON_STATES,
    MEDIATION_KINDS,
    MEDIATION_STATES,
    MEETING_KINDS,
    MEETING_STATES,
    PARTNER_KINDS,
    SESSION_STATES,
    TEAM_STATES,
    VISIT_REASONS,
    WISH_STATES,
)
from tui.language.errors import Translate
from tui.language.i18n import N_
from tui.language.ordering import person_key
from tui.queries import records_alliance as alliance
from tui.queries.board import open_wishes, supervised_wishes, wish_line
from tui.queries.board_sessions import session_line
from tui.queries.board_teams import team_lines
from tui.queries.households import household_lines
from tui.queries.records_declared import ledger_columns
from tui.queries.volunteers import volunteer_lines
from tui.rules.people.availability import describe
from tui.rules.people.home_workflow import OPEN_STATES as HOME_OPEN
from tui.rules.people.home_workflow import order_key
from tui.rules.progress import progress
from tui.rules.services.schedule import next_session, sessions_between
from tui.store import Store

Record = dict[str, Any]

# The table of a list that has another name.
BEFORE: Final = 7
AFTER: Final = 14


def records(store: Store, what: str, now: datetime, *, everything: bool = False) -> list[Record]:
    """The records of one list. Wishes are the open ones, the most pressing first, or `everything`.

    Each has every field that its kind declares: what a record older than the field does not have is None.
    """
    return [complete(what, record) for record in _listed(store, what, now, everything)]


def complete(what: str, record: Record) -> Record:
    """The record of a list or table, with every field that its kind declares; None for what it lacks."""
    return {**record, **{name: None for name in _declared_names(what) if name not in record}}


@cache
def _declared_names(what: str) -> tuple[str, ...]:
    """The fields that the kind of a list or table declares."""
    kind = registry.stored_kind(what) if what in registry.tables() else registry.listed_kind(what)
    return tuple(field.name for field in kind.fields)


def _listed(store: Store, what: str, now: datetime, everything: bool) -> list[Record]:
    if what == "wishes":
        return _wishes(store, now, everything)
    if what == "sessions":
        return sessions(store, now)
    if what == "services":
        return [service(store, s, now) for s in store.services.stored()]
    if what == "teams":
        return _teams(store, now)
    if what == "households":
        return _households(store, now)
    if what == "visits":
        names = {h["id"]: h["name"] for h in store.households.stored()}
        return [{**v, "household": names.get(v["household_id"])} for v in store.visits.stored()]
    if what == "volunteers":
        return _volunteers(store, now)
    if what == "home":
        return _home(store, everything)
    if what == "lessons":
        return [_lesson(store, lesson) for lesson in store.lessons.stored()]
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


def sessions(
    store: Store,
    now: datetime,
    start: date | None = None,
    end: date | None = None,
    only: Collection[int] | None = None,
) -> list[Record]:
    """The sessions from `start` (default: a week ago) to `end` (two weeks ahead), of the services `only` or
    of all.
    """
    start = start or min(now.date(), end or now.date()) - timedelta(BEFORE)
    end = end or max(now.date(), start) + timedelta(AFTER)
    window = sessions_between(
        store.services.stored(),
        store.sessions.stored(),
        start,
        end,
        store.calendar,
    )
    return [session(store, s, now) for s in window if only is None or s["service_id"] in only]


def session(store: Store, stored: Mapping[str, Any], now: datetime) -> Record:
    """A session, on record or planned, with the names of its service and team."""
    line = session_line(store, stored, now)
    facts = {"state": line.state, "service": line.service, "team": line.team, "days": line.days}
    return complete("sessions", {"id": None, **stored, **facts})


def service(store: Store, stored: Mapping[str, Any], now: datetime) -> Record:
    """A service with the name of its team and its next session."""
    following = next_session(stored, store.sessions.stored(), now.date(), store.calendar)
    team = store.teams.find_stored(stored["team_id"]) if stored.get("team_id") else None
    facts = {
        "team": team["name"] if team else None,
        "next": following["starts_at"] if following else None,
    }
    return complete("services", {**stored, **facts})


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


def _households(store: Store, now: datetime) -> list[Record]:
    """Those that need a visit first, with the reason and its days."""
    return [
        {**line.stored, "last_on": line.last_on, "wants": line.need.reason, "days": line.need.days}
        for line in household_lines(store, now.date())
    ]


def _flags(household: Mapping[str, Any], tr: Translate) -> str:
    return tr(", ").join(tr(HOUSEHOLD_FLAGS[flag]) for flag in household.get("flags") or ())


def _volunteers(store: Store, now: datetime) -> list[Record]:
    lines = {line.id: line for line in volunteer_lines(store, now.date())}
    return [
        {
            **volunteer,
            "teams": list(lines[volunteer["id"]].teams),
            "hours_this_year": lines[volunteer["id"]].year,
            "hours": lines[volunteer["id"]].star.hours,
            "stars": lines[volunteer["id"]].star.stars,
        }
        for volunteer in sorted(store.volunteers.stored(), key=lambda v: person_key(str(v["name"])))
    ]


def _home(store: Store, everything: bool) -> list[Record]:
    chosen = [r for r in store.home_requests.stored() if everything or r["state"] in HOME_OPEN]
    found = []
    for request in sorted(chosen, key=order_key):
        team = store.teams.find_stored(request.get("team_id") or 0) or {}
        person = store.volunteers.find_stored(request.get("volunteer_id") or 0) or {}
        found.append({**request, "team": team.get("name"), "volunteer": person.get("name")})
    return found


def _lesson(store: Store, lesson: Mapping[str, Any]) -> Record:
    teacher = store.volunteers.find_stored(lesson["teacher_id"]) or {}
    learner = store.volunteers.find_stored(lesson["learner_id"]) or {}
    return {**lesson, "teacher": teacher.get("name"), "learner": learner.get("name")}


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
        (N_("meeting"), lambda m, tr: str(m.get("title") or _label("kind", MEETING_KINDS)(m, tr))),
        (N_("place"), _text("place")),
        (N_("agenda items"), lambda m, _: str(len(m.get("items") or ()))),
        (N_("state"), _label("state", MEETING_STATES)),
    ),
    "actions": (
        ("ID", _text("id")),
        (N_("action item"), _text("title")),
        (N_("held by"), _text("owner")),
        (N_("due"), _text("due")),
        (N_("steps"), lambda a, _: "/".join(map(str, progress(a["steps"]))) if a.get("steps") else ""),
        (N_("state"), _label("state", ACTION_STATES)),
    ),
    "households": (
        ("ID", _text("id")),
        (N_("household"), _text("name")),
        (N_("flags"), _flags),
        (N_("last visit"), _text("last_on")),
        (N_("why"), _label("wants", VISIT_REASONS)),
        (N_("days"), _text("days")),
    ),
    "visits": (
        ("ID", _text("id")),
        (N_("date"), _text("on")),
        (N_("household"), _text("household")),
        (N_("visited by"), _text("by")),
        (
            N_("follow-up"),
            lambda v, tr: tr("done") if v.get("followed_up_on") else str(v.get("follow_up_on") or ""),
        ),
    ),
    "mediations": (
        ("ID", _text("id")),
        (N_("dispute"), _text("title")),
        (N_("kind"), _label("kind", MEDIATION_KINDS)),
        (N_("mediator"), _text("mediator")),
        (N_("sessions"), lambda m, _: str(len(m.get("sessions") or ()))),
        (N_("state"), _label("state", MEDIATION_STATES)),
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
        (N_("volunteer"), _text("name")),
        (N_("team"), lambda v, tr: tr(", ").join(v["teams"])),
        (N_("this year"), lambda v, _: f"{v['hours_this_year']:g}"),
        (N_("in all"), lambda v, _: f"{v['hours']:g}"),
        (N_("stars"), _text("stars")),
        (N_("has time"), lambda v, tr: describe(v.get("availability") or (), tr)),
        (N_("skills"), lambda v, tr: tr(", ").join(v.get("skills") or ())),
    ),
    "lessons": (
        ("ID", _text("id")),
        (N_("skill"), _text("skill")),
        (N_("teacher"), _text("teacher")),
        (N_("learner"), _text("learner")),
        (N_("begun"), _text("begun_on")),
        (N_("lessons"), lambda lesson, _: str(len(lesson.get("met_on") or ()))),
        (N_("state"), _label("state", LESSON_STATES)),
    ),
    "home": (
        ("ID", _text("id")),
        (N_("resident"), _text("resident")),
        (N_("wanted"), _text("skill")),
        (N_("wished for"), _text("wished_on")),
        (N_("day set"), _text("on")),
        (N_("held by"), lambda r, _: str(r["volunteer"] or r["team"] or "")),
        (N_("state"), _label("state", HOME_STATES)),
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
    """The heads and rows of a list as text; a kind without columns here has those of its ledger."""
    made = _COLUMNS.get(what) or ledger_columns(what)
    return [tr(head) for head, _ in made], [[cell(record, tr) for _, cell in made] for record in shown]
