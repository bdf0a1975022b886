"""Drafts in the database, for who sits down at another computer.

Each is written to a file of this computer first, at once, and by the watch's thread to its row; then the file goes. So
what is typed is kept also while the server is gone, and what a program left in its files the next one takes to the
database. A row has a version, which each `keep` raises: of two the newer wins, and what comes late is none of it. Who takes a draft
over gives it a row of its own; the old one stays, empty, so that a version that was in it already does not come back.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson
import psycopg

from tui.engine.postgres.faults import told
from tui.engine.postgres.link import Link, Patient
from tui.language.errors import StoreError
from tui.platform.durable import make_folder
from tui.seats.actor import Actor
from tui.seats.drafts import Draft, HeldFile, draft_of, encoded, held_files, put
from tui.seats.kept_drafts import KeptText

log = logging.getLogger(__name__)

# A program that was not seen for so long has ended, or is cut off: its drafts are offered to their person.
_GONE_AFTER: Final = "20 seconds"
# An empty row is needed no more: by then whoever was cut off has come back.
_FORGOTTEN_AFTER: Final = "30 days"
# Bytes; what is longer stays in its file, and is offered on this computer alone.
MOST: Final = 4 << 20

_KEEP: Final = (
    "insert into xingfu.drafts (community, key, seat, person, version, holder, content) "
    "values (%s, %s, %s, %s, %s, %s, %s) on conflict (community, key) do update set "
    "seat = excluded.seat, person = excluded.person, version = excluded.version, holder = excluded.holder, "
    "content = excluded.content, seen = now() where xingfu.drafts.version < excluded.version"
)
FREE: Final = f"content is not null and (holder = '' or seen < now() - '{_GONE_AFTER}'::interval)"
"""What holds of the rows of drafts that no running program has open."""
_WAITING: Final = (
    "select key, content from xingfu.drafts where community = %s and seat = %s and person = %s "  # noqa: S608 - no value in it
    f"and holder <> %s and {FREE} order by seen desc, key"
)
_TAKE: Final = (
    "with old as (select key, seat, person, content from xingfu.drafts where community = %s and key = %s "  # noqa: S608 - no value in it
    f"and {FREE} for update), "
    "gone as (update xingfu.drafts d set content = null, holder = '', seen = now() from old "
    "where d.community = %s and d.key = old.key) "
    "insert into xingfu.drafts (community, key, seat, person, version, holder, content) "
    "select %s, %s, seat, person, 1, %s, content from old returning content"
)


class Letter(NamedTuple):
    """A version of a draft on its way to the database; `content` is None for one that is dropped."""

    key: str
    actor: Actor
    version: int
    holder: str
    content: str | None
    file: HeldFile

    def of(self, actor: Actor) -> bool:
        """Whether it is what that person typed at that seat."""
        return (self.actor.name, self.actor.seat) == (actor.name, actor.seat)


class DatabaseDrafts:
    """The drafts of everybody at a community; `folder` is for what is not in the database yet.

    An errand of the watch, which `poke` has look at it.
    """

    at_once = False
    any = True

    def __init__(self, community: str, folder: Path, link: Link, poke: Callable[[], None]) -> None:
        self._community = community
        self._folder = folder
        self._link = link
        self._program = uuid.uuid4().hex
        self._lock = threading.RLock()
        self._letters: dict[str, Letter] = {}
        self._here: set[str] = set()  # keys of the rows that this program holds
        self._given_back: set[str] = set()
        self._actor: Actor | None = None  # whose drafts are waited for
        self._waiting: tuple[tuple[str, str], ...] = ()
        self._swept = False
        self._poke = poke

    # ---- for the desk

    def new(self, actor: Actor) -> DatabaseDraft:
        """The draft of a form that was opened now."""
        return DatabaseDraft(self, actor, uuid.uuid4().hex)

    def left_behind(self, actor: Actor) -> Iterator[tuple[Draft, DatabaseDraft]]:
        """The drafts of this person at this seat that no running program holds, the newest first; held from now on.

        Waits for the network. Without a server there are those of this computer alone.
        """
        try:
            with self._asking() as connection:
                self._sweep(connection)
                for key, content in self._left(connection, actor):
                    draft = _read(content)
                    taken = self._taken_over(connection, key) if draft else ""
                    if draft and taken:
                        yield draft, DatabaseDraft(self, actor, taken, version=1, stored=True)
        except StoreError as error:
            log.warning("drafts cannot be looked for in the database: %s", error.message.msgid)
        for found, file in held_files(self._folder, actor):
            letter = _letter_of(found, file)
            draft = _read(letter.content) if letter and letter.content and letter.of(actor) else None
            if letter and draft:
                yield draft, DatabaseDraft(self, actor, letter.key, version=letter.version, file=file)
            else:
                file.leave()

    def waiting(self, actor: Actor) -> Iterator[tuple[str, str]]:
        """Key and title of each draft that waits for this person at this seat, as last heard."""
        self._actor = actor
        yield from self._waiting

    def copied(self) -> tuple[list[KeptText], int]:
        """All drafts that no running program holds, as they are kept, and how many others there are. Raises StoreError."""
        with self._asking() as connection:
            self._sweep(connection)
            rows = connection.execute(
                f"select content, {FREE} from xingfu.drafts where community = %s and content is not null order by seen, key",  # noqa: S608 - no value in it
                (self._community,),
            ).fetchall()
        found = [orjson.loads(content) for content, free in rows if free and _read(content)]
        return found, len(rows) - len(found)

    def put(self, drafts: Iterable[KeptText]) -> None:
        """Keep drafts of another store here. Raises OSError, StoreError."""
        put(self._folder, drafts)
        with self._asking() as connection:
            self._sweep(connection)

    @contextlib.contextmanager
    def _asking(self) -> Iterator[Patient]:
        """A connection for one question. Raises StoreError."""
        try:
            with contextlib.closing(self._link.open()) as connection:
                yield connection
        except psycopg.Error as error:
            raise told(error, self._link.where) from error

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """One thread at a time: what is typed is written to a file here, and the file goes as its row is kept there."""
        with self._lock:
            yield

    def send(self, letter: Letter) -> None:
        """Have a version kept in the database, instead of any that has not left yet."""
        with self._lock:
            self._letters[letter.key] = letter
            self._given_back.discard(letter.key)
        self._poke()

    def give_back(self, key: str) -> None:
        """Have it offered at the next login."""
        with self._lock:
            self._given_back.add(key)
        self._poke()

    @property
    def program(self) -> str:
        """What tells this program from others."""
        return self._program

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return self._folder

    # ---- for the thread of the watch

    def tell(self, connection: Patient, *, anew: bool) -> bool:
        """Send what is waiting to be sent, and that this program is still there. Raises psycopg.Error."""
        if not self._swept:
            self._sweep(connection)
        if anew and self._here:
            connection.execute(
                "update xingfu.drafts set seen = now() where community = %s and holder = %s",
                (self._community, self._program),
            )
        with self._lock:
            letters = tuple(self._letters.values())
        for letter in letters:
            self._send(connection, letter)
        with self._lock:
            back = self._given_back - self._letters.keys()
            self._given_back -= back
        if back:
            self._let_go(connection, sorted(back))
        return bool(back)

    def hear(self, connection: Patient) -> bool:
        """Read which drafts wait for who works here; never anything that the desk must look at now. Raises psycopg.Error."""
        if self._actor is not None:
            found = ((key, _read(content)) for key, content in self._left(connection, self._actor))
            self._waiting = tuple((key, draft.title) for key, draft in found if draft)
        return False

    def leave(self, connection: Patient) -> bool:
        """Let go of all: the program ends. Raises psycopg.Error."""
        self.tell(connection, anew=False)
        held = bool(self._here)
        if held:
            self._let_go(connection, sorted(self._here))
        return held

    def _send(self, connection: Patient, letter: Letter) -> None:
        _put(connection, self._community, letter)
        if letter.content is None:
            connection.execute(
                f"delete from xingfu.drafts where community = %s and content is null "  # noqa: S608 - no value in it
                f"and seen < now() - '{_FORGOTTEN_AFTER}'::interval",
                (self._community,),
            )
        with self._lock:
            if self._letters.get(letter.key) is letter:  # nothing newer was typed meanwhile
                del self._letters[letter.key]
                letter.file.drop()
            (self._here.discard if letter.content is None else self._here.add)(letter.key)

    def _let_go(self, connection: Patient, keys: list[str]) -> None:
        connection.execute(
            "update xingfu.drafts set holder = '', seen = now() where community = %s and holder = %s and key = any(%s)",
            (self._community, self._program, keys),
        )
        with self._lock:
            self._here.difference_update(keys)

    # ---- what others left

    def _left(self, connection: Patient, actor: Actor) -> list[tuple[str, str]]:
        asked = (self._community, actor.seat, actor.name, self._program)
        return [(key, content) for key, content in connection.execute(_WAITING, asked)]

    def _taken_over(self, connection: Patient, key: str) -> str:
        """The key of the row that a draft has from now on; empty if somebody else took it over meanwhile."""
        new = uuid.uuid4().hex
        asked = (self._community, key, self._community, self._community, new, self._program)
        if not connection.execute(_TAKE, asked).fetchall():
            return ""
        with self._lock:
            self._here.add(new)
        return new

    def _sweep(self, connection: Patient) -> None:
        """Take what programs that ended left in files of this computer to the database. Raises psycopg.Error."""
        for content, file in held_files(self._folder, Actor("", "")):
            try:
                letter = _letter_of(content, file)
                if letter is not None and len(letter.content or "") <= MOST:
                    _put(connection, self._community, letter)
                    file.drop()
            finally:
                file.leave()
        self._swept = True


class DatabaseDraft:
    """The draft of one open form."""

    def __init__(
        self,
        drafts: DatabaseDrafts,
        actor: Actor,
        key: str,
        *,
        version: int = 0,
        stored: bool = False,
        file: HeldFile | None = None,
    ) -> None:
        self._drafts = drafts
        self._actor = actor
        self._key = key
        self._version = version
        self._stored = stored or file is not None  # whether the database may have a row of it
        self._file = file or HeldFile(drafts.folder, actor)

    @property
    def name(self) -> str:
        """The key of its row."""
        return self._key

    def keep(self, draft: Draft) -> None:
        """Write it to a file, and have it taken to the database. Raises OSError if it is in none; it is taken all the same."""
        with self._drafts.turn():
            self._version += 1
            content = encoded(draft, self._actor)
            if len(content) <= MOST:
                self._send(content.decode())
            else:
                log.warning("a draft of %d bytes stays on this computer", len(content))
            self._write(encoded(draft, self._actor, key=self._key, version=self._version))

    def drop(self) -> None:
        """Delete it: the form was saved or discarded. Where that cannot be told now, a file remembers it."""
        with self._drafts.turn():
            self._version += 1
            if not self._stored:
                self._file.drop()
                return
            gone = {"seat": self._actor.seat, "by": self._actor.name, "draft": None}
            with contextlib.suppress(OSError):
                self._write(orjson.dumps({**gone, "key": self._key, "version": self._version}))
            self._send(None)

    def leave(self) -> None:
        """Keep it for the next login, and let go of it."""
        self._file.leave()
        self._drafts.give_back(self._key)

    def _write(self, content: bytes) -> None:
        make_folder(self._drafts.folder)
        self._file.write(content)

    def _send(self, content: str | None) -> None:
        self._stored = True
        drafts = self._drafts
        drafts.send(Letter(self._key, self._actor, self._version, drafts.program, content, self._file))


def _put(connection: Patient, community: str, letter: Letter) -> None:
    """Have a version kept, unless the row has a newer one. Raises psycopg.Error."""
    key, actor, version, holder, content, _ = letter
    connection.execute(_KEEP, (community, key, actor.seat, actor.name, version, holder, content))


def _letter_of(content: dict[str, Any], file: HeldFile) -> Letter | None:
    """What is in the file of a program that ended; None if it is no draft."""
    try:
        actor = Actor(str(content["by"]), str(content["seat"]))
        draft = content["draft"]
        text = None if draft is None else encoded(draft_of(draft), actor)
        # A file of a version that had no keys: whoever finds it again finds the same one.
        key = str(content.get("key") or sha256(orjson.dumps(content)).hexdigest()[:32])
        version = int(content.get("version") or 1)
    except (ValueError, KeyError, TypeError):
        return None
    return Letter(key, actor, version, "", text.decode() if text is not None else None, file)


def _read(content: str) -> Draft | None:
    """The draft in a row; None if no version has written it."""
    try:
        return draft_of(orjson.loads(content)["draft"])
    except (ValueError, KeyError, TypeError):
        return None
