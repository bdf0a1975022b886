"""What one command costs from its start to its end, over a Python that does nothing, in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Row, median_ms
from benchmarks.stores import environment, loaded

RUNS = 10
_NOTHING = "python -c pass"


def run(folder: Path) -> list[Row]:
    """Run each in turn, so that a busy minute hits all alike."""
    store = loaded(folder / "store", 0)
    desk = [sys.executable, "-m", "tui", "--data", str(store)]
    programs = {
        _NOTHING: [sys.executable, "-c", "pass"],
        "--version": [sys.executable, "-m", "tui", "--version"],
        "--help": [sys.executable, "-m", "tui", "--help"],
        "locate": [*desk, "locate"],
        "list wishes": [*desk, "list", "wishes"],
        "list wishes --json": [*desk, "list", "wishes", "--json"],
        "session --help": [*desk, "session", "--help"],
    }
    env = {**os.environ, **environment(folder)}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS + 1):
        for name, argv in programs.items():
            began = time.perf_counter()
            subprocess.run(argv, env=env, stdout=subprocess.DEVNULL, check=True)
            times[name].append(time.perf_counter() - began)
    for figures in times.values():
        figures.pop(0)  # the first fills the caches
    base = times.pop(_NOTHING)
    return [
        Row(
            f"xingfu {name}",
            f"{median_ms(figures):.0f} ms",
            f"{median_ms(base):.0f} ms {_NOTHING}",
            f"{statistics.median(figures) / statistics.median(base):.2f}",
            _AIMS.get(name, ""),
        )
        for name, figures in times.items()
    ]


_AIMS = {"--version": "at most 3", "--help": "at most 4"}
