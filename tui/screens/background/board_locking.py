"""The lock of the board over communities, by the PIN that the seat has in the first of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

from textual.app import App

from tui.language.errors import Message, StoreError
from tui.language.i18n import Translator
from tui.platform.locations import locations, short_name
from tui.screens.background.locking import Locking
from tui.seats.actor import LOCAL_SEAT, Actor
from tui.seats.own_seat import FolderSeat
from tui.seats.pin import Pins
from tui.store import local_now, open_seats


class BoardContext(NamedTuple):
    """What the lock knows of who looks at the board: there is no store."""

    actor: Actor
    tr: Translator

    @property
    def now(self) -> datetime:
        """The time."""
        return local_now()

    @property
    def today(self) -> date:
        """The day."""
        return self.now.date()


class _DatabaseSeat(FolderSeat):
    """The seat of `actor` in the database at `address`, whose server is asked for the PIN each time."""

    may_have_pin = True

    def __init__(self, address: str, folder: Path, actor: Actor) -> None:
        super().__init__(folder, actor)
        self._address = address

    @cached_property
    def pins(self) -> Pins:
        """Its PIN."""
        return open_seats(self._address).pins(self._name)


class BoardLocking(Locking):
    """Locks the board over the communities of which the first is at `place`; `opened` is called when it is open again."""

    def __init__(self, app: App[int], place: str, minutes: int, *, opened: Callable[[], object]) -> None:
        actor = cast("BoardContext", cast("Any", app).context).actor
        found = locations(place)
        local = actor.seat == LOCAL_SEAT or not found.address
        seat = FolderSeat(found.data, actor) if local else _DatabaseSeat(found.address, found.data, actor)
        super().__init__(app, seat, minutes)
        self._called = short_name(place)
        self._opened = opened
        self._has_pin = False

    @property
    def where(self) -> str:
        """What is shown of it."""
        return self.context.tr("Communities")

    def lock(self, *, by_itself: bool = False) -> None:
        """Lock the screen; also while the server that has the PIN is gone, if there was one."""
        try:
            self._has_pin = bool(self._seat.pins.state().hash)
        except StoreError:
            if self._has_pin and not self.locked:
                self._close()
                return
        super().lock(by_itself=by_itself)

    def open(self) -> None:
        """Open the lock; nothing was shown meanwhile."""
        super().open()
        self.app.call_later(self._opened)

    def begin(self) -> None:
        """Lock at once if a desk of this seat ended locked."""
        super().begin()
        self.came_back()

    def came_back(self) -> None:
        """The desk of a community was left: lock if it was locked as it ended."""
        self._last = self.context.now
        if self.locked or not self._seat.may_have_pin:
            return
        try:
            state = self._seat.pins.state()
        except StoreError:
            return
        self._has_pin = bool(state.hash)
        if state.locked:
            self._close()

    def _ask_for_pin(self) -> None:
        self.shell.say(
            Message(
                "There is no PIN yet. Open {name} with Enter and choose one there with Ctrl+\\.",
                {"name": self._called},
            )
        )
