"""The tallies of several communities, behind one protocol: what a board over communities reads, and all that it reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.language.errors import Message, UsageError
from tui.platform.locations import is_database, without_password

if TYPE_CHECKING:
    from tui.engine.protocol import Watch
    from tui.rules.rollup.tally import Kept, Tally


class Tallies(Protocol):
    """The tallies of several communities. Nothing here reads a document.

    An engine that keeps a tally with each commit gives it as it is; for embedded folders whoever commits keeps it beside the
    data, and what fell behind is counted again.
    """

    def read(self) -> Sequence[Kept]:
        """What is kept now, in the order in which the communities were named."""

    def watch(self) -> Watch:
        """Something that becomes readable when a tally may have changed. Raises OSError where that cannot be had."""

    def counted(self, address: str, tally: Tally) -> None:
        """Take in a tally that was counted again: it is current until the community's next commit."""


def open_tallies(addresses: Sequence[str]) -> Tallies:
    """The tallies of the communities at these addresses. A folder is of the embedded engine.

    Raises UsageError for the address of a database, whose tallies are not read yet.
    """
    for address in addresses:
        if is_database(address):
            raise UsageError(
                Message(
                    "A community in a database is not on the board over communities yet: {file}",
                    {"file": without_password(address)},
                )
            )
    from tui.engine.embedded.tallies import FolderTallies

    return FolderTallies([Path(address) for address in addresses])


def wanted(folder: Path) -> bool:
    """Whether somebody looks at the tally of the store in a folder: it is kept from the first look on."""
    from tui.engine.embedded.tallies import is_kept

    return is_kept(folder)


def kept_of(folder: Path, seq: int, *, settled: bool) -> Tally | None:
    """The tally that is kept in a folder, if it is of commit `seq`, and that `settled` the last one there is."""
    from tui.engine.embedded.tallies import read_kept

    tally = read_kept(folder, settled=settled)
    return tally if tally is not None and tally.seq == seq else None


def keep(folder: Path, tally: Tally) -> bool:
    """Keep the tally beside the data, unless a commit has come since; whether it is kept there now. Raises OSError."""
    from tui.engine.embedded.tallies import write_kept

    return write_kept(folder, tally)
