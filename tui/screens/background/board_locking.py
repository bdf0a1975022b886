"""The lock of the board over communities, by the PIN that the seat has in the first of them."""

from __future__ import annotations

import asyncio
import os
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
        self._local = actor.seat == LOCAL_SEAT or not found.address
        seat = (
            FolderSeat(found.data, actor) if self._local else _DatabaseSeat(found.address, found.data, actor)
        )
        super().__init__(app, seat, minutes)
        self._called = short_name(place)
        self._opened = opened
        self._has_pin = False
        self._notes: list[bool] = []
        self._writes = asyncio.Lock()

    @property
    def where(self) -> str:
        """What is shown of it."""
        return self.context.tr("Communities")

    def lock(self, *, by_itself: bool = False) -> None:
        """Lock the screen; of a PIN that is known no server is asked, which may be gone."""
        if self.locked:
            return
        if self._has_pin:
            self._close()
        else:
            self.app.run_worker(self._lock_later(by_itself=by_itself), group="lock", exit_on_error=False)

    async def _lock_later(self, *, by_itself: bool) -> None:
        try:
            self._has_pin = bool((await asyncio.to_thread(self._seat.pins.state)).hash)
        except StoreError as error:
            if not by_itself:
                self.shell.complain(error)
            return
        if self._has_pin and not self.locked:
            self._close()
        elif not (self.locked or by_itself):
            self._ask_for_pin()

    def open(self) -> None:
        """Open the lock; nothing was shown meanwhile."""
        super().open()
        self.app.call_later(self._opened)

    def begins_locked(self) -> bool:
        """Whether a desk of this seat ended locked, or that cannot be known now."""
        try:
            state = self._seat.pins.state()
        except StoreError:
            return True
        self._has_pin = bool(state.hash)
        return bool(state.locked)

    def came_back(self) -> None:
        """The desk of a community was left: lock if it was locked as it ended."""
        self._last = self.context.now
        if self.locked or not self._seat.may_have_pin:
            return
        notes = self._seat.pins.notes
        if notes is not None and notes.all():
            self._close()
        else:
            self.app.run_worker(self._look_at_the_seat(), group="lock", exit_on_error=False)

    async def _look_at_the_seat(self) -> None:
        try:
            state = await asyncio.to_thread(self._seat.pins.state)
        except StoreError:  # what was locked on this computer is known all the same
            return
        self._has_pin = bool(state.hash)
        if state.locked and not self.locked:
            self._close()

    def note(self, *, locked: bool) -> None:
        """Write down whether it is locked; beside the board where a server has to be asked for that."""
        if self._local:
            super().note(locked=locked)
            return
        if locked:
            self._seat.pins.note_here(os.getpid())
        self._notes.append(locked)
        self.app.run_worker(self._write_down(), group="notes", exit_on_error=False)

    async def _write_down(self) -> None:
        async with self._writes:  # one after the other, in their order
            await asyncio.to_thread(super().note, locked=self._notes.pop(0))

    def _ask_for_pin(self) -> None:
        self.shell.say(
            Message(
                "There is no PIN yet. Open {name} with Enter and choose one there with Ctrl+\\.",
                {"name": self._called},
            )
        )
