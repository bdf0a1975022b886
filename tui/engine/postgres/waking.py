"""A pipe by which one thread wakes another, or whoever waits for descriptors."""

from __future__ import annotations

import contextlib
import os


class Pipe:
    """A pipe of which neither end blocks: what is signalled twice wakes once."""

    def __init__(self) -> None:
        self._out, self._in = os.pipe()
        for end in (self._out, self._in):
            os.set_blocking(end, False)

    def fileno(self) -> int:
        """The descriptor that becomes readable."""
        return self._out

    def signal(self) -> None:
        """Wake. From any thread; nothing once it is closed."""
        with contextlib.suppress(OSError):
            os.write(self._in, b"!")

    def drain(self) -> None:
        """Take away what has been signalled so far."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self._out, 4096):
                pass

    def close(self) -> None:
        """Close both ends."""
        for end in (self._out, self._in):
            os.close(end)
