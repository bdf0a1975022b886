"""Commits of long ago stay as the audit trail, without telephone and identity numbers and doors."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import orjson

from tui.engine.embedded.archive import without_contacts
from tui.engine.postgres import rows

if TYPE_CHECKING:
    from tui.engine.postgres.handle import Handle

# Commits older than this are archived, so many at a time.
_AFTER: Final = timedelta(days=31)
_BATCH: Final = 200
_OLD: Final = "from xingfu.commits where community = %s and not archived and at < %s"


def archive(engine: Handle) -> bool:
    """Archive the commits that are old enough; whether there were any. Raises StoreError."""
    before = (engine.now - _AFTER).isoformat(timespec="milliseconds")
    community = engine.address.community
    done = False
    while engine.ask(f"select 1 {_OLD} limit 1", (community, before)):
        with engine.exclusive():
            # Read under the lock: a person may be being forgotten.
            found = engine.ask(f"select {rows.ENTRY} {_OLD} order by seq limit {_BATCH}", (community, before))
            entries = [without_contacts(rows.entry_of(row)) for row in found]
            engine.keep(
                "update xingfu.commits c set changes = g.changes, archived = true, shown = null "
                "from unnest(%s::bigint[], %s::text[]) as g(seq, changes) where c.community = %s and c.seq = g.seq",
                (
                    [entry.seq for entry in entries],
                    [orjson.dumps([c.as_json() for c in entry.changes]).decode() for entry in entries],
                    community,
                ),
            )
        done = True
    return done
