"""One folder on this computer for a community in a database, however its address is written.

Which community an address means that names none is known only once the server has answered. A link remembers it: the
next start finds the folder without asking. Folders of before, a folder for each way to write the address, are taken over.
"""

from __future__ import annotations

import contextlib
import logging
import os
from pathlib import Path
from typing import Final

from tui.platform.durable import make_folder
from tui.platform.locations import folder_before, folder_of, local_folder

# What was in two folders under one name: the older of both is kept here, where `forget` finds it too.
EARLIER: Final = "earlier"

log = logging.getLogger(__name__)


def one_folder(chosen: Path, address: str, meant: str) -> Path:
    """The folder of the community that `address` means, whose own address is `meant`; all that it had elsewhere is there.

    `chosen` is the folder that the caller took for `address`; one that is not the program's own choice stays.
    Where something cannot be moved it stays where it is, and the log says so.
    """
    if chosen != local_folder(address):
        return chosen
    folder, link = local_folder(meant), folder_of(address)
    try:
        _take_over(folder_before(address), folder)
        _take_over(link, folder)  # written before it was known what is meant
        if link != folder:
            _lead(link, folder)
    except OSError:
        log.info("%s is not put together", folder, exc_info=True)
    return folder


def _take_over(other: Path, folder: Path) -> None:
    """Move all that is in `other`, if it is there, into `folder`. Raises OSError."""
    if other == folder or other.is_symlink() or not other.is_dir():
        return
    if not folder.exists():
        with contextlib.suppress(FileNotFoundError):  # another program has just done it
            other.rename(folder)
        return
    for root, _, names in os.walk(other):
        for name in names:
            path = Path(root, name)
            with contextlib.suppress(FileNotFoundError):
                _move(path, folder, path.relative_to(other))
    for root, _, _ in os.walk(other, topdown=False):
        Path(root).rmdir()


def _move(path: Path, folder: Path, within: Path) -> None:
    """Move one file to its place `within` the folder; of two the newer has it. Raises OSError."""
    target = folder / within
    if target.exists():
        if path.stat().st_mtime_ns > target.stat().st_mtime_ns:
            _put(target, _free(folder / EARLIER / within))
        else:
            target = _free(folder / EARLIER / within)
    _put(path, target)


def _put(path: Path, target: Path) -> None:
    make_folder(target.parent)
    path.rename(target)


def _free(path: Path) -> Path:
    """`path`, with a number where something is there already."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_name(f"{number}-{path.name}"), number + 1
    return found


def _lead(link: Path, folder: Path) -> None:
    """Have `link` lead to `folder`, beside it. Raises OSError."""
    if link.is_symlink() and link.readlink() == Path(folder.name):
        return
    make_folder(folder)
    new = link.with_name(f"{link.name}.{os.getpid()}")
    new.symlink_to(folder.name)
    new.replace(link)
