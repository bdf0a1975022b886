"""Backups: one file that holds the whole store as it was after one commit, taken while others write.

A gzipped tar of the snapshot and of the journal up to that commit, which carries the audit trail too, and of the
files attached to records. In the data folder's `backups` those lie beside the backups, each once, however many name it.
Seats and settings are not in it: restoring documents must not change who may see them.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import tarfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final, Protocol, cast

from tui.engine.embedded import archive, blobs, snapshot
from tui.engine.embedded.faults import while_reading, while_writing
from tui.engine.embedded.folding import Foldable, unfolded
from tui.engine.embedded.journal import ARCHIVE_NAME, JOURNAL_NAME, segment_numbers, segment_path
from tui.engine.embedded.replica import Replica
from tui.engine.embedded.snapshot import SNAPSHOT_NAME
from tui.language.errors import Message, StoreError, StoreTooNew, XingfuError
from tui.platform.durable import make_folder
from tui.platform.named_files import fill_named, write_named
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
    with while_reading(storage.folder):
        point = storage.point()
        parts = {SNAPSHOT_NAME: snapshot.encode(point.snapshot)}
        for part in _segments(storage.folder, point.snapshot.segment):
            content = part.read_bytes()
            # Segments are only ever appended to: up to here it is as it was then.
            live = part == segment_path(part.parent, point.snapshot.segment)
            parts[part.relative_to(storage.folder).as_posix()] = content[: point.offset] if live else content
        attached = _attached(storage.folder, parts)
    with while_writing(path.parent):
        make_folder(path.parent)
        if attached and same_folder(path.parent, storage.folder / BACKUPS_NAME):
            for sha256 in attached:  # first: a backup that names what is not there would be no backup
                blobs.share(storage.folder, path.parent, sha256)
            attached = []
        put_packed(path, parts, storage.folder, attached, put)
    return point.snapshot.seq


def put_packed(
    path: Path,
    parts: Mapping[str, bytes],
    folder: Path,
    attached: Collection[str],
    put: Callable[[Path, bytes], None],
) -> None:
    """Write a backup of `parts` and of the attached files of `folder` to `path`, if there are none using `put`. Raises OSError."""
    if attached:
        files = [(blobs.member(sha256), blobs.path_of(folder, sha256)) for sha256 in attached]
        fill_named(path, lambda file: _pack(file, parts, files))
        return
    packed = io.BytesIO()
    _pack(packed, parts)
    put(path, packed.getvalue())


def same_folder(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return one.absolute() == other.absolute()


def _attached(folder: Path, parts: Mapping[str, bytes]) -> list[str]:
    """The attached files that the documents and the journal in a backup name, and that are there."""
    if not (folder / blobs.BLOBS_NAME).is_dir():
        return []
    return sorted(sha256 for sha256 in named_in(parts) if blobs.path_of(folder, sha256).is_file())


def named_in(parts: Mapping[str, bytes]) -> set[str]:
    """The hashes of attached files that the documents and the journal in a backup name."""
    return {
        sha256
        for name, content in parts.items()
        if not name.startswith(ARCHIVE_NAME)
        for sha256 in blobs.hashes_in(content)
    }


def parts_of(folder: Path) -> dict[str, bytes]:
    """What a backup of a copy of a store in `folder`, which nobody writes, has besides attached files. Raises OSError."""
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: names[name].read_bytes() for name in sorted(names) if _MEMBER.fullmatch(name)}


def _pack(target: IO[bytes], parts: Mapping[str, bytes], files: Iterable[tuple[str, Path]] = ()) -> None:
    """Write a backup of `parts`, and of `files`, which are mostly compressed already. Raises OSError."""
    files = tuple(files)
    with tarfile.open(fileobj=target, mode="w:gz", compresslevel=1 if files else 6) as tar:
        for name, content in parts.items():
            _add(tar, name, content)
        for name, path in files:
            with path.open("rb") as source:
                one = tarfile.TarInfo(name)
                one.size, one.mode = path.stat().st_size, 0o600
                tar.addfile(one, source)


def _segments(folder: Path, last: int) -> list[Path]:
    """The files of the audit trail up to segment `last`, the archived ones too."""
    archived = [archive.archive_path(folder, number) for number in archive.archived_numbers(folder)]
    journal = folder / JOURNAL_NAME
    return archived + [segment_path(journal, n) for n in segment_numbers(journal) if n <= last]


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
            if _is_packed(path):
                _unpack(path, folder)
            else:
                (folder / SNAPSHOT_NAME).write_bytes(path.read_bytes())
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


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _unpack(path: Path, folder: Path) -> None:
    """Unpack what is no attached file into `folder`. Raises OSError and what a file that is no whole backup gives."""
    for name in (JOURNAL_NAME, ARCHIVE_NAME):
        (folder / name).mkdir()
    for name, source in _members(path):
        if not blobs.is_member(name):
            (folder / name).write_bytes(source.read())
    if not (folder / SNAPSHOT_NAME).exists():
        raise ValueError("no snapshot")


def _members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """What is in the backup `path`, to be read before the next is asked for; it is whole if it comes to its end."""
    with gzip.open(path) as plain:
        with tarfile.open(fileobj=plain, mode="r|") as tar:
            for one in tar:
                ours = _MEMBER.fullmatch(one.name) or blobs.is_member(one.name)
                if not one.isfile() or not ours or one.size > _MOST_BYTES:
                    raise ValueError("not ours")
                source = tar.extractfile(one)
                assert source is not None
                yield one.name, source
        while plain.read(1 << 20):  # only at its very end does gzip say whether it is whole
            pass


def take_attached(path: Path, folder: Path, named: Collection[str]) -> None:
    """Have the attached files `named` in the store of `folder`, from the backup `path`, or from what lies beside it.

    What is in neither, `check` tells. Raises OSError.
    """
    missing = {sha256 for sha256 in named if not blobs.path_of(folder, sha256).is_file()}
    for sha256 in sorted(missing):
        if blobs.share(path.parent, folder, sha256):
            missing.discard(sha256)
    if missing and _is_packed(path):
        for name, source in _members(path):
            if blobs.is_member(name) and name.rpartition("/")[2] in missing:
                with blobs.taken(folder, cast("BinaryIO", source), _MOST_BYTES) as found:
                    if found.sha256 == name.rpartition("/")[2]:  # else it is damaged in the backup
                        blobs.keep(folder, found)


def contents(replica: Replica) -> Contents:
    """What a backup's documents amount to."""
    return Contents(replica.seq, sum(len(table) for table in replica.tables.values()))
