"""The store's schema version, and how an older store becomes a newer one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tui.engine.embedded import snapshot
from tui.language.errors import Message, StoreTooNew
from tui.platform.durable import replace_file

SCHEMA: Final = 1

# From the schema version before to what makes the tables of the version after.
STEPS: Final[Mapping[int, Callable[[snapshot.Tables], snapshot.Tables]]] = MappingProxyType({})


def refuse_newer(schema: int, path: Path) -> None:
    """Raises StoreTooNew if `schema` is beyond this program's."""
    if schema > SCHEMA:
        raise StoreTooNew(
            Message(
                "{file} was written by a newer version of the program (schema {theirs}, this one knows "
                "{ours}). Update the program; nothing was changed.",
                {"file": str(path), "theirs": schema, "ours": SCHEMA},
            )
        )


def migrated(tables: snapshot.Tables, schema: int, target: int) -> snapshot.Tables:
    """The tables of version `schema` as version `target` has them. Raises KeyError for a missing step."""
    for version in range(schema, target):
        tables = STEPS[version](tables)
    return tables


def keep_copy(folder: Path, name: str, content: snapshot.Snapshot, schema: int) -> Path:
    """Keep the whole store as it was before a migration beside it; the copy's path. Raises OSError."""
    path = folder / f"{Path(name).stem}-schema-{schema}.json"
    replace_file(path, snapshot.encode(content))
    return path
