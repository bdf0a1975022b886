"""`python -m benchmarks [start commandline communities keys store growth fairness ledgers news minutes notes papers parsing postgres search services sheets travels trends]`: measure, and print tables."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import (
    commandline,
    communities,
    fairness,
    growth,
    keys,
    ledgers,
    minutes,
    news,
    notes,
    papers,
    parsing,
    postgres,
    search,
    services,
    sheets,
    start,
    store,
    travels,
    trends,
)
from benchmarks.measure import table

ALL = {
    "start": ("Start", start.run),
    "commandline": ("Command line", commandline.run),
    "keys": ("Keys, 10,000 wishes", keys.run),
    "sheets": ("Sheets opened", sheets.run),
    "travels": ("Bytes that travel for a key, 120x36", travels.run),
    "store": ("Store", store.run),
    "growth": ("Use cases in a small and a large store", growth.run),
    "fairness": ("Writers at once", fairness.run),
    "minutes": ("Lines, 10,000 documents", minutes.run),
    "notes": ("Twenty notes of a meeting, keys pressed by lines", notes.run),
    "services": ("Services and matching", services.run),
    "news": ("News from another process, 10,000 documents", news.run),
    "papers": ("Ledgers out", papers.run),
    "ledgers": ("A ledger of 5,000 rows in", ledgers.run),
    "search": ("Search, 50,000 documents", search.run),
    "trends": ("Trends, 12,600 wishes and 71,000 hours", trends.run),
    "communities": ("Board over communities in a database", communities.run),
    "postgres": ("PostgreSQL beside a folder", postgres.run),
    "parsing": ("Lines of quick entry, 390 names", parsing.run),
}


def main() -> int:
    """Run what is named, or everything."""
    names = sys.argv[1:] or list(ALL)
    if unknown := [name for name in names if name not in ALL]:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(ALL)}", file=sys.stderr)
        return 2
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}\n"
    )
    for name in names:
        title, run = ALL[name]
        with tempfile.TemporaryDirectory(prefix="xingfu-bench-") as folder:
            print(table(title, run(Path(folder))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
