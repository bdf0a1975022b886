"""What the database or the way to it refuses, told as errors of the store."""

from __future__ import annotations

import re
from typing import Final

import psycopg
from psycopg import errors

from tui.language.errors import (
    Message,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    StoreUnreachable,
    StoreWriteFailed,
)

# The server is going down, is coming up, or has ended this session: to connect again is what helps.
_GONE: Final = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.IdleInTransactionSessionTimeout,
    errors.IdleSessionTimeout,
    errors.ConnectionException,
)


def is_lost(error: psycopg.Error, connection: psycopg.Connection[tuple[object, ...]] | None) -> bool:
    """Whether `error` says that the connection is of no more use."""
    if isinstance(error, _GONE) or connection is None or connection.closed:
        return True
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and error.sqlstate is None


def told(error: psycopg.Error, where: str) -> StoreError:
    """What to tell of `error` from the database `where`. Nothing was changed."""
    at = {"where": where}
    if isinstance(error, errors.LockNotAvailable):
        return StoreBusy(
            Message(
                "Another desk is writing and has not finished. Nothing was changed; save again in a moment."
            )
        )
    if isinstance(error, errors.IdleInTransactionSessionTimeout):
        return StoreWriteFailed(
            Message("Not saved: it took too long, and others had to wait. Nothing was changed; save again.")
        )
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return StoreReadOnly(
            Message(
                "The database {where} accepts no changes now: it is a copy, or is being looked after. "
                "Nothing was changed; save again later.",
                at,
            )
        )
    if isinstance(error, errors.InsufficientPrivilege):
        return StoreReadOnly(
            Message(
                "This account may not do that in the database {where}. Have whoever looks after the database "
                "give it the right.",
                at,
            )
        )
    if isinstance(error, errors.DuplicatePreparedStatement | errors.InvalidSqlStatementName):
        return StoreError(
            Message(
                "On the way to the database {where} is a pooler that gives each transaction another session. It has to be in "
                "session mode (pgbouncer: pool_mode = session). Nothing was changed.",
                at,
            )
        )
    if isinstance(error, errors.DiskFull):
        return StoreWriteFailed(
            Message(
                "Not saved: no room is left on the disk of {folder}. Make room and save again.",
                {"folder": where},
            )
        )
    if isinstance(error, errors.ProgramLimitExceeded):
        return StoreWriteFailed(
            Message(
                "Not attached: the database takes no more from this account than the community allows, of one file and of all "
                "together. Have the staff remove some, or allow more: xingfu community --attachments-mb N"
            )
        )
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return unreachable(where)
    # Its own words may quote a record: only the code of what went wrong is told.
    return StoreError(
        Message(
            "The database {where} refused (code {code}). Nothing was changed.",
            {**at, "code": error.sqlstate or type(error).__name__},
        )
    )


def not_connected(error: psycopg.Error, where: str) -> StoreError:
    """What to tell of `error`, met when connecting to `where`.

    The library gives no code then. What the server itself says begins with the word for a fatal error in its own
    language, and names accounts and databases alone; that it is starting or stopping is no refusal.
    """
    words = " ".join(str(error).split())
    said = _FATAL.search(words)
    if said is None or _SOON.search(words):
        return unreachable(where)
    return StoreError(
        Message(
            "The database {where} does not let this account in: {why}. Look at the address, at the account's name and at its "
            "password (~/.pgpass).",
            {"where": where, "why": said[1].strip()},
        )
    )


_FATAL: Final = re.compile(r"(?:FATAL|致命错误)[:：]\s*(.*)")
_SOON: Final = re.compile(
    "starting up|shutting down|recovery|not yet accepting|not accepting|too many clients|remaining connection slots|cannot connect now"
)


def has_answered(error: psycopg.Error) -> bool:
    """Whether a server has said why it lets nobody in: then it is there."""
    return _FATAL.search(str(error)) is not None


def unreachable(where: str) -> StoreUnreachable:
    """There is no way to the server now."""
    return StoreUnreachable(
        Message(
            "The database {where} cannot be reached. Nothing is lost; what you type stays, and the desk connects "
            "again by itself. Save when it is back.",
            {"where": where},
        )
    )


def in_doubt(where: str) -> StoreWriteFailed:
    """The connection broke while a commit was being made, and the server cannot be asked about it yet."""
    return StoreWriteFailed(
        Message(
            "The connection to {where} broke while it was being saved. Whether it was kept shows when the server "
            "is back: save again then, and it is never kept twice.",
            {"where": where},
        )
    )


def kept_after_all() -> StoreWriteFailed:
    """The commit in doubt was made; what somebody wants to save now may be the same again."""
    return StoreWriteFailed(
        Message(
            "What was being saved when the connection broke has been kept. Look at it before you save again: "
            "this has not been saved."
        )
    )


def others_first() -> StoreBusy:
    """Somebody else has committed in between."""
    return StoreBusy(Message("Somebody else saved in between. Nothing was changed; save again."))


def busy_here(where: str) -> StoreBusy:
    """Another thread of this program has the connection, and has not come back with it."""
    return StoreBusy(
        Message(
            "This program is waiting for the database {where} with something else still. Nothing was changed; save again "
            "in a moment.",
            {"where": where},
        )
    )


def gone_back(where: str, theirs: int, known: int) -> StoreDamaged:
    """The database lacks commits that this handle has seen."""
    return StoreDamaged(
        Message(
            "The database {where} is at commit {theirs}; this program has seen number {known}. It was put back to an "
            "earlier state, or a server that was behind has taken over. Close the program, have it looked at, "
            "then open it again.",
            {"where": where, "theirs": theirs, "known": known},
        )
    )


def another_store(where: str) -> StoreDamaged:
    """Another community's data is under the name that this handle has open."""
    return StoreDamaged(
        Message(
            "The data of the community in the database {where} was replaced while it was open. Close the program and open "
            "it again.",
            {"where": where},
        )
    )
