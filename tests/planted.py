"""A store into whose every text another program has written what a terminal obeys, or orders its line by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.embedded import storage_of
from tui.engine.changes import Change, Stamp
from tui.kinds import registry
from tui.store import open_store

# An escape sequence, the same in C1, one that sets the window's title, an override, an isolate, a mark, DEL, a bell.
SIGNS: Final = "\x1b[31m\x9b7m\x1b]0;t\x07\u202e\u2067\u200f\x7f\x85\u2028"
HARMFUL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Codes, days, times, rules and numbers: no text that somebody writes.
_CODE: Final = re.compile(r"[a-z_]*|[\d:.T+-]+|\d{4}-\d+|[A-Z]+=.*|[a-z]+:[a-z-]+")


def _planted(value: Any) -> Any:
    if isinstance(value, str):
        return value if _CODE.fullmatch(value) else value[:1] + SIGNS + value[1:]
    if isinstance(value, Mapping):
        return {key: _planted(one) for key, one in value.items()}
    return [_planted(one) for one in value] if isinstance(value, list) else value


def _changes(folder: Path) -> Iterator[Change]:
    store = open_store(folder)
    storage = storage_of(store)
    for table in registry.tables():
        for key, document in storage.table(table).items():
            after = _planted(document)
            if after != document:
                yield Change(table, key, dict(document), after)
    store.close()


def plant(folder: Path) -> int:
    """Write SIGNS into each text of each document of the store in `folder`; how many documents have them now."""
    changes = list(_changes(folder))
    assert changes
    store = open_store(folder)
    storage_of(store).commit(
        changes, Stamp(f"小{SIGNS}李", f"窗{SIGNS}口", "wish.edit", {"note": f"关{SIGNS}于"})
    )
    store.close()
    return len(changes)
