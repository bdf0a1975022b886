"""The PIN of a seat, which opens its locked screen: a file beside the register of seats, with an Argon2id hash.

It is no part of the store: neither audit trail nor backups have it. The file also says how often a wrong PIN was typed,
and which programs are locked, so that ending a locked desk does not open it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import orjson

from tui.language.errors import InvalidInput, Message, StoreDamaged, StoreError
from tui.platform.durable import make_folder, open_private, replace_file

FOLDER: Final = "pins"
LEAST, MOST = 4, 64
"""Characters of a PIN."""
# Wrong PINs that cost nothing, then seconds to wait: doubled each time up to the most.
_FREE: Final = 3
_FIRST_WAIT: Final = 5
_MOST_WAIT: Final = 300


@dataclass(frozen=True, slots=True)
class PinState:
    """What is kept of a seat: the hash (empty for no PIN), wrong PINs in a row, when the last was typed, and the
    ids of the processes that are locked.
    """

    hash: str = ""
    wrong: int = 0
    at: datetime | None = None
    locked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a PIN: whether it was right, and how many seconds nothing is taken from now on."""

    right: bool
    wait: int = 0


def seconds_to_wait(state: PinState, now: datetime) -> int:
    """For how many seconds from `now` no PIN is taken; 0 if one is. A clock that was put back makes it no longer than it was."""
    if state.wrong < _FREE or state.at is None:
        return 0
    whole = min(_MOST_WAIT, _FIRST_WAIT << min(state.wrong - _FREE, 16))
    left = (state.at + timedelta(seconds=whole) - now).total_seconds()
    return min(whole, max(0, -int(-left // 1)))


def is_idle(last: datetime, now: datetime, minutes: int) -> bool:
    """Whether nothing was typed for so many minutes; 0 minutes: never."""
    return minutes > 0 and now - last >= timedelta(minutes=minutes)


def plain(typed: str) -> str:
    """A PIN as it is compared: full-width characters, as an input method types them, are the same (NFKC)."""
    return unicodedata.normalize("NFKC", typed).strip()


class Pins:
    """The PIN of one seat of a data folder."""

    def __init__(self, folder: Path, seat: str) -> None:
        self.path = folder / FOLDER / f"{seat}.json"
        self._wrong = PinState()  # where wrong PINs cannot be written down, this program still knows them

    def state(self) -> PinState:
        """What is kept of the seat. Raises StoreDamaged, StoreError."""
        try:
            content = orjson.loads(self.path.read_bytes())
            at = str(content["at"])
            state = PinState(
                str(content["hash"]),
                int(content["wrong"]),
                datetime.fromisoformat(at) if at else None,
                tuple(map(int, content["locked"])),
            )
            if not state.hash.startswith("$argon2"):
                raise ValueError("no hash")
        except FileNotFoundError:
            return PinState()
        except OSError as error:
            raise _failed("{file} cannot be read: {why}", self.path, error) from error
        except (ValueError, KeyError, TypeError):
            raise StoreDamaged(
                Message(
                    "The PIN of this seat cannot be read: {file}. Whoever looks after the computer takes it away with "
                    "«xingfu seat clear-pin {seat}».",
                    {"file": str(self.path), "seat": self.path.stem},
                )
            ) from None
        return (
            state
            if state.wrong >= self._wrong.wrong
            else replace(state, wrong=self._wrong.wrong, at=self._wrong.at)
        )

    def check(self, typed: str, now: datetime) -> Tried:
        """Whether `typed` is the PIN; slower with each wrong one. Without a PIN anything is right.

        Takes about a tenth of a second. Raises StoreDamaged, StoreError.
        """
        with self._held():
            state = self.state()
            if not state.hash:
                return Tried(right=True)
            if wait := seconds_to_wait(state, now):
                return Tried(right=False, wait=wait)
            if _verified(state.hash, plain(typed)):
                self._wrong = PinState()
                if state.wrong:
                    with contextlib.suppress(StoreError):
                        self._write(replace(state, wrong=0, at=None))
                return Tried(right=True)
            self._wrong = replace(state, wrong=state.wrong + 1, at=now)
            with contextlib.suppress(StoreError):
                self._write(self._wrong)
            return Tried(right=False, wait=seconds_to_wait(self._wrong, now))

    def set(self, new: str) -> None:
        """Keep another PIN; an empty one: none. Who may do so is asked before.

        Takes about a tenth of a second. Raises InvalidInput, StoreError.
        """
        pin = plain(new)
        if not pin:
            self.clear()
            return
        if not LEAST <= len(pin) <= MOST:
            raise InvalidInput(
                {
                    "new": Message(
                        "A PIN has at least {least} letters or digits, and at most {most}.",
                        {"least": LEAST, "most": MOST},
                    )
                }
            )
        import argon2  # noqa: PLC0415 - only where there is a PIN

        hashed = argon2.PasswordHasher().hash(pin)
        with self._held():
            self._write(PinState(hashed, locked=_locked(self)))
        self._wrong = PinState()

    def clear(self) -> bool:
        """Take the PIN away; whether there was one. Raises StoreError."""
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise _failed("{file} cannot be written: {why}", self.path, error) from error
        self._wrong = PinState()
        return True

    def note_locked(self, pid: int) -> None:
        """The desk of the process `pid` is locked: the next one at this seat is, until the PIN is typed. Raises StoreError."""
        with self._held():
            state = self.state()
            if state.hash and pid not in state.locked:
                self._write(replace(state, locked=(*state.locked, pid)))

    def note_opened(self, pid: int) -> None:
        """It is open again; programs that ended locked are forgotten. Raises StoreError."""
        with self._held():
            state = self.state()
            left = tuple(one for one in state.locked if one != pid and _runs(one))
            if state.hash and left != state.locked:
                self._write(replace(state, locked=left))

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """One program at a time: tries at several terminals are counted together."""
        if not self.path.exists() and not self.path.parent.parent.is_dir():
            yield
            return
        try:
            make_folder(self.path.parent, inside=True)
            fd = open_private(self.path.with_name("lock"), os.O_RDWR)
        except OSError:  # a folder that cannot be written: what is there can still be read
            yield
            return
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)

    def _write(self, state: PinState) -> None:
        content = {
            "hash": state.hash,
            "wrong": state.wrong,
            "at": state.at.isoformat(timespec="seconds") if state.at else "",
            "locked": list(state.locked),
        }
        try:
            make_folder(self.path.parent)
            replace_file(self.path, orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
        except OSError as error:
            raise _failed("{file} cannot be written: {why}", self.path, error) from error


def _locked(pins: Pins) -> tuple[int, ...]:
    try:
        return pins.state().locked
    except StoreError:
        return ()


def _verified(hashed: str, pin: str) -> bool:
    import argon2  # noqa: PLC0415 - only where there is a PIN

    try:
        return argon2.PasswordHasher().verify(hashed, pin)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # another user's
    return True


def _failed(msgid: str, path: Path, error: OSError) -> StoreError:
    return StoreError(Message(msgid, {"file": str(path), "why": error.strerror or str(error)}))
