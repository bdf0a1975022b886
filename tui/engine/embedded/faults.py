"""What the operating system refuses and what is found damaged, told as errors of the store."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.language.errors import Message, StoreDamaged, StoreError, StoreReadOnly, StoreWriteFailed

if TYPE_CHECKING:
    from tui.engine.changes import Entry

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextlib.contextmanager
def while_reading(folder: Path) -> Iterator[None]:
    """Have an OSError told as the StoreError «cannot be read»."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            Message(
                "The store in {folder} cannot be read: {why}",
                {"folder": str(folder), "why": error.strerror or str(error)},
            )
        ) from error


@contextlib.contextmanager
def while_writing(folder: Path) -> Iterator[None]:
    """Have an OSError told as StoreReadOnly or StoreWriteFailed."""
    try:
        yield
    except OSError as error:
        raise write_failed(error, folder) from error


def write_failed(error: OSError, folder: Path) -> StoreError:
    """What to tell of `error`, met when writing; nothing was changed."""
    where = {"folder": str(folder), "why": error.strerror or str(error)}
    if error.errno in _NOT_ALLOWED:
        return StoreReadOnly(
            Message(
                "Nothing may be written in {folder} ({why}). Have whoever looks after this computer give "
                "this account the right to write there, then save again.",
                where,
            )
        )
    if error.errno in _NO_ROOM:
        return StoreWriteFailed(
            Message("Not saved: no room is left on the disk of {folder}. Make room and save again.", where)
        )
    return StoreWriteFailed(
        Message("Not saved: writing to {folder} failed ({why}). Nothing was changed.", where)
    )


def in_doubt(error: OSError, folder: Path) -> StoreWriteFailed:
    """What to tell when a line could neither be made durable nor be taken back."""
    return StoreWriteFailed(
        Message(
            "Writing to {folder} failed ({why}), and it is not certain whether the change was kept. "
            "Close the program and run «xingfu check».",
            {"folder": str(folder), "why": error.strerror or str(error)},
        )
    )


def replaced(path: Path) -> StoreDamaged:
    """An open segment is no longer where it was."""
    return StoreDamaged(
        Message(
            "{file} was removed or replaced while the store was open. Close the program and put the "
            "file back, or run «xingfu check --repair».",
            {"file": str(path)},
        )
    )


def moved(folder: Path) -> StoreDamaged:
    """The data folder of an open store is not where it was."""
    return StoreDamaged(
        Message(
            "The data folder {folder} was moved, renamed, removed or exchanged while it was open. Nothing more "
            "is written; what you are typing stays where it is. Put the folder back, or close the program "
            "and start it with the folder's new place (--data).",
            {"folder": str(folder)},
        )
    )


def mixed(path: Path) -> StoreDamaged:
    """A file does not continue the history of the others: it is from another copy of the store."""
    return StoreDamaged(
        Message(
            "{file} is of another copy of the store, or of another state of it: files of two copies were "
            "mixed (by hand, by a sync program, or from a backup). Nothing was changed. Put back all files "
            "of one copy, or run «xingfu check --repair».",
            {"file": str(path)},
        )
    )


def overwritten(path: Path) -> StoreDamaged:
    """The snapshot of an open store was changed by another program."""
    return StoreDamaged(
        Message(
            "Another program has written to {file} while the store was open. Nothing was changed, and the "
            "records here are all there. Let every xingfu at this folder be closed, then run "
            "«xingfu check --repair»: what the other program wrote is kept aside.",
            {"file": str(path)},
        )
    )


def unreadable_archive(path: Path) -> StoreDamaged:
    """An archived segment is not as it was written; the documents do not depend on it."""
    return StoreDamaged(
        Message(
            "{file}, a part of the audit trail, is not as the program wrote it. The records are not "
            "concerned. «xingfu check --repair» sets it aside.",
            {"file": str(path)},
        )
    )


def unfinished_forgetting() -> Message:
    """A forgetting is unfinished: it was interrupted, or waits for a form to be closed."""
    return Message(
        "Forgetting somebody was begun and is not finished. «xingfu check --repair» finishes it, and so does "
        "the next start of the desk; a form that is open with the name in it must be closed first."
    )


def stale_previous(path: Path) -> Message:
    """The previous snapshot is damaged or from another copy of the store; the documents do not depend on it."""
    return Message(
        "{file}, kept in case the newer one is damaged, does not lead to the records that are there: it is "
        "damaged, or of another copy of the store. The records are not concerned. «xingfu check --repair» "
        "sets it aside.",
        {"file": str(path)},
    )


def missing(path: Path) -> StoreDamaged:
    """A file is not there that others show must have been."""
    return StoreDamaged(
        Message(
            "{file} is missing. Nothing was changed. Put it back, or run «xingfu check --repair».",
            {"file": str(path)},
        )
    )


def shortened(path: Path, known: int, found: int) -> StoreDamaged:
    """Commits that were acknowledged are gone from the end."""
    return StoreDamaged(
        Message(
            "{file} has lost its end: commit {known} was acknowledged, and the last one there is "
            "{found}. Nothing was changed. Run «xingfu check --repair».",
            {"file": str(path), "known": known, "found": found},
        )
    )


def gap(path: Path, seq: int, last: int) -> StoreDamaged:
    """Commits are gone from the middle."""
    return StoreDamaged(
        Message(
            "{file}: commit {seq} follows commit {last}; what lies between is missing. "
            "Run «xingfu check --repair».",
            {"file": str(path), "seq": seq, "last": last},
        )
    )


def broken_sequence(entries: Iterable[Entry], path: Path, top: int = 0) -> Message | None:
    """What to tell if a commit is missing among `entries`, the audit trail in `path`, oldest first.

    Up to commit `top` they must reach: a snapshot holds it. What a repair has written off (`lost` in its entry) is known to be missing.
    """
    last: int | None = None
    gaps: list[tuple[int, int]] = []
    lost: list[list[int]] = []
    for entry in entries:
        if last is not None and entry.seq != last + 1:
            gaps.append((last, entry.seq))
        last = entry.seq
        lost.extend(entry.about.get("lost", ()))
    for before, seq in gaps:
        if seq <= before or not any(first <= before + 1 and seq - 1 <= end for first, end in lost):
            return gap(path, seq, before).message
    return history_lost(path, (last or 0) + 1, top) if (last or 0) < top else None


def history_lost(path: Path, first: int, last: int) -> Message:
    """The snapshot holds commits of which the audit trail knows nothing: its files were removed."""
    return Message(
        "The history of commits {first} to {last} is lost: {file} and the archive do not have them, though the records "
        "are as of commit {last}. Put the files back, or run «xingfu check --repair», which writes that down.",
        {"file": str(path), "first": first, "last": last},
    )


def differs(folder: Path) -> Message:
    """Memory and files do not hold the same documents."""
    return Message(
        "The files in {folder} give other documents than the program holds in memory. Close it, start "
        "it again and check once more.",
        {"folder": str(folder)},
    )
