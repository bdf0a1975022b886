"""What one record is called: its kind, and the name by which people know it; and what is opened of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.kinds.words import MEETING_KINDS
from tui.language.errors import Translate
from tui.store import Store

# Fields that name a record, the first that is filled in.
_NAMED_BY: Final = ("title", "name", "resident", "skill", "purpose")
# Kinds that are known by another record: the field that refers to it, and that record's table.
_KNOWN_BY: Final = {
    "sessions": ("service_id", "services"),
    "visits": ("household_id", "households"),
    "hours": ("volunteer_id", "volunteers"),
    "matches": ("need_id", "needs"),
    "bookings": ("room_id", "rooms"),
    "supervisions": ("wish_id", "wishes"),
}

# Table whose records are shown as part of another -> the field that refers to that other, and its kind.
_SHOWN_WITH: Final = {
    "supervisions": ("wish_id", "wish"),
    "matches": ("need_id", "need"),
}


def document_name(store: Store, table: str, document: Stored, tr: Translate) -> str:
    """The name of a document of `table`, with its number or date where it has one; empty if it has no name."""
    if table == "exports":
        from tui.queries.export_naming import export_name  # the ledgers are loaded where one is named

        return export_name(document, tr, lambda target: target_name(store, target, tr))
    field, of = _KNOWN_BY.get(table, ("", ""))
    if of:
        other = store.collection(of).find_stored(document.get(field) or 0)
        name = document_name(store, of, other, tr) if other else str(document.get("text") or "")
        return f"{name} {document.get('on') or ''}".strip()
    name = next((str(document[field]) for field in _NAMED_BY if document.get(field)), "")
    if table == "meetings":
        return name or tr(MEETING_KINDS[document["kind"]])
    if table == "home_requests":
        return f"{name} {document['skill']}"
    return f"{document.get('number') or ''} {name}".strip()


def target_of(table: str, document: Stored) -> Target | None:
    """What is opened of a document of `table`; None where its kind has nothing to open."""
    kind = registry.stored_kind(table)
    if kind.name == "session":
        return Target("session", int(document["service_id"]), date.fromisoformat(document["on"]))
    return Target(kind.name, int(document["id"])) if kind.detail is not None else None


def opened_of(table: str, document: Stored) -> Target | None:
    """As `target_of`; where a record is shown as part of another, that other."""
    if table in _SHOWN_WITH:
        field, other = _SHOWN_WITH[table]
        return Target(other, int(document[field]))
    return target_of(table, document)


def target_name(store: Store, target: Target, tr: Translate) -> str:
    """The name of a record; empty if it is gone or has none."""
    table = "services" if target.kind == "session" else registry.kind(target.kind).table
    document = store.collection(table).find_stored(target.id) if table else None
    if document is None:
        return ""
    on = f" {target.on.isoformat()}" if target.on is not None else ""
    return document_name(store, table, document, tr) + on
