"""The tallies of several communities, behind one protocol: what a board over communities reads, and all that it reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.platform.locations import is_database

if TYPE_CHECKING:
    from tui.engine.protocol import Watch
    from tui.rules.rollup.tally import Kept, Tally


class Tallies(Protocol):
    """The tallies of several communities. Nothing here reads a document.

    A database keeps a tally with each commit; for folders whoever commits keeps it beside the data. What fell behind is counted
    again.
    """

    def begin(self) -> None:
        """Follow databases from now on: `read` gives what is known of them, and nobody waits for a server."""

    def read(self) -> Sequence[Kept]:
        """What is kept now."""

    def watches(self) -> Sequence[Watch]:
        """What becomes readable when a tally may have changed. Raises OSError where that cannot be had."""

    def counted(self, address: str, tally: Tally) -> None:
        """Take in a tally that was counted again: it is current until the community's next commit."""


class _Together:
    """Tallies of several kinds, as one."""

    def __init__(self, parts: Sequence[Tallies]) -> None:
        self._parts = parts

    def begin(self) -> None:
        """Follow all of them."""
        for part in self._parts:
            part.begin()

    def read(self) -> Sequence[Kept]:
        """What all of them have."""
        return [kept for part in self._parts for kept in part.read()]

    def watches(self) -> Sequence[Watch]:
        """Those of all. Raises OSError where one of them has none."""
        return [watch for part in self._parts for watch in part.watches()]

    def counted(self, address: str, tally: Tally) -> None:
        """Each knows its own."""
        for part in self._parts:
            part.counted(address, tally)


def open_tallies(addresses: Sequence[str], today: date, seat: str = "") -> Tallies:
    """The tallies of the communities at these addresses, folders and databases mixed, for figures of `today` and later.

    The address of a database that names no community means all that are in it; with a `seat` those in which it oversees. Who
    oversees a folder is asked of its register. Raises UsageError.
    """
    folders = [Path(one) for one in addresses if not is_database(one)]
    databases = [one for one in addresses if is_database(one)]
    parts: list[Tallies] = []
    if databases:
        from tui.engine.postgres.opening import open_tallies as in_databases

        parts += in_databases(databases, today.isoformat()[:7], seat)
    if folders:
        from tui.engine.embedded.tallies import FolderTallies

        parts.append(FolderTallies(folders))
    return parts[0] if len(parts) == 1 else _Together(parts)


def wanted(folder: Path) -> bool:
    """Whether somebody looks at the tally of the store in a folder: it is kept from the first look on."""
    from tui.engine.embedded.tallies import is_kept

    return is_kept(folder)


def kept_of(folder: Path, seq: int, *, settled: bool) -> Tally | None:
    """The tally that is kept in a folder, if it is of commit `seq`, and that `settled` the last one there is."""
    from tui.engine.embedded.tallies import read_kept

    tally = read_kept(folder, settled=settled)
    return tally if tally is not None and tally.seq == seq else None


def keep(address: Path | str, tally: Tally) -> bool:
    """Keep the tally of the community there, unless a commit has come since; whether it is kept. Raises OSError, StoreError."""
    if isinstance(address, str) and is_database(address):
        from tui.engine.postgres.opening import keep_tally

        return keep_tally(address, tally)
    from tui.engine.embedded.tallies import write_kept

    return write_kept(Path(address), tally)
