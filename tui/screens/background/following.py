"""Following the store: commits from here and from elsewhere, the clock, and the board that is made of them."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual.app import App

from tui.language.errors import Message, StoreError, StoreUnreachable
from tui.platform.durable import make_folder
from tui.queries.board_keeper import BoardKeeper
from tui.rules.services.monthly_totals import TotalsCounter
from tui.screens.background import Part
from tui.screens.base.live import LiveScreen

if TYPE_CHECKING:
    from tui.screens.base.saved import Saved
    from tui.store import Entry

# Seconds between two looks at the clock, which moves sessions from coming to under way.
CLOCK_EVERY: Final = 20.0
# Seconds between two looks at the store where the kernel cannot report changes.
LOOK_EVERY: Final = 0.08


class _Watch(Protocol):
    """What the store gives to watch it by."""

    def fileno(self) -> int:
        """A descriptor that becomes readable when something has changed."""

    def drain(self) -> None:
        """Take note that it has."""

    def close(self) -> None:
        """Watch no more."""


class Following(Part):
    """Keeps the board current and has the screens show it.

    `looked` is called at each look at the store, `rebuilt` before the board is computed again, `taken` with new
    commits, `heard` with the last of them that somebody else made.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        looked: Callable[[], None],
        rebuilt: Callable[[], None],
        heard: Callable[[Entry], None],
        taken: Callable[[tuple[Entry, ...]], None],
    ) -> None:
        super().__init__(app)
        self._looked, self._rebuilt, self._heard, self._taken = looked, rebuilt, heard, taken
        self._watch: _Watch | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._redraw_due = False
        self._unread: Message | None = None
        self._gone = False  # whether the server of the store could not be reached
        self.saved: Saved | None = None
        self._just_saved: Saved | None = None
        self._festival: Callable[[date], Message | None] | None = None
        self._totals: TotalsCounter | None = None
        self.keeper = BoardKeeper(self.context.store)
        # Not reactive: that would repaint the whole screen at each commit.
        self.board = self.keeper.board(self.context.now)

    def begin(self) -> None:
        """Follow commits and the clock, in the event loop that runs now."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._unsubscribe = self.context.store.subscribe(self._committed)
        self.app.set_interval(CLOCK_EVERY, self.rebuild)

    def end(self) -> None:
        """Follow nothing any more."""
        if self._unsubscribe:
            self._unsubscribe()
        if self._watch:
            asyncio.get_running_loop().remove_reader(self._watch.fileno())
            self._watch.close()
            self._watch = None

    # ---- other processes' commits

    async def watch(self, folder: Path) -> None:
        """Have the kernel report other processes' commits and changes in `folder`; where it cannot, look every LOOK_EVERY seconds."""
        try:
            watch = await asyncio.to_thread(self._watched, folder)
        except OSError:
            self.app.set_interval(LOOK_EVERY, self.look)
            return
        self._watch = watch
        asyncio.get_running_loop().add_reader(watch.fileno(), self._woken)
        self.look()

    def _watched(self, folder: Path) -> _Watch:
        with contextlib.suppress(OSError):  # a database is watched all the same
            make_folder(folder)
        return self.context.store.watch(folder)

    def _woken(self) -> None:
        if self._watch:
            self._watch.drain()
        self.app.call_next(self.look)

    def look(self) -> None:
        """Take in what others have committed; who subscribed is called with it."""
        self._looked()
        try:
            self.context.store.refresh()
        except StoreError as error:
            if error.message != self._unread:  # once, not at every look
                self.shell.complain(error)
            self._unread = error.message
            self._gone = isinstance(error, StoreUnreachable)
        else:
            if self._gone:
                self.shell.say(Message("The database can be reached again."))
                for screen in self.app.screen_stack:
                    if again := getattr(screen, "reachable_again", None):
                        again()
            self._unread, self._gone = None, False

    # ---- commits

    def _committed(self, entries: tuple[Entry, ...]) -> None:
        """Hand commits over to the event loop's thread; the store calls from whichever thread found them."""
        if threading.get_ident() == self._thread:
            self._take_in(entries)
        else:
            self._loop.call_soon_threadsafe(self._take_in, entries)

    def _take_in(self, entries: tuple[Entry, ...]) -> None:
        """Note new commits, one's own or others'; the board is computed once for all that come together."""
        self._taken(entries)
        actor = self.context.actor
        # A commit of which nothing may be seen here has no changes.
        others = [e for e in entries if e.changes and (e.by, e.seat) != (actor.name, actor.seat)]
        if others:
            self._heard(others[-1])
            for screen in self._live_screens():
                screen.note_others(others[-1])
        if not self._redraw_due:
            self._redraw_due = True
            self.app.call_next(self.rebuild)

    # ---- the board

    def rebuild(self) -> None:
        """Compute the board again; the screens repaint the rows that differ."""
        self._redraw_due = False
        self._rebuilt()
        now = self.context.now
        festival = self._festival(now.date()) if self._festival else None
        self.board = self.keeper.board(now, festival, self._totals)
        self.saved, self._just_saved = self._just_saved or self.saved, None
        for screen in self._live_screens():
            screen.follow()
        for any_screen in self.app.screen_stack:
            note = getattr(any_screen, "note_change", None)
            if note:
                note()

    def bring_forward(self, saved: Saved | None) -> None:
        """Select what was just saved in the lists, at the next board; nothing for None."""
        if saved is not None:
            self._just_saved = saved
            if not self._redraw_due:
                self._redraw_due = True
                self.app.call_next(self.rebuild)

    def add_totals(self) -> None:
        """Add the monthly totals to the board, after the first paint: they read all wishes once, later only changed ones."""
        self._totals = TotalsCounter()
        self.rebuild()

    async def load_calendar(self) -> None:
        """Add the next festival to the board, after the first paint: the lunar calendar is slow to load."""
        from tui.rules.calendar.festival_days import festival_near

        if await asyncio.to_thread(festival_near, self.context.today) is not None:
            self._festival = festival_near
            self.rebuild()
        self._festival = festival_near

    def _live_screens(self) -> list[LiveScreen]:
        return [screen for screen in self.app.screen_stack if isinstance(screen, LiveScreen)]
