"""Saying that a save waits: for a server that does not answer, or for whoever is writing.

A save holds the event loop until it is durable, and nothing can be painted meanwhile. So a thread writes a line over the
last row of the terminal, and all is painted anew when the save has ended. Keys are read by a thread of their own and wait.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from textual.app import App

from tui.language.i18n import N_
from tui.language.text import ellipsize, pad
from tui.screens.background import Part

# Seconds after which a save is said to wait.
SAID_AFTER: Final = 1.0
_DATABASE: Final = N_("Waiting for the database ... Keys pressed meanwhile are kept.")
_FOLDER: Final = N_("Waiting until others have written ... Keys pressed meanwhile are kept.")
# Save the cursor, go to a row, reversed; back as it was (ECMA-48, DECSC and DECRC).
_LINE: Final = "\x1b7\x1b[{row};1H\x1b[0;7m{text}\x1b[0m\x1b8"


class Waiting(Part):
    """Tells of saves of the event loop's thread that take long."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self._lock = threading.Lock()
        self._saves = 0  # counts them
        self._now = 0  # the one that goes on; 0: none
        self._said = False

    def begin(self) -> None:
        """Tell from now on, in the event loop that runs now."""
        self._thread = threading.get_ident()
        self.context.store.while_saving = self.told

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say it, should the block take long."""
        if threading.get_ident() != self._thread:  # beside the screen: that goes on
            yield
            return
        with self._lock:
            self._saves += 1
            self._now, self._said = self._saves, False
        timer = threading.Timer(SAID_AFTER, self._say, (self._now,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                self._now = 0
            if self._said:
                self.app.call_later(self.app.run_action, "app.redraw")

    def _say(self, save: int) -> None:
        """In a thread: write the line, unless the save has ended."""
        driver, (width, height) = self.app._driver, self.app.size  # noqa: SLF001 - what is painted goes through the loop
        text = self.context.tr(_DATABASE if self.shell.locations.address else _FOLDER)
        line = _LINE.format(row=height, text=pad(ellipsize(f" {text}", width), width))
        with self._lock:
            if self._now == save and driver is not None:
                self._said = True
                driver.write(line)
