"""Counting communities anew: `python -m tui.commandline.recounting FOLDER...`, started by `tui.queries.recounting`.

Prints a line of JSON for each folder as soon as it is counted, and keeps the tally beside the data where it may write.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import orjson

from tui.desk.tallies import keep_tally
from tui.language.errors import StoreError
from tui.queries.tally_keeper import TallyKeeper
from tui.rules.rollup.tally import Tally
from tui.store import open_store


def _count(folder: Path) -> Tally | None:
    """The tally of the store in a folder, which is kept there if that can be done."""
    try:
        with closing(open_store(folder)) as store:
            tally = TallyKeeper(store).tally()
    except StoreError:
        return None
    with suppress(OSError):
        keep_tally(folder, tally)
    return tally


def main(folders: Sequence[str]) -> None:
    """Count these folders, one after the other."""
    with suppress(OSError):
        os.nice(5)  # whoever works at a desk of these communities goes first
    for folder in folders:
        tally = _count(Path(folder))
        sys.stdout.buffer.write(orjson.dumps([folder, tally and list(tally)]) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
