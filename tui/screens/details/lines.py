"""What the details of several kinds share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from tui.kinds import registry
from tui.kinds.declaration import ATTACHED, Field, load
from tui.kinds.record import Stored
from tui.kinds.words import HOUSEHOLD_FLAGS, MEETING_KINDS, YES_NO
from tui.language.errors import Translate
from tui.screens.base import wording
from tui.store import Store
from tui.widgets.detail_view import DetailLine


def pairs(*pairs: tuple[str, str]) -> Iterator[DetailLine]:
    """Labelled lines, those without a text left out."""
    for label, text in pairs:
        if text:
            yield DetailLine(text, label=label)


def more(
    store: Store, kind: str, record: Stored, shown: Collection[str], tr: Translate
) -> Iterator[tuple[str, str]]:
    """The labelled fields of a record that are not among those `shown` otherwise, as they are declared."""
    for field in registry.kind(kind).fields:
        if field.name == ATTACHED:
            yield tr(field.label), attached_names(store, record, tr)
        elif field.label and field.name not in shown:
            yield tr(field.label), _as_declared(store, field, record.get(field.name), tr)


def attached_names(store: Store, record: Stored, tr: Translate) -> str:
    """What the attachments of a record are called; where that is withheld, how many there are. Empty for none."""
    attachments = record.get(ATTACHED) or ()
    if store.masked:
        return tr("{n} attachments", n=len(attachments)) if attachments else ""
    return tr(", ").join(str(one["called"]) for one in attachments)


def _as_declared(store: Store, field: Field, value: Any, tr: Translate) -> str:
    """A value by its type: a date in full, a choice by its word, a reference by its name, a list with commas."""
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple):
        return tr(", ").join(_as_declared(store, field, one, tr) for one in value)
    reference = field.refers[0] if field.refers else None
    if reference is not None and reference.part:
        return compound_name(store, int(value), tr)
    if reference is not None and reference.table:
        found = store.collection(reference.table).find_stored(int(value)) or {}
        return str(found.get("name") or found.get("title") or "?")
    if field.type == "yes_no":
        return tr(YES_NO[bool(value)])
    if field.type == "day":
        return day(value, tr)
    words = load(field.choices) if field.choices is not None else {}
    return tr(words[value]) if isinstance(words, Mapping) and value in words else str(value)


def day(iso: str | None, tr: Translate) -> str:
    """A stored date in full; empty for none."""
    return wording.long_day(date.fromisoformat(iso), tr) if iso else ""


def wish_name(store: Store, id: int | None) -> str:
    """A wish by its number and title; empty for none."""
    found = store.wishes.find_stored(id) if id else None
    return f"{found['number']} {found['title']}" if found else ""


def meeting_name(meeting: Stored, tr: Translate) -> str:
    """What a meeting is called: by its title, else by its kind."""
    return str(meeting.get("title") or tr(MEETING_KINDS[meeting["kind"]]))


def visit_name(store: Store, id: int | None, tr: Translate) -> str:
    """A visit by its day and who went; empty for none, and where visits are not for this role."""
    found = store.visits.find_stored(id) if id else None
    return tr("visit on {date} by {name}", date=found["on"], name=found["by"]) if found else ""


def flags_text(household: Stored, tr: Translate) -> str:
    """What is to be minded of a household, in words."""
    return tr(", ").join(tr(HOUSEHOLD_FLAGS[flag]) for flag in household.get("flags") or ())


def compound_name(store: Store, number: int | None, tr: Translate) -> str:
    """The residential compound with this number, by name where one is published."""
    if number is None:
        return ""
    for compound in (store.community or {}).get("compounds", ()):
        if compound["number"] == number and compound["name"]:
            return str(compound["name"])
    return tr("compound {n}", n=number)
