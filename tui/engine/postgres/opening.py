"""Opening a community in a database, where the library for that is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.language.errors import Message, UsageError
from tui.platform.one_folder import one_folder

if TYPE_CHECKING:
    from tui.engine.postgres.address import Address
    from tui.engine.postgres.engine import PostgresEngine
    from tui.engine.postgres.keeper import Keeper, Tell
    from tui.engine.postgres.tallies import DatabaseTallies
    from tui.rules.privacy.rights import Grant
    from tui.rules.rollup.tally import Tally
    from tui.seats.register import Register


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
    _require_library()
    from tui.engine.postgres.address import read_address
    from tui.engine.postgres.engine import PostgresEngine

    def local(meant: Address) -> Path:
        return one_folder(folder, address, meant.text)

    return PostgresEngine(
        read_address(address), local, now=now, holder=holder, lock_timeout=lock_timeout, grant=grant
    )


def load() -> None:
    """Import the engine, so that no thread does while others import. Raises UsageError if its library is not installed."""
    _require_library()
    import tui.engine.postgres.engine  # noqa: F401 - for who opens a database


def open_register(address: str, folder: Path) -> Register:
    """The seats of the community at `address`; `folder` is for what stays on this computer.

    Raises UsageError, StoreTooNew, StoreError.
    """
    _require_library()
    from tui.engine.postgres.address import read_address
    from tui.engine.postgres.seats import DatabaseRegister

    return DatabaseRegister(read_address(address), folder)


def _require_library() -> None:
    """Raises UsageError if the library for it is not installed."""
    if importlib.util.find_spec("psycopg") is None:
        raise UsageError(
            Message(
                "For an address of a database the program needs psycopg, which is not installed: "
                "pip install 'xingfu[postgres]'"
            )
        )


def open_tallies(addresses: Sequence[str], since: str, seat: str) -> list[DatabaseTallies]:
    """The tallies of the communities at these addresses, those of each database together.

    `since` is a month (2026-11): sums of earlier ones are left out. With a `seat`, of those in which it oversees. Raises
    UsageError.
    """
    _require_library()
    from tui.engine.postgres.address import read_address
    from tui.engine.postgres.tallies import DatabaseTallies

    databases: dict[str, list[Address]] = {}
    for address in map(read_address, addresses):
        databases.setdefault(address.conninfo, []).append(address)
    return [
        DatabaseTallies(
            found[0].of(""),
            [] if any(not one.community for one in found) else [one.community for one in found],
            since,
            seat,
        )
        for found in databases.values()
    ]


def open_keeper(
    address: str, communities: Sequence[str], folder: Path, *, now: Callable[[], datetime], tell: Tell
) -> Keeper:
    """Who looks after the `communities` in the database of `address`: also that which it names; all where none is named.

    `tell` is given what was done. Raises UsageError.
    """
    _require_library()
    from tui.engine.postgres.address import read_address
    from tui.engine.postgres.keeper import Keeper

    found = read_address(address)
    named = [*communities, *([found.community] if found.community else [])]
    return Keeper(found, named, folder=folder, now=now, tell=tell)


def keep_tally(address: str, tally: Tally) -> bool:
    """Keep the tally of the community at `address`, unless a commit has come since; whether it was. Raises StoreError."""
    from tui.engine.postgres.address import read_address
    from tui.engine.postgres.tallies import keep

    return keep(read_address(address), tally)
