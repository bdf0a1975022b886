"""Forgetting a resident: their data goes from records, journal, audit trail, backups and all else in the folder.

A wish stays on record without the person. Copies that the program cannot reach are named to the user.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from tui.engine.changes import Change, Entry, Stamp, difference
from tui.engine.embedded import archive, masked_snapshot
from tui.engine.embedded.blobs import path_of
from tui.engine.embedded.faults import while_reading, while_writing
from tui.engine.embedded.folding import Foldable, fold_held, unfolded
from tui.engine.embedded.journal import ARCHIVE_NAME, JOURNAL_NAME, segment_numbers
from tui.engine.embedded.masked_snapshot import NAME as MASKED_NAME
from tui.engine.embedded.snapshot import PREVIOUS_NAME, SNAPSHOT_NAME
from tui.engine.embedded.upkeep.attached import attached, sweep
from tui.engine.embedded.upkeep.copies import cleaned_copy, cleaned_entry
from tui.engine.embedded.upkeep.forget_plan import ForgetPlan, drop_plan, is_pending, read_plan, write_plan
from tui.engine.embedded.upkeep.leftovers import clean_leftovers, tells_of
from tui.engine.forgetting import Forgotten, Told
from tui.kinds.declaration import ATTACHED
from tui.kinds.registry import personal
from tui.language.errors import Message, NotFound, StoreBusy, UsageError
from tui.platform.durable import replace_file
from tui.rules.privacy.masking import mask_phone
from tui.rules.privacy.names import looked_for
from tui.rules.privacy.removal import Removal, bearers, meant, names_with, scrubbed
from tui.seats.actor import Actor

_WAIT: Final = 30.0


class Searched(Protocol):
    """What is asked of an engine in which a person is looked for: where its files are, its documents, its commits."""

    @property
    def folder(self) -> Path:
        """The folder of its files, or of what stays on this computer."""

    @property
    def now(self) -> datetime:
        """The current time by the store's clock."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables; None if there are none."""

    def entries(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit; archived ones only if `archived`."""


class Forgettable(Foldable, Searched, Protocol):
    """The storage from which a person is removed."""

    def commit(self, changes: Sequence[Change], stamp: Stamp | None = None) -> Entry | None:
        """Make `changes` durable as one transaction; None if there are none."""


def person(
    storage: Searched, name: str, phone: str = "", *, told: Told | None = None, beside: Iterable[str] = ()
) -> Removal:
    """Who is meant by `name`, and by `phone` where several have that name; `told` says who, where that is known.

    `beside` are other texts that the engine keeps.

    Theirs are the records of that name, the visits to their household, and the mediations to which they
    were a party. What other records say of them goes too, unless somebody else has the name. Raises NotFound; UsageError if it could be more than one person; NotAllowed, StoreError.
    """
    ever = _ever(storage)
    phones, others = told or Told()
    removal = meant(ever, name, phones | ({phone} if phone else set()), others)
    removal = replace(removal, others=names_with(ever, removal.name))
    removal = replace(removal, spared=bearers(documents_of(storage), removal))
    alone = not removal.spared and (removal.records or looked_for(removal.name, b""))
    removal = replace(removal, everywhere=bool(alone))
    if len(removal.phones) > 1 and told is None:
        raise UsageError(
            Message(
                "Several residents are named «{name}», or one with several numbers: {phones}. "
                "Say which with --phone.",
                {"name": name, "phones": tuple(sorted(map(mask_phone, removal.phones)))},
            )
        )
    if not removal.records and not (removal.name and _anywhere(storage, removal, beside)):
        raise NotFound(Message("No record is of a person named «{name}».", {"name": name}))
    return removal


def _anywhere(storage: Searched, removal: Removal, beside: Iterable[str]) -> bool:
    """Whether the person is named in anything besides the records: commits, copies, drafts, files."""
    if any(changed_records(storage, removal)) or any(scrubbed(removal, text) != text for text in beside):
        return True
    for entry in storage.entries():
        if cleaned_entry(entry, removal.cleaned_ever) != entry:
            return True
    folder = storage.folder
    with while_reading(folder):
        kept = {p.name: p.read_bytes() for p in (folder / PREVIOUS_NAME, folder / MASKED_NAME) if p.exists()}
        if cleaned_copy(kept, removal.cleaned_ever, lambda text: text)[0]:
            return True
        return any(found.why is None or found.later for found in clean_leftovers(folder, removal, look=True))


def documents_of(storage: Searched) -> dict[tuple[str, str], Mapping[str, Any]]:
    """All documents by table and key."""
    return {(t, k): d for t, documents in (storage.read() or {}).items() for k, d in documents.items()}


def _ever(storage: Searched) -> dict[tuple[str, str], Mapping[str, Any]]:
    """All documents, also deleted ones in their last state, which the journal still contains."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for archived in (True, False):
        for entry in storage.entries(archived=archived):
            for change in entry.changes:
                if change.was is not None and change.now is None:
                    # The archive has contacts masked, which would look like other numbers and houses.
                    masked = {"phone", "address"} if archived else frozenset()
                    kinds = personal(change.table)
                    was = {f: v for f, v in change.was.items() if kinds.get(f) not in masked}
                    found[change.table, change.key] = was
    for table, documents in (storage.read() or {}).items():
        found.update({(table, key): document for key, document in documents.items()})
    return found


def touched(storage: Searched, removal: Removal) -> tuple[tuple[str, str], ...]:
    """The records to be changed, (table, key)."""
    return tuple(sorted((c.table, c.key) for c in changed_records(storage, removal)))


def attachments_of(storage: Searched, removal: Removal) -> int:
    """How many files and links are attached to the records of the person, and go with them."""
    documents = documents_of(storage)
    return sum(len(documents[at].get(ATTACHED) or ()) for at in removal.records if at in documents)


def involved(storage: Searched, removal: Removal) -> list[str]:
    """The names of the records to be changed: the number of a wish, table and id of others."""
    known = storage.read() or {}
    return [str(known[t][k].get("number") or f"{t} {k}") for t, k in touched(storage, removal)]


def forget(storage: Forgettable, removal: Removal, actor: Actor) -> Forgotten:
    """Remove the person everywhere.

    The plan is written down first: if this is interrupted, the next `forget`, `check --repair` or upkeep
    continues. An earlier unfinished plan is carried out before. Raises NotAllowed, StoreError.
    """
    folder = storage.folder
    with unfolded(storage, _WAIT), while_writing(folder):
        left = read_plan(folder)
        if left is not None:
            _carry_out(storage, left)
        plan = ForgetPlan(removal, actor.name, actor.seat)
        write_plan(folder, plan)
        return _carry_out(storage, plan)


def pending_name(folder: Path) -> str:
    """The name in an unfinished plan in `folder`; empty if there is none. Raises StoreDamaged, StoreError."""
    with while_reading(folder):
        plan = read_plan(folder)
    return plan.removal.name if plan else ""


def finish_forgetting(storage: Forgettable, wait: float = 0.0) -> Forgotten | None:
    """Continue an unfinished forgetting; None if there is none, or another process still does so after `wait` seconds.

    Raises NotAllowed, StoreError.
    """
    if not is_pending(storage.folder):
        return None
    try:
        with unfolded(storage, wait), while_writing(storage.folder):
            plan = read_plan(storage.folder)
            return _carry_out(storage, plan) if plan else None
    except StoreBusy:
        return None


def _carry_out(storage: Forgettable, plan: ForgetPlan) -> Forgotten:
    """All steps, in the order of `STEPS`. The snapshot's lock must be held."""
    folder = storage.folder
    spared = bearers(documents_of(storage), plan.removal)
    removal = replace(plan.removal, spared=spared, everywhere=plan.removal.everywhere and not spared)
    with storage.exclusive():
        changes = list(changed_records(storage, removal))
        storage.commit(changes, Stamp(plan.by, plan.seat, "forget", {}))
        for half in (folder, folder / JOURNAL_NAME, folder / ARCHIVE_NAME):
            for path in half.glob(
                "*.new"
            ):  # left by a program that died while writing; the lock excludes others
                path.unlink(missing_ok=True)
    (folder / MASKED_NAME).unlink(missing_ok=True)
    fold_held(storage)
    content = (folder / SNAPSHOT_NAME).read_bytes()
    # The previous snapshot contains the name; it is replaced by a copy of the new one, so that a spare remains.
    replace_file(folder / PREVIOUS_NAME, content)
    if not (folder / MASKED_NAME).exists():
        masked_snapshot.keep(folder, content)
    live = storage.live.number
    journal = folder / JOURNAL_NAME
    for number in segment_numbers(journal):
        if number < live:
            archive.archive_one(
                folder,
                journal,
                number,
                lambda e: cleaned_entry(archive.without_contacts(e), removal.cleaned_ever),
            )
    _clean_archives(folder, removal)
    found = list(clean_leftovers(folder, removal))
    files = sweep(storage, age=0.0)  # what was attached to their records is named by nothing any more
    unreached = [one.why for one in found if one.why]
    if not any(one.later for one in found):
        drop_plan(folder)
    cleaned = tuple(one.path for one in found if not one.why)
    backups = sum(one.copy for one in found)
    touched_now = {(change.table, change.key) for change in changes}
    told = (
        *unreached,
        *mentions(storage, removal),
        *attached_elsewhere(storage, removal, touched_now, lambda sha256: _content(storage.folder, sha256)),
        OUTSIDE,
    )
    return Forgotten(len(changes), backups, told, cleaned, files)


OUTSIDE: Final = Message(
    "Copies outside of the data folder: backups made with «xingfu backup», exports, paper. "
    "Delete or correct them by hand."
)


def changed_records(storage: Searched, removal: Removal) -> Iterator[Change]:
    """What is changed in the documents; of their revision, too."""
    now = storage.now.isoformat(timespec="seconds")
    for table, documents in (storage.read() or {}).items():
        for key, document in documents.items():
            after = removal.cleaned(table, key, document)
            if after != document:
                after |= {"rev": int(document.get("rev", 0)) + 1, "updated_at": now}
                change = difference(table, key, document, after)
                if change:
                    yield change


def _clean_archives(folder: Path, removal: Removal) -> None:
    for number in archive.archived_numbers(folder):
        header, entries = archive.read_archive(folder, number)
        cleaned = [cleaned_entry(entry, removal.cleaned_ever) for entry in entries]
        if cleaned != entries:
            archive.write_archive(folder, header, cleaned)


def mentions(storage: Searched, removal: Removal) -> Iterator[Message]:
    """A message for each other record with the name; whether it is the same person is for the user to decide."""
    with while_reading(storage.folder):
        for table, documents in (storage.read() or {}).items():
            for key, document in documents.items():
                if removal.mentioned(document):
                    yield Message(
                        "The name, number or address stands in {table} {id} as well; look whether it is the "
                        "same person.",
                        {"table": table, "id": document.get("number") or key},
                    )


def _content(folder: Path, sha256: str) -> bytes | None:
    path = path_of(folder, sha256)
    return path.read_bytes() if path.is_file() else None


def attached_elsewhere(
    storage: Searched,
    removal: Removal,
    touched: Collection[tuple[str, str]],
    content: Callable[[str], bytes | None],
) -> Iterator[Message]:
    """A message for each file at a record of somebody else's that may show the person; for the user to look at.

    `content` gives the bytes of a hash; None if they are not there. It may where the record named them until now, or where what can be read of the file names them.
    """
    tells: dict[str, bool] = {}
    with while_reading(storage.folder):
        for table, key, one in attached(storage.read() or {}):
            sha256 = str(one["sha256"])
            if sha256 not in tells:
                found = content(sha256)
                tells[sha256] = found is not None and tells_of(found, removal)
            if tells[sha256] or (table, key) in touched:
                yield Message(
                    "The file «{name}» at {table} {id} is not looked through, and may show them: look at it, and remove it there.",
                    {"name": one["called"], "table": table, "id": key},
                )
