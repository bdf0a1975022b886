"""Background work while the desk is open: change feed, presence, drafts, upkeep; each a `Part`, made once by the app."""

from __future__ import annotations

from typing import Any, cast

from textual.app import App

from tui.desk.context import DeskContext
from tui.screens.base.shell import Shell


class Part:
    """A background part of `app`, which is also the `Shell` that screens know."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app

    @property
    def shell(self) -> Shell:
        """The app, as screens know it."""
        return cast("Shell", self.app)

    @property
    def context(self) -> DeskContext:
        """Who works at which store, and in which language."""
        return self.shell.context
