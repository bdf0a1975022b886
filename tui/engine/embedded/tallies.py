"""Tallies of folders: a small file beside the data, with the commit that it is of.

It is written after commits, by who holds everything, and is never synced: a tally that is gone, torn, of another commit or of
another history than the store's mark is made anew from the documents. So a commit costs nothing more, and a crash leaves nothing
wrong that is not seen to be.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tui.engine.embedded.mark import TALLY_NAME, Mark, read_mark
from tui.platform.durable import open_private, write_all
from tui.rules.rollup.tally import RULES, Kept, Tally, Wrong


def is_kept(folder: Path) -> bool:
    """Whether the folder has a tally, whatever it is worth."""
    return (folder / TALLY_NAME).exists()


def _read(folder: Path) -> tuple[Tally, str, int] | None:
    """The tally in a folder, with the store and the chain that it is of; None if there is none that is whole."""
    import orjson

    try:
        found = orjson.loads((folder / TALLY_NAME).read_bytes())
        if found["rules"] != RULES:
            return None
        sums = {str(name): float(amount) for name, amount in found["sums"].items()}
        tally = Tally(int(found["seq"]), str(found["name"]), str(found["last"]), sums)
        return tally, str(found["store"]), int(found["chain"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read_kept(folder: Path, *, settled: bool) -> Tally | None:
    """The tally in a folder; with `settled` only one of the store's last commit, else one of its history."""
    found, mark = _read(folder), read_mark(folder)
    if found is None or mark is None or found[1] != mark.store or (settled and not _is_of(found, mark)):
        return None
    return found[0]


def _is_of(found: tuple[Tally, str, int], mark: Mark | None) -> bool:
    return mark is not None and (found[0].seq, found[2], found[1]) == (mark.seq, mark.chain, mark.store)


def write_kept(folder: Path, tally: Tally) -> bool:
    """Put the tally in its place, if it is of the store's last commit; whether it was. Raises OSError."""
    import orjson

    mark = read_mark(folder)
    if mark is None or mark.seq != tally.seq:
        return False
    content = {
        "rules": RULES,
        "store": mark.store,
        "chain": mark.chain,
        "seq": tally.seq,
        "name": tally.name,
        "last": tally.last,
        "sums": dict(sorted(tally.sums.items())),
    }
    half = folder / f"{TALLY_NAME}.{os.getpid()}"
    try:
        fd = open_private(half, os.O_WRONLY | os.O_TRUNC)
        try:
            write_all(fd, orjson.dumps(content) + b"\n")
        finally:
            os.close(fd)
        half.replace(folder / TALLY_NAME)
    except OSError:
        with contextlib.suppress(OSError):
            half.unlink()
        raise
    return True


class _Seen(NamedTuple):
    """The files of a folder as they were when they were read last, and what they said."""

    files: tuple[Any, ...]
    kept: Kept


class FolderTallies:
    """The tallies of several folders (`tui.engine.tallies.Tallies`). What has not changed is not read again."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = list(folders)
        self._seen: dict[Path, _Seen] = {}
        self._counted: dict[Path, tuple[Mark | None, Tally]] = {}

    def begin(self) -> None:
        """Nothing: files are read when they are asked for."""

    def read(self) -> list[Kept]:
        """What is kept now, in the order of the folders."""
        return [self._look(folder) for folder in self._folders]

    def _look(self, folder: Path) -> Kept:
        # The mark itself, as it is written in place: within one tick of the clock its stamp may stay.
        files = (mark := read_mark(folder), _stamp(folder / TALLY_NAME))
        seen = self._seen.get(folder)
        if seen is None or seen.files != files or not seen.kept.current or seen.kept.wrong:
            self._seen[folder] = seen = _Seen(files, self._kept(folder, mark))
        return seen.kept

    def _kept(self, folder: Path, mark: Mark | None) -> Kept:
        found = _read(folder)
        if found is not None and _is_of(found, mark):
            return Kept(str(folder), found[0], current=True)
        counted = self._counted.get(folder)
        if counted is not None and counted[0] == mark:
            return Kept(str(folder), counted[1], current=True)
        wrong = _wrong(folder)
        return Kept(
            str(folder), found[0] if found else counted and counted[1], current=bool(wrong), wrong=wrong
        )

    def counted(self, address: str, tally: Tally) -> None:
        """Take in a tally that was counted again; it is of the store as its mark tells."""
        folder = Path(address)
        self._counted[folder] = (read_mark(folder), tally)
        self._seen.pop(folder, None)

    def watches(self) -> list[Any]:
        """A watch on the folders' marks and tallies. Raises OSError where that cannot be had."""
        from tui.platform.folder_watch import FolderWatch

        there = [folder for folder in self._folders if folder.is_dir()]
        if not there:
            raise OSError("there is no folder to watch")
        return [FolderWatch(*there)]


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ino, state.st_size


def _wrong(folder: Path) -> Wrong:
    try:
        next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except OSError:
        return "unreadable"
    return ""
