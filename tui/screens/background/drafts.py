"""Drafts that a dropped line left behind: one is offered at the login, later ones are announced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual.app import App

from tui.screens.background import Part

if TYPE_CHECKING:
    from tui.seats.drafts import DraftFile

# Where drafts lie; named here so that a start without one loads nothing more.
_FOLDER: Final = "drafts"


class Drafts(Part):
    """The drafts of this person at this seat, beside the store in `folder`."""

    def __init__(self, app: App[Any], folder: Path) -> None:
        super().__init__(app)
        self._folder = folder
        self._announced: set[str] = set()

    @property
    def _any(self) -> bool:
        return (self._folder / _FOLDER).is_dir()

    def new(self) -> DraftFile:
        """The file of a draft that begins now."""
        from tui.seats.drafts import DraftFile

        return DraftFile(self._folder, self.context.actor)

    def offer(self) -> None:
        """Offer what this seat was typing when its line dropped."""
        if not self._any:
            return
        from tui.seats.drafts import left_behind

        found = next(left_behind(self._folder, self.context.actor), None)
        if found is not None:
            from tui.screens.entry.left_behind import LeftBehindScreen

            self._announced.add(found[1].name)
            self.app.push_screen(LeftBehindScreen(*found))

    def announce(self) -> None:
        """Say once what a session left that was still waiting for its dead line when this one began."""
        if not self._any:
            return
        from tui.seats.drafts import left_behind

        for draft, file in left_behind(self._folder, self.context.actor):
            if file.name not in self._announced:
                self._announced.add(file.name)
                text = self.context.tr(
                    "«{form}» was not saved when a line of yours dropped. It is offered at your next login.",
                    form=draft.title,
                )
                self.app.notify(text, timeout=12, markup=False)
            file.leave()
