"""What reads typed lines, made ready beside them: nobody's first line waits for tables of pinyin or for names."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from tui.screens.background import Part


class Reading(Part):
    """Makes quick entry ready once the first screen is there, and again whenever names have changed."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self._begun = self._due = False

    async def begin(self) -> None:
        """Load what reading a line loads, and look into the names as they are."""
        from tui.desk.quick.readiness import load_for_lines

        await asyncio.to_thread(load_for_lines)
        self._begun = True
        await self._prepare()

    def follow(self, _entries: object) -> None:
        """Names may have changed with what was committed."""
        if self._begun and not self._due:
            self._due = True
            self.app.run_worker(self._prepare(), name="reading", exit_on_error=False)

    async def _prepare(self) -> None:
        self._due = False
        # Gathered here, where the store is read; looked into in a thread, which holds no key back.
        names = self.context.quick_entry.names
        await asyncio.to_thread(names.prepare)
