"""A process that dies at a chosen system call that writes: before it, in the middle of it, or after it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from tests.faults.runs import forked
from tui.engine.embedded import segment

CALLS = (
    "write",
    "pwrite",
    "fsync",
    "fdatasync",
    "rename",
    "replace",
    "unlink",
    "remove",
    "link",
    "ftruncate",
    "mkdir",
)
When = Literal["before", "half", "after"]


class Death(NamedTuple):
    """At the call of number `at`, counted from one."""

    at: int
    when: When


class _Counter:
    """Counts the calls of this process, and ends it at one."""

    def __init__(self, death: Death | None) -> None:
        self.calls = 0
        self._death = death

    def watched(self, name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*given: Any, **named: Any) -> Any:
            self.calls += 1
            death = self._death
            if death is None or death.at != self.calls:
                return real(*given, **named)
            try:
                if death.when == "after":
                    real(*given, **named)
                elif death.when == "half" and name in {"write", "pwrite"}:
                    fd, data, *rest = given
                    real(fd, bytes(data)[: len(data) // 2], *rest, **named)
            finally:
                os.kill(os.getpid(), signal.SIGKILL)

        return call


def died(work: Callable[[], None], death: Death | None) -> tuple[bool, int]:
    """Do `work` in a process of its own; whether it was killed, and how many calls it made if it was not."""

    def inside(pipe: int) -> None:
        say = os.write
        counter = _Counter(death)
        for name in CALLS:
            setattr(os, name, counter.watched(name))
        segment._datasync = os.fdatasync  # type: ignore[misc]
        work()
        say(pipe, b"%d" % counter.calls)

    pid, pipe = forked(inside)
    with os.fdopen(pipe, "rb") as said:
        calls = int(said.read() or 0)
    status = os.waitpid(pid, 0)[1]
    killed = os.WIFSIGNALED(status)
    assert killed or status == 0, "the work failed"
    return killed, calls


def deaths(calls: int, times: int) -> list[Death]:
    """`times` of them, spread evenly over all calls and ways to die; some twice where there are fewer."""
    every = [Death(at, when) for at in range(1, calls + 1) for when in ("before", "half", "after")]
    return (
        [every[n * len(every) // times] for n in range(times)]
        if times <= len(every)
        else (every * (times // len(every) + 1))[:times]
    )
