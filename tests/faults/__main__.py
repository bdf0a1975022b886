"""`python -m tests.faults [--processes N] [--commits N] [--kills N] [--upkeep N] [--of NAME] [--seed N] [--folder DIR]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.faults import runs, upkeep


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--commits", type=int, default=200, help="a process")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--upkeep", type=int, default=120, help="kills of each kind of upkeep")
    parser.add_argument("--of", choices=upkeep.RUNS, help="this kind alone")
    parser.add_argument("--seed", type=int, default=26)
    parser.add_argument("--folder", type=Path, help="where to work (a folder on the disk to be tried)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        if given.processes:
            found = runs.overlap(Path(made) / "overlap", given.processes, given.commits)
            sys.stdout.write(json.dumps({"overlap": found}) + "\n")
        if given.kills:
            found = runs.kills(Path(made) / "kills", given.kills, given.seed)
            sys.stdout.write(json.dumps({"kills": found}) + "\n")
        for name, run in upkeep.RUNS.items() if given.upkeep else ():
            if given.of in (None, name):
                found = run(Path(made) / name, given.upkeep)
                sys.stdout.write(json.dumps({name: found}) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
