"""The engine on PostgreSQL: documents in memory as the embedded engine has them, a row a document and a row a commit.

A commit locks the row of its community, reads what others have committed, calls one function in the database that
numbers and keeps it, and only then changes memory. Reading asks nothing of the database.

Longer than other modules: its one class is the whole protocol over one memory, one connection and one change feed.
What needs less than all of these is in the modules beside it.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui.engine.changes import Change, Entry, Stamp
from tui.engine.documents import Documents
from tui.engine.feed import Feed, Listener
from tui.engine.granted import not_granted, require_granted
from tui.engine.postgres import faults, rows, sight
from tui.engine.postgres.account import Account, account_of, part_of
from tui.engine.postgres.address import Address
from tui.engine.postgres.arrivals import Arrivals, Came
from tui.engine.postgres.beside import Beside
from tui.engine.postgres.catching_up import CatchingUp
from tui.engine.postgres.committing import Commits
from tui.engine.postgres.counting import mend_quietly
from tui.engine.postgres.link import ANSWER, LONG, Link, Patient, Reach, listens
from tui.engine.postgres.masks import Masks
from tui.engine.postgres.memory import Memory
from tui.engine.postgres.naming import chosen
from tui.engine.postgres.prepared import Rows, Statement
from tui.engine.postgres.presence import Colleagues, DatabasePresence
from tui.language.errors import Message, StoreError
from tui.rules.privacy.rights import EVERYTHING, Grant, shown_count
from tui.seats.actor import LOCAL_SEAT
from tui.seats.own_seat import FolderSeat

if TYPE_CHECKING:
    from tui.engine.blobs import Blobs
    from tui.engine.forgetting import Forgotten, ToForget, Told
    from tui.engine.postgres.drafts import DatabaseDrafts
    from tui.engine.protocol import Watch
    from tui.seats.actor import Actor
    from tui.seats.kept_drafts import Drafts
    from tui.seats.own_seat import OwnSeat
    from tui.seats.presence import Announced

# So many commits of the audit trail are fetched at once.
_PAGE: Final = 500
# Seconds for which a key press may wait for another thread.
AT_ONCE: Final = 0.02
# Seconds between two looks for commits to be archived.
_TIDY_EVERY: Final = 3600.0
# So often the row is held again where others' commits had to be masked first.
_ATTEMPTS: Final = 3

log = logging.getLogger(__name__)


class PostgresEngine:
    """One handle on the community at `address`, which need not exist there yet: the first commit makes it.

    `folder` gives the one for what stays on this computer, backups, once it is known which community is meant. `now` gives
    the time of a commit (aware). Its methods are those of `tui.engine.protocol.Engine`, and may be called from any thread.
    Raises UsageError, StoreTooNew, StoreError.
    """

    def __init__(
        self,
        address: Address,
        folder: Callable[[Address], Path],
        *,
        now: Callable[[], datetime],
        holder: str = "",
        lock_timeout: float = 5.0,
        grant: Grant = EVERYTHING,
    ) -> None:
        self.grant = grant
        self.holder = holder
        self.lock_timeout = lock_timeout
        self._now = now
        self._thread = threading.RLock()
        self.feed = Feed()
        self._depth = 0
        self.holds = False  # whether a transaction is open that holds the community's row
        self._tidied = 0.0
        self._to_read = False  # whether memory has to be read anew, beside the desk
        self.sight = sight.WHOLE
        self.account: Account | None = None  # None: the database's account is no seat's
        self.notify = ""
        self.masks = Masks(self)
        self._memory = Memory(self)
        self._commits = Commits(self)
        self.reach = Reach()
        self.address = address
        self.link = Link(address, self.reach, lock_timeout=lock_timeout, greet=self._greet)
        self.link.begin()  # greets the connection, which reads everything
        self.folder = folder(self.address)
        self._arrivals = Arrivals(self.sight, self._memory.since)
        self._beside = Beside()
        self._colleagues = Colleagues(self.address.community, self.folder, self._beside.poke, self.sight)
        self._beside.add(self._colleagues)
        self._beside.add(CatchingUp(self.catch_up_beside))
        self._drafts: DatabaseDrafts | None = None
        self._blobs: Blobs | None = None

    def actor(self, actor: Actor) -> Actor:
        """`actor` at the seat of the database's account, with no more than its role."""
        return self.account.actor(actor) if self.account else actor

    # ---- reading

    @property
    def seq(self) -> int:
        """The sequence number of the last commit in memory; 0 for an empty store."""
        return self.documents.seq

    @property
    def now(self) -> datetime:
        """The time by the clock that the store was given."""
        return self._now()

    @property
    def documents(self) -> Documents:
        """What memory holds."""
        return self._memory.documents

    @property
    def blobs(self) -> Blobs:
        """The contents of attached files."""
        if self._blobs is None:
            from tui.engine.postgres.blobs import DatabaseBlobs
            from tui.engine.postgres.seat_blobs import SeatBlobs

            self._blobs = SeatBlobs(self) if self.sight.bounded else DatabaseBlobs(self)
        return self._blobs

    @property
    def generation(self) -> int:
        """Changes whenever a document of any table may have changed."""
        return self.documents.generation

    @property
    def empty(self) -> bool:
        """Whether no document is stored."""
        return not any(self.documents.tables.values())

    def table(self, name: str) -> Mapping[str, dict[str, Any]]:
        """The documents of a table by key. Documents in it are replaced, never changed in place."""
        return self.documents.tables.get(name) or {}

    def having(self, name: str, path: str, value: str | int) -> list[dict[str, Any]]:
        """The documents of a table in which `path` leads to `value`, by their ids."""
        return self.documents.lookups.having(name, path, value)

    def highest(self, name: str, field: str, prefix: str) -> str:
        """Of the texts in a field that begin with `prefix`, the highest; "" if there is none."""
        return self.documents.lookups.highest(name, field, prefix)

    def version(self, name: str) -> int:
        """Changes whenever a document of the table may have changed."""
        return self.documents.version(name)

    def count(self, name: str) -> int | None:
        """How many documents the table has, also if it is hidden; None if this handle may not know."""
        if name not in self.grant.hidden:
            return len(self.table(name))
        return shown_count(self.documents.hidden_counts[name]) if name in self.grant.counted else None

    def next_id(self, name: str) -> int:
        """The smallest id that no document of the table has ever had."""
        return self.documents.next_ids.get(name, 1)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables; None if there are none."""
        return {name: dict(table) for name, table in self.documents.tables.items()} or None

    # ---- writing

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the community's row, with memory up to date. Re-entrant.

        Raises StoreBusy, StoreReadOnly, StoreUnreachable, StoreDamaged.
        """
        if not self._thread.acquire(
            timeout=self.lock_timeout
        ):  # upkeep, say, waits for a server that is silent
            raise faults.busy_here(self.address.where)
        try:
            try:
                if not self._depth:
                    self._hold()
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
                    if not self._depth:
                        self._let_go()
            finally:
                self._thread.release()
        finally:
            self._deliver()

    def commit(self, changes: Sequence[Change], stamp: Stamp) -> Entry | None:
        """Make `changes` durable as one transaction; None if there are none.

        Raises StoreWriteFailed (nothing is changed then, unless it says otherwise), StoreReadOnly, StoreBusy,
        StoreUnreachable, StoreDamaged; NotAllowed for what is not granted; TypeError, ValueError for what is not JSON.
        """
        if not changes:
            return None
        require_granted(changes, self.grant)
        with self.exclusive():
            if not self.holds:  # an earlier commit under the same lock gave the row back
                known = self.seq
                self._hold()
                if self.seq != known:
                    raise faults.others_first()
            at = self._now().isoformat(timespec="milliseconds")
            written, read = rows.written(changes, stamp.about, self.documents.tables)
            about = dict(stamp.about or {})
            entry = Entry(self.seq + 1, at, stamp.by, stamp.seat, stamp.action, read, about)
            try:
                held = self._commits.make_durable(entry, written)
            except BaseException:
                self.masks.forget()  # what was learnt from it may not be kept
                raise
            visible = self.documents.apply(held)
            self.feed.news.append(visible)
            if not (self._commits.counted or self.grant.partial):
                mend_quietly(self)  # once, after a program that knew no tallies
        return visible

    # ---- others' commits

    def refresh(self) -> tuple[Entry, ...]:
        """Take in what others have committed; the new entries, oldest first. Raises StoreDamaged, StoreUnreachable.

        Once there is a watch, it is what that has fetched: nothing is waited for.
        """
        followed = self._arrivals.followed
        if followed:
            self.reach.require()
        if not self._thread.acquire(timeout=AT_ONCE if followed else -1):
            return ()  # another thread asks the database something; the watch signals again
        try:
            before = len(self.feed.news)
            if followed:
                self._take_in_fetched(self._arrivals.take())
            else:
                self._catch_up()
            return tuple(self.feed.news[before:])
        finally:
            self._thread.release()
            self._deliver()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with each batch of new entries, own and others'; returns what ends that."""
        return self.feed.subscribe(listener)

    def watch(self, *folders: Path) -> Watch:
        """A watch on others' commits, on the way to the server, and on files being made or written in `folders`."""
        from tui.engine.postgres.watch import NewsWatch

        return NewsWatch(self.address, self.reach, folders, self._beside, self._arrivals)

    def presence(self, actor: Actor) -> Announced:
        """What this program has open, and what others at the community have."""
        return DatabasePresence(self._colleagues, actor)

    def own_seat(self, actor: Actor) -> OwnSeat:
        """The seat at which `actor` works: one that is registered in the community, or this computer's own."""
        if actor.seat == LOCAL_SEAT:
            return FolderSeat(self.folder, actor)
        from tui.engine.postgres.own_seat import DatabaseSeat

        seat = DatabaseSeat(
            self.address, self.folder, self.reach, actor, ask=self.ask, poke=self._beside.poke
        )
        self._beside.add(seat)
        return seat

    def drafts(self) -> Drafts:
        """What was typed at the desks of the community, on whichever computer, and not saved."""
        if self._drafts is None:
            from tui.engine.postgres.drafts import DatabaseDrafts

            link = Link(self.address, self.reach, lock_timeout=self.lock_timeout)
            self._drafts = DatabaseDrafts(self.address.community, self.folder, link, self._beside.poke)
            self._beside.add(self._drafts)
        return self._drafts

    # ---- the audit trail and upkeep

    def entries(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit that touches nothing hidden; archived ones, with contacts masked, only if `archived`.

        Raises StoreDamaged, StoreError; NotAllowed if the handle is masked.
        """
        if self.grant.masked:
            raise not_granted()
        hidden = self.grant.hidden
        for entry, whole in self._trail(newest_first=newest_first, archived=archived):
            if whole and not any(change.table in hidden for change in entry.changes):
                yield entry

    def trail(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit, in pages. Raises StoreDamaged, StoreError."""
        for entry, _ in self._trail(newest_first=newest_first, archived=archived):
            yield entry

    def _trail(self, *, newest_first: bool, archived: bool) -> Iterator[tuple[Entry, bool]]:
        """The commits, and whether each is all there, as far as this account may know."""
        query = self.sight.trail_page(newest_first=newest_first, archived=archived, most=_PAGE)
        last = (1 << 62) if newest_first else -1
        while True:
            page = self.ask(query, (self.address.community, last))
            for row in page:
                yield self._memory.entry(row[:-1]), row[-1]
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def verify(self) -> list[Message]:
        """What is wrong with what is kept; empty if nothing is. Reads all of it again. Raises NotAllowed, StoreError."""
        from tui.engine.postgres.soundness import problems

        self.require_whole()
        return list(problems(self))

    def tidy(self, *, force: bool = False) -> bool:
        """Take the contacts out of commits of long ago, remove files that nothing names; whether there were any.

        A tally that fell behind is counted. May run in a thread.
        """
        if self.grant.partial or self.grant.writes is not None or not self.seq:
            return False
        with self._thread:
            self._mask_others()
            mend_quietly(self)
            if self._arrivals.followed and self.masks.upto is not None:
                self.masks.prepare()  # a desk is open, and will commit
        moment = time.monotonic()
        if not force and self._tidied and moment - self._tidied < _TIDY_EVERY:
            return False
        self._tidied = moment
        from tui.engine.postgres.archiving import archive
        from tui.engine.postgres.blobs import sweep

        archived = archive(self) | self.masks.fill_if_outdated()
        return sweep(self) > 0 or archived

    def back_up(self, path: Path) -> int:
        """Write the community to the file `path`; the number of its last commit. Raises NotAllowed, StoreError."""
        from tui.engine.postgres.backup import write_backup

        return write_backup(self, path)

    def daily_backup(self, today: date) -> Path | None:
        """Make today's backup on this computer if there is none yet; its path if one was made. Raises StoreError."""
        from tui.engine.postgres.backup import daily_backup

        return daily_backup(self, today)

    def to_forget(self, name: str, told: Told) -> ToForget:
        """The person of that name, and what would be changed. Raises NotFound, NotAllowed, StoreError."""
        from tui.engine.postgres.forgetting import to_forget

        self.require_whole()
        return to_forget(self, name, told)

    def forget(self, whom: ToForget, by: str, seat: str) -> Forgotten:
        """Remove the person from all that is kept, for good. Raises NotAllowed, StoreError."""
        from tui.engine.postgres.forgetting import forget

        self.require_whole()
        return forget(self, whom.removal, by, seat)

    def close(self) -> None:
        """Close the connection. Nothing is left to write: each commit was durable when it returned."""
        with self._thread:
            self.link.close()

    # ---- the insides

    def require_whole(self) -> None:
        """Raises NotAllowed if this handle holds less than what is stored."""
        if self.grant.partial:
            raise not_granted()

    def ask(self, query: str, parameters: Sequence[object]) -> Rows:
        """The rows of one statement. Raises StoreError."""
        with self._thread:
            return self.link.ask(query, parameters, patience=LONG)[0]

    def keep(self, statements: str, parameters: Sequence[object]) -> None:
        """Have the database do `statements`, durably: upkeep that is no commit. Under `exclusive`. Raises StoreError."""
        self._make(f"{statements}; commit", parameters)

    def keep_with_news(self, statements: str, parameters: Sequence[object]) -> None:
        """As `keep`, and wake who listens. `statements` end with the commit."""
        self._make(rows.with_news(statements, self.notify), parameters)

    def _make(self, statements: str, parameters: Sequence[object]) -> None:
        self.holds = False
        if self.link.ask_once(statements, parameters, patience=LONG) is None:
            raise faults.in_doubt(self.address.where)

    def mask_all(self) -> int:
        """Mask every document for seats that may read no others, from now on with each commit; how many. Raises StoreError."""
        self.require_whole()
        return self.masks.fill()

    def fresh(self, connection: Patient, *, inside: bool = False) -> rows.Read:
        """Everything of the community, read again; `inside` the transaction that is open. Raises StoreDamaged, psycopg.Error."""
        return self._memory.fresh(connection, inside=inside)

    def read_again(self) -> None:
        """Have memory be what the database has now, whatever it was before. Raises StoreError."""
        self._memory.read_again()

    def _greet(self, connection: Patient) -> None:
        """Look at a new connection: the first one's schema, then its documents; later whether it is the same store."""
        if self._memory.filled:
            head = connection.execute(self.sight.head.encode(), (self.address.community,)).fetchone()
            self._memory.require_same(head)
            return
        part = part_of(connection, self.address.where)
        self.address = self.link.address = chosen(connection, self.address)
        self.account = account_of(connection, self.address, part)
        if self.account:
            self.sight = sight.SIGHTS[self.account.role]
            self.grant = self.account.granted(self.grant)
        if listens(connection):
            self.notify = rows.notify(self.address.community)
        self._memory.take(self.fresh(connection))

    def _hold(self) -> None:
        """Lock the community's row, and take in what others have committed. Raises StoreError."""
        for attempt in range(_ATTEMPTS):
            self._hold_once()
            if not self.masks.behind or attempt + 1 == _ATTEMPTS:
                return  # what is still behind stays so: masked documents are kept in the order of the commits
            try:
                self.masks.catch_up(held=True)
            except BaseException:
                self._let_go()
                raise

    def _hold_once(self) -> None:
        patience = self.lock_timeout + ANSWER
        try:
            found, later = self.held(patience)
            self.holds = True
            if not found and not self.sight.bounded:
                community, identity = self.address.community, uuid.uuid4().hex[:16]
                *_, found = self.link.ask(
                    rows.BEGIN_COMMUNITY, (community, identity, *[community] * 3), patience=patience
                )
            self._memory.require_same(found[0] if found else None)
            self._memory.identity = found[0][1]
            self._memory.take_later(later, found[0][0])
            if found[0][0] > self.seq:  # somebody else made the first commit meanwhile
                self._catch_up()
            if self._commits.doubtful:
                self._commits.settle()
            if self.sight.masked:  # others of the role may have written what is not shown yet
                numbers = self.link.ask(rows.NUMBERS, (self.address.community,))[0]
                self.documents.next_ids.update(dict(numbers))
        except BaseException:
            self._let_go()
            raise

    def held(self, patience: float) -> tuple[Rows, Rows]:
        """Lock the community's row: its head, and the commits since."""
        community, since = self._memory.since()[1:]
        hold = [Statement(one, (community,)) for one in self.sight.hold]
        later = Statement(self.sight.later, (community, since))
        *_, found, caught = self.link.ask([Statement(sight.BEGIN), *hold, later], patience=patience)
        return found, caught

    def _let_go(self) -> None:
        """End the transaction, which leaves nothing unless it was committed."""
        self.holds = False
        self.link.roll_back()

    def _catch_up(self) -> None:
        found, later = self.link.ask(f"{self.sight.head}; {self.sight.later}", self._memory.since())
        self._take_in(Came(found, later))

    def _take_in(self, came: Came) -> None:
        """Take in the commits after those in memory, and what the head says, if it is known. Raises StoreDamaged, StoreError."""
        self._require_same(came.head)
        self._memory.take_later(came.later, came.head[0][0] if came.head else 0, came.unseen)
        self._mask_others()

    def _take_in_fetched(self, came: Came) -> None:
        """As `_take_in`, and what would have to be asked for is left to the thread of the watch. Raises StoreDamaged."""
        self._require_same(came.head)
        if self._memory.must_be_read_again(came.later):
            self._to_read = True
        else:
            self._memory.take_later(came.later, came.head[0][0] if came.head else 0, came.unseen)
        if self._to_read or self.masks.behind:
            self._beside.poke()

    def _require_same(self, found: Rows | None) -> None:
        if found is not None and (found or self.sight.bounded):
            self._memory.require_same(found[0] if found else None)

    def catch_up_beside(self) -> None:
        """Ask for what follows from others' commits; called by the thread of the watch. Raises StoreError."""
        if not (self._to_read or self.masks.behind):
            return
        with self._thread:
            if self._to_read:
                self._to_read = False
                self._memory.read_again()
            self._mask_others()
        self._deliver()

    def _mask_others(self) -> None:
        """Mask what seats have committed that do not know all names, if nobody else does it now."""
        if self.masks.behind and not (self.holds or self._depth):
            try:
                self.masks.catch_up(held=False)
            except StoreError:  # whoever commits next does it
                log.info("masking later", exc_info=True)
            finally:
                self._let_go()

    def _deliver(self) -> None:
        """Tell the listeners of new entries, once the row has been given back."""
        with self._thread:
            entries = () if self._depth else self.feed.take()
        if entries:
            self.feed.tell(entries)
