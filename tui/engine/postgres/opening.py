"""Opening a community in a database, where the library for that is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.language.errors import Message, UsageError

if TYPE_CHECKING:
    from tui.engine.postgres.engine import PostgresEngine
    from tui.rules.privacy.rights import Grant


def open_database(
    address: str,
    folder: Path,
    *,
    grant: Grant,
    now: Callable[[], datetime],
    holder: str = "",
    lock_timeout: float = 5.0,
) -> PostgresEngine:
    """A handle on the community at `address`; `folder` is for what stays on this computer.

    Raises UsageError, StoreDamaged, StoreTooNew, StoreError.
    """
    if importlib.util.find_spec("psycopg") is None:
        raise UsageError(
            Message(
                "For an address of a database the program needs psycopg, which is not installed: "
                "pip install 'xingfu[postgres]'"
            )
        )
    from tui.engine.postgres.address import read_address
    from tui.engine.postgres.engine import PostgresEngine

    return PostgresEngine(
        read_address(address), folder, now=now, holder=holder, lock_timeout=lock_timeout, grant=grant
    )
