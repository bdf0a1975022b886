"""An engine in memory, as small as the Engine protocol allows: what stands above must work over it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from tui.engine.changes import Change, Entry, Stamp, StoredDocument, difference
from tui.engine.feed import Feed, Listener
from tui.engine.forgetting import Forgotten, ToForget, Told
from tui.engine.granted import mask_of, masked_change, not_granted, require_granted, without_tables
from tui.engine.lookups import values_at
from tui.engine.protocol import Watch
from tui.language.errors import Message, NotFound
from tui.rules.privacy.removal import meant
from tui.rules.privacy.rights import EVERYTHING, Grant, shown_count
from tui.seats.actor import Actor
from tui.seats.kept_drafts import Drafts
from tui.seats.own_seat import OwnSeat
from tui.seats.presence import Announced


class Commits:
    """What all handles of one store share: its commits, and who may add one."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.writer = threading.RLock()


class MemoryEngine:
    """One handle on `commits`, with tables of its own: others' commits come with `refresh`."""

    def __init__(self, commits: Commits, *, now: Callable[[], datetime], grant: Grant = EVERYTHING) -> None:
        self.grant = grant
        self.closed = False
        self.generation = 0
        self.seq = 0
        self._commits = commits
        self._now = now
        self._tables: dict[str, dict[str, StoredDocument]] = {}
        self._versions: dict[str, int] = {}
        self._next_ids: dict[str, int] = {}
        self._hidden_counts: dict[str, int] = {}
        self._feed = Feed()
        self._depth = 0
        self._mask = mask_of(grant)
        self.refresh()

    def actor(self, actor: Actor) -> Actor:
        return actor

    @property
    def empty(self) -> bool:
        return not any(self._tables.values())

    def table(self, name: str) -> Mapping[str, StoredDocument]:
        return self._tables.get(name, {})

    def having(self, name: str, path: str, value: str | int) -> list[StoredDocument]:
        found = (one for one in self.table(name).values() if value in values_at(one, path))
        return sorted(found, key=lambda one: int(one["id"]))

    def highest(self, name: str, field: str, prefix: str) -> str:
        texts = [one[field] for one in self.table(name).values() if isinstance(one.get(field), str)]
        return max((t for t in texts if t.startswith(prefix)), key=lambda t: (len(t), t), default="")

    def version(self, name: str) -> int:
        return self._versions.get(name, 0)

    def count(self, name: str) -> int | None:
        if name not in self.grant.hidden:
            return len(self.table(name))
        return shown_count(self._hidden_counts.get(name, 0)) if name in self.grant.counted else None

    def next_id(self, name: str) -> int:
        return self._next_ids.get(name, 1)

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        with self._commits.writer:
            self._depth += 1
            try:
                self._catch_up()
                yield
            finally:
                self._depth -= 1
        self._deliver()

    def commit(self, changes: Sequence[Change], stamp: Stamp) -> Entry | None:
        if not changes:
            return None
        require_granted(changes, self.grant)
        with self.exclusive():
            kept = tuple(Change.from_json(orjson.loads(orjson.dumps(c.as_json()))) for c in changes)
            at = self._now().isoformat()
            self._commits.entries.append(
                Entry(self.seq + 1, at, stamp.by, stamp.seat, stamp.action, kept, dict(stamp.about or {}))
            )
            self._catch_up()
            return self._feed.news[-1]

    blobs = None

    def refresh(self) -> tuple[Entry, ...]:
        before = len(self._feed.news)
        self._catch_up()
        news = tuple(self._feed.news[before:])
        self._deliver()
        return news

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        return self._feed.subscribe(listener)

    def watch(self, *folders: Path) -> Watch:
        raise OSError("nothing wakes anybody here")

    def presence(self, actor: Actor) -> Announced:
        raise OSError("nobody else is here")

    def own_seat(self, actor: Actor) -> OwnSeat:
        raise OSError("no seat is here")

    def drafts(self) -> Drafts:
        raise OSError("nobody types here")

    def entries(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        if self.grant.masked:
            raise not_granted()
        for entry in self._commits.entries[:: -1 if newest_first else 1]:
            if not any(change.table in self.grant.hidden for change in entry.changes):
                yield entry

    def verify(self) -> list[Message]:
        if self.grant.partial:
            raise not_granted()
        return []

    def tidy(self, *, force: bool = False) -> bool:
        return False

    def back_up(self, path: Path) -> int:
        if self.grant.partial:
            raise not_granted()
        path.write_bytes(orjson.dumps(self._tables))
        return self.seq

    def daily_backup(self, today: date) -> Path | None:
        return None

    def to_forget(self, name: str, told: Told) -> ToForget:
        found = {(table, key): one for table, ones in self._tables.items() for key, one in ones.items()}
        removal = meant(found, name, told.phones, told.others)
        if not removal.records:
            raise NotFound(Message("No record is of a person named «{name}».", {"name": name}))
        gone = (at for at, one in found.items() if removal.cleaned(*at, one) != one)
        return ToForget(removal, tuple(sorted(gone)))

    def forget(self, whom: ToForget, by: str, seat: str) -> Forgotten:
        changes: list[Change] = []
        for table, key in whom.records:
            was = self._tables[table][key]
            now = {**whom.removal.cleaned(table, key, was), "rev": int(was["rev"]) + 1}
            changes += filter(None, [difference(table, key, was, now)])
        self.commit(changes, Stamp(by, seat, "forget", {}))
        return Forgotten(len(changes), 0, ())

    def close(self) -> None:
        self.closed = True

    def _catch_up(self) -> None:
        for kept in self._commits.entries[self.seq :]:
            for change in kept.changes:
                counted = self._hidden_counts.get(change.table, 0)
                self._hidden_counts[change.table] = counted + (change.was is None) - (change.now is None)
            entry = without_tables(kept, self.grant.hidden)
            self._apply(self._masked(entry) if self._mask else entry)

    def _masked(self, entry: Entry) -> Entry:
        assert self._mask
        changes = (masked_change(c, self._mask, self.table(c.table).get(c.key)) for c in entry.changes)
        return entry._replace(changes=tuple(changes))

    def _apply(self, entry: Entry) -> None:
        self.seq = entry.seq
        self.generation += 1
        for change in entry.changes:
            table = self._tables.setdefault(change.table, {})
            after: dict[str, Any] | None = change.applied_to(table.get(change.key))
            if after is None:
                del table[change.key]
            else:
                table[change.key] = after
            self._versions[change.table] = self.generation
            self._next_ids[change.table] = max(int(change.key) + 1, self.next_id(change.table))
        self._feed.news.append(entry)

    def _deliver(self) -> None:
        if not self._depth and (entries := self._feed.take()):
            self._feed.tell(entries)
