"""The records behind a figure of the trends, as lines: when, what, who, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import load
from tui.kinds.record import Stored
from tui.language.errors import Translate
from tui.queries.naming import document_name
from tui.store import Store

# The field that has the day by which records of a table are counted.
_DAY: Final = {
    "wishes": "recorded_on",
    "sessions": "starts_at",
    "hours": "on",
    "visits": "on",
    "mediations": "opened_on",
}


class RecordLine(NamedTuple):
    """One record: its day (ISO 8601, "" for none), what it is, who or which team, its state or figure."""

    when: str
    title: str
    who: str
    note: str


def record_line(store: Store, table: str, document: Stored, tr: Translate) -> RecordLine:
    """The line of a stored document."""
    when = str(document.get(_DAY.get(table, "")) or "")[:10]
    title = document_name(store, table, document, tr)
    if table in {"sessions", "visits"}:
        title = title.removesuffix(str(document.get("on") or "")).strip()
    who, note = "", _state(table, document, tr)
    if table == "hours":
        who = title.removesuffix(when).strip()
        title = str(document.get("activity") or document.get("content") or "")
        note = tr("{n} h", n=f"{float(document['hours']):g}")
    elif table == "sessions":
        note = tr("{n} people", n=document.get("people_served") or 0)
    elif table == "visits":
        who = str(document.get("by") or "")
    elif table == "wishes":
        who = str((document.get("assignee") or {}).get("name") or "")
    return RecordLine(when, title, who, note)


def _state(table: str, document: Stored, tr: Translate) -> str:
    field, state = registry.stored_kind(table).field("state"), document.get("state")
    words: Any = load(field.choices) if field is not None and field.choices is not None else {}
    return tr(words[state]) if isinstance(words, Mapping) and state in words else ""
