"""A program in a pseudo-terminal, watched as a user would watch it."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Mapping, Sequence

import ptyprocess
import pyte

ROWS, COLUMNS = 36, 120


class Terminal:
    """Runs `argv` in a pseudo-terminal of 120 by 36; what it shows is followed if it is to `emulate`."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], *, emulate: bool = True) -> None:
        self._emulate = emulate
        self.started = time.perf_counter()
        self._process = ptyprocess.PtyProcess.spawn(
            list(argv), env={**os.environ, **env, "TERM": "xterm-256color"}, dimensions=(ROWS, COLUMNS)
        )
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.received = 0

    @property
    def pid(self) -> int:
        """The program's process id."""
        return int(self._process.pid)

    def until(self, text: str, timeout: float = 20.0) -> float:
        """Seconds from the start until `text` has come through the terminal. Raises TimeoutError."""
        wanted, seen, deadline = text.encode(), b"", time.perf_counter() + timeout
        while wanted not in seen:
            data = self._read(deadline - time.perf_counter())
            if not data:
                raise TimeoutError(f"{text!r} did not appear:\n" + "\n".join(self.screen.display))
            seen += data
        return time.perf_counter() - self.started

    def press(self, keys: bytes, quiet: float = 0.004, patience: float = 0.5) -> tuple[float, int]:
        """Send keys; seconds until the last byte of the answer came, and how many bytes that were."""
        start = last = time.perf_counter()
        os.write(self._process.fd, keys)
        count, wait = 0, patience
        while data := self._read(wait):
            last = time.perf_counter()
            count += len(data)
            wait = quiet
        return last - start, count

    def press_until(self, keys: bytes, text: str) -> None:
        """Send keys and read until `text` has come. Raises TimeoutError."""
        wanted, seen = text.encode(), b""
        os.write(self._process.fd, keys)
        while wanted not in seen:
            data = self._read(20.0)
            if not data:
                raise TimeoutError(f"{text!r} did not appear")
            seen += data

    def drain(self, quiet: float = 0.3) -> None:
        """Read until nothing has come for `quiet` seconds."""
        while self._read(quiet):
            pass

    def follow(self, seconds: float) -> None:
        """Read for so long, whatever comes."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def _read(self, timeout: float) -> bytes:
        ready, _, _ = select.select([self._process.fd], [], [], max(0.0, timeout))
        if not ready:
            return b""
        try:
            data = os.read(self._process.fd, 1 << 16)
        except OSError:
            return b""
        self.received += len(data)
        if self._emulate:
            self._stream.feed(data)
        return data

    def end(self) -> None:
        """End the program."""
        self._process.kill(signal.SIGKILL)
        self._process.wait()
