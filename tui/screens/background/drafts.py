"""Drafts that a dropped line left behind: one is offered at the login, later ones are announced."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual.app import App

from tui.screens.background import Part

if TYPE_CHECKING:
    from tui.seats.drafts import Draft
    from tui.seats.kept_drafts import KeptDraft


class Drafts(Part):
    """The drafts of this person at this seat."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self._kept = self.context.store.drafts()
        self._announced: set[str] = set()

    def new(self) -> KeptDraft:
        """A draft that begins now."""
        return self._kept.new(self.context.actor)

    def offer(self) -> None:
        """Offer what this seat was typing when its line dropped."""
        if not self._kept.any:
            return
        if self._kept.at_once:
            self._open(self._first())
        else:
            self.app.run_worker(self._offer_later(), name="drafts", exit_on_error=False)

    async def _offer_later(self) -> None:
        self._open(await asyncio.to_thread(self._first))

    def _first(self) -> tuple[Draft, KeptDraft] | None:
        return next(self._kept.left_behind(self.context.actor), None)

    def _open(self, found: tuple[Draft, KeptDraft] | None) -> None:
        if found is not None:
            from tui.screens.entry.left_behind import LeftBehindScreen

            self._announced.add(found[1].name)
            self.app.push_screen(LeftBehindScreen(*found))

    def announce(self) -> None:
        """Say once what a session left that was still waiting for its dead line when this one began."""
        if not self._kept.any:
            return
        for name, title in self._kept.waiting(self.context.actor):
            if name not in self._announced:
                self._announced.add(name)
                text = self.context.tr(
                    "«{form}» was not saved when a line of yours dropped. It is offered at your next login.",
                    form=title,
                )
                self.app.notify(text, timeout=12, markup=False)
