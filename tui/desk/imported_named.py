"""Rows of ledgers that name what must be here already: a booking its room, a sign-up its session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tui.desk.rooms import RoomDesk
from tui.desk.services.session_lists import SessionLists
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotFound, WrongState
from tui.rules.importing import bare, with_extra
from tui.seats.actor import Actor
from tui.store import Store, Transaction


class NamedHere:
    """Checks and keeps such rows."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store = store
        self._rooms = RoomDesk(store, actor)
        self._sessions = SessionLists(store, actor)

    def booking(self, fields: Mapping[str, Any], extra: Mapping[str, str]) -> dict[str, Any]:
        """The checked document of a booking. Raises InvalidInput for a room that is not here, or not free."""
        said = with_extra("booking", fields, extra)
        _refuse_without(said, "room", "on", "starts", "ends")
        room = _named(self._store.rooms.stored(), "room_id", "room", str(said.pop("room")))
        document = self._rooms.checked("bookings", {**said, "room_id": room})
        self._rooms.refuse(document)
        return document

    def insert_booking(self, transaction: Transaction, document: Mapping[str, Any]) -> Stored:
        """Keep a booking that passed the checks. Raises InvalidInput where the room was taken since."""
        return self._rooms.insert(transaction, document)

    def signup(self, fields: Mapping[str, Any], extra: Mapping[str, str]) -> dict[str, Any]:
        """A sign-up, with `service_id` and `on`, the day of the session's recurrence.

        Raises InvalidInput for a session that is not here, or for which nobody can sign up any more.
        """
        said = with_extra("signup", fields, extra)
        _refuse_without(said, "service", "on")
        service = _named(self._store.services.stored(), "service", "service", str(said["service"]))
        signup = {name: said.get(name, "") for name in ("resident", "phone", "address", "note")}
        signup["at_home"] = bool(said.get("at_home"))
        try:
            session = self._session(service, str(said["on"]))
            self._sessions.checked("sessions", {**session, "signups": [{**signup, "number": 1}]})
            self._sessions.refuse_sign_up(session)
        except (NotFound, WrongState) as error:
            raise InvalidInput({"on": error.message}) from error
        return {**signup, "service_id": service, "on": session["on"]}

    def _session(self, service: int, on: str) -> Stored:
        """The session that is held on a day, else that of which the recurrence gives it. Raises NotFound."""
        held = (s for s in self._store.sessions.having("service_id", service) if s["starts_at"][:10] == on)
        return next(held, None) or self._sessions.find(service, date.fromisoformat(on))

    def sign_up(self, transaction: Transaction, draft: Mapping[str, Any]) -> None:
        """Enter a sign-up that passed the checks. Raises InvalidInput where it cannot be entered any more."""
        signup = dict(draft)
        service, on = int(signup.pop("service_id")), date.fromisoformat(str(signup.pop("on")))
        try:
            self._sessions.enter(transaction, service, on, signup)
        except (NotFound, WrongState) as error:
            raise InvalidInput({"on": error.message}) from error


def _refuse_without(said: Mapping[str, Any], *names: str) -> None:
    """Raises InvalidInput where one of these fields is empty."""
    if lacking := next((name for name in names if not said.get(name)), ""):
        raise InvalidInput({lacking: Message("This must be filled in.")})


def _named(stored: Iterable[Stored], field: str, what: str, name: str) -> int:
    """The id of the record of that name. Raises InvalidInput, which tells the names that there are."""
    all_ = list(stored)
    found = [one for one in all_ if bare(one["name"]) == bare(name)]
    if len(found) == 1:
        return int(found[0]["id"])
    msgid = _NONE[what] if not found else _SEVERAL
    names = tuple(str(one["name"]) for one in all_)[:12]
    raise InvalidInput({field: Message(msgid.msgid, {"name": name, "names": names})})


_NONE = {
    "room": Message("There is no room «{name}»; there are: {names}."),
    "service": Message("There is no service «{name}»; there are: {names}."),
}
_SEVERAL = Message("Several are called «{name}».")
