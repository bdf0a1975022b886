"""What is typed into an entry line and not yet entered, written down for the case that the line drops."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.message_pump import MessagePump
from textual.timer import Timer

from tui.drafts import Draft, DraftFile

if TYPE_CHECKING:
    from tui.app import XingfuApp

log = logging.getLogger(__name__)

# Seconds after the last key after which what was typed is written down.
_AFTER: Final = 0.6


class LineDraft:
    """The draft of one entry line; `action` and `kind` say where it is taken up again."""

    def __init__(self, action: str, kind: str, id: int | None = None) -> None:
        self._action, self._kind, self._id = action, kind, id
        self._file: DraftFile | None = None
        self._timer: Timer | None = None
        self.text = ""

    def take_up(self, draft: Draft, file: DraftFile) -> None:
        """Go on with what was left behind."""
        self.text, self._file = str(draft.values.get("line") or ""), file

    def soon(self, pump: MessagePump, keep: Callable[[], None]) -> None:
        """Have `keep` called a moment after the last key."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = pump.set_timer(_AFTER, keep)

    def keep(self, app: XingfuApp, title: str, text: str) -> None:
        """Write `text` down; an empty one is no draft. Where that fails, the line still has it."""
        if not text.strip():
            self.drop()
            return
        at = app.store.now.isoformat(timespec="seconds")
        draft = Draft(self._action, self._kind, self._id, None, title, {"line": text}, None, at)
        if self._file is None:
            self._file = DraftFile(app.locations.data, app.actor)
        try:
            self._file.keep(draft)
        except OSError as error:
            log.warning("a draft could not be written: %s", error.strerror)

    def drop(self) -> None:
        """It was entered or given up."""
        if self._timer is not None:
            self._timer.stop()
        if self._file is not None:
            self._file.drop()
            self._file = None
