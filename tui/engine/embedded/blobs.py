"""Contents of attached files: `attachments/ab/abcdef…`, named by the SHA-256 of their bytes; each is there once.

They are written completely or not at all, and are on the disk before the commit that names them. A folder with
backups has such a store of its own, which shares the bytes by hard links where the file system has them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from tui.engine.blobs import Taken
from tui.platform.durable import make_folder, replace_file, sync_folder, write_all
from tui.platform.passing import held_file, sweep

BLOBS_NAME: Final = "attachments"
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_NAMED: Final = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_TAKEN: Final = ".taken-{}.new"
_PIECE: Final = 1 << 20
_HEAD: Final = 4096


def hashes_in(content: bytes) -> set[str]:
    """Every hash that stands in the bytes of a file, whatever it is called there: rather one too many."""
    return {found.decode() for found in _NAMED.findall(content)}


def hash_of(path: Path) -> str:
    """The hash of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def member(sha256: str) -> str:
    """The path of a content within the folder that has the store."""
    return f"{BLOBS_NAME}/{sha256[:2]}/{sha256}"


def is_member(path: str) -> bool:
    """Whether a path, with / between its parts, is that of a content."""
    *_, name = path.split("/")
    return _HASH.fullmatch(name) is not None and path == member(name)


def path_of(folder: Path, sha256: str) -> Path:
    """The file of a content in the store that `folder` has."""
    return folder / member(sha256)


def kept_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """The contents in the store of `folder`: hash and file. Raises OSError."""
    for inner in sorted((folder / BLOBS_NAME).glob("[0-9a-f][0-9a-f]")):
        for path in sorted(inner.iterdir()):
            if _HASH.fullmatch(path.name) and path.name[:2] == inner.name and path.is_file():
                yield path.name, path


def size_of(folder: Path) -> int:
    """How many bytes the contents in the store of `folder` take. Raises OSError."""
    return sum(path.stat().st_size for _, path in kept_in(folder))


@contextlib.contextmanager
def taken(folder: Path, file: BinaryIO, most: int) -> Iterator[Taken]:
    """The content of `file`, read to its end or one byte beyond `most`; dropped at the end unless it was kept.

    Raises OSError.
    """
    store = folder / BLOBS_NAME
    make_folder(store)
    sweep(store, _TAKEN.format("*"))  # what killed programs left
    at, fd = held_file(store, _TAKEN)
    try:
        digest, size, head = hashlib.sha256(), 0, b""
        while size <= most and (piece := file.read(min(_PIECE, most + 1 - size))):
            digest.update(piece)
            write_all(fd, piece)
            size += len(piece)
            head = head or piece[:_HEAD]
        os.fsync(fd)
        yield Taken(digest.hexdigest(), size, head, at)
    finally:
        with contextlib.suppress(OSError):
            at.unlink(missing_ok=True)
        os.close(fd)


def keep(folder: Path, content: Taken) -> None:
    """Have the content in its place in the store of `folder`, durably. Raises OSError.

    One that is there already stays, unless it is damaged.
    """
    path = path_of(folder, content.sha256)
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size == content.size and hash_of(path) == content.sha256:
            return
    _make_place(path)
    content.at.replace(path)
    sync_folder(path.parent)


def share(folder: Path, other: Path, sha256: str) -> bool:
    """Have a content of the store of `folder` in that of `other` too; whether it is in the first. Raises OSError."""
    path, shared = path_of(folder, sha256), path_of(other, sha256)
    if not path.is_file():
        return False
    if not shared.exists():
        _make_place(shared)
        try:
            os.link(path, shared)
        except OSError:  # a file system without links, or another one
            replace_file(shared, path.read_bytes())
        else:
            sync_folder(shared.parent)
    return True


def remove(path: Path) -> None:
    """Remove a content's file, and its folder if that is empty then. Raises OSError."""
    path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.parent.rmdir()


def _make_place(path: Path) -> None:
    """The folder of a content's file, durably."""
    if not path.parent.is_dir():
        store = path.parent.parent
        make_folder(path.parent)
        sync_folder(store)
        sync_folder(store.parent)
