"""The Store: typed collections, revisions, transactions and the change feed.

What screens, queries and the desk see of what is stored. How it is kept is the engine's affair
(`tui.engine.protocol`).

Documents come in two forms: *stored* (a mapping of plain JSON values, at once) and *model* (a strict
pydantic document, parsed and kept when first asked for).

Longer than other modules: a collection for each kind, and a method for each thing that is asked of the engine.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from tui.engine.changes import Change, Entry, Stamp
from tui.engine.opening import begun, open_engine, open_register
from tui.engine.transaction import Merged, Transaction, taken_in
from tui.kinds import registry
from tui.kinds.declaration import load
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotFound, StoreDamaged
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.privacy.rights import RIGHTS

if TYPE_CHECKING:
    from tui.engine.blobs import Blobs
    from tui.engine.feed import Listener
    from tui.engine.forgetting import Forgotten, ToForget, Told
    from tui.engine.protocol import Engine, Watch
    from tui.kinds.words import Role
    from tui.models.action import ActionItem
    from tui.models.alliance import Appointment, Match, Need, Offer
    from tui.models.base import Document
    from tui.models.community import Community
    from tui.models.export import Export
    from tui.models.home_request import HomeRequest
    from tui.models.hours import ServiceHours
    from tui.models.household import Household
    from tui.models.identity import Identity
    from tui.models.lesson import Lesson
    from tui.models.mediation import Mediation
    from tui.models.meeting import Meeting
    from tui.models.partner import Partner
    from tui.models.reminder import Reminder
    from tui.models.room import Booking, Room
    from tui.models.service import Service
    from tui.models.session import Session
    from tui.models.supervision import Supervision
    from tui.models.team import Team
    from tui.models.visit import Visit
    from tui.models.volunteer import Volunteer
    from tui.models.wish import Wish
    from tui.seats.actor import Actor
    from tui.seats.kept_drafts import Drafts
    from tui.seats.own_seat import OwnSeat
    from tui.seats.presence import Announced
    from tui.seats.register import Register

D = TypeVar("D", bound="Document")

__all__ = [
    "Change",
    "Collection",
    "Entry",
    "Merged",
    "Store",
    "Stored",
    "Transaction",
    "begin_opening",
    "local_now",
    "open_seats",
    "open_store",
    "parsed",
]


def local_now() -> datetime:
    """The time now at the desk (Asia/Shanghai), aware."""
    return datetime.now(LOCAL)


class Collection(Generic[D]):
    """The documents of one kind. Stored documents must not be changed by who gets them."""

    def __init__(self, name: str, engine: Engine) -> None:
        self.name = name
        self._engine = engine
        self._model: type[D] | None = None
        self._parsed: dict[str, tuple[Stored, D]] = {}

    def __len__(self) -> int:
        return len(self._engine.table(self.name))

    def stored(self) -> list[Stored]:
        """All stored documents, in the order in which they were added."""
        # A copy: a commit, or another thread's, may change the table while somebody goes through it.
        return list(self._engine.table(self.name).values())

    def counted(self) -> list[Stored]:
        """Those of the stored documents that are in figures, by the rule that their kind declares; in the same order."""
        rule = registry.stored_kind(self.name).counts
        return self.stored() if rule is None else list(filter(load(rule), self.stored()))

    def having(self, path: str, value: str | int) -> Sequence[Stored]:
        """The stored documents in which `path` (`on`, `members.volunteer_id`) leads to `value`, by their ids."""
        return self._engine.having(self.name, path, value)

    @property
    def version(self) -> int:
        """Changes whenever a document may have changed."""
        return self._engine.version(self.name)

    def find_stored(self, id: int) -> Stored | None:
        """The stored document with this id, or None."""
        return self._engine.table(self.name).get(str(id))

    def find(self, id: int) -> D | None:
        """The document with this id, or None. Raises StoreDamaged if it does not fit its model."""
        stored = self.find_stored(id)
        return None if stored is None else self._parse(str(id), stored)

    def get(self, id: int) -> D:
        """The document with this id. Raises NotFound, StoreDamaged."""
        found = self.find(id)
        if found is None:
            raise NotFound(
                Message("There is no such record any more ({table} {id}).", {"table": self.name, "id": id})
            )
        return found

    def all(self) -> list[D]:
        """All documents. Raises StoreDamaged if one does not fit its model."""
        return [self._parse(key, stored) for key, stored in list(self._engine.table(self.name).items())]

    @property
    def model(self) -> type[D]:
        """The model of this collection's documents; loads pydantic when first asked for."""
        if self._model is None:
            self._model = cast("type[D]", load(registry.stored_kind(self.name).model))
        return self._model

    def _parse(self, key: str, stored: Stored) -> D:
        known = self._parsed.get(key)
        if known is not None and known[0] is stored:
            return known[1]
        import orjson  # noqa: PLC0415 - with pydantic, which is loaded here too
        from pydantic import ValidationError  # noqa: PLC0415

        try:
            parsed = self.model.model_validate_json(orjson.dumps(stored))
        except ValidationError as error:
            from tui.models.misfit import first_reason  # noqa: PLC0415 - seldom needed

            raise StoreDamaged(
                Message(
                    "The stored record {table} {id} does not fit: {why}",
                    {"table": self.name, "id": key, "why": first_reason(error)},
                )
            ) from error
        self._parsed[key] = (stored, parsed)
        table = self._engine.table(self.name)
        if len(self._parsed) > len(table) + _STALE_KEPT:
            self._parsed = {k: known for k, known in self._parsed.items() if k in table}
        return parsed


# So many parsed documents that are no longer stored are kept before they are forgotten.
_STALE_KEPT: Final = 64


class Store:
    """All collections of one community, shared with every other process that has them open."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = local_now) -> None:
        self._engine = engine
        self._now = now
        self.communities: Collection[Community] = self._collection("communities")
        self.partners: Collection[Partner] = self._collection("partners")
        self.volunteers: Collection[Volunteer] = self._collection("volunteers")
        self.teams: Collection[Team] = self._collection("teams")
        self.services: Collection[Service] = self._collection("services")
        self.sessions: Collection[Session] = self._collection("sessions")
        self.hours: Collection[ServiceHours] = self._collection("hours")
        self.wishes: Collection[Wish] = self._collection("wishes")
        self.meetings: Collection[Meeting] = self._collection("meetings")
        self.actions: Collection[ActionItem] = self._collection("actions")
        self.supervisions: Collection[Supervision] = self._collection("supervisions")
        self.exports: Collection[Export] = self._collection("exports")
        self.households: Collection[Household] = self._collection("households")
        self.visits: Collection[Visit] = self._collection("visits")
        self.mediations: Collection[Mediation] = self._collection("mediations")
        self.lessons: Collection[Lesson] = self._collection("lessons")
        self.home_requests: Collection[HomeRequest] = self._collection("home_requests")
        self.offers: Collection[Offer] = self._collection("offers")
        self.needs: Collection[Need] = self._collection("needs")
        self.matches: Collection[Match] = self._collection("matches")
        self.appointments: Collection[Appointment] = self._collection("appointments")
        self.rooms: Collection[Room] = self._collection("rooms")
        self.bookings: Collection[Booking] = self._collection("bookings")
        self.calendar = self._community_calendar()
        """The days off and worked in this community: those that it imported, and those that the library knows."""
        self.made_here: set[int] = set()
        """The numbers of the commits that were made through this handle."""
        self._together: Transaction | None = None
        self.while_saving: Callable[[], contextlib.AbstractContextManager[object]] = contextlib.nullcontext
        """Entered for as long as a transaction takes, from before it waits for others."""
        self.reminders: Collection[Reminder] = self._collection("reminders")
        self.identities: Collection[Identity] = self._collection("identities")
        self._engine.subscribe(self._committed)

    def _collection(self, name: str) -> Collection[Any]:
        return Collection(name, self._engine)

    def collection(self, name: str) -> Collection[Any]:
        """The collection of that name. Raises KeyError."""
        if name not in registry.tables():
            raise KeyError(name)
        return cast("Collection[Any]", getattr(self, name))

    def count(self, name: str) -> int | None:
        """How many documents it has, also where this handle holds none; None where so few, or this role, must not tell."""
        return self._engine.count(name)

    def actor(self, actor: Actor) -> Actor:
        """Who `actor` is here: another seat and a lesser role where an account of the database says so."""
        return self._engine.actor(actor)

    @property
    def masked(self) -> bool:
        """Whether this handle holds names and contacts in a masked form alone."""
        return self._engine.grant.masked

    def hides(self, name: str) -> bool:
        """Whether this handle holds no document of the collection, whatever is stored."""
        return name in self._engine.grant.hidden

    @property
    def seq(self) -> int:
        """The number of the last commit that is in memory."""
        return self._engine.seq

    @property
    def empty(self) -> bool:
        """Whether nothing is stored yet."""
        return self._engine.empty

    @property
    def now(self) -> datetime:
        """The time at the desk, by the clock that the store was given."""
        return self._now()

    @property
    def community(self) -> Stored | None:
        """The stored document of the community, or None in an empty store."""
        return next(iter(self.communities.stored()), None)

    def _committed(self, entries: Sequence[Entry]) -> None:
        if any(change.table == "communities" for entry in entries for change in entry.changes):
            self.calendar = self._community_calendar()

    def _community_calendar(self) -> WorkCalendar:
        return WorkCalendar.of((self.community or {}).get("holidays") or ())

    @contextlib.contextmanager
    def transaction(
        self, *, by: str, seat: str, action: str, about: Mapping[str, Any] | None = None
    ) -> Iterator[Transaction]:
        """All or nothing: what is put inside is one durable commit when the block ends.

        An exception inside leaves everything as it was. Raises StoreBusy, StoreReadOnly,
        StoreWriteFailed, StoreDamaged, StoreConflict.
        """
        if self._together is not None:
            yield self._together
            return
        with self.while_saving(), self._engine.exclusive():
            transaction = Transaction(self._engine, self._now())
            yield transaction
            entry = self._engine.commit(transaction.changes(), Stamp(*taken_in([by, seat, action, about])))
            self.made_here.update([entry.seq] if entry is not None else ())

    @contextlib.contextmanager
    def as_one(self, *, by: str, seat: str, action: str) -> Iterator[Transaction]:
        """One commit of all transactions inside the block, or nothing. Raises as `transaction` does.

        They read what is put before them in their transaction; collections show it when the block has ended.
        """
        with self.transaction(by=by, seat=seat, action=action) as transaction:
            self._together = transaction
            try:
                yield transaction
            finally:
                self._together = None

    @property
    def blobs(self) -> Blobs | None:
        """The contents of attached files; None where only documents are kept."""
        return self._engine.blobs

    def refresh(self) -> tuple[Entry, ...]:
        """Take in other processes' commits; the new entries. Raises StoreDamaged."""
        return self._engine.refresh()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with new commits, own and others'; returns what ends that."""
        return self._engine.subscribe(listener)

    def watch(self, *folders: Path) -> Watch:
        """A watch on other processes' commits and on files being made or written in `folders`.

        Commits from before are for `refresh`. Raises OSError where that cannot be had.
        """
        return self._engine.watch(*folders)

    def presence(self, actor: Actor) -> Announced:
        """The records that this program has open, as `actor`, and those that others at the store have."""
        return self._engine.presence(actor)

    def own_seat(self, actor: Actor) -> OwnSeat:
        """The seat at which `actor` works here."""
        return self._engine.own_seat(actor)

    def drafts(self) -> Drafts:
        """What was typed at the desks of this store and not saved."""
        return self._engine.drafts()

    def audit(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit; those long past, with contacts masked, only if `archived`.

        Raises StoreDamaged, NotAllowed.
        """
        return self._engine.entries(newest_first=newest_first, archived=archived)

    def tidy(self, *, force: bool = False) -> bool:
        """Do the engine's housekeeping that is due, or all of it with `force`; whether anything was done.

        A handle that holds less than what is stored leaves that to others. Raises as a transaction does.
        """
        return self._engine.tidy(force=force)

    def back_up(self, path: Path) -> int:
        """Write everything as it is now to the file `path`, durably; the number of the last commit in it.

        Raises NotAllowed, StoreError.
        """
        return self._engine.back_up(path)

    def daily_backup(self) -> Path | None:
        """Make the day's backup if there is none yet and it can be made; its path if it was.

        Raises StoreError.
        """
        return self._engine.daily_backup(self.now.date())

    def to_forget(self, name: str, told: Told) -> ToForget:
        """The person of that name whom `told` tells from others, and what would be changed; for a thread.

        Raises NotFound, NotAllowed, StoreError.
        """
        return self._engine.to_forget(name, told)

    def forget(self, whom: ToForget, *, by: str, seat: str) -> Forgotten:
        """Remove the person from records, history, backups and all else that is kept, for good; for a thread.

        Raises NotAllowed, StoreError.
        """
        return self._engine.forget(whom, by, seat)

    def check(self) -> list[Message]:
        """What is wrong with files and documents; an empty list if nothing is. Loads every model.

        Raises NotAllowed.
        """
        problems = self._engine.verify()
        for name in registry.tables():
            collection = self.collection(name)
            for stored in collection.stored():
                try:
                    collection.find(int(stored["id"]))
                except StoreDamaged as error:
                    problems.append(error.message)
        from tui.engine.dangling import dangling  # noqa: PLC0415 - only a check goes through all kinds

        problems.extend(dangling(self._engine.table))
        return problems

    def close(self) -> None:
        """Close the engine. Everything acknowledged is durable already."""
        self._engine.close()


def parsed(model: type[D], fields: Stored) -> D:
    """`fields`, as typed by a person, as a document of `model`. Raises InvalidInput, a message a field."""
    import orjson  # noqa: PLC0415 - with pydantic, which is loaded here too
    from pydantic import ValidationError  # noqa: PLC0415

    from tui.models.messages import explained  # noqa: PLC0415

    try:
        return model.model_validate_json(orjson.dumps(dict(fields)), strict=False)
    except ValidationError as error:
        raise InvalidInput(explained(error)) from error


def open_store(
    address: Path | str,
    *,
    role: Role = "staff",
    holder: str = "",
    now: Callable[[], datetime] = local_now,
    lock_timeout: float = 5.0,
) -> Store:
    """The store at `address`, a folder or a database, which need not exist yet: the first commit makes it.

    The handle writes, and holds in clear, what `role` is granted and no more. Raises StoreDamaged,
    StoreTooNew, StoreError.
    """
    engine = open_engine(address, grant=RIGHTS[role], now=now, holder=holder, lock_timeout=lock_timeout)
    return Store(engine, now)


def begin_opening(address: Path | str, *, role: Role = "staff", holder: str = "") -> Callable[[], Store]:
    """What gives the store, as `open_store` does; a database is asked from now on, whatever else is done meanwhile.

    Raises UsageError.
    """
    return begun(address, lambda: open_store(address, role=role, holder=holder))


def open_seats(address: Path | str) -> Register:
    """The seats registered at `address`, a folder or a database; the caller closes it. Raises UsageError, StoreError."""
    return open_register(address)
