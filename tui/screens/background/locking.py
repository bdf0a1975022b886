"""The lock of the screen: by a key, after minutes without one, or because the desk ended locked before."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from tui.language.errors import StoreError
from tui.screens.background import Part

if TYPE_CHECKING:
    from tui.seats.own_seat import OwnSeat
    from tui.seats.pin import Tried

log = logging.getLogger(__name__)


class Locking(Part):
    """Locks the desk of a `seat`, by itself after `minutes` without a key (0: never).

    The store is followed meanwhile. What would come to the front waits until the lock is open.
    """

    def __init__(self, app: App[Any], seat: OwnSeat, minutes: int) -> None:
        super().__init__(app)
        self._seat = seat
        self.minutes = minutes
        self.locked = False
        self._last = self.context.now
        self._held: list[Callable[[], object]] = []

    def begin(self) -> None:
        """Lock at once if a desk of this seat ended locked; from now on a SIGQUIT locks.

        Ctrl+\\ is that signal where the terminal is not in raw mode, and would end the program.
        """
        if not self.app.is_headless:
            asyncio.get_running_loop().add_signal_handler(signal.SIGQUIT, self.lock)
        if not self._seat.may_have_pin:  # most desks: nothing more is loaded
            return
        if self.begins_locked():
            self._close()

    def begins_locked(self) -> bool:
        """Whether a desk of this seat ended locked, or that cannot be known: the lock says then what is wrong."""
        try:
            return bool(self._seat.pins.state().locked)
        except StoreError:
            return True

    @property
    def where(self) -> str:
        """The community."""
        return self.shell.board.community

    # ---- what the app asks

    def hides(self, screen: Screen[Any]) -> bool:
        """Whether the screen must not be seen now."""
        return self.locked and not getattr(screen, "seen_while_locked", False)

    def hold(self, call: Callable[[], object]) -> None:
        """Do this once the lock is open, in the order in which it came."""
        self._held.append(call)

    def touched(self) -> None:
        """A key was pressed, or the mouse moved."""
        if self.minutes:
            self._last = self.context.now

    def look(self) -> None:
        """Lock if nobody has touched the desk for so long. A clock that was put back begins anew."""
        if self.minutes and not self.locked:
            from tui.seats.pin import is_idle

            now = self.context.now
            self._last = min(self._last, now)
            if is_idle(self._last, now, self.minutes):
                self.lock(by_itself=True)

    # ---- locking and opening

    def lock(self, *, by_itself: bool = False) -> None:
        """Lock the screen. Without a PIN it asks for one first; `by_itself` it then does nothing."""
        if self.locked:
            return
        try:
            known = bool(self._seat.pins.state().hash)
        except StoreError as error:
            if not by_itself:
                self.shell.complain(error)
            return
        if known:
            self._close()
        elif not by_itself:
            self._ask_for_pin()

    def _ask_for_pin(self) -> None:
        """Have a PIN chosen: without one nothing is locked."""
        from tui.screens.pin import pin_form

        self.app.push_screen(pin_form(self.shell, self._seat.pins))

    def _close(self) -> None:
        from tui.screens.lock import LockScreen

        self.locked = True
        self.app.clear_notifications()
        self.note(locked=True)
        self.app.push_screen(LockScreen(self))

    def note(self, *, locked: bool) -> None:
        """Write down whether the desk is locked: the next one is, should this one end so."""
        pins = self._seat.pins
        try:
            (pins.note_locked if locked else pins.note_opened)(os.getpid())
        except StoreError as error:
            log.warning("that the screen is locked or open cannot be written down: %s", error.message.msgid)

    async def tried(self, typed: str) -> Tried:
        """What comes of a PIN that was typed at the lock. Raises StoreError."""
        return await asyncio.to_thread(self._seat.pins.check, typed, self.context.now)

    def open(self) -> None:
        """Open the lock: the PIN was right. What waited comes now."""
        if not self.locked:
            return
        self.locked = False
        self._last = self.context.now
        self.note(locked=False)
        self.app.pop_screen()
        held, self._held = self._held, []
        for call in held:
            self.app.call_later(call)

    def keep_drafts(self) -> None:
        """Write down what is being typed beneath, as the desk is about to end: it is offered at the next login."""
        for screen in self.app.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep:
                keep()
