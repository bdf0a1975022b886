"""That a screen is locked, written down on this computer: the place of the PIN may be gone as the desk ends.

One empty file for each program that is locked, named after it. Nothing has to be read to write it.
"""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from tui.platform.durable import make_folder, open_private

FOLDER: Final = "locked"


class LockNotes:
    """The notes of one seat in `folder`; those of several stores may be there, each with its `place`."""

    def __init__(self, folder: Path, seat: str, place: str = "") -> None:
        self._folder = folder
        which = f"{sha256(place.encode()).hexdigest()[:16]}-" if place else ""
        self._begins = f"{which}{seat}."

    @classmethod
    def beside(cls, folder: Path, seat: str) -> LockNotes:
        """Those for a data folder that may be out of reach: with what the user's account keeps on this computer."""
        state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        return cls(Path(state) / "xingfu" / FOLDER, seat, str(folder.absolute()))

    def all(self) -> tuple[str, ...]:
        """The ids of the processes that were locked, also of those that have ended since."""
        try:
            names = sorted(path.name for path in self._folder.iterdir())
        except OSError:
            return ()
        found = (name.removeprefix(self._begins) for name in names if name.startswith(self._begins))
        return tuple(one for one in found if one.isdecimal())

    def put(self, pid: int) -> None:
        """The screen of the process `pid` is locked. Raises OSError."""
        make_folder(self._folder)
        os.close(open_private(self._path(str(pid)), os.O_WRONLY))

    def drop(self, pid: int) -> None:
        """It is open again; so are those of programs that have ended: the PIN was typed."""
        for one in self.all():
            if one == str(pid) or not may_run(one):
                self._remove(one)

    def clear(self) -> None:
        """There is no PIN any more."""
        for one in self.all():
            self._remove(one)

    def _remove(self, pid: str) -> None:
        with contextlib.suppress(OSError):
            self._path(pid).unlink()

    def _path(self, pid: str) -> Path:
        return self._folder / f"{self._begins}{pid}"


def may_run(pid: str) -> bool:
    """Whether a process of this computer may still run."""
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:
        return True  # another user's
    return True
