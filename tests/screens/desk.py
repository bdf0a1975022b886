"""The app in a test: what is on the screen as text, keys, other people's changes."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot

from tui.language.i18n import Lang
from tui.platform.config import Config
from tui.platform.locations import Locations
from tui.screens.app import XingfuApp
from tui.screens.base.form import FormScreen
from tui.seats.actor import Actor
from tui.store import Store
from tui.widgets.record_table import RecordTable

CLERK = Actor("小李", "local")
SMALL, LARGE = (80, 24), (120, 36)
Opened = Callable[..., AbstractAsyncContextManager["Desk"]]
# Takes the name of an approved screen, and the screen as it is.
Approved = Callable[[str, str], None]


@dataclass
class Desk:
    """A running app with its pilot."""

    app: XingfuApp
    pilot: Pilot[Any]
    store: Store

    @staticmethod
    def opener(store: Store, folder: Path, actor: Actor = CLERK) -> Opened:
        """What opens the app over `store`."""

        @contextlib.asynccontextmanager
        async def opened(size: tuple[int, int] = SMALL, lang: Lang = "zh") -> AsyncIterator[Desk]:
            places = Locations(folder / "data", folder / "config.toml", folder / "log")
            app = XingfuApp(store, actor, Config(lang=lang), places)
            app.plain = False  # whatever terminal the tests are run in
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                yield Desk(app, pilot, store)

        return opened

    @property
    def lines(self) -> list[str]:
        """The lines of the screen in front."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    async def press(self, *keys: str) -> None:
        """Press keys and let everything settle."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type text, as an input method commits it."""
        await self.press(*("space" if char == " " else char for char in text))

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal hands it over in one piece."""
        assert self.app.screen.focused is not None
        self.app.screen.focused.post_message(Paste(text))
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the app work until something holds; fails after many turns."""
        for _ in range(300):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it did not come about:\n{self.text}")

    def table(self, id: str) -> RecordTable:
        """The table with this id."""
        return self.app.screen.query_one(f"#{id}", RecordTable)

    @property
    def form(self) -> FormScreen:
        """The form in front."""
        assert isinstance(self.app.screen, FormScreen), self.text
        return self.app.screen

    def errors(self) -> dict[str, str]:
        """What is said at the fields of the form in front."""
        return {field.field: field.error for field in self.form.fields if field.error}
