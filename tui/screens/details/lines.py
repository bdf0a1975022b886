"""What the details of several kinds share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tui.kinds.record import Stored
from tui.kinds.words import HOUSEHOLD_FLAGS, MEETING_KINDS
from tui.language.errors import Translate
from tui.screens.base import wording
from tui.store import Store
from tui.widgets.detail_view import DetailLine


def pairs(*pairs: tuple[str, str]) -> Iterator[DetailLine]:
    """Labelled lines, those without a text left out."""
    for label, text in pairs:
        if text:
            yield DetailLine(text, label=label)


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
