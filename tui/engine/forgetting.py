"""What an engine tells about forgetting a person: who is meant, what would be changed, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tui.language.errors import Message
from tui.rules.privacy.removal import Removal


class Told(NamedTuple):
    """Who is meant by a name where the staff has told the people of that name apart.

    All `phones` are this person's, whose other numbers are somebody else's; the records `others`, (table, key), are
    somebody else's too.
    """

    phones: frozenset[str] = frozenset()
    others: frozenset[tuple[str, str]] = frozenset()


class ToForget(NamedTuple):
    """A person, the records, (table, key), from which they would go, and how many files and links go with these."""

    removal: Removal
    records: tuple[tuple[str, str], ...]
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The result: numbers of changed records and backups, a message for each copy not reached, the cleaned files.

    `attachments` is the number of attached files that are kept no more.
    """

    records: int
    backups: int
    unreached: tuple[Message, ...]
    files: tuple[Path, ...] = ()
    attachments: int = 0
