"""Programs that write at once, each a process of its own."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from multiprocessing.synchronize import Barrier
from typing import Final

Took = list[float]
Step = Callable[[], object]
# What a writer does: given its place and its name, the step that it repeats; left when the time is over.
Writer = Callable[[str, str], AbstractContextManager[Step]]

# Seconds for them to get ready, and to end; when one has failed, the others do not wait for ever.
PATIENCE: Final = 60.0
# Copies of this process, which has loaded what they need: to start eight programs anew takes longer than to measure them.
_HERE: Final = multiprocessing.get_context("fork")


def together(writer: Writer, places: Sequence[str], seconds: float) -> list[Took]:
    """One writer at each of `places`, from when all are ready, for `seconds`: how long each step took, a list a writer."""
    answer: multiprocessing.Queue[Took] = _HERE.Queue()
    start = _HERE.Barrier(len(places))
    writers = [
        _HERE.Process(target=_write, args=(writer, place, f"w{n}", seconds, start, answer))
        for n, place in enumerate(places)
    ]
    for process in writers:
        process.start()
    took = [answer.get(timeout=seconds + PATIENCE) for _ in writers]
    for process in writers:
        process.join()
    return took


def _write(
    writer: Writer, place: str, name: str, seconds: float, start: Barrier, answer: multiprocessing.Queue[Took]
) -> None:
    took: Took = []
    with writer(place, name) as step:
        start.wait(PATIENCE)
        end = time.monotonic() + seconds
        while (begin := time.monotonic()) < end:
            step()
            took.append(time.monotonic() - begin)
    answer.put(took)
