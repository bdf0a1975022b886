"""Opening what an address means: a folder is a store of the embedded engine, with its seats, else both are in a database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.platform.locations import is_database, local_folder

if TYPE_CHECKING:
    from tui.engine.protocol import Engine
    from tui.rules.privacy.rights import Grant
    from tui.seats.register import Register

T = TypeVar("T")


def open_engine(
    address: Path | str,
    *,
    grant: Grant,
    now: Callable[[], datetime],
    holder: str = "",
    lock_timeout: float = 5.0,
) -> Engine:
    """A handle on the store at `address`, which need not exist yet: the first commit makes it.

    `now` gives the time of a commit (aware). `holder` is told to who waits for this handle, and the handle
    itself waits `lock_timeout` seconds for others. Raises UsageError, StoreDamaged, StoreTooNew, StoreError.
    """
    if isinstance(address, str) and is_database(address):
        from tui.engine.postgres.opening import open_database

        return open_database(
            address, local_folder(address), grant=grant, now=now, holder=holder, lock_timeout=lock_timeout
        )
    from tui.engine.embedded.storage import JournalStorage

    return JournalStorage(address, now=now, holder=holder, lock_timeout=lock_timeout, grant=grant)


def begun(address: Path | str, opening: Callable[[], T]) -> Callable[[], T]:
    """What gives the result of `opening`, which opens the store at `address`: begun now where a server has to answer.

    Raises UsageError.
    """
    if not (isinstance(address, str) and is_database(address)):
        return opening
    from tui.engine.postgres.opening import load
    from tui.platform.in_thread import in_thread

    load()
    return in_thread(opening).result


def open_register(address: Path | str) -> Register:
    """The seats registered at `address`, which the caller closes. Raises UsageError, StoreTooNew, StoreError."""
    if isinstance(address, str) and is_database(address):
        from tui.engine.postgres.opening import open_register as open_in_database

        return open_in_database(address, local_folder(address))
    from tui.seats.register import SeatRegister

    return SeatRegister(Path(address))
