"""Volunteers: added, edited, and found by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.capture.names.called import called
from tui.desk.records import Records
from tui.kinds.record import Stored
from tui.language.errors import Message, NotFound, UsageError
from tui.language.text import enumerated
from tui.seats.actor import Actor
from tui.store import Store


class VolunteerDesk(Records):
    """Add and edit volunteers, and find them."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor, "volunteers", "volunteer")

    def add_to_teams(self, fields: Mapping[str, Any], teams: Sequence[int]) -> Stored:
        """Add a volunteer who is a member of these teams from today on, in one commit.

        Raises InvalidInput, NotAllowed, NotFound, StoreError.
        """
        self.require("volunteer.add")
        self.known_fields(self.table, fields, frozenset())
        document = self.checked(self.table, fields)
        if teams:
            self.require("team.roster")
        with self.begin("volunteer.add") as transaction:
            volunteer = transaction.insert(self.table, document)
            new = {"volunteer_id": volunteer["id"], "role": "member", "joined": self.today.isoformat()}
            for id in teams:
                team = transaction.read("teams", id)
                checked = self.checked("teams", {**team, "members": [*(team.get("members") or ()), new]})
                transaction.update("teams", id, {"members": checked["members"]})
            return volunteer

    def named(self, text: str) -> Stored:
        """The volunteer that `text` means: an id, a name in any spelling, or the beginning of one name only.

        Raises NotFound; UsageError if several could be meant.
        """
        wanted = text.strip()
        stored = self.store.volunteers.stored()
        if wanted.isdecimal():
            found = [v for v in stored if v["id"] == int(wanted)]
        else:
            found = called(stored, wanted)
        if not found:
            raise NotFound(Message("No volunteer is named «{name}».", {"name": text}))
        if len(found) > 1:
            names = enumerated(f"{v['id']} {v['name']}" for v in found)
            raise UsageError(Message("Several could be meant; give the number: {names}.", {"names": names}))
        return found[0]
