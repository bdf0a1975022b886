"""What is being typed on a screen, written down a moment after the last key for the case that the line drops."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from textual.message_pump import MessagePump
from textual.timer import Timer

from tui.screens.base.shell import Shell
from tui.seats.drafts import Draft
from tui.seats.kept_drafts import KeptDraft

log = logging.getLogger(__name__)

# Seconds after the last key after which what was typed is written down.
_AFTER: Final = 0.6


class DraftKeeper:
    """The draft of one screen; there is no file before something is written."""

    def __init__(self) -> None:
        self.file: KeptDraft | None = None
        self._timer: Timer | None = None

    def soon(self, pump: MessagePump, keep: Callable[[], None]) -> None:
        """Have `keep` called a moment after the last key."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = pump.set_timer(_AFTER, keep)

    def write(self, shell: Shell, draft: Draft) -> None:
        """Write it down; where that fails, the screen still has it."""
        if self.file is None:
            self.file = shell.new_draft()
        try:
            self.file.keep(draft)
        except OSError as error:
            log.warning("a draft could not be written: %s", error.strerror)

    def drop(self) -> None:
        """It was kept for good, or given up: it is not to be offered again."""
        if self._timer is not None:
            self._timer.stop()
        if self.file is not None:
            self.file.drop()
            self.file = None
