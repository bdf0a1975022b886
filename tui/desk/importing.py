"""What was read from a ledger kept: through the checks of the forms, in one commit that one step takes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tui.desk.communities import headings_with
from tui.desk.imported import changes, draft, placeholders
from tui.desk.imported_named import NamedHere
from tui.desk.use_case import UseCases
from tui.desk.wishes import WishDesk
from tui.kinds.record import Stored
from tui.kinds.registry import kind as declared
from tui.language.errors import InvalidInput, Message
from tui.rules.importing import Given, same_household, same_volunteer
from tui.rules.people.hours import check_day
from tui.rules.people.hours_twice import again, refused_again
from tui.rules.wishes.numbering import number_after
from tui.seats.actor import Actor
from tui.store import Store, Transaction


class Draft(NamedTuple):
    """A record that has passed the checks: what was given, and its document but for what refers to others."""

    given: Given
    document: Mapping[str, Any]


class Kept(NamedTuple):
    """The result of an import: how many documents were added, by table; the rows that were refused, with the reason;
    how many records were updated."""

    tables: Mapping[str, int]
    refused: Sequence[tuple[Given, Message]]
    updated: int = 0


_PROGRESS_EVERY: Final = 250
# Kinds that others name: kept before them, so that none of them is added a second time, with nothing but its name.
_NAMED: Final = frozenset({"partner", "team", "household", "volunteer"})
# Column of a ledger -> the field that refers to the record named there, and that record's table.
_REFERS: Final[Mapping[str, tuple[str, str]]] = {
    "team": ("team_id", "teams"),
    "volunteer": ("volunteer_id", "volunteers"),
}


class ImportDesk(UseCases):
    """Keep records of ledgers."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self._wishes = WishDesk(store, actor)
        self._named = NamedHere(store, actor)

    def drafts(
        self, given: Iterable[Given], progress: Callable[[int], None] | None = None
    ) -> tuple[list[Draft], list[tuple[Given, Message]]]:
        """The records that pass the checks, and those that do not, with the reason. Nothing is kept.

        `progress` is called with the records that were checked; what it raises ends it. Raises NotAllowed.
        """
        self.require("ledger.import")
        passed: list[Draft] = []
        refused: list[tuple[Given, Message]] = []
        for at, one in enumerate(given):
            if progress and not at % _PROGRESS_EVERY:
                progress(at)
            try:
                passed.append(self._draft(one))
            except InvalidInput as error:
                refused.append((one, error.message))
        return passed, refused

    def _draft(self, one: Given) -> Draft:
        """The checked fields of a record. Of one to be updated, the changed fields, checked with all others. Raises InvalidInput."""
        if one.kind == "signup":
            return Draft(one, self._named.signup(one.fields, one.extra))
        if one.kind == "booking" and not one.id:
            return Draft(one, self._named.booking(one.fields, one.extra))
        table = declared(one.kind).table
        if not one.id:
            return Draft(one, self.checked(table, draft(one, self._wishes)))
        stored = self.store.collection(table).find_stored(one.id)
        if stored is None:
            raise InvalidInput({"": Message("The record is no longer there.")})
        changed = {**changes(one, stored), **placeholders(one, stored)}
        checked = self.checked(table, {**stored, **changed})
        return Draft(one, {name: checked[name] for name in changed})

    def keep(
        self,
        drafts: Sequence[Draft],
        file: str,
        progress: Callable[[int], None] | None = None,
        headings: Iterable[tuple[str, str, str]] = (),
    ) -> Kept:
        """Keep records, with the teams, volunteers, households and partners that they name, in one commit.

        What was said of headings (kind, plain heading, field) is kept with them, and taken back with them.

        What cannot be kept beside what is here (a day of more than 24 hours) is left out and told. `progress` is
        called with the records that were put in, at last with all; what it raises ends it, and nothing is changed.
        Raises NotAllowed, StoreError.
        """
        self.require("ledger.import")
        said = list(headings)
        if said:
            self.require("community.edit")
        if not drafts and not said:
            return Kept({}, [])
        with self.begin("ledger.import", {"file": file[:200], "rows": len(drafts)}) as transaction:
            self._keep_headings(transaction, said)
            return _Keeping(transaction, self._wishes, self._named).keep(drafts, progress)

    def _keep_headings(self, transaction: Transaction, headings: Sequence[tuple[str, str, str]]) -> None:
        community = self.store.community
        if community is not None and (kept := headings_with(community, headings)) is not None:
            checked = self.checked("communities", {**community, "headings": kept})
            transaction.update("communities", int(community["id"]), {"headings": checked["headings"]})


class _Keeping:
    """The commit of an import: finds or adds what the records name, and puts them in."""

    def __init__(self, transaction: Transaction, wishes: WishDesk, here: NamedHere) -> None:
        self.transaction = transaction
        self.wishes = wishes
        self.here = here
        self.tables: Counter[str] = Counter()
        self.updated = 0
        self._by_name: dict[str, dict[str, list[Stored]]] = {}
        self._members: dict[int, dict[int, dict[str, Any]]] = {}
        self._numbers: dict[int, str] = {}
        self._hours: dict[tuple[int, str], list[Stored]] = {}

    def keep(self, drafts: Sequence[Draft], progress: Callable[[int], None] | None) -> Kept:
        refused: list[tuple[Given, Message]] = []
        for at, one in enumerate(sorted(drafts, key=lambda one: one.given.kind not in _NAMED)):
            if progress and not at % _PROGRESS_EVERY:
                progress(at)
            try:
                if one.given.id:
                    self.change(one)
                else:
                    _KEEP.get(one.given.kind, _Keeping.other)(self, one)
            except InvalidInput as error:
                refused.append((one.given, error.message))
        for id, members in self._members.items():
            self.transaction.update("teams", id, {"members": list(members.values())})
        if progress:
            progress(len(drafts))
        return Kept(dict(self.tables), refused, self.updated)

    def put(self, table: str, document: Mapping[str, Any]) -> Stored:
        stored = self.transaction.insert(table, document)
        self.tables[table] += 1
        if table in self._by_name:
            self._by_name[table].setdefault(str(document["name"]), []).append(stored)
        return stored

    def named(self, table: str, name: str) -> list[Stored]:
        """The documents of a table with this name, those of this commit included."""
        if table not in self._by_name:
            found: dict[str, list[Stored]] = {}
            for stored in self.transaction.all(table):
                found.setdefault(str(stored["name"]), []).append(stored)
            self._by_name[table] = found
        return self._by_name[table].get(name, [])

    def found_or_new(self, table: str, name: str, fields: Mapping[str, Any] | None = None) -> int:
        """The id of the record of that name, which is added where there is none. Raises InvalidInput."""
        named = self.named(table, name)
        if named:
            return int(named[0]["id"])
        return int(self.put(table, self.wishes.checked(table, {"name": name, **(fields or {})}))["id"])

    def volunteer_id(self, name: str, phone: str = "") -> int:
        named = self.named("volunteers", name)
        found = same_volunteer(named, name, phone) or (named[0] if named and not phone else None)
        if found is not None:
            return int(found["id"])
        return int(
            self.put("volunteers", self.wishes.checked("volunteers", {"name": name, "phone": phone}))["id"]
        )

    def change(self, one: Draft) -> None:
        """Update the stored record that the row was matched with."""
        given, table = one.given, declared(one.given.kind).table
        fields = {name: value for name, value in one.document.items() if name != "history"}
        for name, (field, of) in _REFERS.items():
            if given.fields.get(name):
                fields[field] = (
                    self.volunteer_id(str(given.fields[name]))
                    if of == "volunteers"
                    else self.found_or_new(of, str(given.fields[name]))
                )
        if given.fields.get("assignee"):
            fields["assignee"] = self._holder(str(given.fields["assignee"]))
        if given.fields.get("volunteer_ids"):
            stored = self.transaction.read(table, given.id)
            ids = [self.volunteer_id(str(name)) for name in given.fields["volunteer_ids"]]
            fields["volunteer_ids"] = list(dict.fromkeys([*(stored.get("volunteer_ids") or ()), *ids]))
        if given.kind == "wish":
            state = str(fields.get("state") or self.transaction.read(table, given.id)["state"])
            notes = [", ".join(sorted(fields))] if fields else []
            events = [self.wishes.event("edit", state, note) for note in notes]
            events += [self.wishes.event("comment", state, text[:4000]) for text in given.remarks]
            self.transaction.update(table, given.id, fields, added={"history": events})
        else:
            self.transaction.update(table, given.id, fields)
        self.updated += 1

    def session(self, one: Draft) -> None:
        """Add a session; a service that is not on record is added with it, without a recurrence."""
        names, document = one.given.fields, dict(one.document)
        first = {"first": document["on"], "place": document.get("place") or ""}
        document["service_id"] = self.found_or_new("services", str(names["service"]), first)
        if names.get("team"):
            document["team_id"] = self.found_or_new("teams", str(names["team"]))
        if names.get("volunteer_ids"):
            ids = [self.volunteer_id(str(name)) for name in names["volunteer_ids"]]
            document["volunteer_ids"] = list(dict.fromkeys(ids))
        self.put("sessions", document)

    def other(self, one: Draft) -> None:
        """A record that names none, or only a partner or team by name."""
        document = dict(one.document)
        names = one.given.fields
        if one.given.kind == "offer":
            document["partner_id"] = self.found_or_new("partners", str(names["partner"]), {"kind": "unit"})
        if one.given.kind == "home":
            if names.get("team"):
                document["team_id"] = self.found_or_new("teams", str(names["team"]))
            if names.get("volunteer"):
                document["volunteer_id"] = self.volunteer_id(str(names["volunteer"]))
        self.put(declared(one.given.kind).table, document)

    def booking(self, one: Draft) -> None:
        self.here.insert_booking(self.transaction, one.document)
        self.tables["bookings"] += 1

    def signup(self, one: Draft) -> None:
        self.here.sign_up(self.transaction, one.document)
        self.tables["signups"] += 1

    def wish(self, one: Draft) -> None:
        year = int(str(one.document["recorded_on"])[:4])
        last = self._numbers.get(year)
        last = last or self.transaction.highest("wishes", "number", f"{year:04d}-")
        number = number_after(last, year)
        self._numbers[year] = number
        document = {**one.document, "number": number}
        if name := one.given.fields.get("assignee"):
            document["assignee"] = self._holder(str(name))
        self.put("wishes", document)

    def _holder(self, name: str) -> dict[str, Any]:
        for table, kind in (("teams", "team"), ("partners", "partner")):
            if named := self.named(table, name):
                return {"kind": kind, "id": named[0]["id"], "name": name}
        return {"kind": "person", "id": None, "name": name}

    def visit(self, one: Draft) -> None:
        home = one.given.about
        found = same_household(
            self.named("households", home["name"]),
            home["name"],
            home.get("address", ""),
            home.get("phone", ""),
        )
        if found is None:
            found = self.put("households", self.wishes.checked("households", home))
        self.put("visits", {**one.document, "household_id": found["id"]})

    def hours(self, one: Draft) -> None:
        names = one.given.fields
        volunteer = self.volunteer_id(str(names["volunteer"]))
        on, hours = str(one.document["on"]), float(one.document["hours"])
        day = self._of_day(volunteer, on)
        if complaint := check_day(day, volunteer, on, hours):
            raise InvalidInput({"hours": complaint})
        if not one.given.both and (twice := again(day, {**one.document, "volunteer_id": volunteer})):
            raise InvalidInput({"content": refused_again(twice, str(names["volunteer"]))})
        team = self.found_or_new("teams", str(names["team"])) if names.get("team") else None
        day.append(self.put("hours", {**one.document, "volunteer_id": volunteer, "team_id": team}))

    def _of_day(self, volunteer: int, on: str) -> list[Stored]:
        if not self._hours:
            for record in self.transaction.all("hours"):
                self._hours.setdefault((int(record["volunteer_id"]), str(record["on"])), []).append(record)
        return self._hours.setdefault((volunteer, on), [])

    def volunteer(self, one: Draft) -> None:
        document = one.document
        named = self.named("volunteers", str(document["name"]))
        found = same_volunteer(named, str(document["name"]), str(document["phone"]))
        if found is None:
            found = self.put("volunteers", document)
        elif one.given.joined:
            self._join(found, document)
        for team in one.given.fields.get("teams") or ():
            self._enter(self.found_or_new("teams", str(team)), int(found["id"]), one)

    def _join(self, found: Stored, document: Mapping[str, Any]) -> None:
        """What a person's second row says beyond the first: skills, and a remark."""
        skills = list(dict.fromkeys([*found["skills"], *document["skills"]]))
        lines = [
            line for line in str(document["note"]).split("\n") if line and line not in str(found["note"])
        ]
        note = "\n".join([*([found["note"]] if found["note"] else []), *lines])
        changed = self.transaction.update(
            "volunteers", int(found["id"]), {"skills": skills, "note": note}
        ).document
        same = self._by_name["volunteers"][str(found["name"])]
        same[:] = [changed if v["id"] == found["id"] else v for v in same]

    def _enter(self, team: int, volunteer: int, one: Draft) -> None:
        if team not in self._members:
            stored = self.transaction.read("teams", team)
            self._members[team] = {int(m["volunteer_id"]): dict(m) for m in stored.get("members") or ()}
        members = self._members[team]
        role = one.given.fields.get("role") or "member"
        if role == "leader" and any(m["role"] == "leader" for m in members.values()):
            role = "member"
        members.setdefault(
            volunteer, {"volunteer_id": volunteer, "role": role, "joined": one.document.get("joined")}
        )


_KEEP: Final[Mapping[str, Callable[[_Keeping, Draft], None]]] = {
    "wish": _Keeping.wish,
    "visit": _Keeping.visit,
    "hours": _Keeping.hours,
    "volunteer": _Keeping.volunteer,
    "session": _Keeping.session,
    "booking": _Keeping.booking,
    "signup": _Keeping.signup,
}
