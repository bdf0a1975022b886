"""Who has which record open: announced to the other programs at this store, and read from them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from textual.app import App

from tui.language.ordering import person_key
from tui.screens.background import Part

log = logging.getLogger(__name__)


class Together(Part):
    """The presence of this program among those at the store."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self._presence = self.context.store.presence(self.context.actor)

    @property
    def folder(self) -> Path:
        """Where all programs at this store announce what they have open."""
        return self._presence.folder

    def announce(self) -> None:
        """Announce to the others which records are open here."""
        stack = self.app.screen_stack if self.app.is_running else []
        opened = [found for screen in stack if (found := getattr(screen, "opened_record", None))]
        try:
            self._presence.publish(opened)
        except OSError as error:
            log.warning("presence cannot be announced: %s", error.strerror)
        self.show()

    def renamed(self) -> None:
        """Announce the user to the others under their changed name."""
        self._presence.rename(self.context.actor)

    def also_open(self, kind: str, id: int) -> str:
        """Who else has this record open, as a line; empty if nobody has."""
        here = [o for o in self._presence.others() if (o.kind, o.id) == (kind, id)]
        editing = {o.by for o in here if o.editing}
        tr = self.context.tr
        names = [tr("{name} (editing)", name=by) for by in sorted(editing, key=person_key)]
        names += sorted({o.by for o in here} - editing, key=person_key)
        return tr("also open: {names}", names=tr(", ").join(names)) if names else ""

    def show(self) -> None:
        """Have the screens show who else has their record open."""
        for screen in self.app.screen_stack:
            show = getattr(screen, "show_presence", None)
            if show:
                show()

    def end(self) -> None:
        """Nothing is open here any more."""
        self._presence.close()
