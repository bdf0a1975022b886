"""What was done today and yesterday, and what waits for somebody: lines that open their record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.kinds.words import ACTIONS, HELD_KINDS
from tui.language.errors import Translate
from tui.queries.calls import calls
from tui.queries.naming import document_name, opened_of, target_of
from tui.queries.supervision import note_lines
from tui.rules.people.handover import held_by, held_in
from tui.rules.people.reminding import moment, open_for
from tui.store import Change, Entry, Store

# Records that say nothing by themselves where a commit has others too.
_BESIDES: Final = frozenset({"hours", "exports", "identities", "communities"})

# More records of several kinds are the model community, or what was restored: no record is what that was about.
_MANY: Final = 20


class Done(NamedTuple):
    """One commit: its number, when (local, ISO 8601), by whom, what, to which record; what Enter opens.

    `counts` is False where it is about a record that is in no figure.
    """

    seq: int
    at: str
    by: str
    seat: str
    what: str
    kind: str
    name: str
    target: Target | None
    counts: bool = True


class Waiting(NamedTuple):
    """What waits for somebody: why (a word), by when or since when ("" for no day), what it is, what Enter opens."""

    key: str
    why: str
    when: str
    name: str
    target: Target | None


def done_since(store: Store, first: date, tr: Translate) -> list[Done]:
    """What was done from the day `first` on, the newest first; nothing where the seat may not read that."""
    if store.masked:
        return []
    found: list[Done] = []
    for entry in store.audit(newest_first=True, archived=False):
        if entry.at[:10] < first.isoformat():
            break
        found.append(done(store, entry, tr))
    return found


def days(told: Sequence[Done], today: date) -> Iterator[tuple[date, tuple[Done, ...]]]:
    """The lines of today and of yesterday."""
    for day in (today, today - timedelta(1)):
        yield day, tuple(line for line in told if line.at[:10] == day.isoformat())


def waiting(store: Store, name: str, now: datetime, tr: Translate) -> list[Waiting]:
    """The supervision notes, the reminders of `name`, the comments that call them, and all that they hold."""
    found = list(_notes(store, tr))
    found += [
        Waiting(
            f"reminders:{one['id']}", tr("reminder"), moment(one), str(one["title"]), Target("reminder", int(one["id"]))
        )
        for one in open_for(store.reminders.stored(), name)
    ]  # fmt: skip
    for call in sorted(calls(store, name, now.date()), key=lambda call: call.at):
        document = call.record
        which = document.get("number") or document_name(store, call.table, document, tr)
        found.append(
            Waiting(
                f"call:{call.table}:{document['id']}",
                tr("called"),
                call.at[:10],
                f"{which} {call.by}: {call.text}",
                opened_of(call.table, document),
            )
        )
    tables = {table: store.collection(table).stored() for table in held_in()}
    for held in held_by(name, tables):
        if held.table == "reminders":
            continue
        document = store.collection(held.table).find_stored(held.id) or {}
        due = str(document.get("due") or document.get("follow_up_on") or "")
        kind = registry.stored_kind(held.table)
        target = Target(kind.name, held.id) if kind.detail is not None else None
        found.append(Waiting(held.key, tr(HELD_KINDS[held.kind]), due, held.name, target))
    return found


def _notes(store: Store, tr: Translate) -> Iterator[Waiting]:
    """The notes that wait for an answer; where the street office looks, those that were answered, too."""
    for note in note_lines(store):
        if note.answer and not store.masked:
            continue
        said = " ".join(filter(None, (note.wish, note.text)))
        why = tr("answered") if note.answer else tr("supervision note")
        said = f"{said} / {note.answered_by}: {note.answer}" if note.answer else said
        yield Waiting(
            f"note:{note.id}", why, note.answered_on or note.on, said, Target("supervision", note.id)
        )


def done(store: Store, entry: Entry, tr: Translate) -> Done:
    """A commit as it is told on every screen."""
    change = _main(entry.changes) if not _of_everything(entry.changes) else None
    action = entry.about.get("do") if entry.action == "undo" and entry.about else None
    what = tr(ACTIONS.get(entry.action, entry.action))
    if action:
        what = f"{what}: {tr(ACTIONS.get(str(action), str(action)))}"
    if change is None:
        return Done(entry.seq, entry.at, entry.by, entry.seat, what, "", "", None)
    kind = registry.stored_kind(change.table)
    document = store.collection(change.table).find_stored(int(change.key))
    shown = document if document is not None else _whole(change)
    name = document_name(store, change.table, shown, tr) if shown else ""
    more = len(entry.changes) - 1
    if more and len({c.table for c in entry.changes}) == 1:
        name = tr("{name} and {n} more", name=name, n=more)
    target = target_of(change.table, document) if document is not None else None
    counts = document is None or all(
        _counts(store, one) for one in entry.changes if one.table == change.table
    )
    return Done(entry.seq, entry.at, entry.by, entry.seat, what, tr(kind.label), name, target, counts)


def _of_everything(changes: Sequence[Change]) -> bool:
    """Whether so many records of several kinds changed that none of them is what the commit was about."""
    return len(changes) > _MANY and len({change.table for change in changes}) > 1


def _main(changes: Iterable[Change]) -> Change | None:
    """The record that a commit is about."""
    known = [change for change in changes if change.table in registry.tables()]
    return next((one for one in known if one.table not in _BESIDES), known[0] if known else None)


def _whole(change: Change) -> Stored | None:
    """The document that a commit made or took away, as far as the commit tells it."""
    whole = change.now if change.was is None else change.was if change.now is None else None
    return None if whole is None else {"id": int(change.key), **whole}


def _counts(store: Store, change: Change) -> bool:
    document = store.collection(change.table).find_stored(int(change.key))
    return document is None or registry.counts(change.table, document)
