"""The register of seats: who may log in over SSH, and in which role.

It is a small file beside the store and not part of it: the role must be known before the store is opened, and
restoring documents must not change who may see them.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

import orjson

from tui.kinds.words import ROLES, Role
from tui.language.cleaning import one_line
from tui.language.errors import InvalidInput, Message, NotAllowed, NotFound, StoreDamaged, StoreError
from tui.platform.durable import make_folder, replace_file
from tui.seats.presence import FOLDER as PRESENCE

NAME: Final = "seats.json"
# What a seat chose for itself; written where it is not as usual.
_OWN: Final = ("lang", "theme", "lock_after")
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
    if not _SEAT_NAME.fullmatch(name) or name == "local":
        raise InvalidInput(
            {
                "NAME": Message(
                    "A seat's name has small letters, digits, - and _ only, 32 at most; «local» is taken."
                )
            }
        )


class SeatRegister:
    """The seats of a data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

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
            seats = {name: _seat(name, fields) for name, fields in orjson.loads(content)["seats"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise StoreDamaged(
                Message(
                    "{file} is not as the program wrote it. No seat can log in until it is put right: remove "
                    "it and add the seats again with «xingfu seat add».",
                    {"file": str(self.path)},
                )
            ) from None
        return MappingProxyType(seats)

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
        self._write({**self.all(), seat.name: replace(seat, person=one_line(seat.person))})

    def remove(self, name: str) -> Seat:
        """Remove a seat and return it. Raises NotFound, StoreError."""
        seats = dict(self.all())
        if name not in seats:
            raise NotFound(
                Message("There is no seat «{seat}». «xingfu seat list» shows them all.", {"seat": name})
            )
        removed = seats.pop(name)
        self._write(seats)
        return removed

    def _write(self, seats: Mapping[str, Seat]) -> None:
        content = {
            "seats": {
                s.name: {"role": s.role, "person": s.person, "key": s.key, "added": s.added}
                | {name: own for name in _OWN if (own := getattr(s, name))}
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


def _seat(name: str, fields: Mapping[str, Any]) -> Seat:
    role = fields["role"]
    if role not in ROLES:
        raise ValueError("role")
    texts = {key: str(fields.get(key) or "") for key in ("person", "key", "added", "lang", "theme")}
    return Seat(name, cast(Role, role), **texts, lock_after=int(fields.get("lock_after") or 0))
