"""The year's days off and made-up working days: what the community imports, and what moves by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotFound
from tui.rules.calendar.named_days import ReadCalendar
from tui.rules.calendar.workdays import WorkCalendar, library_days
from tui.rules.services.service_days import ServiceDay, service_day, service_days
from tui.rules.wishes.categories import limits_of
from tui.rules.wishes.deadlines import accept_by, due_for
from tui.rules.wishes.order import OPEN_STATES
from tui.store import Transaction


class Move(NamedTuple):
    """What a new calendar does to one wish or session, in words, and what is written for it.

    `id` is 0 where nothing is: a planned session goes by the calendar anyway, and one that was arranged by hand
    stays.
    """

    said: Message
    table: str = ""
    id: int = 0
    fields: Mapping[str, Any] = {}
    event: Mapping[str, Any] = {}


class HolidayPlan(NamedTuple):
    """The holidays of the community as they would be stored, and what moves by it."""

    holidays: list[dict[str, Any]]
    moves: list[Move]


class HolidayDesk(UseCases):
    """Import and remove the calendar of a year."""

    def planned(self, read: ReadCalendar) -> HolidayPlan:
        """What would become of an import. Raises NotFound without a community."""
        kept = self._kept()
        for year, days in read.years.items():
            before = {} if read.whole else self._known(kept, year)
            named = {one.day.isoformat(): (one.name, one.off) for one in days}
            kept[year] = [
                {"day": day, "name": name, "off": off}
                for day, (name, off) in sorted({**before, **named}.items())
            ]
        return self._plan(kept, read.years)

    def without(self, year: int) -> HolidayPlan:
        """What would become of it if the imported days of `year` were removed. Raises NotFound."""
        kept = self._kept()
        if year not in kept:
            raise NotFound(Message("No days of {year} were imported.", {"year": year}))
        del kept[year]
        return self._plan(kept, [year])

    def keep(self, read: ReadCalendar) -> HolidayPlan:
        """Import the days and move what moves by it, in one commit; what was done.

        Raises InvalidInput, NotAllowed, NotFound, StoreError.
        """
        return self._put(lambda: self.planned(read))

    def remove(self, year: int) -> HolidayPlan:
        """Remove the imported days of `year`, and move what moves by it. Raises as `keep`."""
        return self._put(lambda: self.without(year))

    def _put(self, plan_of: Any) -> HolidayPlan:
        self.require("community.edit")
        for table in ("communities", "wishes", "sessions"):
            _ = self.store.collection(table).model  # loaded before the lock is taken
        with self.begin("community.edit") as transaction:
            plan: HolidayPlan = plan_of()
            community = self._community()
            checked = self.checked("communities", {**community, "holidays": plan.holidays})
            transaction.update("communities", int(community["id"]), {"holidays": checked["holidays"]})
            for move in plan.moves:
                if move.id:
                    self._write(transaction, move)
        return plan

    def _write(self, transaction: Transaction, move: Move) -> None:
        current = transaction.read(move.table, move.id)
        checked = self.checked(move.table, {**current, **move.fields, "history": [dict(move.event)]})
        fields = {f: checked[f] for f in move.fields}
        transaction.update(move.table, move.id, fields, added={"history": [dict(move.event)]})

    def _community(self) -> Stored:
        community = self.store.community
        if community is None:
            raise NotFound(Message("No community is set up. «xingfu demo» loads the model one."))
        return community

    def _kept(self) -> dict[int, list[dict[str, Any]]]:
        """The days that were imported, by year."""
        return {int(one["year"]): list(one["days"]) for one in self._community().get("holidays") or ()}

    @staticmethod
    def _known(kept: Mapping[int, list[dict[str, Any]]], year: int) -> dict[str, tuple[str, bool]]:
        """The days that are known of a year to which some are added."""
        if year in kept:
            return {one["day"]: (one["name"], one["off"]) for one in kept[year]}
        return {day.isoformat(): (name, off) for day, name, off in library_days(year)}

    def _plan(self, kept: Mapping[int, list[dict[str, Any]]], years: Any) -> HolidayPlan:
        holidays = [{"year": year, "days": days} for year, days in sorted(kept.items()) if days]
        if not set(kept) <= set(range(1992, 2201)):
            raise InvalidInput({"holidays": Message("The calendar has the years 1992 to 2200.")})
        after = WorkCalendar.of(holidays)
        last = date(max(years), 12, 31)
        moves = [*self._wishes(after), *self._sessions(after, last)]
        return HolidayPlan(holidays, moves)

    def _wishes(self, after: WorkCalendar) -> Iterator[Move]:
        """The deadlines of open wishes that the calendar set, where it sets others now."""
        limits, before = limits_of(self.store.community), self.store.calendar
        for wish in self.store.wishes.stored():
            if wish["state"] not in OPEN_STATES:
                continue
            recorded = date.fromisoformat(wish["recorded_on"])
            fields: dict[str, str] = {}
            was = due_for(wish["urgency"], recorded, before, wish["category"], limits).on
            now = due_for(wish["urgency"], recorded, after, wish["category"], limits).on
            if wish.get("due") == was.isoformat() and now != was:
                fields["due"] = now.isoformat()
            for base in {recorded, *_reopened(wish)}:
                accept_was = accept_by(base, before, limits).isoformat()
                accept_now = accept_by(base, after, limits).isoformat()
                if (
                    wish["state"] in {"recorded", "reopened"}
                    and wish.get("accept_by") == accept_was != accept_now
                ):
                    fields["accept_by"] = accept_now
            if not any(max(day, wish[f]) >= self.today.isoformat() for f, day in fields.items()):
                continue
            days = {"was": wish.get("due", ""), "now": fields.get("due", "")}
            change = Message("due {was}, now {now}", days)
            if "due" not in fields:
                days = {"was": wish["accept_by"], "now": fields["accept_by"]}
                change = Message("accept by {was}, now {now}", days)
            said = Message(
                "{what}: {change}", {"what": f"{wish['number']} {wish['title']}", "change": change}
            )
            event = {"at": self.store.now.isoformat(timespec="seconds"), "by": self.actor.name, "action": "edit",
                     "state": wish["state"], "note": ", ".join(sorted(fields))}  # fmt: skip
            yield Move(said, "wishes", int(wish["id"]), fields, event)

    def _sessions(self, after: WorkCalendar, last: date) -> Iterator[Move]:
        """The sessions to come that are held on another day, up to the end of the year."""
        start = self.today
        on_record = {(s["service_id"], s["on"]): s for s in self.store.sessions.stored()}
        if last < start:
            return
        before = self.store.calendar
        for service in self.store.services.stored():
            was = {one.on: one for one in service_days(service, start, last, before)}
            now = {one.on: one for one in service_days(service, start, last, after)}
            for on in sorted({*was, *now}):
                if (service["id"], on.isoformat()) in on_record or was.get(on) == now.get(on):
                    continue
                if (said := _day_moved(service, on, was.get(on), now.get(on))) is not None:
                    yield Move(said)
        services = {s["id"]: s for s in self.store.services.stored()}
        for session in on_record.values():
            service = services.get(session["service_id"], {})
            if service and session["state"] in {"planned", "confirmed"}:
                yield from self._on_record(session, service, before, after)

    def _on_record(
        self, session: Stored, service: Stored, before: WorkCalendar, after: WorkCalendar
    ) -> Iterator[Move]:
        on, starts = date.fromisoformat(session["on"]), datetime.fromisoformat(session["starts_at"])
        if starts <= self.store.now:
            return
        was, now = service_day(service, on, before), service_day(service, on, after)
        # Where somebody moved it, it stays.
        if was is None or was == now or was.day != starts.date() or was.shifted != session.get("shifted", ""):
            return
        said = _day_moved(service, on, was, now)
        if now is None:
            what = f"{service['name']} {session['on']}"
            text = "{what}: by the new calendar it would not be held; it stands as it was arranged"
            yield Move(Message(text, {"what": what}))
            return
        if said is None:
            return
        fields: dict[str, Any] = {"shifted": now.shifted}
        for field in ("starts_at", "ends_at"):
            moment = datetime.fromisoformat(session[field])
            fields[field] = (moment + (now.day - was.day)).isoformat()
        times = ("starts_at", "ends_at")
        event = {"at": self.store.now.isoformat(), "by": self.actor.name, "action": "move", "note": "",
                 "was": {f: session[f] for f in times}, "now": {f: fields[f] for f in times}}  # fmt: skip
        yield Move(said, "sessions", int(session["id"]), fields, event)


def _reopened(wish: Stored) -> Iterator[date]:
    for event in wish.get("history") or ():
        if event["action"] == "reopen":
            yield datetime.fromisoformat(event["at"]).date()


def _day_moved(service: Stored, on: date, was: ServiceDay | None, now: ServiceDay | None) -> Message | None:
    """What becomes of a session, in words; None where its day is the same."""
    what = f"{service['name']} {on.isoformat()}"
    if was is None and now is not None:
        return Message("{what}: held on {now}", {"what": what, "now": now.day.isoformat()})
    if now is None:
        return Message("{what}: not held any more", {"what": what})
    if was is None or was.day == now.day:
        return None
    facts = {"what": what, "was": was.day.isoformat(), "now": now.day.isoformat()}
    return Message("{what}: on {now}, not on {was}", facts)
