"""Daily backups: one for each day on which the desk is open, of which the last `KEPT` are kept.

Their age is the order in which they were made, not the date in the name: a clock may be wrong for a day, or be set
back. The file `order` beside them lists their names, the latest last.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Final

from tui.engine.embedded.faults import while_reading, while_writing
from tui.engine.embedded.folding import unfolded
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME, Source, write_now
from tui.platform.durable import make_folder, replace_file

KEPT: Final = 14
"""Number of daily backups that are kept; a new one replaces the one made first."""
ORDER_NAME: Final = "order"
_NAME: Final = re.compile(r"daily-(\d{4}-\d\d-\d\d)(?:-(\d+))?\.tar\.gz")


def daily_backup(storage: Source, today: date) -> Path | None:
    """Make today's backup unless the last one is of today, and delete the oldest; the path if one was made.

    A handle that holds less than the whole store makes none. Raises StoreError.
    """
    folder = storage.folder / BACKUPS_NAME
    if storage.grant.partial or storage.empty or _is_of(in_order(folder), today):
        return None
    with while_writing(folder):
        make_folder(folder)  # raises before packing if nothing can be written
    with unfolded(storage):  # one process at a time
        names = in_order(folder)
        if _is_of(names, today):
            return None  # another process made it meanwhile
        path = _unused(folder, today)
        with while_writing(folder):
            # Written before the backup, because a file that is not listed counts as the oldest.
            replace_file(folder / ORDER_NAME, "".join(f"{n}\n" for n in [*names, path.name]).encode())
        write_now(storage, path, replace_file)
        with while_writing(folder):
            for name in names[: max(0, len(names) + 1 - KEPT)]:
                (folder / name).unlink(missing_ok=True)
    return path


def in_order(folder: Path) -> list[str]:
    """The names of the daily backups in `folder`, the one made last at the end.

    Those not listed in `order` (made by an older program) come first, by name. Raises StoreError.
    """
    with while_reading(folder):
        there = (
            {path.name for path in folder.iterdir() if _NAME.fullmatch(path.name)}
            if folder.is_dir()
            else set()
        )
        order = folder / ORDER_NAME
        text = order.read_text(encoding="utf-8", errors="replace") if order.is_file() else ""
    known = [name for name in dict.fromkeys(reversed(text.split())) if name in there][::-1]
    return [*sorted(there.difference(known)), *known]


def _is_of(names: list[str], today: date) -> bool:
    """Whether the last of `names` is a backup of `today`."""
    found = _NAME.fullmatch(names[-1]) if names else None
    return found is not None and found[1] == today.isoformat()


def _unused(folder: Path, today: date) -> Path:
    """The path for today's backup; with a number if the clock was set back and the name is taken."""
    stem = f"daily-{today.isoformat()}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(path for name in names if not (path := folder / f"{name}.tar.gz").exists())
