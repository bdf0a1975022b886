"""Writers that all want the store at once: how evenly they get it, and how long each waits."""

from __future__ import annotations

import contextlib
import itertools
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.together import Step, together
from tui.engine.changes import Change
from tui.engine.embedded.storage import JournalStorage

WRITERS: Final = 8
SECONDS: Final = 10.0


@contextlib.contextmanager
def _committer(folder: str, name: str) -> Iterator[Step]:
    """Commits to the store in `folder`, each time another state of one document."""
    storage = JournalStorage(folder, now=lambda: datetime.now(UTC), lock_timeout=60.0)
    numbers = itertools.count()

    def commit() -> None:
        storage.commit([Change("wishes", name, storage.table("wishes").get(name), {"n": next(numbers)})])

    yield commit
    storage.close()


def run(folder: Path) -> list[Row]:
    """One writer alone, then eight at once, on the disk that the temporary folder is on."""
    (alone,) = together(_committer, [str(folder / "alone")], SECONDS)
    took = together(_committer, [str(folder / "together")] * WRITERS, SECONDS)
    counts = [len(times) for times in took]
    mean = statistics.mean(counts)
    worst = max(abs(count - mean) for count in counts) / mean
    waits = [seconds for times in took for seconds in times]
    ratio = percentile_ms(waits, 99) / median_ms(waits)
    return [
        Row(
            f"{WRITERS} writers at once, {SECONDS:.0f} s: commits each",
            f"{min(counts)} to {max(counts)}",
            f"{mean:.0f} on average",
            f"{worst:.0%} off",
            "at most 30% off",
        ),
        Row(
            "the longest of 100 commits among them (p99)",
            f"{percentile_ms(waits, 99):.1f} ms (longest {max(waits) * 1000:.0f} ms)",
            f"{median_ms(waits):.1f} ms (median)",
            f"{ratio:.1f}",
            "at most 20",
        ),
        Row(
            "commits a second, all together",
            f"{sum(counts) / SECONDS:.0f}",
            f"{len(alone) / SECONDS:.0f} by one writer alone ({median_ms(alone):.2f} ms each)",
            f"{sum(counts) / len(alone):.2f}",
        ),
    ]
