"""The contents of attached files in the database: in pieces, each content once, under the SHA-256 of its bytes.

The pieces are sent as soon as a file was read, before anybody has to wait; a row that names them is made before the commit
that names the content. What a program leaves that dies in between is removed by upkeep, as what nothing refers to any more.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import psycopg

from tui.engine.blobs import Taken
from tui.engine.embedded import blobs
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.upkeep.attached import DAMAGED, SAFE_AGE, attached
from tui.engine.postgres import faults
from tui.language.errors import Message, NotFound, StoreError

if TYPE_CHECKING:
    from tui.engine.postgres.handle import Handle
    from tui.engine.postgres.link import Patient

# No content that comes from elsewhere has more bytes; and those of a piece.
_MOST: Final = 4 << 30
_PIECE: Final = 1 << 20
# Seconds for the answer to a piece; and those that a program may take from sending pieces to naming them.
_PATIENCE: Final = 30.0
_SENT_BY: Final = 3600.0
_PIECES: Final = (
    "select p.piece from xingfu.contents c join xingfu.pieces p on p.community = c.community and p.upload = c.upload "
    "where c.community = %s and c.sha256 = %s order by p.place"
)


class DatabaseBlobs:
    """The contents of one community: `tui.engine.blobs.Blobs`. Files lie in the folder of this computer while they are sent."""

    def __init__(self, engine: Handle) -> None:
        self._engine = engine
        self._sent: dict[Path, str] = {}  # what was read, and under which name its pieces were sent

    @contextlib.contextmanager
    def taken(self, file: BinaryIO, most: int) -> Iterator[Taken]:
        """The content of `file`, as far as `most` and one byte; dropped at the end unless kept. Raises StoreError."""
        with contextlib.ExitStack() as stack:
            with while_writing(self._engine.folder):
                found = stack.enter_context(blobs.taken(self._engine.folder, file, most))
            if 0 < found.size <= most:  # else it will be refused
                self._sent[found.at] = self._send(found.at)
            try:
                yield found
            finally:
                if upload := self._sent.pop(found.at, ""):
                    with contextlib.suppress(StoreError):  # upkeep does it
                        self._drop(upload)

    def keep(self, taken: Taken) -> None:
        """Have the content in its place, durably; it takes the place of one that is there already. Raises StoreError."""
        upload = self._sent.get(taken.at) or self._send(taken.at)
        with self.asking() as connection, connection.transaction():
            self._name(connection, taken, upload)
        self._sent.pop(taken.at, None)

    def open(self, sha256: str) -> BinaryIO:
        """The content of that hash, in a file that nobody else sees. Raises NotFound, StoreError."""
        file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - whoever asked closes it
        try:
            with self.asking() as connection:
                found = False
                for piece in self._pieces(connection, sha256):
                    found = True
                    file.write(piece)
            if not found:
                raise NotFound(
                    Message(
                        "The attached file is not in the database any more. «xingfu check» names all of which that is so."
                    )
                )
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    def size(self) -> int:
        """How many bytes all contents take. Raises StoreError."""
        ((size,),) = self._engine.ask(
            "select coalesce(sum(size), 0)::bigint from xingfu.contents where community = %s",
            (self._community,),
        )
        return int(size)

    def loose(self) -> int:
        """How many contents nothing refers to any more. Raises StoreError."""
        with self.asking() as connection:
            return len(unwanted(self._engine, connection, 0.0))

    @contextlib.contextmanager
    def asking(self) -> Iterator[Patient]:
        """A connection of its own. Raises StoreError."""
        try:
            with contextlib.closing(self._engine.link.open()) as connection:
                connection.patience = _PATIENCE
                yield connection
        except psycopg.Error as error:
            raise faults.told(error, self._engine.address.where) from error

    @property
    def _community(self) -> str:
        return self._engine.address.community

    def _send(self, path: Path) -> str:
        """Send the pieces of a file; the name under which they are. Raises StoreError."""
        upload = uuid.uuid4().hex
        with (
            while_writing(self._engine.folder),
            path.open("rb") as file,
            self.asking() as connection,
            self._sending(connection),
        ):
            place = 0
            while piece := file.read(_PIECE):
                self._put(connection, upload, place, piece)
                place += 1
        return upload

    def _drop(self, upload: str) -> None:
        with self.asking() as connection:
            self._delete(connection, upload)

    # ---- what an account of its own does otherwise (`seat_blobs.py`); each may raise psycopg.Error

    def _sending(self, connection: Patient) -> AbstractContextManager[object]:
        """All pieces of a file, or none."""
        return connection.transaction()

    def _put(self, connection: Patient, upload: str, place: int, piece: bytes) -> None:
        """Keep a piece."""
        connection.execute(
            "insert into xingfu.pieces (community, upload, place, piece) values (%s, %s, %s, %s)",
            (self._community, upload, place, piece),
        )

    def _name(self, connection: Patient, taken: Taken, upload: str) -> None:
        """Have the hash of what was taken name the pieces that were sent, and no others any more."""
        community = self._community
        old = connection.execute(
            "select upload from xingfu.contents where community = %s and sha256 = %s for update",
            (community, taken.sha256),
        ).fetchall()
        connection.execute(
            "insert into xingfu.contents (community, sha256, size, upload) values (%s, %s, %s, %s) "
            "on conflict (community, sha256) do update set size = excluded.size, upload = excluded.upload, kept = now()",
            (community, taken.sha256, taken.size, upload),
        )
        for (name,) in old:
            _delete_pieces(connection, community, name)

    def _delete(self, connection: Patient, upload: str) -> None:
        """Remove the pieces that were sent."""
        _delete_pieces(connection, self._community, upload)

    def _pieces(self, connection: Patient, sha256: str) -> Iterable[bytes]:
        """The content of that hash, piece by piece; nothing if it is not there."""
        return pieces(connection, self._community, sha256)


def fetch(engine: Handle, named: Iterable[str], folder: Path) -> list[str]:
    """Have those of the contents `named` that are in the database in the store of `folder` too; which ones. Raises StoreError, OSError."""
    there, found = DatabaseBlobs(engine), []
    for sha256 in sorted(named):
        if not blobs.path_of(folder, sha256).is_file():
            try:
                file = there.open(sha256)
            except NotFound:
                continue
            with file, blobs.taken(folder, file, _MOST) as taken:
                blobs.keep(folder, taken)
        if blobs.path_of(folder, sha256).is_file():  # else it is damaged, and `check` tells
            found.append(sha256)
    return found


def take(engine: Handle, folder: Path, named: Iterable[str]) -> None:
    """Have those of the contents `named` that are in the store of `folder` in the database too. Raises StoreError, OSError."""
    there = DatabaseBlobs(engine)
    for sha256 in sorted(named):
        path = blobs.path_of(folder, sha256)
        if path.is_file():
            with path.open("rb") as file, there.taken(file, _MOST) as taken:
                there.keep(taken)


def missing(engine: Handle, named: Iterable[str]) -> set[str]:
    """Those of the contents `named` that are not in the database. Raises StoreError."""
    wanted = set(named)
    there = engine.ask(
        "select sha256 from xingfu.contents where community = %s and sha256 = any(%s)",
        (engine.address.community, sorted(wanted)),
    )
    return wanted - {sha256 for (sha256,) in there}


def pieces(connection: Patient, community: str, sha256: str) -> Iterator[bytes]:
    """The content of that hash, piece by piece; nothing if it is not there. Raises psycopg.Error."""
    with connection.cursor(binary=True) as cursor:
        for (piece,) in cursor.stream(_PIECES, (community, sha256)):
            yield bytes(piece)


def what_is_wrong(engine: Handle, sha256: str) -> Message | None:
    """What is wrong with a content; None if nothing is. Raises StoreError."""
    with DatabaseBlobs(engine).asking() as connection:
        found = _hash_of(connection, engine.address.community, sha256)
    if not found:
        return Message("is not in the database")
    return None if found == sha256 else DAMAGED


def _hash_of(connection: Patient, community: str, sha256: str) -> str:
    """The hash of what is kept under that hash; empty if nothing is. Raises psycopg.Error."""
    digest, found = hashlib.sha256(), False
    for piece in pieces(connection, community, sha256):
        digest.update(piece)
        found = True
    return digest.hexdigest() if found else ""


def unwanted(engine: Handle, connection: Patient, age: float) -> list[str]:
    """The hashes to which no document and no commit that undo reaches refers, kept `age` seconds ago or earlier."""
    community = engine.address.community
    live = {str(one["sha256"]) for _, _, one in attached(engine.read() or {})}
    found = connection.execute(
        "select sha256 from xingfu.contents c where community = %s and kept <= now() - %s * interval '1 second' "
        "and sha256 <> all(%s) and not exists (select from xingfu.commits k where k.community = c.community "
        "and not k.archived and strpos(k.changes, c.sha256) > 0)",
        (community, age, sorted(live)),
    )
    return [sha256 for (sha256,) in found]


def sweep(engine: Handle, age: float = SAFE_AGE) -> int:
    """Remove what nothing refers to any more and was kept `age` seconds ago or earlier; how many contents.

    Commits wait meanwhile. Raises StoreError.
    """
    community = engine.address.community
    if not engine.ask("select 1 from xingfu.pieces where community = %s limit 1", (community,)):
        return 0
    with engine.exclusive(), DatabaseBlobs(engine).asking() as connection, connection.transaction():
        gone = unwanted(engine, connection, age)
        removed = connection.execute(
            "delete from xingfu.contents where community = %s and sha256 = any(%s) returning upload",
            (community, gone),
        ).fetchall()
        for (upload,) in removed:
            _delete_pieces(connection, community, upload)
        connection.execute(
            "delete from xingfu.pieces p where community = %s and sent <= now() - %s * interval '1 second' and not exists "
            "(select from xingfu.contents c where c.community = p.community and c.upload = p.upload)",
            (community, _SENT_BY),
        )
    return len(gone)


def _delete_pieces(connection: Patient, community: str, upload: str) -> None:
    connection.execute("delete from xingfu.pieces where community = %s and upload = %s", (community, upload))
