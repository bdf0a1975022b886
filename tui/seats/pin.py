"""The PIN of a seat, which opens its locked screen, kept beside the register of seats as an Argon2id hash.

It is no part of the store: neither audit trail nor backups have it. What is kept also says how often a wrong PIN was
typed, and which programs are locked, so that ending a locked desk does not open it.
"""

from __future__ import annotations

import contextlib
import unicodedata
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

import orjson

from tui.language.errors import InvalidInput, Message, StoreDamaged, StoreError
from tui.seats.lock_notes import LockNotes, may_run
from tui.seats.pin_file import PinFile

LEAST, MOST = 4, 64
"""Characters of a PIN."""
# Wrong PINs that cost nothing, then seconds to wait: doubled each time up to the most.
_FREE: Final = 3
_FIRST_WAIT: Final = 5
_MOST_WAIT: Final = 300


@dataclass(frozen=True, slots=True)
class PinState:
    """What is kept of a seat: the hash (empty for no PIN), wrong PINs in a row, when the last was typed, and the
    ids of the processes that are locked, with their computer where they may be on several.
    """

    hash: str = ""
    wrong: int = 0
    at: datetime | None = None
    locked: tuple[str, ...] = ()


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


class PinKeeper(Protocol):
    """Where what is kept of the PIN of one seat lies, as JSON."""

    @property
    def seat(self) -> str:
        """The name of the seat."""

    @property
    def where(self) -> str:
        """Where it lies, as it is told."""

    @property
    def host(self) -> str:
        """The name of this computer where programs of several come to it; empty where all are of this one."""

    def read(self) -> bytes | None:
        """What is kept; None if nothing is. Raises StoreError."""

    def write(self, content: bytes) -> None:
        """Keep `content`, durably. Raises StoreError."""

    def remove(self) -> bool:
        """Keep nothing any more; whether anything was. Raises StoreError."""

    def held(self) -> AbstractContextManager[None]:
        """Let one program at a time read and write, as far as that can be had."""


class Pins:
    """The PIN of one seat, kept by `keeper`."""

    def __init__(self, keeper: PinKeeper, notes: LockNotes | None = None) -> None:
        self._keeper = keeper
        self.notes = notes
        """What this computer knows by itself of locked screens of the seat; None: nothing."""
        self._wrong = PinState()  # where wrong PINs cannot be written down, this program still knows them

    @classmethod
    def in_folder(cls, folder: Path, seat: str) -> Pins:
        """The PIN of that seat of a data folder."""
        return cls(PinFile(folder, seat), LockNotes.beside(folder, seat))

    def state(self) -> PinState:
        """What is kept of the seat, with what this computer knows of locked screens. Raises StoreDamaged, StoreError."""
        state, here = self._kept(), self.notes.all() if self.notes else ()
        return replace(state, locked=(*state.locked, *here)) if here and state.hash else state

    def _kept(self) -> PinState:
        read = self._keeper.read()
        if read is None:
            return PinState()
        try:
            content = orjson.loads(read)
            at = str(content["at"])
            state = PinState(
                str(content["hash"]),
                int(content["wrong"]),
                datetime.fromisoformat(at) if at else None,
                tuple(map(str, content["locked"])),
            )
            if not state.hash.startswith("$argon2"):
                raise ValueError("no hash")
        except (ValueError, KeyError, TypeError):
            raise StoreDamaged(
                Message(
                    "The PIN of this seat cannot be read: {file}. Whoever looks after the computer takes it away with "
                    "«xingfu seat clear-pin {seat}».",
                    {"file": self._keeper.where, "seat": self._keeper.seat},
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
        with self._keeper.held():
            state = self._kept()
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
        with self._keeper.held():
            self._write(PinState(hashed, locked=_locked(self)))
        self._wrong = PinState()

    def clear(self) -> bool:
        """Take the PIN away; whether there was one. Raises StoreError."""
        was = self._keeper.remove()
        if self.notes:
            self.notes.clear()
        self._wrong = PinState()
        return was

    def copy_to(self, other: Pins) -> bool:
        """Have `other` be the same PIN, unless it is one already; whether it is now. Raises StoreError."""
        state = self._kept()
        if not state.hash or other.state().hash:
            return False
        other._write(replace(state, locked=()))
        return True

    def note_locked(self, pid: int) -> None:
        """The desk of the process `pid` is locked: the next one at this seat is, until the PIN is typed.

        Where that cannot be kept with the PIN, this computer knows it. Raises StoreError if neither can be.
        """
        try:
            with self._keeper.held():
                state = self._kept()
                one = self._program(pid)
                if state.hash and one not in state.locked:
                    self._write(replace(state, locked=(*state.locked, one)))
        except StoreError as error:
            if not self.note_here(pid):
                raise error from None

    def note_here(self, pid: int) -> bool:
        """Have this computer know that the desk of the process `pid` is locked; whether it does."""
        if self.notes is None:
            return False
        try:
            self.notes.put(pid)
        except OSError:
            return False
        return True

    def note_opened(self, pid: int) -> None:
        """It is open again; programs that ended locked are forgotten. Raises StoreError."""
        if self.notes:
            self.notes.drop(pid)
        with self._keeper.held():
            state = self._kept()
            mine, host = self._program(pid), self._keeper.host
            left = tuple(one for one in state.locked if one != mine and _may_run(one, host))
            if state.hash and left != state.locked:
                self._write(replace(state, locked=left))

    def _program(self, pid: int) -> str:
        host = self._keeper.host
        return f"{pid}@{host}" if host else str(pid)

    def _write(self, state: PinState) -> None:
        content = {
            "hash": state.hash,
            "wrong": state.wrong,
            "at": state.at.isoformat(timespec="seconds") if state.at else "",
            "locked": list(state.locked),
        }
        self._keeper.write(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")


def _locked(pins: Pins) -> tuple[str, ...]:
    try:
        return pins._kept().locked  # noqa: SLF001 - of this module
    except StoreError:
        return ()


def _verified(hashed: str, pin: str) -> bool:
    import argon2  # noqa: PLC0415 - only where there is a PIN

    try:
        return argon2.PasswordHasher().verify(hashed, pin)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def _may_run(program: str, host: str) -> bool:
    """Whether a program that was locked may still run; of another computer's nothing else is known."""
    pid, _, theirs = program.partition("@")
    return theirs != host or may_run(pid)
