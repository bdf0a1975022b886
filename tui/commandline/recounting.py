"""Counting communities anew: `python -m tui.commandline.recounting ADDRESS...`, started by `tui.queries.recounting`.

Prints a line of JSON for each address, of a folder or in a database, as soon as it is counted, and keeps the tally there where
it may write.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import orjson

from tui.desk.tallies import keep_tally
from tui.language.errors import NotAllowed, StoreError, UsageError
from tui.platform.locations import is_database
from tui.queries.tally_keeper import TallyKeeper
from tui.rules.rollup.tally import Tally
from tui.store import open_store


def _count(address: str) -> Tally | None:
    """The tally of the store at an address, which is kept there if that can be done; None if it cannot be counted."""
    try:
        with closing(open_store(address if is_database(address) else Path(address))) as store:
            tally = TallyKeeper(store).tally()
    except (StoreError, UsageError, NotAllowed):  # an account that may not read everything cannot count
        return None
    with suppress(OSError, StoreError):
        keep_tally(address, tally)
    return tally


def main(addresses: Sequence[str]) -> None:
    """Count these communities, one after the other."""
    with suppress(OSError):
        os.nice(5)  # whoever works at a desk of these communities goes first
    for address in addresses:
        tally = _count(address)
        sys.stdout.buffer.write(orjson.dumps([address, tally and list(tally)]) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
