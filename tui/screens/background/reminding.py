"""Reminders at their time: a line on every screen of whoever they are for, until they are done."""

from __future__ import annotations

from typing import Any

from textual.app import App

from tui.rules.people.reminding import due
from tui.screens.background import Part


class Reminding(Part):
    """Looks at the clock and the store now and then; what is stored survives a restart, and so does its line."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self.text = ""
        self._of: tuple[object, ...] = ()
        self._known: frozenset[int] = frozenset()

    def look(self) -> bool:
        """Whether the line has changed since the last look."""
        context = self.context
        store, now, tr = context.store, context.now, context.tr
        of = (store.reminders.version, f"{now:%Y-%m-%d %H:%M}", context.actor.name, tr.lang)
        if of == self._of:
            return False
        self._of = of
        found = due(store.reminders.stored(), context.actor.name, now)
        ids = frozenset(int(one["id"]) for one in found)
        if ids - self._known:
            self.app.bell()
        self._known, before = ids, self.text
        self.text = ""
        if found:
            first = found[0]
            what = f"{first['at']} {first['title']}"
            more = len(found) - 1
            self.text = (
                tr("Reminder {what}, and {n} more: ; shows them, d there is done", what=what, n=more)
                if more
                else tr("Reminder {what}: ; shows it, d there is done", what=what)
            )
        return self.text != before
