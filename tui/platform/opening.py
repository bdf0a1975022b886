"""Handing a file to the program with which this computer shows it: as a private copy, and without a shell."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

from tui.platform.passing import SHOWN, held_folder, sweep_folders

# Programs that open a file with whatever is set for its kind; the first that is there is taken.
_OPENERS: Final = ("xdg-open", "wslview", "open")
# Seconds for which the opener is waited for: it has started the other program by then, or failed.
WAIT: Final = 20.0


def opener(env: Mapping[str, str] = os.environ, *, platform: str = sys.platform) -> str:
    """The program that opens files on this desktop; empty where there is none, or where nobody would see it.

    Over SSH a window would open on the computer at the other end, and in a terminal alone nothing can be shown.
    """
    if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
        return ""
    names = ("open",) if platform == "darwin" else _OPENERS[:2]
    seen = platform == "darwin" or env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")
    return (
        next(filter(None, (shutil.which(name, path=env.get("PATH")) for name in names)), "") if seen else ""
    )


def private_copy(content: BinaryIO, name: str) -> Path:
    """A copy that nobody may write, called `name`, in a folder of its own; it is there until this program ends.

    What is changed in it is not the original, and is lost. Raises OSError.
    """
    import tempfile

    folder = Path(tempfile.mkdtemp(dir=_folder()))
    path = folder / name
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o400)
    with os.fdopen(fd, "wb") as file:
        shutil.copyfileobj(content, file)
    return path


def handed_to(program: str, path: Path) -> bool:
    """Have `program` open the file; whether it took it. For a thread. Raises OSError where it cannot be started."""
    none = subprocess.DEVNULL
    started = subprocess.Popen(  # noqa: S603 - no shell; the path is absolute and our own
        [program, str(path)], stdin=none, stdout=none, stderr=none, start_new_session=True, cwd=path.parent
    )
    try:
        return started.wait(WAIT) == 0
    except subprocess.TimeoutExpired:
        return True  # it is the showing program itself


@cache
def _folder() -> Path:
    """Where the copies of this program lie; removed when it ends, or by another if it is killed. Raises OSError."""
    sweep_folders()
    folder, _ = held_folder(SHOWN)  # the descriptor is held open for as long as the program runs
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
