"""Who has which record open, kept in the database: the desks of one community may be on many computers.

What is open here is handed to the watch's thread, and what others have open is taken from memory: no screen waits for it.
"""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tui.engine.postgres.link import Patient
from tui.engine.postgres.sight import WHOLE, Sight
from tui.seats.actor import Actor
from tui.seats.presence import FOLDER, Opened, announced, announcement

# A program that was not seen for so long has ended, or is cut off.
_GONE_AFTER: Final = "20 seconds"


class Colleagues:
    """What this program announces and what others have announced; shared by the desk and the watch's thread."""

    def __init__(self, community: str, folder: Path, poke: Callable[[], None], sight: Sight = WHOLE) -> None:
        self.folder = folder / FOLDER
        self._poke = poke
        self._community = community
        self._sight = sight
        self._program = uuid.uuid4().hex
        self._lock = threading.Lock()
        self._content = ""
        self._announced = ""
        self._others: tuple[Opened, ...] = ()

    # ---- for the desk

    def publish(self, content: str) -> None:
        """Have it announced what is open here; empty: nothing."""
        with self._lock:
            self._content = content
        self._poke()

    def others(self) -> tuple[Opened, ...]:
        """The records that others have open."""
        return self._others

    # ---- for the thread of the watch

    def tell(self, connection: Patient, *, anew: bool = False) -> bool:
        """Announce what has changed here, or all with `anew`; whether anything was. Raises psycopg.Error."""
        with self._lock:
            content = self._content
        if content == self._announced and not (anew and content):
            return False
        changed = content != self._announced
        if content:
            connection.execute(self._sight.announce.encode(), (self._community, self._program, content))
        else:
            connection.execute(self._sight.withdraw.encode(), (self._community, self._program, _GONE_AFTER))
        self._announced = content
        return changed

    def hear(self, connection: Patient) -> bool:
        """Read what others have open; whether that is new. Raises psycopg.Error."""
        asked = (self._community, self._program, _GONE_AFTER)
        found = connection.execute(self._sight.hear.encode(), asked).fetchall()
        before, self._others = self._others, tuple(one for (text,) in found for one in _read(text))
        return before != self._others

    def leave(self, connection: Patient) -> bool:
        """Announce that nothing is open here any more; whether anything was. Raises psycopg.Error."""
        with self._lock:
            self._content = ""
        return self.tell(connection)


class DatabasePresence:
    """The records that this program has open, and those of others at the same community."""

    def __init__(self, colleagues: Colleagues, actor: Actor) -> None:
        self.folder = colleagues.folder
        self._colleagues = colleagues
        self._actor = actor
        self._published: tuple[tuple[str, int, bool], ...] = ()

    def rename(self, actor: Actor) -> None:
        """Go on under another name; what is published next says so."""
        self._actor = actor

    def publish(self, opened: Sequence[tuple[str, int, bool]]) -> None:
        """Publish which records (kind, id, editing) are open here."""
        if tuple(opened) == self._published:
            return
        self._colleagues.publish(announcement(self._actor, opened).decode() if opened else "")
        self._published = tuple(opened)

    def others(self) -> tuple[Opened, ...]:
        """The records that others have open, as far as is known here."""
        return self._colleagues.others()

    def close(self) -> None:
        """Publish that nothing is open here any more."""
        self.publish(())


def _read(text: str) -> tuple[Opened, ...]:
    """What a program has announced; nothing if it is not as the program wrote it."""
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return announced(text)
    return ()
