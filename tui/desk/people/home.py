"""Home service on request (上门服务): requested, given with a date, done, rated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tui.capture.names.called import called
from tui.desk.people.hours import HoursDesk
from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotFound, WrongState
from tui.rules.people import home_workflow
from tui.rules.people.due_again import DueAgain, due_again
from tui.rules.people.hours import check_hours
from tui.rules.people.hours_twice import again
from tui.rules.people.skills import skills_in, skills_of
from tui.rules.services.schedule import next_session
from tui.seats.actor import Actor
from tui.store import Merged, Store, Transaction

_BY_WORKFLOW: Final = frozenset(
    {"state", "recorded_on", "team_id", "volunteer_id", "on", "done_on", "rating", "outcome", "history"}
)


class HomeDesk(UseCases):
    """The use cases of home requests."""

    def __init__(self, store: Store, actor: Actor, hours: HoursDesk) -> None:
        super().__init__(store, actor)
        self._hours = hours

    def request(self, fields: Mapping[str, Any]) -> Stored:
        """Keep a resident's request; `resident` and `skill` are needed. A service that offers it is found.

        Raises InvalidInput, NotAllowed, StoreError.
        """
        self.require("home.request")
        self.known_fields("home_requests", fields, _BY_WORKFLOW)
        document = self.checked("home_requests", {**fields, "recorded_on": self.today.isoformat()})
        if document["wished_on"] and document["wished_on"] < self.today.isoformat():
            raise InvalidInput({"wished_on": Message("This day must still be to come.")})
        if document["service_id"] is None:
            document["service_id"] = self._service_for(document["skill"])
        with self.begin("home.request") as transaction:
            document["history"] = [self._event("request", "requested", document["skill"])]
            return transaction.insert("home_requests", document)

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change plain fields. Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError."""
        self.require("home.edit")
        self.known_fields("home_requests", fields, _BY_WORKFLOW)
        with self.begin("home.edit") as transaction:
            current = transaction.read("home_requests", id)
            checked = self.checked("home_requests", {**(base_version or current), **fields, "history": []})
            event = self._event("edit", current["state"], ", ".join(sorted(fields)))
            changed = {f: checked[f] for f in fields}
            return transaction.update(
                "home_requests", id, changed, added={"history": [event]}, base_version=base_version
            )

    def act(
        self,
        id: int,
        action: str,
        *,
        holder: tuple[str, int] | None = None,
        on: str | None = None,
        note: str = "",
        hours: float | None = None,
        rating: int | None = None,
    ) -> Stored:
        """Take a request one step on (`give`, `complete`, `rate`, `cancel`, `reopen`); it as it is then.

        `holder` is who goes, (`team` or `volunteer`, id); `hours` with `complete` become service hours of
        the volunteer in the same commit. Raises WrongState, which says what is missing, InvalidInput,
        NotAllowed, NotFound, StoreError.
        """
        self.require(f"home.{action}")
        if hours is not None and (complaint := check_hours(hours)):
            raise InvalidInput({"hours": complaint})
        _ = self.store.hours.model
        given = {"holder": holder, "on": on, "rating": rating, "reason": note.strip()}
        with self.begin(f"home.{action}") as transaction:
            request = transaction.read("home_requests", id)
            if complaint := home_workflow.WORKFLOW.check(action, request["state"], given):
                raise WrongState(complaint)
            fields = {"state": home_workflow.state_after(action)}
            fields |= self._set_by(transaction, action, request, holder, on, note, rating)
            if action == "complete" and hours is not None:
                self._give_hours(transaction, request, hours)
            checked = self.checked("home_requests", {**request, **fields, "history": []})
            event = self._event(action, fields["state"], note or self._said(transaction, action, fields))
            kept = {f: checked[f] for f in fields}
            return transaction.update("home_requests", id, kept, added={"history": [event]}).document

    def _set_by(
        self,
        transaction: Transaction,
        action: str,
        request: Stored,
        holder: tuple[str, int] | None,
        on: str | None,
        note: str,
        rating: int | None,
    ) -> dict[str, Any]:
        """The fields that a step sets, besides the state."""
        match action:
            case "give":
                assert holder is not None
                if on is not None and on < self.today.isoformat():
                    raise InvalidInput({"on": Message("This day must still be to come.")})
                return {"on": on, **self._holder(transaction, *holder)}
            case "complete":
                return {"done_on": min(request["on"], self.today.isoformat()), "outcome": note}
            case "rate":
                return {"rating": rating}
            case "reopen":
                return {
                    "team_id": None,
                    "volunteer_id": None,
                    "on": None,
                    "done_on": None,
                    "rating": None,
                    "outcome": "",
                }
        return {}

    def _holder(self, transaction: Transaction, kind: str, id: int) -> dict[str, Any]:
        """Who goes; a volunteer of one team goes for that team."""
        if kind == "team":
            return {"team_id": int(transaction.read("teams", id)["id"]), "volunteer_id": None}
        transaction.read("volunteers", id)
        members = {
            t["id"]: {m["volunteer_id"] for m in t.get("members") or ()} for t in transaction.all("teams")
        }
        teams = [team for team, ids in members.items() if id in ids]
        return {"team_id": teams[0] if len(teams) == 1 else None, "volunteer_id": id}

    def hours_doubts(self, request: Stored) -> list[Message]:
        """What does not fit with the hours of a request that is done: the same hours stand there already.

        Two homes on a day are no fault, so it is told and not refused.
        """
        if not request.get("volunteer_id"):
            return []
        given = self.store.hours.having("volunteer_id", request["volunteer_id"])
        mine = [r for r in given if r.get("source") == "by_hand" and r.get("place") == _AT_HOME
                and r["on"] == request.get("done_on") and r["content"] == request["skill"]]  # fmt: skip
        newest = max(mine, key=lambda r: int(r["id"]), default=None)
        twice = again((r for r in given if r is not newest), newest) if newest else None
        if twice is None:
            return []
        name = str((self.store.volunteers.find_stored(request["volunteer_id"]) or {}).get("name", "?"))
        facts = {"name": name, "n": f"{float(twice['hours']):g}", "id": twice["id"]}
        return [Message("{name} has {n} h for the same on that day already (no. {id}).", facts)]

    def _give_hours(self, transaction: Transaction, request: Stored, hours: float) -> None:
        if request["volunteer_id"] is None:
            raise InvalidInput(
                {"hours": Message("Hours go to a person: give the request to a volunteer first.")}
            )
        record = {
            "volunteer_id": request["volunteer_id"], "team_id": request["team_id"],
            "on": min(request["on"], self.today.isoformat()), "hours": hours, "content": request["skill"],
            "place": _AT_HOME, "source": "by_hand", "recorded_by": self.actor.name,
        }  # fmt: skip
        self._hours.keep(transaction, self.checked("hours", record))

    @staticmethod
    def _said(transaction: Transaction, action: str, fields: Mapping[str, Any]) -> str:
        if action == "rate":
            return str(fields["rating"])
        if action != "give":
            return ""
        table, field = ("volunteers", "volunteer_id") if fields["volunteer_id"] else ("teams", "team_id")
        return f"{transaction.read(table, fields[field])['name']} {fields['on']}"

    def _event(self, action: str, state: str, note: str) -> dict[str, Any]:
        at = self.store.now.isoformat(timespec="seconds")
        return {"at": at, "by": self.actor.name, "action": action, "state": state, "note": note}

    def holder(self, name: str) -> tuple[str, int]:
        """The team or volunteer with this name, in any spelling. Raises NotFound."""
        for table, kind in (("teams", "team"), ("volunteers", "volunteer")):
            found = called(
                self.store.collection(table).stored(), name, "person" if kind == "volunteer" else "team"
            )
            if len(found) == 1:
                return kind, int(found[0]["id"])
        raise NotFound(Message("No team or volunteer is named «{name}».", {"name": name}))

    def holder_name(self, request: Stored) -> str:
        """Who goes, by name: the volunteer, or else the team."""
        team = self.store.teams.find_stored(request.get("team_id") or 0) or {}
        person = self.store.volunteers.find_stored(request.get("volunteer_id") or 0) or {}
        return str(person.get("name") or team.get("name") or "")

    def _service_for(self, skill: str) -> int | None:
        """The service at residents' homes that offers this."""
        wanted = skills_in(skill)
        for service in self.store.services.stored():
            offered = (*(service.get("items") or ()), service["name"])
            if service.get("at_home") and (skill in offered or wanted & skills_of(offered)):
                return int(service["id"])
        return None

    # ---- due again

    def due(self, on: date | None = None) -> tuple[DueAgain, ...]:
        """Who is due again on a day: the next haircut day, where there is one, else today."""
        services = {int(s["id"]): s for s in self.store.services.stored()}
        return due_again(self.store.home_requests.stored(), services, on or self.due_day())

    def due_day(self) -> date:
        """The day for which the list of those due again is made: the haircut day that comes next, else today."""
        sessions = self.store.sessions.stored()
        days = []
        for service in self.store.services.stored():
            if service.get("rrule") and "haircut" in skills_of(
                (*(service.get("items") or ()), service["name"])
            ):
                following = next_session(service, sessions, self.today, self.store.calendar)
                if following is not None and skills_in(service["name"]) == {"haircut"}:
                    days.append(date.fromisoformat(following["starts_at"][:10]))
        return min(days, default=self.today)


# Where the hours were given, on a certificate: never the resident's door.
_AT_HOME: Final = "居民家中"
