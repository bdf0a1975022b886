"""The seat of a running desk in the database: its role and PIN as last heard, and what is noted of its locked screen."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from tui.engine.postgres.address import Address
from tui.engine.postgres.link import Patient, Reach
from tui.engine.postgres.pins import Known, PinRow
from tui.engine.postgres.prepared import Rows
from tui.engine.postgres.seats import DatabaseRegister
from tui.language.errors import StoreDamaged
from tui.seats.actor import Actor
from tui.seats.lock_notes import FOLDER, LockNotes
from tui.seats.pin import Pins
from tui.seats.register import Register

if TYPE_CHECKING:
    from tui.kinds.words import Role

log = logging.getLogger(__name__)

# Role and PIN of a seat, by community and name twice: one row, whatever is there.
_SEAT: Final = (
    "select s.role, p.content from (values (1)) one "
    "left join xingfu.seats s on s.community = %s and s.seat = %s "
    "left join xingfu.pins p on p.community = %s and p.seat = %s"
)


class DatabaseSeat:
    """The registered seat of `actor` in the community at `address`, at first as `ask` gives it.

    An errand of the watch, which `poke` has look at it.
    """

    def __init__(
        self,
        address: Address,
        folder: Path,
        reach: Reach,
        actor: Actor,
        *,
        ask: Callable[[str, Sequence[object]], Rows],
        poke: Callable[[], None],
    ) -> None:
        self._address = address
        self._folder = folder
        self._reach = reach
        self._name = actor.seat
        self._known = Known()
        connected = DatabaseRegister(address, folder, reach).connected
        row = PinRow(connected, lambda: address.community, self._name, address.where, self._known)
        self.pins: Pins = _NotedPins(row, self, LockNotes(folder / FOLDER, self._name))
        """Its PIN."""
        self.role: Role | None = actor.role
        """The role that the seat has, as last heard; None if it was taken away."""
        self._poke = poke
        self._lock = threading.Lock()
        self._notes: list[tuple[bool, int]] = []  # whether a process was locked or opened, and its id
        self._take(ask(_SEAT, self._asked))

    @property
    def may_have_pin(self) -> bool:
        """Whether the seat has a PIN."""
        return self._known.content is not None

    def register(self) -> Register:
        """The register of the community."""
        return DatabaseRegister(self._address, self._folder, self._reach)

    def note(self, pid: int, *, locked: bool) -> None:
        """Have it written down that the screen of a process was locked, or opened."""
        with self._lock:
            self._notes.append((locked, pid))
        self._poke()

    # ---- for the thread of the watch

    def tell(self, connection: Patient, *, anew: bool) -> bool:  # noqa: ARG002 - what was told is kept
        """Write down what was noted. Raises psycopg.Error, and it is told later; never anything for others."""
        with self._lock:
            notes = tuple(self._notes)
        if notes:
            community = self._address.community
            row = PinRow(lambda: _lent(connection), lambda: community, self._name, self._address.where)
            pins = Pins(row)
            with contextlib.suppress(StoreDamaged):  # then it stays locked whatever is noted
                for locked, pid in notes:
                    (pins.note_locked if locked else pins.note_opened)(pid)
            with self._lock:
                del self._notes[: len(notes)]
        return False

    def hear(self, connection: Patient) -> bool:
        """Read role and PIN; whether the role is another. Raises psycopg.Error."""
        return self._take(connection.execute(_SEAT, self._asked).fetchall())

    def _take(self, rows: Rows) -> bool:
        (role, content), *_ = rows
        self._known.content = content.encode() if content else None
        before, self.role = self.role, cast("Role | None", role)
        return before != self.role

    @property
    def _asked(self) -> tuple[str, ...]:
        return (self._address.community, self._name) * 2

    def leave(self, connection: Patient) -> bool:
        """Write down what was noted last. Raises psycopg.Error."""
        return self.tell(connection, anew=False)


class _NotedPins(Pins):
    """The PIN of a seat whose locked screen is noted without anybody waiting for it."""

    def __init__(self, row: PinRow, seat: DatabaseSeat, notes: LockNotes) -> None:
        super().__init__(row, notes)
        self._seat = seat

    def note_locked(self, pid: int) -> None:
        """The desk of the process `pid` is locked; this computer knows it at once, whether there is a server or not."""
        if not self.note_here(pid):
            log.warning("that the screen is locked cannot be written down on this computer")
        self._seat.note(pid, locked=True)

    def note_opened(self, pid: int) -> None:
        """It is open again."""
        if self.notes:
            self.notes.drop(pid)
        self._seat.note(pid, locked=False)


@contextlib.contextmanager
def _lent(connection: Patient) -> Iterator[Patient]:
    yield connection
