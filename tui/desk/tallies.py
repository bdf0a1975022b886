"""The tallies of communities, for the board over several of them: reading what is kept, and keeping one beside the data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.engine import tallies
from tui.engine.tallies import Tallies
from tui.seats.actor import LOCAL_SEAT, Actor
from tui.store import local_now

if TYPE_CHECKING:
    from tui.rules.rollup.tally import Tally

__all__ = [
    "Tallies",
    "follow_tallies",
    "keep_tally",
    "kept_tally",
    "open_tallies",
    "tally_wanted",
]


def open_tallies(addresses: Sequence[str], today: date, seat: str = "") -> Tallies:
    """The tallies of the communities at these addresses, for figures of `today` and later: counts, and no document.

    With a `seat`, of those communities of a database in which it oversees.
    """
    return tallies.open_tallies(addresses, today, seat)


def follow_tallies(addresses: Sequence[str], actor: Actor) -> Tallies:
    """The tallies of the communities at these addresses, as far as `actor` oversees them, followed from now on."""
    seat = "" if actor.seat == LOCAL_SEAT else actor.seat
    found = open_tallies(addresses, local_now().date(), seat)
    found.begin()
    return found


def tally_wanted(folder: Path) -> bool:
    """Whether a tally is kept beside the store in a folder."""
    return tallies.wanted(folder)


def kept_tally(folder: Path, seq: int, *, settled: bool = True) -> Tally | None:
    """The tally that is kept beside a store, if it is of commit `seq`, and that `settled` the last one there is."""
    return tallies.kept_of(folder, seq, settled=settled)


def keep_tally(address: Path | str, tally: Tally) -> bool:
    """Keep the tally of a store, if it is of its last commit; whether it was. Raises OSError, StoreError."""
    return tallies.keep(address, tally)
