"""Daily backups: one for each day on which the desk is open, the last ones kept.

Which are the oldest is told by the order in which they were made, not by their dates: a clock may be wrong for
a day, or set back. The file `order` beside them has their names, the latest last.
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
"""So many daily backups are kept; the one made first goes when a new one comes."""
ORDER_NAME: Final = "order"
_NAME: Final = re.compile(r"daily-(\d{4}-\d\d-\d\d)(?:-(\d+))?\.tar\.gz")


def daily_backup(storage: Source, today: date) -> Path | None:
    """Make today's backup if the last one is not today's; its path if one was made. The oldest goes.

    Raises StoreError. A handle that sees less than everything makes none.
    """
    folder = storage.folder / BACKUPS_NAME
    if storage.grant.partial or storage.empty or _is_of(in_order(folder), today):
        return None
    with while_writing(folder):
        make_folder(folder)  # where nothing can be written nothing need be packed
    with unfolded(storage):  # one process at a time
        names = in_order(folder)
        if _is_of(names, today):
            return None  # another seat was first
        path = _unused(folder, today)
        with while_writing(folder):
            # Before the backup: one that is not in the order would count as the oldest.
            replace_file(folder / ORDER_NAME, "".join(f"{n}\n" for n in [*names, path.name]).encode())
        write_now(storage, path, replace_file)
        with while_writing(folder):
            for name in names[: max(0, len(names) + 1 - KEPT)]:
                (folder / name).unlink(missing_ok=True)
    return path


def in_order(folder: Path) -> list[str]:
    """The names of the daily backups that are in `folder`, the one made last at the end.

    Those that the order does not know come first, by name: an older program made them. Raises StoreError.
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
    """Whether the last of `names` was made on that day."""
    found = _NAME.fullmatch(names[-1]) if names else None
    return found is not None and found[1] == today.isoformat()


def _unused(folder: Path, today: date) -> Path:
    """The path of today's backup; numbered where the clock was at this day before."""
    stem = f"daily-{today.isoformat()}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(path for name in names if not (path := folder / f"{name}.tar.gz").exists())
