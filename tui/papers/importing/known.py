"""What the desk has already: what ledgers are read against, and which of their records are here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tui.kinds.record import Stored
from tui.kinds.registry import kind as declared
from tui.papers.importing.lexicon import squeezed
from tui.papers.importing.plans import Plan, Record, SheetPlan
from tui.papers.importing.values import Place
from tui.rules.importing import key_of, same_household, same_volunteer, with_extra
from tui.store import Store

# Fields that are compared, where a record is here, to say that a ledger has them otherwise.
_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    "wish": ("state", "category", "address", "due", "rating"),
    "volunteer": ("skills", "birthday"),
    "household": ("phone", "flags", "every"),
    "partner": ("kind", "contact", "phone", "resources"),
    "mediation": ("kind", "state", "mediator"),
    "team": ("leader",),
}


def place_of(store: Store, today: Any = None) -> Place:
    """What ledgers are read against: the day, and the names that this community has."""
    community = store.community
    compounds = {
        squeezed(c["name"]): int(c["number"]) for c in (community or {}).get("compounds") or () if c["name"]
    }
    teams = tuple(str(team["name"]) for team in store.teams.stored())
    return Place(today or store.now.date(), compounds, teams, community)


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
    for record in sheet.records:
        if (found := find(record)) is not None:
            record.id = int(found["id"])
            record.here = "changed" if _differs(kind, record, found) else "same"


def _differs(kind: str, record: Record, found: Stored) -> bool:
    for name in _COMPARED.get(kind, ()):
        said = record.fields.get(name)
        if said in (None, "", []):
            continue
        here = found.get(name)
        if isinstance(said, list):
            if not set(said) <= set(here or ()):
                return True
        elif said != here and not (name == "state" and record.same_as):
            return True
    return False


def _by_key(kind: str, store: Store) -> Callable[[Record], Stored | None]:
    names = {int(p["id"]): str(p["name"]) for p in store.partners.stored()} if kind == "offer" else {}
    known: dict[tuple[str, ...], Stored] = {}
    for stored in store.collection(declared(kind).table).stored():
        fields: Mapping[str, Any] = {**stored, "partner": names.get(int(stored.get("partner_id") or 0), "")}
        known.setdefault(key_of(kind, fields), stored)
    return lambda record: known.get(key_of(kind, record.fields))


def _meetings(store: Store) -> Callable[[Record], Stored | None]:
    known = {_meeting_key(m, str(m["starts_at"])): m for m in store.meetings.stored()}
    return lambda record: known.get(_meeting_key(record.fields, str(record.fields.get("starts_at") or "")))


def _meeting_key(fields: Mapping[str, Any], starts_at: str) -> tuple[str, str, str]:
    moment = starts_at[:16] if "T" in starts_at else f"{starts_at[:10]}T00:00"
    return str(fields.get("kind")), str(fields.get("title") or ""), moment


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
        (int(v["household_id"]), str(v["on"]), str(v["by"]), str(v["heard"])): v
        for v in store.visits.stored()
    }

    def find(record: Record) -> Stored | None:
        home = _household(named, record.fields, "household")
        heard = str(with_extra("visit", record.fields, record.extra).get("heard") or "")
        key = (str(record.fields.get("on")), str(record.fields.get("by")), heard)
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
        (int(h["volunteer_id"]), str(h["on"]), float(h["hours"]), str(h["content"])): h
        for h in store.hours.stored()
        if not h.get("withdrawn")
    }

    def find(record: Record) -> Stored | None:
        people = named.get(str(record.fields.get("volunteer") or ""), ())
        content = str(with_extra("hours", record.fields, record.extra).get("content") or "")
        said = (str(record.fields.get("on")), float(record.fields.get("hours") or 0), content)
        return next((known[key] for p in people if (key := (int(p["id"]), *said)) in known), None)

    return find


_FIND: Final[Mapping[str, Callable[[Store], Callable[[Record], Stored | None]]]] = {
    "meeting": _meetings, "household": _households, "visit": _visits, "volunteer": _volunteers, "hours": _hours,
}  # fmt: skip
