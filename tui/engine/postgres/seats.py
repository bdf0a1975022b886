"""The register of seats in the database: a row a seat, and one for its PIN, for all computers of the community."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from types import MappingProxyType

import orjson
import psycopg

from tui.engine.postgres import faults, schema
from tui.engine.postgres.address import Address
from tui.engine.postgres.beside import notify
from tui.engine.postgres.link import LONG, Link, Patient, Reach, listens
from tui.engine.postgres.naming import chosen
from tui.engine.postgres.pins import PinRow
from tui.language.errors import Message, StoreDamaged
from tui.seats.actor import LOCAL_SEAT
from tui.seats.lock_notes import FOLDER, LockNotes
from tui.seats.pin import Pins
from tui.seats.pin_file import PinFile
from tui.seats.register import Register, Seat, own, seat_of

# Seconds for which others' locks are waited for.
_LOCK: float = 5.0


class DatabaseRegister(Register):
    """The seats of the community at `address`; `folder` is for what stays on this computer.

    A connection is made for each question, and `reach` says whether that makes sense.
    """

    def __init__(self, address: Address, folder: Path, reach: Reach | None = None) -> None:
        self._folder = folder
        self._link = Link(address, reach or Reach(), lock_timeout=_LOCK)
        self._greeted = False

    @property
    def place(self) -> str:
        """The address, with the community that it means."""
        if not self._greeted:
            with self.connected():
                pass
        return self._link.address.text

    def all(self) -> Mapping[str, Seat]:
        """All seats by name. Raises StoreDamaged, StoreError."""
        with self.connected() as connection:
            found = connection.execute(
                "select seat, role, person, key, added, own from xingfu.seats where community = %s order by seat",
                (self._community,),
            ).fetchall()
        try:
            seats = {name: _seat(name, *rest) for name, *rest in found}
        except (ValueError, KeyError, TypeError):
            raise StoreDamaged(
                Message(
                    "The seats in the database {where} are not as the program wrote them. Remove them from the table "
                    "xingfu.seats and add them again with «xingfu seat add».",
                    {"where": self._link.where},
                )
            ) from None
        return MappingProxyType(seats)

    def pins(self, seat: str) -> Pins:
        """The PIN of a seat. That of the seat `local` is this computer's, and in its folder."""
        if seat == LOCAL_SEAT:
            return Pins.in_folder(self._folder, seat)
        row = PinRow(self.connected, lambda: self._community, seat, self._link.where)
        return Pins(row, LockNotes(self._folder / FOLDER, seat))

    def with_pin(self) -> Set[str]:
        """The names of the seats that have a PIN, `local` on this computer among them. Raises StoreError."""
        with self.connected() as connection:
            found = connection.execute(
                "select seat from xingfu.pins where community = %s", (self._community,)
            ).fetchall()
        here = {LOCAL_SEAT} if PinFile(self._folder, LOCAL_SEAT).path.exists() else set()
        return here | {name for (name,) in found}

    def _keep(self, seat: Seat) -> None:
        chose = orjson.dumps(own(seat)).decode()
        with self.connected() as connection:
            if connection.execute("select xingfu.part() not in ('', 'staff')").fetchone() == (True,):
                # The account of a seat: it is up to the staff which role it has.
                connection.execute("select xingfu.choose(%s, %s)", (self._community, chose))
                return
            connection.execute(
                "insert into xingfu.seats (community, seat, role, person, key, added, own) "
                "values (%s, %s, %s, %s, %s, %s, %s) on conflict (community, seat) do update set role = excluded.role, "
                "person = excluded.person, key = excluded.key, added = excluded.added, own = excluded.own",
                (self._community, seat.name, seat.role, seat.person, seat.key, seat.added, chose),
            )
            self._wake_sessions(connection)

    def _drop(self, name: str) -> None:
        with self.connected() as connection:
            connection.execute(
                "delete from xingfu.seats where community = %s and seat = %s", (self._community, name)
            )
            self._wake_sessions(connection)

    def _wake_sessions(self, connection: Patient) -> None:
        """Have open sessions look at once whether they may go on. Raises psycopg.Error."""
        if listens(connection):
            notify(connection, self._community)

    @property
    def _community(self) -> str:
        return self._link.address.community

    @contextlib.contextmanager
    def connected(self) -> Iterator[Patient]:
        """A connection for one question. Raises StoreError."""
        where = self._link.where
        try:
            with contextlib.closing(self._link.open()) as connection:
                if not self._greeted:
                    connection.patience = LONG
                    schema.prepare(connection, where)
                    self._link.address = chosen(connection, self._link.address)
                    self._greeted = True
                yield connection
        except psycopg.Error as error:
            raise faults.told(error, where) from error


def _seat(name: str, role: str, person: str, key: str, added: str, chose: str) -> Seat:
    """A seat as it is in its row. Raises ValueError, KeyError, TypeError if it is none."""
    return seat_of(name, {**orjson.loads(chose), "role": role, "person": person, "key": key, "added": added})
