"""How many and how large attachments may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

FILE_MB: Final = 20
"""The size of one file at most, in MB (2**20 bytes), unless the community sets another."""
ALL_MB: Final = 2000
"""The size of all files of the community at most, in MB."""
MOST_FILE_MB: Final = 500
MOST_ALL_MB: Final = 900_000
"""What a community can set at most."""
MOST_AT_ONE: Final = 50
"""How many attachments one record has at most."""


class Limits(NamedTuple):
    """How large one file, and all files together, may be at most: in MB."""

    file_mb: int = FILE_MB
    all_mb: int = ALL_MB


def limits_of(community: Mapping[str, Any] | None) -> Limits:
    """The limits that the community set, else the usual ones."""
    kept = (community or {}).get("attachment_limits") or {}
    return Limits(int(kept.get("file_mb", FILE_MB)), int(kept.get("all_mb", ALL_MB)))


def size_text(size: int) -> str:
    """A size in bytes, for people: 512 B, 3.4 KB, 12 MB."""
    if size < _KB:
        return f"{size} B"
    if size < _KB * _KB:
        return f"{size / _KB:.1f} KB" if size < 10 * _KB else f"{size // _KB} KB"
    return f"{size / _KB / _KB:.1f} MB"


_KB: Final = 1024
