"""The register of seats: who may log in over SSH, and in which role.

It lies beside the store and is not part of it: the role must be known before the store is opened, and
restoring documents must not change who may see them.
"""

from __future__ import annotations

import contextlib
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self, cast

import orjson

from tui.kinds.words import ROLES, Role
from tui.language.cleaning import one_line
from tui.language.errors import InvalidInput, Message, NotAllowed, NotFound, StoreDamaged, StoreError
from tui.platform.durable import make_folder, replace_file
from tui.seats.actor import LOCAL_SEAT
from tui.seats.presence import FOLDER as PRESENCE

if TYPE_CHECKING:
    from tui.seats.pin import Pins

NAME: Final = "seats.json"
# What a seat chose for itself; written where it is not as usual.
OWN: Final = ("lang", "theme", "lock_after")
_SEAT_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: its name in the audit trail, its role, the person, and the fingerprint of the key; the language,
    colours and minutes until the screen is locked that they chose.
    """

    name: str
    role: Role
    person: str = ""
    key: str = ""
    added: str = ""
    lang: str = ""
    theme: str = ""
    lock_after: int = 0


def require_name(name: str) -> None:
    """Raises InvalidInput if that is no name of a seat."""
    if not _SEAT_NAME.fullmatch(name) or name == LOCAL_SEAT:
        raise InvalidInput(
            {
                "NAME": Message(
                    "A seat's name has small letters, digits, - and _ only, 32 at most; «local» is taken."
                )
            }
        )


class Register(ABC):
    """The seats of one community and their PINs, wherever they are kept."""

    @property
    @abstractmethod
    def place(self) -> str:
        """Where they are kept, as `--data` names it in the line of a seat. Raises StoreError, UsageError."""

    @abstractmethod
    def all(self) -> Mapping[str, Seat]:
        """All seats by name. Raises StoreDamaged, StoreError."""

    @abstractmethod
    def pins(self, seat: str) -> Pins:
        """The PIN of a seat. That of the seat `local` is this computer's."""

    @abstractmethod
    def with_pin(self) -> Set[str]:
        """The names of the seats that have a PIN. Raises StoreError."""

    @abstractmethod
    def _keep(self, seat: Seat) -> None:
        """Add a seat or replace the one with its name; sessions look whether they may go on. Raises StoreError."""

    @abstractmethod
    def _drop(self, name: str) -> None:
        """Take a seat away; its sessions end. Raises StoreError."""

    def get(self, name: str) -> Seat:
        """The seat with that name. Raises NotAllowed if there is none, StoreDamaged, StoreError."""
        found = self.all().get(name)
        if found is None:
            raise NotAllowed(
                Message("There is no seat «{seat}» here. Ask the staff of the community.", {"seat": name})
            )
        return found

    def put(self, seat: Seat) -> None:
        """Add a seat or replace the one with its name. Raises InvalidInput, StoreError."""
        require_name(seat.name)
        self._keep(replace(seat, person=one_line(seat.person)))

    def remove(self, name: str) -> Seat:
        """Remove a seat and return it. Raises NotFound, StoreError."""
        removed = self.all().get(name)
        if removed is None:
            raise NotFound(
                Message("There is no seat «{seat}». «xingfu seat list» shows them all.", {"seat": name})
            )
        self._drop(name)
        return removed

    def close(self) -> None:  # noqa: B027 - a folder has nothing to let go of
        """Let go of what was opened."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class SeatRegister(Register):
    """The seats of a data folder: a small file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.path.parent)

    def all(self) -> Mapping[str, Seat]:
        """All seats by name. Raises StoreDamaged, StoreError."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return MappingProxyType({})
        except OSError as error:
            raise StoreError(
                Message("{file} cannot be read: {why}", {"file": str(self.path), "why": error.strerror})
            ) from error
        try:
            seats = {name: seat_of(name, fields) for name, fields in orjson.loads(content)["seats"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise StoreDamaged(
                Message(
                    "{file} is not as the program wrote it. No seat can log in until it is put right: remove "
                    "it and add the seats again with «xingfu seat add».",
                    {"file": str(self.path)},
                )
            ) from None
        return MappingProxyType(seats)

    def pins(self, seat: str) -> Pins:
        """The PIN of a seat."""
        from tui.seats.pin import Pins  # noqa: PLC0415 - most commands need none

        return Pins.in_folder(self.path.parent, seat)

    def with_pin(self) -> Set[str]:
        """The names of the seats that have a PIN."""
        from tui.seats.pin_file import FOLDER  # noqa: PLC0415 - most commands need none

        return {path.stem for path in (self.path.parent / FOLDER).glob("*.json")}

    def _keep(self, seat: Seat) -> None:
        self._write({**self.all(), seat.name: seat})

    def _drop(self, name: str) -> None:
        self._write({other: seat for other, seat in self.all().items() if other != name})

    def _write(self, seats: Mapping[str, Seat]) -> None:
        content = {
            "seats": {
                s.name: {"role": s.role, "person": s.person, "key": s.key, "added": s.added} | own(s)
                for s in seats.values()
            }
        }
        try:
            make_folder(self.path.parent)
            replace_file(self.path, orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
            self._wake_sessions()
        except OSError as error:
            raise StoreError(
                Message("{file} cannot be written: {why}", {"file": str(self.path), "why": error.strerror})
            ) from error

    def _wake_sessions(self) -> None:
        """Have open sessions, which watch this folder, look at once whether they may go on."""
        with contextlib.suppress(OSError):  # else they look within seconds
            signal = self.path.parent / PRESENCE / "seats"
            signal.touch(mode=0o600)
            signal.unlink()


def own(seat: Seat) -> dict[str, Any]:
    """What a seat chose for itself, where it is not as usual."""
    return {name: chosen for name in OWN if (chosen := getattr(seat, name))}


def seat_of(name: str, fields: Mapping[str, Any]) -> Seat:
    """A seat as it was kept. Raises ValueError, KeyError, TypeError if it is none."""
    role = fields["role"]
    if role not in ROLES:
        raise ValueError("role")
    texts = {key: str(fields.get(key) or "") for key in ("person", "key", "added", "lang", "theme")}
    return Seat(name, cast(Role, role), **texts, lock_after=int(fields.get("lock_after") or 0))
