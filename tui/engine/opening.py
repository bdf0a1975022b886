"""Opening the engine that an address means. A folder is a store of the embedded engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.engine.protocol import Engine
    from tui.rules.privacy.rights import Grant


def open_engine(
    address: Path, *, grant: Grant, now: Callable[[], datetime], holder: str = "", lock_timeout: float = 5.0
) -> Engine:
    """A handle on the store at `address`, which need not exist yet: the first commit makes it.

    `now` gives the time of a commit (aware). `holder` is told to who waits for this handle, and the handle
    itself waits `lock_timeout` seconds for others. Raises StoreDamaged, StoreTooNew, StoreError.
    """
    from tui.engine.embedded.storage import JournalStorage

    return JournalStorage(address, now=now, holder=holder, lock_timeout=lock_timeout, grant=grant)
