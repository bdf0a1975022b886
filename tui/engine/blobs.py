"""What an engine keeps besides documents: the contents of attached files, each under the hash of its bytes.

A content is written first and named by a document's commit afterwards. Between the two nothing refers to it: what a
program leaves that dies there is removed by upkeep.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol


class Taken(NamedTuple):
    """A content that was read: its hash (SHA-256, hexadecimal), its size in bytes, and how it begins.

    It lies in the file `at`, which is removed again unless it is kept.
    """

    sha256: str
    size: int
    head: bytes
    at: Path


class Blobs(Protocol):
    """The contents of attached files."""

    def taken(self, file: BinaryIO, most: int) -> AbstractContextManager[Taken]:
        """Read `file` to its end, and no further than one byte more than `most`; dropped at the end unless kept.

        Raises StoreError.
        """

    def keep(self, taken: Taken) -> None:
        """Have the content in its place, durably; under `Engine.exclusive`, before the commit that names it.

        Raises StoreError.
        """

    def open(self, sha256: str) -> BinaryIO:
        """The content of that hash. Raises NotFound, StoreError."""

    def size(self) -> int:
        """How many bytes all contents take. Raises StoreError."""

    def loose(self) -> int:
        """How many contents no document, undo or backup refers to any more. Reads the history. Raises StoreError."""
