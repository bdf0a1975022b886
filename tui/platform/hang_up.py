"""The end that comes from outside: a line that drops, a terminal that is closed, a polite kill."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Final

SIGNALS: Final = (signal.SIGHUP, signal.SIGTERM)
# A terminal that is gone may keep whoever writes to it waiting; nobody waits longer than this.
PATIENCE: Final = 2.0


def listen(ended: Callable[[int], None]) -> None:
    """Have `ended` called in the running loop with the exit status when the end comes."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, ended, 128 + number)


def line_is_gone() -> bool:
    """Whether the terminal has hung up without a signal reaching us."""
    try:
        return not os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else True
    except (OSError, ValueError):
        return True


def end_soon(status: int) -> None:
    """End the process for certain, if leaving in an orderly way takes too long.

    Nothing is lost by that: what was acknowledged is durable, and the kernel gives the lock back.
    """
    timer = threading.Timer(PATIENCE, os._exit, (status,))
    timer.daemon = True
    timer.start()
