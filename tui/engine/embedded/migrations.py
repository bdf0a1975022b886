"""The store's schema version, and how an older store becomes a newer one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tui.engine.embedded import snapshot
from tui.engine.embedded.snapshot import SNAPSHOT_NAME
from tui.language.errors import Message, StoreTooNew
from tui.platform.durable import replace_file

SCHEMA: Final = 3

# From the schema version before to what makes the tables of the version after.
STEPS: Final[Mapping[int, Callable[[snapshot.Tables], snapshot.Tables]]] = MappingProxyType(
    {
        # The documents stay. From here on journal lines tell of a list what is new at its end.
        1: lambda tables: tables,
        # Documents are unchanged. From schema 3 on, files contain the store's identity and the chain.
        2: lambda tables: tables,
    }
)


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


def try_on_copy(folder: Path, content: snapshot.Snapshot) -> None:
    """Keep a copy of the whole store as it is before a migration, and migrate what is read of the copy.

    Raises OSError; whatever a step raises.
    """
    path = folder / f"{Path(SNAPSHOT_NAME).stem}-schema-{content.schema}.json"
    replace_file(path, snapshot.encode(content))
    kept = snapshot.load(path) or snapshot.Snapshot({})
    migrated(kept.tables, content.schema, SCHEMA)
