"""Termination from outside: a dropped line, a closed terminal, SIGTERM."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Final

SIGNALS: Final = (signal.SIGHUP, signal.SIGTERM)
# In seconds: a write to a terminal that is gone may block.
PATIENCE: Final = 2.0


def listen(ended: Callable[[int], None]) -> None:
    """Call `ended` in the running event loop, with the exit status, when the process is told to terminate."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, ended, 128 + number)


def line_is_gone() -> bool:
    """Whether the terminal has hung up without sending a signal."""
    try:
        return not os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else True
    except (OSError, ValueError):
        return True


def end_soon(status: int) -> None:
    """Exit the process after a delay, in case an orderly exit hangs.

    Nothing is lost: acknowledged commits are durable, and the kernel releases the lock.
    """
    timer = threading.Timer(PATIENCE, os._exit, (status,))
    timer.daemon = True
    timer.start()
