"""Teams with their roster; new names become volunteers in the same commit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from tui.desk.records import Records
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotFound, XingfuError
from tui.language.text import enumerated
from tui.rules.alliance import current_member
from tui.seats.actor import Actor
from tui.store import Merged, Store, Transaction

# The field of a team's record with the name of its part-time committee member; what only a stored record has.
_MEMBER: Final = "committee_member"
_OF_RECORD: Final = frozenset({"id", "rev", "created_at", "updated_at"})


class TeamDesk(Records):
    """Add and edit teams."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor, "teams", "team")

    def add_with_roster(self, fields: Mapping[str, Any], roster: Sequence[int | str]) -> Stored:
        """Add a team; `roster` holds ids of volunteers, and names of people who are to become some.

        Raises InvalidInput, NotAllowed, StoreError.
        """
        self.require("team.add")
        self.known_fields(self.table, fields, frozenset())
        document = self.checked(self.table, fields)
        people = self._new_people(roster)
        with self.begin("team.add") as transaction:
            members = self._members(transaction, roster, people, ())
            return transaction.insert("teams", self.checked("teams", {**document, "members": members}))

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change a team. Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError."""
        return self.edit_with_roster(id, fields, None, base_version=base_version)

    def edit_with_roster(
        self,
        id: int,
        fields: Mapping[str, Any],
        roster: Sequence[int | str] | None,
        *,
        base_version: Stored | None = None,
    ) -> Merged:
        """Change a team; with `roster`, who is in it. Who stays keeps role and date of joining.

        Where a part-time committee member is appointed to the team, another name is an appointment, too: the partner's
        record says so. Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError.
        """
        appointed = current_member(self.store.appointments.stored(), id, self.today)
        if roster is None and (appointed is None or _MEMBER not in fields):
            return super().edit(id, fields, base_version=base_version)
        self.require("team.edit")
        self.known_fields(self.table, fields, frozenset({"members"}))
        current = base_version or self.store.teams.find_stored(id) or {}
        checked = self.checked("teams", {**current, **fields})
        people = self._new_people(roster or ())
        with self.begin("team.edit") as transaction:
            changed = {f: checked[f] for f in fields}
            if roster is not None:
                known = current.get("members") or ()
                changed["members"] = self._members(transaction, roster, people, known)
            if _MEMBER in changed and self._succeeded(transaction, id, changed[_MEMBER]):
                del changed[_MEMBER]
            merged = transaction.update("teams", id, changed, base_version=base_version)
            self.checked("teams", merged.document)
            return merged

    def _succeeded(self, transaction: Transaction, team_id: int, name: str) -> bool:
        """Have somebody of that name look after the team from today on ("": nobody), if anybody is appointed to it."""
        appointed = current_member(transaction.all("appointments"), team_id, self.today)
        if appointed is None or name == appointed["name"]:
            return appointed is not None
        self.require("committee.appoint")
        id, yesterday = int(appointed["id"]), (self.today - timedelta(1)).isoformat()
        heir = self.checked(
            "appointments", {**appointed, "name": name or "-", "since": self.today.isoformat()}
        )
        if (appointed.get("since") or "") <= yesterday:
            transaction.update("appointments", id, {"until": yesterday})
            if name:
                transaction.insert("appointments", {f: v for f, v in heir.items() if f not in _OF_RECORD})
        elif name:
            transaction.update("appointments", id, {"name": heir["name"]})
        else:
            transaction.delete("appointments", id)
        return True

    def place(self, id: int, volunteer_id: int, *, role: str, joined: str | None) -> Stored:
        """Set a volunteer's role and date of joining in a team; who is not in it yet comes in by it.

        A team that gets another leader makes the old one a member. Raises InvalidInput, NotAllowed,
        NotFound, StoreError.
        """
        self.require("team.roster")
        with self.begin("team.roster") as transaction:
            team = transaction.read("teams", id)
            transaction.read("volunteers", volunteer_id)
            known = {m["volunteer_id"]: (m["role"], m.get("joined")) for m in team.get("members") or ()}
            if role == "leader":
                known = {i: ("member" if r == "leader" else r, since) for i, (r, since) in known.items()}
            return self._placed(transaction, team, {**known, volunteer_id: (role, joined)}, None)

    def set_roster(
        self,
        id: int,
        members: Mapping[int, tuple[str, str | None]],
        *,
        added: Sequence[int | str] = (),
        base_version: Stored | None = None,
    ) -> Stored:
        """Set role and date of joining of several people of a team at once; the others stay as they are.

        `added` come in besides: ids of volunteers, and names of people who are to become some.

        Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError.
        """
        self.require("team.roster")
        people = self._new_people(added)
        with self.begin("team.roster") as transaction:
            team = base_version or transaction.read("teams", id)
            before = team.get("members") or ()
            known = {m["volunteer_id"]: (m["role"], m.get("joined")) for m in before}
            new = {
                int(m["volunteer_id"]): (str(m["role"]), str(m["joined"]))
                for m in self._members(transaction, added, people, before)
                if m["volunteer_id"] not in known
            }
            return self._placed(transaction, team, {**known, **members, **new}, base_version)

    def _placed(
        self,
        transaction: Transaction,
        team: Stored,
        members: Mapping[int, tuple[str, str | None]],
        base_version: Stored | None,
    ) -> Stored:
        """The team with this roster; `leader` is the name of whoever leads by it. Raises InvalidInput."""
        late = [i for i, (_, joined) in members.items() if joined and joined > self.today.isoformat()]
        if late:
            raise InvalidInput({str(i): Message("This day has not come yet.") for i in late})
        names = _names(transaction, members)
        leaders = [i for i, (role, _) in members.items() if role == "leader"]
        if len(leaders) > 1:
            both = enumerated(names.get(i, "?") for i in leaders)
            raise InvalidInput({"": Message("Only one person leads a team: {names}.", {"names": both})})
        fields: dict[str, Any] = {
            "members": [{"volunteer_id": i, "role": r, "joined": since} for i, (r, since) in members.items()]
        }
        if leaders:
            fields["leader"] = names.get(leaders[0], "")
        elif team.get("leader") in {names.get(i) for i in members}:
            fields["leader"] = ""
        checked = self.checked("teams", {**team, **fields})
        changed = {f: checked[f] for f in fields}
        return transaction.update("teams", int(team["id"]), changed, base_version=base_version).document

    def _new_people(self, roster: Sequence[int | str]) -> dict[str, dict[str, Any]]:
        """The documents of those who are named and not known by id yet. Raises InvalidInput."""
        try:
            return {
                name: self.checked("volunteers", {"name": name})
                for name in dict.fromkeys(n for n in roster if isinstance(n, str))
            }
        except InvalidInput as error:
            message: XingfuError = error
            raise InvalidInput({"roster": message.message}) from error

    def _members(
        self,
        transaction: Transaction,
        roster: Sequence[int | str],
        people: Mapping[str, dict[str, Any]],
        before: Sequence[Mapping[str, Any]],
    ) -> list[dict[str, Any]]:
        known = {member["volunteer_id"]: dict(member) for member in before}
        members: dict[int, dict[str, Any]] = {}
        for one in roster:
            id = int(transaction.insert("volunteers", people[one])["id"]) if isinstance(one, str) else one
            new = {"volunteer_id": id, "role": "member", "joined": self.today.isoformat()}
            members.setdefault(id, known.get(id, new))
        return list(members.values())


def _names(transaction: Transaction, ids: Iterable[int]) -> dict[int, str]:
    """The names of those of the volunteers who are on record."""
    found: dict[int, str] = {}
    for id in ids:
        with contextlib.suppress(NotFound):
            found[id] = str(transaction.read("volunteers", id)["name"])
    return found
