"""Files that are named on the command line; `-` is standard input or standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, Final

from tui.language.errors import Message, StoreError, UsageError

STANDARD: Final = "-"


def read_file(name: str) -> bytes:
    """What is in the file `name`, or comes from standard input. Raises StoreError, which says why not."""
    if name == STANDARD:
        return read_input()
    try:
        return Path(name).expanduser().read_bytes()
    except OSError as error:
        raise unreadable(name, error.strerror or str(error)) from error


def read_input() -> bytes:
    """All that comes from standard input. Raises UsageError if it is closed, StoreError."""
    try:
        return standard_input().read()
    except OSError as error:
        raise unreadable(STANDARD, error.strerror or str(error)) from error


def standard_input() -> BinaryIO:
    """Standard input, as bytes. Raises UsageError if it is closed."""
    if sys.stdin is None or sys.stdin.closed:
        raise UsageError(Message("Standard input is closed; there is nothing to read."))
    return sys.stdin.buffer


def is_there(path: Path) -> bool:
    """Whether there is a file or folder of that name; a name that cannot be is not there."""
    try:
        return path.exists()
    except OSError:
        return False


def write_output(content: bytes) -> None:
    """Write `content` to standard output as it is; to a terminal text alone. Raises UsageError."""
    if sys.stdout.isatty():
        try:
            sys.stdout.write(content.decode().replace("\r\n", "\n"))
        except UnicodeDecodeError:
            raise UsageError(not_for_a_terminal()) from None
        sys.stdout.flush()
        return
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def not_for_a_terminal() -> Message:
    """That what would be written is no text, and standard output a terminal."""
    return Message("This is no text, and not for a terminal. Name a file, or send it on: > FILE")


def unreadable(name: str, why: str | Message) -> StoreError:
    """An error for a file that cannot be read."""
    return StoreError(Message("{file} cannot be read: {why}", {"file": name, "why": why}))


def unwritable(name: str, error: OSError) -> StoreError:
    """An error for a file that cannot be written."""
    why = error.strerror or str(error)
    return StoreError(Message("{file} cannot be written: {why}", {"file": name, "why": why}))
