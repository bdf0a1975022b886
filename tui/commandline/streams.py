"""Standard output and error output that stay usable when they are full, closed, or in another character set.

A command does what it was asked to whether or not its answer can be printed; what became of the answer is
looked at when it has ended.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, TextIO

from tui.language.cleaning import visible


class Output(io.TextIOBase):
    """Writes to `stream` and raises nothing.

    `failure` is the first error in writing; what comes after it is dropped. `escaped` says whether there were
    characters that the stream's character set lacks; they are written as `\\uXXXX`. None in place of a stream
    is one that was closed before the program started.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.failure: OSError | None = None
        self.escaped = False
        # What is no text is written to it: `sys.stdout.buffer` of the standard library.
        self.buffer = _Bytes(self)

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The character set of the stream."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    def write(self, text: str, /) -> int:
        """Write `text`, what a terminal could obey as escapes; the number of its characters."""
        text = visible(text)
        try:
            text.encode(self.encoding, getattr(self._stream, "errors", None) or "strict")
        except UnicodeEncodeError:
            self.escaped = True
            text = text.encode(self.encoding, "backslashreplace").decode(self.encoding)
        self._do(lambda stream: stream.write(text))
        return len(text)

    def write_bytes(self, content: bytes) -> int:
        """Write what is no text; the number of bytes."""
        self._do(lambda stream: stream.flush())
        self._do(lambda stream: stream.buffer.write(content))
        return len(content)

    def flush(self) -> None:
        """Hand on what was written."""
        if self._stream is not None:
            self._do(lambda stream: stream.flush())

    def isatty(self) -> bool:
        """Whether somebody at a terminal reads it."""
        return self._stream is not None and not self._stream.closed and self._stream.isatty()

    def fileno(self) -> int:
        """The stream's descriptor. Raises OSError."""
        if self._stream is None:
            raise _closed()
        return self._stream.fileno()

    def give_up(self) -> None:
        """Drop what is left in the stream, so that Python does not try it again at its end and complain."""
        if self.failure is None or self._stream is None:
            return
        with contextlib.suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self._stream.fileno())
            os.close(nothing)
            self._stream.flush()

    def _do(self, what: Callable[[TextIO], object]) -> None:
        if self.failure is not None:
            return
        try:
            if self._stream is None or self._stream.closed:
                raise _closed()
            what(self._stream)
        except OSError as error:
            self.failure = error


class _Bytes(io.RawIOBase):
    """The bytes of an Output."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        return self._output.write_bytes(bytes(content))

    def flush(self) -> None:
        if not self.closed:
            self._output.flush()


def _closed() -> OSError:
    return OSError(errno.EBADF, os.strerror(errno.EBADF))


@contextmanager
def guarded() -> Iterator[Output]:
    """Have everything that is printed inside go through an Output; gives that of the standard output."""
    stdout, stderr = sys.stdout, sys.stderr
    out, err = Output(stdout), Output(stderr)
    sys.stdout, sys.stderr = _as_text(out), _as_text(err)
    try:
        yield out
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = stdout, stderr
        out.give_up()
        err.give_up()


def _as_text(output: Output) -> TextIO:
    return output  # type: ignore[return-value]


def complain(text: str) -> None:
    """Say something on the error output, if anybody can read it there."""
    err = Output(sys.stderr)
    err.write(f"{text}\n")
    err.flush()
    err.give_up()


def fits(text: str, stream: IO[str] | None) -> bool:
    """Whether the character set of `stream` has all of `text`."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def open_missing() -> None:
    """Put nothing in the place of standard streams that are closed.

    The next file that is opened would get the stream's number, and what is printed by it would go there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
