"""Forgetting a resident in the database: records, the audit trail, attached files, drafts, and the files of this computer.

Records and trail change in one transaction, after the files: what is interrupted is found again by the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import orjson

from tui.engine.changes import Entry, Stamp
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.upkeep.attached import sweep_backups
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME
from tui.engine.embedded.upkeep.copies import cleaned_entry
from tui.engine.embedded.upkeep.forget import (
    OUTSIDE,
    attached_elsewhere,
    attachments_of,
    changed_records,
    documents_of,
    mentions,
    person,
    touched,
)
from tui.engine.embedded.upkeep.leftovers import clean_leftovers
from tui.engine.forgetting import Forgotten, ToForget, Told
from tui.engine.postgres.blobs import DatabaseBlobs, sweep
from tui.engine.postgres.drafts import FREE
from tui.language.errors import Message, NotFound
from tui.rules.privacy.removal import Removal, bearers, scrubbed

if TYPE_CHECKING:
    from tui.engine.postgres.handle import Handle
    from tui.engine.postgres.prepared import Rows

# Above every version that a draft may have.
_LAST: Final = (1 << 63) - 1
# So many rows of the trail are written at once.
_BATCH: Final = 200


def to_forget(engine: Handle, name: str, told: Told) -> ToForget:
    """The person of that name, and what would be changed. Raises NotFound, StoreError."""
    removal = person(engine, name, told=told, beside=[text for _, text, _, _ in _drafts(engine)])
    return ToForget(removal, touched(engine, removal), attachments_of(engine, removal))


def forget(engine: Handle, removal: Removal, by: str, seat: str) -> Forgotten:
    """Remove the person everywhere. Raises NotAllowed, StoreError."""
    with while_writing(engine.folder):
        found = list(clean_leftovers(engine.folder, removal))
    with engine.exclusive():
        spared = bearers(documents_of(engine), removal)
        removal = replace(removal, spared=spared, everywhere=removal.everywhere and not spared)
        changes = list(changed_records(engine, removal))
        _clean_trail(engine, removal)
        still_open = list(_clean_beside(engine, removal))
        if changes:  # what was there before does not stay in the commit that removes it
            cleaned = [
                change.through(lambda fields, c=change: removal.cleaned_ever(c.table, c.key, fields))  # type: ignore[misc]
                for change in changes
            ]
            engine.commit(cleaned, Stamp(by, seat, "forget", {}))
        else:
            engine.keep("select 1", ())
    gone = sweep(engine, 0.0)  # what was attached to their records is named by nothing any more
    with while_writing(engine.folder):
        sweep_backups(engine.folder / BACKUPS_NAME)
    at = {(change.table, change.key) for change in changes}
    elsewhere = attached_elsewhere(engine, removal, at, lambda sha256: _content(engine, sha256))
    unreached = [*(one.why for one in found if one.why), *still_open]
    files = tuple(one.path for one in found if not one.why)
    backups = sum(one.copy for one in found)
    told = (*unreached, *mentions(engine, removal), *elsewhere, OUTSIDE)
    return Forgotten(len(changes), backups, told, files, gone)


def _content(engine: Handle, sha256: str) -> bytes | None:
    """The content of an attached file; None if it is not there. Raises StoreError."""
    try:
        with DatabaseBlobs(engine).open(sha256) as file:
            return file.read()
    except NotFound:
        return None


def _clean_trail(engine: Handle, removal: Removal) -> None:
    """Take the person out of every commit; durable with the next commit. Under `exclusive`. Raises StoreError."""
    changed: list[Entry] = []
    for entry in engine.trail():
        cleaned = cleaned_entry(entry, removal.cleaned_ever)
        if cleaned != entry:
            changed.append(cleaned)
    for start in range(0, len(changed), _BATCH):
        part = changed[start : start + _BATCH]
        engine.ask(
            "update xingfu.commits c set changes = g.changes, shown = null from unnest(%s::bigint[], %s::text[]) as g(seq, changes) "
            "where c.community = %s and c.seq = g.seq",
            (
                [entry.seq for entry in part],
                [orjson.dumps([change.as_json() for change in entry.changes]).decode() for entry in part],
                engine.address.community,
            ),
        )


def _clean_beside(engine: Handle, removal: Removal) -> Iterator[Message]:
    """Take the person out of drafts and seats, durable with the next commit; a message for each form that is open now.

    Under `exclusive`. Raises StoreError.
    """
    community = engine.address.community
    for key, text, who, is_open in _drafts(engine):
        if scrubbed(removal, text) == text:
            continue
        if is_open:
            yield Message("A form that is open now, of {file}.", {"file": who})
        else:  # no version of it counts any more, also of a computer that was cut off
            engine.ask(
                "update xingfu.drafts set content = null, holder = '', version = %s where community = %s and key = %s",
                (_LAST, community, key),
            )
    for seat, name in engine.ask("select seat, person from xingfu.seats where community = %s", (community,)):
        if (cleaned := scrubbed(removal, name)) != name:
            engine.ask(
                "update xingfu.seats set person = %s where community = %s and seat = %s",
                (cleaned, community, seat),
            )


def _drafts(engine: Handle) -> Rows:
    """Key and text of each draft, whose it is, and whether its form is open now. Raises StoreError."""
    return engine.ask(
        f"select key, content, person, not ({FREE}) from xingfu.drafts "  # noqa: S608 - no value in it
        "where community = %s and content is not null order by key",
        (engine.address.community,),
    )
