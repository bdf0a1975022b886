"""What the desk has already: what ledgers are read against, and which of their records are here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from tui.kinds.record import Stored
from tui.kinds.registry import kind as declared
from tui.kinds.words import MEETING_KINDS
from tui.language.i18n import translator
from tui.papers.importing.lexicon import squeezed
from tui.papers.importing.plans import Plan, Record, SheetPlan
from tui.papers.importing.values import Place
from tui.rules.importing import (
    NOTES,
    bare,
    differing,
    key_of,
    phone_key,
    same_household,
    same_volunteer,
    with_extra,
)
from tui.rules.people.hours import about_hours
from tui.rules.services.bookings import dates
from tui.store import Store

# Kinds of which a row that is here is left as it is.
_AS_THEY_ARE: Final = frozenset({"booking", "signup"})
# States of a wish that need more than a ledger has; read as accepted, with their word beside.
_BEYOND: Final = frozenset({"merged", "on_agenda", "on_hold"})


def place_of(store: Store, today: Any = None) -> Place:
    """What ledgers are read against: the day, and the names that this community has."""
    community = store.community
    compounds = {
        squeezed(c["name"]): int(c["number"]) for c in (community or {}).get("compounds") or () if c["name"]
    }
    teams = tuple(str(team["name"]) for team in store.teams.stored())
    services = tuple(str(service["name"]) for service in store.services.stored())
    return Place(today or store.now.date(), compounds, teams, community, services)


def own_headings(store: Store, given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What headings mean: as the community has kept it, by kind, and as it is `given` for any ("")."""
    found: dict[str, dict[str, str]] = {"": dict(given)}
    for one in (store.community or {}).get("headings") or ():
        found.setdefault(str(one["kind"]), {})[str(one["heading"])] = str(one["field"])
    return found


def mark(plan: Plan, store: Store) -> None:
    """Say of each record (in place) whether the desk has it: the same, or with other values."""
    for sheet in plan.sheets:
        if sheet.kind is not None and sheet.records:
            _marked(sheet, sheet.kind, store)


def _marked(sheet: SheetPlan, kind: str, store: Store) -> None:
    find = _FIND[kind](store) if kind in _FIND else _by_key(kind, store)
    names = _Names(store)
    for record in sheet.records:
        if (found := find(record)) is not None:
            record.id = int(found["id"])
            record.changes = {} if record.same_as else _changes(kind, record, names.named(kind, found))
            record.remarks = _remarks(kind, record, sheet.remark, found) if kind not in _AS_THEY_ARE else ()
            record.here = "changed" if record.changes or record.remarks else "same"


def _changes(kind: str, record: Record, here: Mapping[str, Any]) -> dict[str, Any]:
    changes = differing(kind, record.fields, here)
    if kind == "wish" and here.get("state") in _BEYOND and changes.get("state") == "accepted":
        del changes["state"]
    if (
        kind == "wish"
        and "due" in changes
        and here.get("due") is None
        and here.get("state") in {"done", "closed"}
    ):
        del changes["due"]  # what is done has no due day any more
    return changes


def _remarks(kind: str, record: Record, headings: Sequence[str], found: Stored) -> tuple[str, ...]:
    """The lines of remarks that the record does not have yet: in its note, or in what was said of a wish."""
    known = str(found.get(NOTES.get(kind, "")) or "")
    known += str(found.get("detail") or "") + "".join(
        str(event.get("note") or "") for event in found.get("history") or ()
    )
    said = (record.extra[heading] for heading in headings if record.extra.get(heading))
    bare = squeezed(known)
    return tuple(line for line in said if not all(squeezed(part) in bare for part in line.splitlines()))


class _Names:
    """Records as ledgers name what they refer to."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, dict[int, str]] = {}

    def of(self, table: str, id: Any) -> str:
        """What a record of a table is called; "" if there is none."""
        if table not in self._known:
            stored = self._store.collection(table).stored()
            self._known[table] = {int(one["id"]): str(one["name"]) for one in stored}
        return self._known[table].get(int(id or 0), "")

    def named(self, kind: str, found: Stored) -> dict[str, Any]:
        """The fields of a record with names in the place of ids."""
        named = dict(found)
        for field, (name, table) in _REFERS.items():
            if field in found:
                named[name] = self.of(table, found[field])
        if kind == "hours":  # as their ledger tells them
            session = self._store.sessions.find_stored(found.get("session_id") or 0) or {}
            service = self._store.services.find_stored(session.get("service_id") or 0)
            named |= about_hours(found, self._store.teams.find_stored(found.get("team_id") or 0), service)
        if kind == "wish":
            named["assignee"] = (found.get("assignee") or {}).get("name")
        if kind == "session":
            named["volunteer_ids"] = [self.of("volunteers", id) for id in found.get("volunteer_ids") or ()]
        return named


_REFERS: Final[Mapping[str, tuple[str, str]]] = {
    "team_id": ("team", "teams"),
    "volunteer_id": ("volunteer", "volunteers"),
    "partner_id": ("partner", "partners"),
    "service_id": ("service", "services"),
}


def _by_key(kind: str, store: Store) -> Callable[[Record], Stored | None]:
    names = _Names(store)
    known: dict[tuple[str, ...], Stored] = {}
    for stored in store.collection(declared(kind).table).stored():
        known.setdefault(key_of(kind, names.named(kind, stored)), stored)
    return lambda record: known.get(key_of(kind, record.fields))


def _wishes(store: Store) -> Callable[[Record], Stored | None]:
    """By what tells wishes apart, or by our own number where title or resident agree too."""
    by_key = _by_key("wish", store)
    numbers = {str(wish["number"]): wish for wish in store.wishes.stored()}

    def find(record: Record) -> Stored | None:
        found = by_key(record)
        if found is not None:
            return found
        wish = next((numbers[said] for said in record.extra.values() if said in numbers), None)
        if wish is None:
            return None
        agrees = any(
            record.fields.get(name) and record.fields.get(name) == wish.get(name)
            for name in ("title", "resident")
        )
        return wish if agrees and record.fields.get("recorded_on") == wish["recorded_on"] else None

    return find


def _sessions(store: Store) -> Callable[[Record], Stored | None]:
    """By service and the day: that on which it was held, or that of the recurrence."""
    names = _Names(store)
    known: dict[tuple[str, str], Stored] = {}
    for session in store.sessions.stored():
        service = squeezed(names.of("services", session["service_id"]))
        known.setdefault((service, str(session["starts_at"])[:10]), session)
        known.setdefault((service, str(session["on"])), session)
    return lambda record: known.get(
        (squeezed(str(record.fields.get("service") or "")), str(record.fields.get("on") or ""))
    )


def _actions(store: Store) -> Callable[[Record], Stored | None]:
    """By what is to be done and by whom; of several, the one that is due, or was given out, on the same day."""
    known: dict[tuple[str, str], list[Stored]] = {}
    for action in store.actions.stored():
        known.setdefault((bare(action["title"]), bare(action["owner"])), []).append(action)

    def find(record: Record) -> Stored | None:
        said = record.fields
        named = known.get((bare(said.get("title")), bare(said.get("owner"))), [])
        given_out = [a for a in named if said.get("opened_on") in {None, a["opened_on"]}]
        due = [a for a in given_out if said.get("due") in {None, a.get("due")}]
        return next(iter(due or (given_out if said.get("opened_on") else [])), None)

    return find


def _bookings(store: Store) -> Callable[[Record], Stored | None]:
    """By the room, the day and the hours; of a weekly one, by any of its days."""
    names = _Names(store)
    known: dict[tuple[str, str, str], list[Stored]] = {}
    for booking in store.bookings.stored():
        room = bare(names.of("rooms", booking["room_id"]))
        known.setdefault((room, booking["starts"], booking["ends"]), []).append(booking)

    def find(record: Record) -> Stored | None:
        on, *hours = (str(record.fields.get(name) or "") for name in ("on", "starts", "ends"))
        day = date.fromisoformat(on)
        same = known.get((bare(record.fields.get("room")), hours[0], hours[1]), ())
        return next((b for b in same if b["on"] == on or dates(b, day, day)), None)

    return find


def _signups(store: Store) -> Callable[[Record], Stored | None]:
    """By the session, who it is, and where both are known the telephone number."""
    session_of = _sessions(store)

    def find(record: Record) -> Stored | None:
        session = session_of(record) or {}
        name, phone = bare(record.fields.get("resident")), phone_key(record.fields.get("phone"))
        for signup in session.get("signups") or ():
            if bare(signup["resident"]) == name and phone in {"", phone_key(signup.get("phone"))}:
                return {"id": session["id"], **signup}
        return None

    return find


def _meetings(store: Store) -> Callable[[Record], Stored | None]:
    known = {_meeting_key(m, str(m["starts_at"])): m for m in store.meetings.stored()}
    return lambda record: known.get(_meeting_key(record.fields, str(record.fields.get("starts_at") or "")))


def _meeting_key(fields: Mapping[str, Any], starts_at: str) -> tuple[str, str, str]:
    moment = starts_at[:16] if "T" in starts_at else f"{starts_at[:10]}T00:00"
    kind, title = str(fields.get("kind")), bare(fields.get("title"))
    if title == translator("zh")(
        next((label for one, label in MEETING_KINDS.items() if one == kind), "")
    ):  # so it is called where it has no name of its own
        title = ""
    return kind, title, moment


def _grouped(stored: Iterable[Stored]) -> dict[str, list[Stored]]:
    found: dict[str, list[Stored]] = {}
    for one in stored:
        found.setdefault(str(one["name"]), []).append(one)
    return found


def _households(store: Store) -> Callable[[Record], Stored | None]:
    named = _grouped(store.households.stored())
    return lambda record: _household(named, record.fields, "name")


def _household(named: Mapping[str, list[Stored]], fields: Mapping[str, Any], by: str) -> Stored | None:
    name = str(fields.get(by) or "")
    return same_household(
        named.get(name, ()), name, str(fields.get("address") or ""), str(fields.get("phone") or "")
    )


def _visits(store: Store) -> Callable[[Record], Stored | None]:
    named = _grouped(store.households.stored())
    known = {
        (int(v["household_id"]), str(v["on"]), bare(v["by"]), bare(v["heard"])): v
        for v in store.visits.stored()
    }

    def find(record: Record) -> Stored | None:
        home = _household(named, record.fields, "household")
        heard = str(with_extra("visit", record.fields, record.extra).get("heard") or "")
        key = (str(record.fields.get("on")), bare(record.fields.get("by")), bare(heard))
        return known.get((int(home["id"]), *key)) if home else None

    return find


def _volunteers(store: Store) -> Callable[[Record], Stored | None]:
    named = _grouped(store.volunteers.stored())
    teams = {
        str(t["name"]): {m["volunteer_id"] for m in t.get("members") or ()} for t in store.teams.stored()
    }

    def find(record: Record) -> Stored | None:
        name = str(record.fields.get("name") or "")
        found = same_volunteer(named.get(name, ()), name, str(record.fields.get("phone") or ""))
        if found and any(
            found["id"] not in teams.get(str(t), set()) for t in record.fields.get("teams") or ()
        ):
            return None  # they are here, but not in this team
        return found

    return find


def _hours(store: Store) -> Callable[[Record], Stored | None]:
    named = _grouped(store.volunteers.stored())
    known = {
        (int(h["volunteer_id"]), str(h["on"]), float(h["hours"]), bare(h["content"])): h
        for h in store.hours.stored()
        if not h.get("withdrawn")
    }

    def find(record: Record) -> Stored | None:
        people = named.get(str(record.fields.get("volunteer") or ""), ())
        content = str(with_extra("hours", record.fields, record.extra).get("content") or "")
        said = (str(record.fields.get("on")), float(record.fields.get("hours") or 0), bare(content))
        return next((known[key] for p in people if (key := (int(p["id"]), *said)) in known), None)

    return find


_FIND: Final[Mapping[str, Callable[[Store], Callable[[Record], Stored | None]]]] = {
    "action": _actions, "booking": _bookings, "signup": _signups,
    "wish": _wishes, "session": _sessions, "meeting": _meetings, "household": _households, "visit": _visits, "volunteer": _volunteers, "hours": _hours,
}  # fmt: skip
