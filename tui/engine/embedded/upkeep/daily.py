"""Daily backups: one for each day on which the desk is open, of which the last `KEPT` are kept.

Their age is the order in which they were made, not the date in the name: a clock may be wrong for a day, or be set
back. The file `order` beside them lists their names, the latest last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from tui.engine.embedded.faults import while_reading, while_writing
from tui.engine.embedded.folding import unfolded
from tui.engine.embedded.upkeep.attached import Attachments, sweep
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME, Source, write_now
from tui.platform.durable import make_folder, replace_file

KEPT: Final = 14
"""Number of daily backups that are kept; a new one replaces the one made first."""
ORDER_NAME: Final = "order"
_NAME: Final = re.compile(r"daily-(\d{4}-\d\d-\d\d)(?:-(\d+))?\.tar\.gz")


class Due(NamedTuple):
    """A daily backup to be made: its name, and the names of those that it takes the place of."""

    name: str
    replaced: tuple[str, ...]


def due(made: Sequence[str], today: date) -> Due | None:
    """The backup to be made today, where those called `made` are there, the latest last; None if that one is of today.

    After it the last `KEPT` are left, in the order in which they were made, whatever their dates.
    """
    if made and _day_in(made[-1]) == today.isoformat():
        return None
    stem = f"daily-{today.isoformat()}"
    # With a number if the clock was set back and the name is taken.
    names = (f"{one}.tar.gz" for one in chain([stem], (f"{stem}-{number}" for number in count(2))))
    return Due(next(name for name in names if name not in made), tuple(made[: max(0, len(made) + 1 - KEPT)]))


def by_order(there: Collection[str], listed: Sequence[str]) -> list[str]:
    """The names `there`, in the order in which they are `listed`, of one listed twice the last time.

    Those not listed (made by an older program) come first, by name.
    """
    known = [name for name in dict.fromkeys(reversed(listed)) if name in there][::-1]
    return [*sorted(set(there).difference(known)), *known]


class Kept(Source, Attachments, Protocol):
    """What is asked of the storage that is backed up each day."""


def daily_backup(storage: Kept, today: date) -> Path | None:
    """Make today's backup unless the last one is of today, and delete the oldest; the path if one was made.

    With them go the contents of attached files that nothing refers to any more.

    A handle that holds less than the whole store makes none. Raises StoreError.
    """
    folder = storage.folder / BACKUPS_NAME
    if storage.grant.partial or storage.empty or not is_due(folder, today):
        return None
    with unfolded(storage):  # one process at a time
        made = take_turn(folder, today, lambda path: write_now(storage, path, replace_file))
        if made is not None:
            sweep(storage)
    return made


def is_due(folder: Path, today: date) -> bool:
    """Whether today's backup is still to be made in `folder`, which is there then. Raises StoreError."""
    if due(in_order(folder), today) is None:
        return False
    with while_writing(folder):
        make_folder(folder)  # raises before packing if nothing can be written
    return True


def take_turn(folder: Path, today: date, write: Callable[[Path], object]) -> Path | None:
    """Have `write` make today's backup in `folder`, then delete those that it takes the place of; its path.

    None if another process made it meanwhile: whoever calls this keeps others from doing so now. Raises StoreError.
    """
    names = in_order(folder)
    found = due(names, today)
    if found is None:
        return None
    with while_writing(folder):
        for half in folder.glob("*.new"):  # left by a program that died while writing
            half.unlink(missing_ok=True)
        # Written before the backup, because a file that is not listed counts as the oldest.
        replace_file(folder / ORDER_NAME, "".join(f"{n}\n" for n in [*names, found.name]).encode())
    write(folder / found.name)
    with while_writing(folder):
        for name in found.replaced:
            (folder / name).unlink(missing_ok=True)
    return folder / found.name


def in_order(folder: Path) -> list[str]:
    """The names of the daily backups in `folder`, the one made last at the end. Raises StoreError."""
    with while_reading(folder):
        there = [path.name for path in folder.iterdir() if _day_in(path.name)] if folder.is_dir() else []
        order = folder / ORDER_NAME
        listed = order.read_text(encoding="utf-8", errors="replace") if order.is_file() else ""
    return by_order(there, listed.split())


def _day_in(name: str) -> str:
    """The day in the name of a daily backup; empty for other names."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""
