"""The app in a test: what is on the screen as text, what was announced, keys, other people's changes."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from textual.events import Paste
from textual.pilot import Pilot
from textual.timer import Timer

from tests.screens.settling import PATIENCE, press, settle
from tui.language.i18n import Lang
from tui.platform.config import Config
from tui.platform.locations import Locations
from tui.screens.app import XingfuApp
from tui.screens.base.form import FormScreen
from tui.seats.actor import LOCAL_SEAT, Actor
from tui.seats.register import Seat
from tui.store import Store
from tui.widgets.record_table import RecordTable

CLERK = Actor("小李", "local")
SMALL, LARGE = (80, 24), (120, 36)
Opened = Callable[..., AbstractAsyncContextManager["Desk"]]
# Takes the name of an approved screen, and the screen as it is.
Approved = Callable[[str, str], None]


# Seconds from which on a timer of the app is the clock's: tests let it fire by `Desk.after`.
_CLOCK: Final = 1.0
# Seconds for which a toast stays in a test that looks at it.
_STAYS: Final = 3600.0
# The styles that were read for an app of these colours, for the next one.
_STYLES: Final[dict[str, Any]] = {}


class DeskApp(XingfuApp):
    """The app without a clock of its own: what it announces is kept, and what is to come later is let come.

    A toast would be gone after 4 s, and until then cover what is below it; a backup would be made in the
    middle of a test that takes longer than 5 s. Neither may depend on how busy the machine is.
    """

    BURST = 0.0  # only what is typed before the screen shows what a key has done
    # Textual looks for it beside the class that is run.
    CSS_PATH = str(Path(inspect.getfile(XingfuApp)).parent / XingfuApp.CSS_PATH)

    def __init__(
        self, store: Store, actor: Actor, config: Config, places: Locations, *, toasts: bool
    ) -> None:
        super().__init__(store, actor, config, places)
        self.stylesheet._parse_cache = _STYLES.setdefault(self.theme, self.stylesheet._parse_cache)
        self.plain = False  # whatever terminal the tests are run in
        self.announced: list[str] = []
        self.later: list[tuple[float, Callable[[], Any]]] = []
        self._toasts = toasts

    def notify(self, message: str, **how: Any) -> None:
        self.announced.append(message)
        if self._toasts:
            super().notify(message, **{**how, "timeout": _STAYS})

    def set_timer(self, delay: float, callback: Callable[[], Any] | None = None, **how: Any) -> Timer:
        return self._hold(super().set_timer(delay, callback, **how), delay, callback)

    def set_interval(self, interval: float, callback: Callable[[], Any] | None = None, **how: Any) -> Timer:
        return self._hold(super().set_interval(interval, callback, **how), interval, callback)

    def _hold(self, timer: Timer, seconds: float, callback: Callable[[], Any] | None) -> Timer:
        if seconds >= _CLOCK and callback is not None:
            timer.stop()
            self.later.append((seconds, callback))
        return timer


@dataclass
class Desk:
    """A running app with its pilot."""

    app: DeskApp
    pilot: Pilot[Any]
    store: Store

    @staticmethod
    def opener(store: Store, folder: Path, actor: Actor = CLERK) -> Opened:
        """What opens the app over `store`; with `toasts` they are shown, and stay."""

        @contextlib.asynccontextmanager
        async def opened(
            size: tuple[int, int] = SMALL, lang: Lang = "zh", *, toasts: bool = False
        ) -> AsyncIterator[Desk]:
            places = Locations(folder / "data", folder / "config.toml", folder / "log")
            if actor.seat != LOCAL_SEAT:
                register = store.own_seat(actor).register()
                if actor.seat not in register.all():
                    register.put(Seat(actor.seat, actor.role, actor.name))
            app = DeskApp(store, actor, Config(lang=lang), places, toasts=toasts)
            async with app.run_test(size=size, notifications=toasts) as pilot:
                await settle(app)
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

    @property
    def announced(self) -> list[str]:
        """All that was announced since the app was opened, oldest first; as a toast says it, in one line."""
        return self.app.announced

    @property
    def announcement(self) -> str:
        """What was announced last; empty if nothing was."""
        return self.announced[-1] if self.announced else ""

    async def press(self, *keys: str) -> None:
        """Press keys and let everything settle after each."""
        await press(self.app, *keys)

    async def settle(self) -> None:
        """Let the app do all that is pending."""
        await settle(self.app)

    async def after(self, seconds: float) -> None:
        """Let so much time have passed for the app's own timers: each that is due by then fires once."""
        for due, call in list(self.app.later):
            if due <= seconds:
                self.app.call_later(call)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type text, as an input method commits it."""
        await self.press(*("space" if char == " " else char for char in text))

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal hands it over in one piece."""
        assert self.app.screen.focused is not None
        self.app.screen.focused.post_message(Paste(text))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the app work until something holds; fails where it would hang."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"it did not come about:\n{self.text}\n{self.announced}"
            await self.settle()
            await asyncio.sleep(0.01)

    def rows(self, id: str) -> int:
        """How many records a table lists, without the one that only stays in front."""
        return len(self.table(id)._listed)

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
