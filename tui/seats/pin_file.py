"""The file of a data folder in which the PIN of a seat is kept, for the account of the folder alone."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tui.language.errors import Message, StoreError
from tui.platform.durable import make_folder, open_private, replace_file

FOLDER: Final = "pins"


class PinFile:
    """The file of one seat. Its programs are of this computer.

    Once it was read, it is known also while the data folder is not there (a stick that was pulled, a share that went): the
    lock of a screen does not open by that.
    """

    host: Final = ""

    def __init__(self, folder: Path, seat: str) -> None:
        self.seat = seat
        self.path = folder / FOLDER / f"{seat}.json"
        self._known: bytes | None = None

    @property
    def where(self) -> str:
        """The file."""
        return str(self.path)

    def read(self) -> bytes | None:
        """What is in the file; None if there is none. Raises StoreError."""
        try:
            self._known = self.path.read_bytes()
        except FileNotFoundError:
            if self.path.parent.is_dir():
                self._known = None
        except OSError as error:
            raise self._failed("{file} cannot be read: {why}", error) from error
        return self._known

    def write(self, content: bytes) -> None:
        """Replace the file. Raises StoreError."""
        try:
            # What is known is not written beside data that went and comes back.
            make_folder(self.path.parent, inside=self._known is not None)
            replace_file(self.path, content)
        except OSError as error:
            raise self._failed("{file} cannot be written: {why}", error) from error
        self._known = content

    def remove(self) -> bool:
        """Delete the file; whether it was there. Raises StoreError."""
        self._known = None
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise self._failed("{file} cannot be written: {why}", error) from error
        return True

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
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

    def _failed(self, msgid: str, error: OSError) -> StoreError:
        return StoreError(Message(msgid, {"file": str(self.path), "why": error.strerror or str(error)}))
