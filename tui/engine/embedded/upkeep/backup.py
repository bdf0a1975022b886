"""Backups: one file that holds the whole store as it was after one commit, taken while others write.

A gzipped tar of the snapshot and of the journal up to that commit, which carries the audit trail too.
Seats and settings are not in it: restoring documents must not change who may see them.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from tui.engine.embedded import archive, snapshot
from tui.engine.embedded.faults import while_reading, while_writing
from tui.engine.embedded.folding import Foldable, unfolded
from tui.engine.embedded.journal import ARCHIVE_NAME, JOURNAL_NAME, segment_numbers, segment_path
from tui.engine.embedded.replica import Replica
from tui.engine.embedded.snapshot import SNAPSHOT_NAME
from tui.language.errors import Message, StoreError, StoreTooNew, XingfuError
from tui.platform.durable import make_folder
from tui.platform.named_files import write_named
from tui.platform.passing import passing_folder
from tui.rules.privacy.rights import Grant

BACKUPS_NAME: Final = "backups"
_MEMBER: Final = re.compile(
    rf"{re.escape(SNAPSHOT_NAME)}|{JOURNAL_NAME}/\d{{8}}\.jsonl|{ARCHIVE_NAME}/\d{{8}}\.jsonl\.gz"
)
# No member of a backup of ours is larger; what claims to be is not unpacked.
_MOST_BYTES: Final = 4 << 30


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: the last commit in it, and how many documents."""

    seq: int
    documents: int


class Source(Foldable, Protocol):
    """What is asked of the storage whose store is backed up."""

    @property
    def grant(self) -> Grant:
        """What its handle holds."""

    @property
    def empty(self) -> bool:
        """Whether no document is stored."""


def write_backup(storage: Source, path: Path) -> int:
    """Write the store as it is now to `path`, durably; the number of its last commit.

    Nobody has to wait for it. `path` may be a link or an older file, and nothing else that exists. Raises
    NotAllowed, StoreError.
    """
    with unfolded(storage):  # to the end: nothing of it is archived meanwhile
        return write_now(storage, path, write_named)


def write_now(storage: Source, path: Path, put: Callable[[Path, bytes], None]) -> int:
    """Write the current store to `path`, using `put`; the number of its last commit. Raises StoreError.

    The caller must hold `unfolded`, so that the journal is not folded meanwhile.
    """
    packed = io.BytesIO()
    with while_reading(storage.folder):
        point = storage.point()
        with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=6) as tar:
            _add(tar, SNAPSHOT_NAME, snapshot.encode(point.snapshot))
            for part in _segments(storage.folder, point.snapshot.segment):
                content = part.read_bytes()
                # Segments are only ever appended to: up to here it is as it was then.
                live = part == segment_path(part.parent, point.snapshot.segment)
                _add(
                    tar,
                    part.relative_to(storage.folder).as_posix(),
                    content[: point.offset] if live else content,
                )
    with while_writing(path.parent):
        make_folder(path.parent)
        put(path, packed.getvalue())
    return point.snapshot.seq


def _segments(folder: Path, last: int) -> list[Path]:
    """The files of the audit trail up to segment `last`, the archived ones too."""
    archived = [archive.archive_path(folder, number) for number in archive.archived_numbers(folder)]
    journal = folder / JOURNAL_NAME
    return archived + [segment_path(journal, n) for n in segment_numbers(journal) if n <= last]


def pack(folder: Path) -> bytes:
    """The backup of a copy of a store in `folder` that nobody writes. Raises OSError."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=6) as tar:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if _MEMBER.fullmatch(name):
                _add(tar, name, path.read_bytes())
    return packed.getvalue()


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


@contextlib.contextmanager
def unpacked(path: Path) -> Iterator[tuple[Path, Replica]]:
    """A folder with what the backup `path` holds, checked, and its documents; removed at the end.

    `path` may be a snapshot file as well. Raises StoreError if it is neither, or not whole.
    """
    with passing_folder() as folder:
        try:
            content = path.read_bytes()
            if content[:2] == b"\x1f\x8b":
                _unpack(content, folder)
            else:
                (folder / SNAPSHOT_NAME).write_bytes(content)
            replica = Replica(folder)
        except StoreTooNew as error:
            raise StoreError(
                Message(
                    "{file} cannot be restored. Nothing was changed. {why}",
                    {"file": str(path), "why": error.message},
                )
            ) from error
        except (gzip.BadGzipFile, tarfile.TarError, zlib.error, EOFError, ValueError, XingfuError) as error:
            raise StoreError(
                Message(
                    "{file} is no backup of xingfu, or not a whole one. Nothing was changed.",
                    {"file": str(path)},
                )
            ) from error
        except OSError as error:
            raise StoreError(
                Message(
                    "{file} cannot be read: {why}", {"file": str(path), "why": error.strerror or str(error)}
                )
            ) from error
        try:
            yield folder, replica
        finally:
            replica.close()


def _unpack(content: bytes, folder: Path) -> None:
    # All of it at once: only at its very end does gzip say whether it is whole.
    plain = gzip.decompress(content)
    for name in (JOURNAL_NAME, ARCHIVE_NAME):
        (folder / name).mkdir()
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as tar:
        for member in tar:
            if not member.isfile() or not _MEMBER.fullmatch(member.name) or member.size > _MOST_BYTES:
                raise ValueError("not ours")
            source = tar.extractfile(member)
            assert source is not None
            (folder / member.name).write_bytes(source.read())
    if not (folder / SNAPSHOT_NAME).exists():
        raise ValueError("no snapshot")


def contents(replica: Replica) -> Contents:
    """What a backup's documents amount to."""
    return Contents(replica.seq, sum(len(table) for table in replica.tables.values()))
