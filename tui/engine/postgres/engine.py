"""The engine on PostgreSQL: documents in memory as the embedded engine has them, a row a document and a row a commit.

A commit locks the row of its community, reads what others have committed, calls one function in the database that
numbers and keeps it, and only then changes memory. Reading asks nothing of the database.

Longer than other modules: its one class is the whole protocol over one memory, one connection and one change feed.
What needs less than all of these is in the modules beside it.
"""

from __future__ import annotations

import contextlib
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg

from tui.engine.changes import Change, Entry, Stamp, differences
from tui.engine.documents import Documents
from tui.engine.feed import Feed, Listener
from tui.engine.granted import mask_of, not_granted, require_granted
from tui.engine.postgres import faults, rows, schema
from tui.engine.postgres.address import Address
from tui.engine.postgres.arrivals import Arrivals
from tui.engine.postgres.beside import Beside
from tui.engine.postgres.link import ANSWER, LONG, Link, Patient, Reach, Rows, listens
from tui.engine.postgres.naming import chosen
from tui.engine.postgres.presence import Colleagues, DatabasePresence
from tui.language.errors import Message, StoreDamaged, StoreError
from tui.rules.privacy.rights import EVERYTHING, Grant, shown_count
from tui.seats.actor import LOCAL_SEAT
from tui.seats.own_seat import FolderSeat

if TYPE_CHECKING:
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


class PostgresEngine:
    """One handle on the community at `address`, which need not exist there yet: the first commit makes it.

    `folder` is for what stays on this computer: backups. `now` gives the time of a commit (aware). Its methods are
    those of `tui.engine.protocol.Engine`, and may be called from any thread. Raises UsageError, StoreTooNew, StoreError.
    """

    def __init__(
        self,
        address: Address,
        folder: Path,
        *,
        now: Callable[[], datetime],
        holder: str = "",
        lock_timeout: float = 5.0,
        grant: Grant = EVERYTHING,
    ) -> None:
        self.folder = folder
        self.grant = grant
        self.holder = holder
        self.lock_timeout = lock_timeout
        self._now = now
        self._thread = threading.RLock()
        self._feed = Feed()
        self._depth = 0
        self._holds = False  # whether a transaction is open that holds the community's row
        self._tidied = 0.0
        self._commit = rows.COMMIT
        self._doubtful = ""  # the key of a commit whose answer was lost
        self.reach = Reach()
        self._documents: Documents | None = None
        self.identity = ""  # empty until the community has a commit
        self.address = address
        self.link = Link(address, self.reach, lock_timeout=lock_timeout, greet=self._greet)
        self.link.ask("select 1", patience=LONG)  # greets the connection, which reads everything
        self._arrivals = Arrivals(self.address.community, lambda: self.seq)
        self._beside = Beside()
        self._colleagues = Colleagues(self.address.community, folder, self._beside.poke)
        self._beside.add(self._colleagues)
        self._drafts: DatabaseDrafts | None = None

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
        assert self._documents is not None
        return self._documents

    @property
    def blobs(self) -> None:
        """No contents of attached files are kept in the database: links alone can be attached."""
        return None

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
        try:
            with self._thread:
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
            if not self._holds:  # an earlier commit under the same lock gave the row back
                known = self.seq
                self._hold()
                if self.seq != known:
                    raise faults.others_first()
            at = self._now().isoformat(timespec="milliseconds")
            written, read = rows.written(changes, stamp.about, self.documents.tables)
            about = dict(stamp.about or {})
            entry = Entry(self.seq + 1, at, stamp.by, stamp.seat, stamp.action, read, about)
            self._make_durable(entry, written)
            visible = self.documents.apply(entry)
            self._feed.news.append(visible)
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
            before = len(self._feed.news)
            if followed:
                self._take_later(self._arrivals.take())
            else:
                self._catch_up()
            return tuple(self._feed.news[before:])
        finally:
            self._thread.release()
            self._deliver()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with each batch of new entries, own and others'; returns what ends that."""
        return self._feed.subscribe(listener)

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
        for entry in self.trail(newest_first=newest_first, archived=archived):
            if not any(change.table in hidden for change in entry.changes):
                yield entry

    def trail(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit, in pages. Raises StoreDamaged, StoreError."""
        side, order = ("<", "desc") if newest_first else (">", "asc")
        only = "" if archived else " and not archived"
        query = (
            f"select {rows.ENTRY} from xingfu.commits where community = %s and seq {side} %s{only} "  # noqa: S608 - no value in it
            f"order by seq {order} limit {_PAGE}"
        )
        last = (1 << 62) if newest_first else -1
        while True:
            page = self.ask(query, (self.address.community, last))
            for row in page:
                yield self._entry(row)
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def verify(self) -> list[Message]:
        """What is wrong with what is kept; empty if nothing is. Reads all of it again. Raises NotAllowed, StoreError."""
        from tui.engine.postgres.soundness import problems

        self.require_whole()
        return list(problems(self))

    def tidy(self, *, force: bool = False) -> bool:
        """Take the contacts out of commits of long ago; whether there were any. May run in a thread."""
        if self.grant.partial or self.grant.writes is not None or not self.seq:
            return False
        moment = time.monotonic()
        if not force and self._tidied and moment - self._tidied < _TIDY_EVERY:
            return False
        self._tidied = moment
        from tui.engine.postgres.archiving import archive

        return archive(self)

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
        self._holds = False
        if self.link.ask_once(f"{statements}; commit", parameters, patience=LONG) is None:
            raise faults.in_doubt(self.address.where)

    def fresh(self, connection: Patient, *, inside: bool = False) -> rows.Read:
        """Everything of the community, read again; `inside` the transaction that is open. Raises StoreDamaged, psycopg.Error."""
        # Who masks has to know the names in hidden tables too; who does not, does not even fetch them.
        left_out = () if self.grant.masked else self.grant.hidden
        try:
            return rows.read_all(connection, self.address.community, left_out, inside=inside)
        except (ValueError, TypeError) as error:
            raise self._damaged() from error

    def _greet(self, connection: Patient) -> None:
        """Look at a new connection: the first one's schema, then its documents; later whether it is the same store."""
        if self._documents is not None:
            head = connection.execute(
                "select seq, identity from xingfu.communities where community = %s", (self.address.community,)
            ).fetchone()
            self._require_same(head)
            return
        schema.prepare(connection, self.address.where)
        self.address = self.link.address = chosen(connection, self.address)
        self._take(self.fresh(connection))
        if listens(connection):
            self._commit = rows.COMMIT + rows.notify(self.address.community)

    def _take(self, read: rows.Read) -> None:
        documents = Documents(read.tables, read.seq, read.next_ids, mask_of(self.grant), self.grant.hidden)
        documents.hidden_counts.update(read.left_out)
        self._documents = documents
        self.identity = read.identity

    def read_again(self) -> None:
        """Have memory be what the database has now, whatever it was before. Raises StoreError."""
        old = self.documents
        try:
            with contextlib.closing(self.link.open()) as connection:
                self._take(self.fresh(connection))
        except psycopg.Error as error:
            raise faults.told(error, self.address.where) from error
        self.documents.renew(old.generation + 1)
        at = self._now().isoformat(timespec="milliseconds")
        changes = tuple(differences(old.tables, self.documents.tables))
        self._feed.news.append(Entry(self.seq, at, "", "", "reload", changes, {}))

    def _require_same(self, head: Sequence[Any] | None) -> None:
        """Raises StoreDamaged if the database no longer has what this handle has seen; `head` is its number and identity."""
        seq, identity = head or (0, "")
        if self.identity and identity and identity != self.identity:
            raise faults.another_store(self.address.where)
        if seq < self.seq:
            raise faults.gone_back(self.address.where, seq, self.seq)

    def _hold(self) -> None:
        """Lock the community's row, and take in what others have committed. Raises StoreError."""
        community = self.address.community
        patience = self.lock_timeout + ANSWER
        try:
            _, found, later = self.link.ask(rows.HOLD, (community, community, self.seq), patience=patience)
            self._holds = True
            if not found:
                identity = uuid.uuid4().hex[:16]
                _, found = self.link.ask(
                    rows.BEGIN_COMMUNITY, (community, identity, community), patience=patience
                )
            self._require_same(found[0])
            self.identity = found[0][1]
            self._take_later(later)
            if found[0][0] > self.seq:  # somebody else made the first commit meanwhile
                self._catch_up()
            if self._doubtful:
                self._settle()
        except BaseException:
            self._let_go()
            raise

    def _let_go(self) -> None:
        """End the transaction, which leaves nothing unless it was committed."""
        self._holds = False
        self.link.roll_back()

    def _catch_up(self) -> None:
        (later,) = self.link.ask(rows.LATER, (self.address.community, self.seq))
        self._take_later(later)

    def _take_later(self, later: Rows) -> None:
        """Take in the commits after those in memory. Raises StoreDamaged, StoreError."""
        caught: list[Entry] = []
        if later and not self.seq and (later[0][0] != 1 or any(row[-1] for row in later)):
            self.read_again()  # a backup was restored into the empty community
            return
        for row in later:
            entry = self._entry(row[:-1])
            if entry.seq != self.seq + 1:
                raise self._damaged()
            caught.append(self.documents.apply(entry))
        self.documents.mask_news(caught)
        self._feed.news.extend(caught)

    def _entry(self, row: Sequence[Any]) -> Entry:
        try:
            return rows.entry_of(row)
        except (ValueError, TypeError) as error:
            raise self._damaged() from error

    def _make_durable(self, entry: Entry, written: rows.Written) -> None:
        """Have the database keep the commit. Raises StoreError; nothing is kept then, unless it is in doubt."""
        key = uuid.uuid4().hex
        parameters = (
            self.address.community, key, self.seq, entry.at, entry.by, entry.seat, entry.action,
            written.about, written.changes, written.names, written.ids, written.bodies,
            written.next_names, written.next_ids,
        )  # fmt: skip
        try:
            answer = self.link.ask_once(self._commit, parameters, patience=self.lock_timeout + 2 * ANSWER)
        except StoreError:
            self._holds = False
            if self._kept(key):  # the hint to others failed, not the commit
                return
            raise
        self._holds = False
        if answer is None:
            self._find_out(key, parameters)
        elif answer[0] != [(entry.seq,)]:
            raise faults.others_first()

    def _find_out(self, key: str, parameters: Sequence[object]) -> None:
        """The answer to a commit was lost: find the commit by its key, or make it now. Raises StoreError."""
        where = self.address.where
        self._doubtful = key
        try:
            # Waits for the session that broke to end: it held this row.
            community = self.address.community
            _, found, _ = self.link.ask(
                rows.HOLD, (community, community, self.seq), patience=self.lock_timeout + ANSWER
            )
            kept = self._kept(key)
        except StoreError as error:
            self.link.roll_back()
            raise faults.in_doubt(where) from error
        try:
            if kept or not found or found[0][0] != self.seq:
                self._doubtful = ""
                if kept:
                    return
                raise faults.others_first()
            if self.link.ask_once(self._commit, parameters) is None:
                raise faults.in_doubt(where)
            self._doubtful = ""
        finally:
            self.link.roll_back()

    def _kept(self, key: str) -> bool:
        (found,) = self.link.ask(
            "select seq from xingfu.commits where community = %s and key = %s", (self.address.community, key)
        )
        return bool(found)

    def _settle(self) -> None:
        """Under the lock: whether the commit in doubt was made. Raises StoreWriteFailed, once, if it was."""
        kept = self._kept(self._doubtful)
        self._doubtful = ""
        if kept:
            raise faults.kept_after_all()

    def _damaged(self) -> StoreDamaged:
        return StoreDamaged(
            Message(
                "What the database {where} holds is not as the program wrote it. Nothing was changed. Restore a backup "
                "into a new community: «xingfu restore».",
                {"where": self.address.where},
            )
        )

    def _deliver(self) -> None:
        """Tell the listeners of new entries, once the row has been given back."""
        with self._thread:
            entries = () if self._depth else self._feed.take()
        if entries:
            self._feed.tell(entries)
