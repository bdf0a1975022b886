"""Errors with messages for the user.

Code below the screens knows no language: an error carries a `Message` (an English msgid and its parameters),
which the form, notification or command line translates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol


class Translate(Protocol):
    """A callable that translates an English msgid and fills in its `{name}` parameters."""

    def __call__(self, msgid: str, /, **params: object) -> str: ...


class Message(NamedTuple):
    """A text to be translated when it is shown.

    `msgid` is the English text, with `{name}` for a parameter. A parameter may be a Message; it is
    translated first. A tuple of texts becomes a list as the language writes it: `a, b`, 甲、乙.
    """

    msgid: str
    params: Mapping[str, object] = MappingProxyType({})

    def text(self, tr: Translate) -> str:
        """The text in the language of `tr`."""
        return tr(self.msgid, **{name: _said(value, tr) for name, value in self.params.items()})

    def __str__(self) -> str:
        """The text in English, for the log."""
        return self.msgid.format(**{name: str(_said(value, str)) for name, value in self.params.items()})


def _said(value: object, tr: Callable[[str], str]) -> object:
    """A parameter as it is put into its text. A Message is a tuple too."""
    if isinstance(value, Message):
        return str(value) if tr is str else value.text(tr)  # type: ignore[arg-type]
    return tr(", ").join(map(str, value)) if isinstance(value, tuple) else value


def listed(messages: Sequence[Message]) -> Message:
    """One or more messages separated by commas."""
    found = messages[0]
    for more in messages[1:]:
        found = Message("{some}, {more}", {"some": found, "more": more})
    return found


class XingfuError(Exception):
    """An error that is shown to the user as a message, never as a traceback."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class AskedBack(XingfuError):
    """What was asked for cannot be overlooked: `message` asks whether it is meant; nothing is done yet."""


class UsageError(XingfuError):
    """Wrong usage of the command line (exit status 2)."""


class InvalidInput(XingfuError):
    """Invalid input. `errors` holds one message per field ("" for the whole record)."""

    def __init__(self, errors: Mapping[str, Message]) -> None:
        self.errors = dict(errors)
        super().__init__(next(iter(self.errors.values()), Message("The input does not fit.")))


class NotFound(XingfuError):
    """There is no such record."""


class NotAllowed(XingfuError):
    """The role of the user does not allow this."""


class WrongState(XingfuError):
    """The state of the record does not allow this."""


class StoreError(XingfuError):
    """The store could not be read or written."""


class StoreBusy(StoreError):
    """Another process has held the store's lock for too long."""


class StoreDamaged(StoreError):
    """A file of the store is damaged."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program."""


class StoreReadOnly(StoreError):
    """The store's folder, or this handle, does not allow writing."""


class StoreWriteFailed(StoreError):
    """The disk did not accept the write; nothing was changed."""


class StoreUnreachable(StoreError):
    """The server on which the store is kept does not answer; it is tried again."""


class StoreConflict(StoreError):
    """Somebody else has changed the record since it was read.

    `table` and `id` identify the record, `theirs` is the stored document as it is now (None: deleted).
    """

    def __init__(self, table: str, id: int, theirs: Mapping[str, object] | None) -> None:
        super().__init__(Message("Somebody else changed this record while you were editing it."))
        self.table = table
        self.id = id
        self.theirs = theirs
