"""Loads the model community into an empty store, with its dates moved to today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import orjson

from tui.desk.use_case import UseCases
from tui.kinds import registry
from tui.language.errors import Message, StoreError, WrongState
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.services.schedule import planned_session
from tui.rules.services.service_days import service_days
from tui.rules.wishes.numbering import next_number
from tui.seats.actor import Actor
from tui.store import Store, Transaction

# Made of what the file says of them: a session by its place in the recurrence, its hours, a wish with its number.
_MADE: Final = frozenset({"sessions", "hours", "wishes"})
_RELATIVE: Final = re.compile(r"@(?:([+-]?\d+)|(\w{3})-(\d\d))(?:T(\d\d):(\d\d))?")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# What a session may have besides what its service gives it.
_OWN: Final = ("state", "people_served", "reason", "counts", "signups", "volunteer_ids")
# How far a service's occurrences are looked for.
_FAR: Final = 400


def load_demo(store: Store, source: Path, actor: Actor) -> int:
    """Put the documents of the file `source` into the empty `store`, in one commit; how many.

    Raises WrongState if something is stored already, StoreError if the file cannot be read.
    """
    try:
        content = orjson.loads(source.read_bytes())
    except (OSError, ValueError) as error:
        raise StoreError(
            Message(
                "The model community in {file} cannot be read: {why}",
                {"file": str(source), "why": str(error)},
            )
        ) from error
    loader = _Loader(store, actor)
    loader.require("demo.load")
    with loader.begin("demo.load") as transaction:
        if not store.empty:
            raise WrongState(
                Message(
                    "Something is stored here already; the model community goes into an empty store only. Choose another folder with --data."
                )
            )
        return loader.load(content, transaction)


class _Loader(UseCases):
    def load(self, content: Mapping[str, Any], transaction: Transaction) -> int:
        """Insert everything; how many documents that were."""
        dated = dated_from(content, self.today)
        count = 0
        for table in registry.tables():
            if table in _MADE:
                continue
            for document in dated.get(table, ()):
                fields = {k: v for k, v in document.items() if k != "id"}
                stored = transaction.insert(table, self.checked(table, fields))
                assert stored["id"] == document["id"], "ids in the file run from 1 without a gap"
                count += 1
        for session in dated["sessions"]:
            count += self._session(transaction, session)
        numbers: list[str] = []
        for wish in sorted(dated["wishes"], key=lambda w: str(w["recorded_on"])):
            numbers.append(next_number(numbers, int(wish["recorded_on"][:4])))
            transaction.insert("wishes", self.checked("wishes", {**wish, "number": numbers[-1]}))
            count += 1
        return count

    def _session(self, transaction: Transaction, given: Mapping[str, Any]) -> int:
        service = transaction.read("services", given["service_id"])
        on = nth_occurrence(service, given["nth"], self.today, self.store.calendar)
        planned = planned_session(service, on, self.store.calendar)
        assert planned is not None
        own = {k: given[k] for k in _OWN if k in given}
        session = transaction.insert("sessions", self.checked("sessions", {**planned, **own}))
        volunteers = given.get("volunteers", ())
        for volunteer in volunteers:
            record = {
                "volunteer_id": volunteer, "team_id": service["team_id"], "session_id": session["id"],
                "on": session["starts_at"][:10], "hours": given["hours"], "content": service["name"],
                "place": service["place"], "source": "checked_in",
            }  # fmt: skip
            transaction.insert("hours", self.checked("hours", record))
        return 1 + len(volunteers)


def nth_occurrence(service: Mapping[str, Any], nth: int, today: date, calendar: WorkCalendar) -> date:
    """The date of the `nth` session held after `today` (1 is the first), or before it (-1 is the last)."""
    days = service_days(service, today - timedelta(_FAR), today + timedelta(_FAR), calendar)
    if nth > 0:
        return [one.on for one in days if one.day > today][nth - 1]
    return [one.on for one in days if one.day < today][nth]


def dated_from(value: Any, today: date) -> Any:
    """`value` with every relative date, at any depth, made a date seen from `today`.

    `@-12` is twelve days before, `@May-20` the 20th of the last May that is over; either may have a time of day.
    """
    if isinstance(value, Mapping):
        return {key: dated_from(part, today) for key, part in value.items()}
    if isinstance(value, list):
        return [dated_from(part, today) for part in value]
    if isinstance(value, str) and (found := _RELATIVE.fullmatch(value)):
        days, month, of_month, hour, minute = found.groups()
        day = today + timedelta(int(days)) if days else _last(month, int(of_month), today)
        if hour is None:
            return day.isoformat()
        return datetime.combine(day, time(int(hour), int(minute)), LOCAL).isoformat()
    return value


def _last(month: str, day: int, today: date) -> date:
    """That day of the last such month that is over: all days of one month lie in the same year."""
    number = _MONTHS.index(month) + 1
    return date(today.year - (number >= today.month), number, day)
