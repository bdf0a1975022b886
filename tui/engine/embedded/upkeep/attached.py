"""Looking after the contents of attached files: which are missing, damaged or not wanted any more.

A content stays as long as anything refers to it: a document, a commit that undo can take back, the previous snapshot,
a backup in the data folder, a copy set aside.
"""

from __future__ import annotations

import contextlib
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Protocol

from tui.engine.blobs import Taken
from tui.engine.embedded import blobs
from tui.engine.embedded.faults import while_reading, while_writing
from tui.engine.embedded.journal import JOURNAL_NAME
from tui.engine.embedded.snapshot import PREVIOUS_NAME, SNAPSHOT_NAME
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME
from tui.engine.embedded.upkeep.copies import UNREADABLE
from tui.engine.embedded.upkeep.rebuild import ASIDE
from tui.kinds import registry
from tui.kinds.declaration import ATTACHED
from tui.language.errors import Message, NotFound

SAFE_AGE: Final = 24 * 3600.0
"""Seconds after which a content that nothing refers to is removed."""


class Attachments(Protocol):
    """The storage whose contents are looked after."""

    @property
    def folder(self) -> Path:
        """The store's folder."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables; None if there are none."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Be the only writer, with memory up to date."""


class FolderBlobs:
    """The contents in a store's folder: `tui.engine.blobs.Blobs`."""

    def __init__(self, storage: Attachments) -> None:
        self._storage = storage
        self._folder = storage.folder

    @contextlib.contextmanager
    def taken(self, file: Any, most: int) -> Iterator[Taken]:
        """The content of `file`, as far as `most` and one byte; dropped at the end unless kept. Raises StoreError."""
        with contextlib.ExitStack() as stack:
            with while_writing(self._folder):
                found = stack.enter_context(blobs.taken(self._folder, file, most))
            yield found

    def keep(self, taken: Taken) -> None:
        """Have the content in its place, durably. Raises StoreError."""
        with while_writing(self._folder):
            blobs.keep(self._folder, taken)

    def open(self, sha256: str) -> Any:
        """The content of that hash. Raises NotFound, StoreError."""
        path = blobs.path_of(self._folder, sha256)
        with while_reading(self._folder):
            try:
                return path.open("rb")
            except FileNotFoundError:
                raise NotFound(_missing_file()) from None

    def size(self) -> int:
        """How many bytes all contents take. Raises StoreError."""
        with while_reading(self._folder):
            return blobs.size_of(self._folder)

    def loose(self) -> int:
        """How many contents nothing refers to any more. Raises StoreError."""
        with while_reading(self._folder):
            wanted = _wanted(self._storage)
            return sum(sha256 not in wanted for sha256, _ in blobs.kept_in(self._folder))


def _missing_file() -> Message:
    return Message(
        "The attached file is not in the data folder any more. «xingfu check» names all of which that is so."
    )


def attached(
    tables: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The attached files of all documents: table, key, and what the document says of the file."""
    for table, documents in tables.items():
        for key, document in documents.items():
            for one in document.get(ATTACHED) or ():
                if one.get("sha256"):
                    yield table, key, one


def problems(storage: Attachments) -> Iterator[Message]:
    """A message for each attached file that is missing or damaged. Raises OSError."""
    return wrong_ones(
        storage.read() or {}, lambda sha256: _what_is_wrong(blobs.path_of(storage.folder, sha256), sha256)
    )


def wrong_ones(
    tables: Mapping[str, Mapping[str, Mapping[str, Any]]], look: Callable[[str], Message | None]
) -> Iterator[Message]:
    """A message for each attached file with whose content something is wrong; `look` says what is, by the hash."""
    known: dict[str, Message | None] = {}
    for table, key, one in attached(tables):
        sha256 = str(one["sha256"])
        if sha256 not in known:
            known[sha256] = look(sha256)
        if wrong := known[sha256]:
            yield Message(
                "{kind} {id}: the attached file «{name}» {wrong}. A backup may have it: «xingfu restore», or attach it again.",
                {"kind": Message(registry.stored_kind(table).label), "id": tables[table][key].get("number") or key, "name": one["called"], "wrong": wrong},
            )  # fmt: skip


def _what_is_wrong(path: Path, sha256: str) -> Message | None:
    try:
        found = blobs.hash_of(path)
    except FileNotFoundError:
        return Message("is not in the data folder")
    return None if found == sha256 else DAMAGED


DAMAGED: Final = Message("is damaged: its bytes are not those that were attached")


def sweep(storage: Attachments, age: float = SAFE_AGE) -> int:
    """Remove the contents that nothing refers to and that are older than `age` seconds; how many different ones.

    The snapshot's lock must be held (`folding.unfolded`); commits wait meanwhile. Raises StoreError.
    """
    folder, removed = storage.folder, set[str]()
    with while_writing(folder):
        if (
            not (folder / blobs.BLOBS_NAME).is_dir()
            and not (folder / BACKUPS_NAME / blobs.BLOBS_NAME).is_dir()
        ):
            return 0
    with storage.exclusive(), while_writing(folder):
        live = {str(one["sha256"]) for _, _, one in attached(storage.read() or {})}
        there = [*blobs.kept_in(folder), *blobs.kept_in(folder / BACKUPS_NAME)]
        old = [(sha256, path) for sha256, path in there if sha256 not in live and _age(path) >= age]
        if not old:
            return 0
        wanted = _wanted(storage)
        for sha256, path in old:
            if sha256 not in wanted:
                blobs.remove(path)
                removed.add(sha256)
    return len(removed)


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _wanted(storage: Attachments) -> set[str]:
    """The hashes that anything in the folder refers to: documents, history that undo reaches, backups, copies."""
    folder = storage.folder
    found = {str(one["sha256"]) for _, _, one in attached(storage.read() or {})}
    for path in (folder / PREVIOUS_NAME, *(folder / JOURNAL_NAME).glob("*.jsonl")):
        with contextlib.suppress(FileNotFoundError):  # folded meanwhile
            found |= blobs.hashes_in(path.read_bytes())
    for aside in folder.glob(f"{ASIDE}*"):
        for path in aside.rglob("*.json*"):
            if path.is_file():
                found |= blobs.hashes_in(path.read_bytes())
    for path in (folder / BACKUPS_NAME).glob("*.gz"):
        found |= named_in_backup(path)
    return found


def named_in_backup(path: Path) -> set[str]:
    """The hashes that a backup's documents and journal name; of one that cannot be read, what can be read. Raises OSError."""
    found: set[str] = set()
    with contextlib.suppress(*UNREADABLE, tarfile.TarError), tarfile.open(path, mode="r|gz") as tar:
        for member in tar:
            if member.name == SNAPSHOT_NAME or member.name.startswith(f"{JOURNAL_NAME}/"):
                source = tar.extractfile(member)
                found |= blobs.hashes_in(source.read() if source else b"")
    return found


def sweep_backups(folder: Path) -> None:
    """Remove the contents in a folder of backups that none of them names. Raises OSError."""
    there = list(blobs.kept_in(folder))
    if there:
        named = {sha256 for path in folder.glob("*.gz") for sha256 in named_in_backup(path)}
        for sha256, path in there:
            if sha256 not in named:
                blobs.remove(path)


def sweep_copy(folder: Path) -> None:
    """Remove the contents that a copy of a store in `folder`, which nobody writes, does not name. Raises OSError."""
    named: set[str] = set()
    for path in (*folder.glob("*.json*"), *(folder / JOURNAL_NAME).glob("*.jsonl")):
        if path.is_file():
            named |= blobs.hashes_in(path.read_bytes())
    for sha256, path in blobs.kept_in(folder):
        if sha256 not in named:
            blobs.remove(path)
