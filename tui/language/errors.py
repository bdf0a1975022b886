"""What can go wrong, in words for the person at the desk.

Errors below the screens know no language: they carry a `Message` (an English msgid and its
parameters) which the edge (a form, a notification, the command line) puts into the user's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol


class Translate(Protocol):
    """Anything that puts an English msgid with `{name}` parameters into the user's language."""

    def __call__(self, msgid: str, /, **params: object) -> str: ...


class Message(NamedTuple):
    """A text not yet translated.

    `msgid` is the English text, with `{name}` where a parameter stands. A parameter may itself be a
    Message; it is translated first.
    """

    msgid: str
    params: Mapping[str, object] = MappingProxyType({})

    def text(self, tr: Translate) -> str:
        """The text in the language of `tr`."""
        return tr(
            self.msgid, **{k: v.text(tr) if isinstance(v, Message) else v for k, v in self.params.items()}
        )

    def __str__(self) -> str:
        """The text in English, for the log."""
        return self.msgid.format(**{k: str(v) for k, v in self.params.items()})


def listed(messages: Sequence[Message]) -> Message:
    """Several messages, of which there is at least one, with commas between."""
    found = messages[0]
    for more in messages[1:]:
        found = Message("{some}, {more}", {"some": found, "more": more})
    return found


class XingfuError(Exception):
    """An error that the user is told about in words; never shown as a traceback."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class UsageError(XingfuError):
    """The command line was used wrongly (exit status 2)."""


class InvalidInput(XingfuError):
    """What was typed does not fit. `errors` holds one message a field ("" for the whole record)."""

    def __init__(self, errors: Mapping[str, Message]) -> None:
        self.errors = dict(errors)
        super().__init__(next(iter(self.errors.values()), Message("The input does not fit.")))


class NotFound(XingfuError):
    """There is no such record."""


class NotAllowed(XingfuError):
    """The role of the person at this seat may not do this."""


class WrongState(XingfuError):
    """The record is in a state in which this cannot be done."""


class StoreError(XingfuError):
    """The store could not be read or written."""


class StoreBusy(StoreError):
    """Another process has held the store's lock for too long."""


class StoreDamaged(StoreError):
    """A file of the store is not as the store left it."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program."""


class StoreReadOnly(StoreError):
    """The store's folder or this handle does not allow writing."""


class StoreWriteFailed(StoreError):
    """The disk did not take what was to be written; nothing was changed."""


class StoreConflict(StoreError):
    """Somebody else changed the record since it was read.

    `table` and `id` name the record, `theirs` is the stored document as it is now (None: deleted).
    """

    def __init__(self, table: str, id: int, theirs: Mapping[str, object] | None) -> None:
        super().__init__(Message("Somebody else changed this record while you were editing it."))
        self.table = table
        self.id = id
        self.theirs = theirs
