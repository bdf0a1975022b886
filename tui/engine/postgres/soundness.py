"""What is wrong with a community in the database, found by reading all of it again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import psycopg

from tui.engine.embedded.upkeep.attached import wrong_ones
from tui.engine.postgres import faults
from tui.engine.postgres.blobs import what_is_wrong
from tui.language.errors import Message, StoreDamaged

if TYPE_CHECKING:
    from tui.engine.postgres.handle import Handle
    from tui.engine.postgres.rows import Read


def problems(engine: Handle) -> Iterator[Message]:
    """A message for each thing that is wrong. Raises StoreError."""
    try:
        known = 0
        for entry in engine.trail():
            if known and entry.seq != known + 1 and not _told_lost(entry.about, known):
                yield _gap(engine, known, entry.seq)
            known = entry.seq
        read = _read_again(engine)
    except StoreDamaged as error:
        yield error.message
        return
    if known not in (read.seq, engine.seq):
        yield _gap(engine, known, read.seq + 1)
    if read.tables != engine.documents.tables:
        yield Message(
            "What this program holds differs from what the database {where} has. Close the program and open it again.",
            {"where": engine.address.where},
        )
    yield from wrong_ones(read.tables, lambda sha256: what_is_wrong(engine, sha256))
    for name, table in read.tables.items():
        highest = max((int(key) for key in table if key.isdecimal()), default=0)
        if read.next_ids.get(name, 1) <= highest:
            yield Message(
                "In the database {where} the next number of {table} is one that was given already.",
                {"where": engine.address.where, "table": name},
            )


def _read_again(engine: Handle) -> Read:
    """Everything that is stored, with memory at the same commit. Raises StoreError."""
    try:
        with contextlib.closing(engine.link.open()) as connection:
            read = engine.fresh(connection)
            engine.refresh()
            for _ in range(10):
                if read.seq == engine.seq:
                    break
                read = engine.fresh(connection)  # others have committed in between
                engine.refresh()
            return read
    except psycopg.Error as error:
        raise faults.told(error, engine.address.where) from error


def _told_lost(about: object, known: int) -> bool:
    """Whether an entry says that the commits before it, after number `known`, are lost."""
    lost = about.get("lost") if isinstance(about, dict) else None
    return isinstance(lost, list) and any(span and span[0] == known + 1 for span in lost)


def _gap(engine: Handle, known: int, following: int) -> Message:
    return Message(
        "In the database {where} commits are missing: after number {known} comes {following}.",
        {"where": engine.address.where, "known": known, "following": following},
    )
