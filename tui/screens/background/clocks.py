"""Clocks that do not agree: the order of commits does not depend on them, but dates do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from textual.app import App

from tui.language.errors import Message
from tui.screens.background import Part

if TYPE_CHECKING:
    from tui.store import Entry

# Minutes by which another's clock may be ahead before it is said.
CLOCKS_APART: Final = 3


class Clocks(Part):
    """Compares the clock of this computer with the times of others' commits."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self._warned = False

    def compare(self, entry: Entry) -> None:
        """Say once if the clock of the machine that made the commit is ahead of ours."""
        minutes = int((datetime.fromisoformat(entry.at) - self.context.now).total_seconds() // 60)
        if minutes >= CLOCKS_APART and not self._warned:
            self._warned = True
            message = Message(
                "The clock of this computer is {n} minutes behind that of {name}. Nothing is lost by it, but "
                "dates may be wrong: have both set by network time.",
                {"n": minutes, "name": entry.by or entry.seat},
            )
            self.app.notify(message.text(self.context.tr), severity="warning", timeout=12, markup=False)
