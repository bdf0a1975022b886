"""Service hours by hand, their correction with a trace, and taking them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.people.hours import about_hours, check_day, check_hours, total
from tui.rules.people.hours_twice import again, refused_again
from tui.store import Transaction

_BY_USE_CASES: Final = frozenset({"source", "recorded_by", "corrections", "withdrawn"})


class HoursDesk(UseCases):
    """The use cases of service hours; those of a session come with its completion."""

    def add(self, fields: Mapping[str, Any]) -> Stored:
        """Keep hours by hand: `volunteer_id`, `on`, `hours` and `content` are needed, as a certificate names them.

        Without a team the volunteer's only one is taken. Raises InvalidInput, NotAllowed, NotFound, StoreError.
        """
        return self.add_all([fields])[0]

    def add_all(self, given: Sequence[Mapping[str, Any]]) -> list[Stored]:
        """The hours of several volunteers, or none of them, in one commit. Raises as `add`."""
        self.require("hours.add")
        documents = [self._by_hand(fields) for fields in given]
        with self.begin("hours.add") as transaction:
            return [self._once(transaction, document) for document in documents]

    def _once(self, transaction: Transaction, document: dict[str, Any]) -> Stored:
        """Save hours. Raises InvalidInput if the same were already recorded."""
        volunteer_id = int(document["volunteer_id"])
        known = list(transaction.having("hours", "volunteer_id", volunteer_id))
        too_many = check_day(known, volunteer_id, document["on"], document["hours"])
        if not too_many and (twice := again(known, document)):
            name = str(transaction.read("volunteers", volunteer_id)["name"])
            raise InvalidInput({"content": refused_again(twice, name)})
        return self.keep(transaction, document)

    def _by_hand(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        self.known_fields("hours", fields, _BY_USE_CASES)
        errors: dict[str, Message] = {}
        hours = fields.get("hours")
        if isinstance(hours, int | float) and (complaint := check_hours(hours)):
            errors["hours"] = complaint
        if not str(fields.get("content") or "").strip() and not fields.get("session_id"):
            errors["content"] = Message("Say what was done; a certificate names it.")
        if errors:
            raise InvalidInput(errors)
        document = self.checked("hours", {**fields, "source": "by_hand", "recorded_by": self.actor.name})
        if document["on"] > self.today.isoformat():
            raise InvalidInput({"on": Message("This day has not come yet.")})
        return document

    def keep(self, transaction: Transaction, document: dict[str, Any]) -> Stored:
        """Insert checked hours within a transaction of which they are a part. Raises InvalidInput, NotFound."""
        id = int(document["volunteer_id"])
        transaction.read("volunteers", id)
        known = transaction.having("hours", "volunteer_id", id)
        if complaint := check_day(known, id, document["on"], document["hours"]):
            raise InvalidInput({"hours": complaint})
        if document["team_id"] is None:
            teams = [t["id"] for t in transaction.all("teams") if _is_in(t, id)]
            document = {**document, "team_id": teams[0] if len(teams) == 1 else None}
        else:
            transaction.read("teams", int(document["team_id"]))
        return transaction.insert("hours", {**document, **about(transaction, document)})

    def correct(self, id: int, hours: float, reason: str) -> Stored:
        """Put another figure in the place of a wrong one; who, when, old, new and why are kept.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        self.require("hours.correct")
        errors: dict[str, Message] = {}
        if complaint := check_hours(hours):
            errors["hours"] = complaint
        if not reason.strip():
            errors["reason"] = Message("Say why.")
        if errors:
            raise InvalidInput(errors)
        with self.begin("hours.correct") as transaction:
            record = self._counting(transaction, id)
            if hours == record["hours"]:
                raise InvalidInput({"hours": Message("These are the hours that stand there already.")})
            volunteer_id = int(record["volunteer_id"])
            others = (r for r in transaction.having("hours", "volunteer_id", volunteer_id) if r["id"] != id)
            if complaint := check_day(others, volunteer_id, record["on"], hours):
                raise InvalidInput({"hours": complaint})
            fields = {"hours": float(hours), "source": "corrected"}
            return self._traced(transaction, record, fields, hours, reason)

    def withdraw(self, id: int, reason: str) -> Stored:
        """Take hours back: the record stays, with the reason, and counts nowhere. Raises as `correct`."""
        self.require("hours.withdraw")
        if not reason.strip():
            raise InvalidInput({"reason": Message("Say why.")})
        with self.begin("hours.withdraw") as transaction:
            return self._traced(transaction, self._counting(transaction, id), {"withdrawn": True}, 0, reason)

    def given_by(self, volunteer_id: int) -> list[Stored]:
        """A volunteer's records, the newest first; those that were taken back as well."""
        mine = self.store.hours.having("volunteer_id", volunteer_id)
        return sorted(mine, key=lambda r: (str(r["on"]), int(r["id"])), reverse=True)

    def in_all(self, volunteer_id: int) -> float:
        """All hours of a volunteer that count."""
        return total(self.given_by(volunteer_id))

    @staticmethod
    def _counting(transaction: Transaction, id: int) -> Stored:
        record = transaction.read("hours", id)
        if record.get("withdrawn"):
            raise WrongState(Message("These hours were taken back already."))
        return record

    def _traced(
        self, transaction: Transaction, record: Stored, fields: Mapping[str, Any], now: float, reason: str
    ) -> Stored:
        trace = {
            "at": self.store.now.isoformat(timespec="seconds"),
            "by": self.actor.name,
            "was": record["hours"],
            "now": now,
            "reason": reason,
        }
        corrections = [*(record.get("corrections") or ()), trace]
        checked = self.checked("hours", {**record, **fields, "corrections": corrections})
        changed = {f: checked[f] for f in (*fields, "corrections")}
        return transaction.update("hours", int(record["id"]), changed).document


def about(transaction: Transaction, document: Mapping[str, Any]) -> dict[str, str]:
    """What the ministry's rules ask of hours besides: as typed, or as session and team tell it."""
    team_id, session_id = document.get("team_id"), document.get("session_id")
    team = transaction.read("teams", int(team_id)) if team_id else None
    session = transaction.read("sessions", int(session_id)) if session_id else None
    service = transaction.read("services", int(session["service_id"])) if session else None
    return about_hours(document, team, service)


def _is_in(team: Stored, volunteer_id: int) -> bool:
    return any(m["volunteer_id"] == volunteer_id for m in team.get("members") or ())
