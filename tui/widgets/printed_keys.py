"""The character that a key writes, also where Textual (8.2.8) knows none for a key that it has named itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# `textual.keys.key_to_character` finds no character for these.
_UNKNOWN: Final[Mapping[str, str]] = {
    "plus": "+", "minus": "-", "slash": "/", "at": "@", "backslash": "\\", "underscore": "_"
}  # fmt: skip


def written(key: str, character: str | None) -> str | None:
    """What the key `key` writes; `character` is what Textual takes it for. None for a key that writes nothing."""
    return character or _UNKNOWN.get(key)
