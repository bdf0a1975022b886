"""What the forms share: choices from the tables of words, date fields, records by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from tui.capture.dates.clock import parse_clock
from tui.capture.dates.day import parse_day, parse_first_day, parse_last_day
from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import Message, NotFound, Translate
from tui.language.ordering import name_key, person_key
from tui.language.text import enumerated
from tui.rules.calendar.unpublished import unpublished_notes
from tui.screens.base import wording
from tui.store import Merged
from tui.widgets.clock_field import ClockField
from tui.widgets.date_field import DateField
from tui.widgets.fields import Field, Option


def choices(context: DeskContext, labels: Mapping[Any, str]) -> list[Option]:
    """The options of a table of words: code and translated label."""
    return [(code, context.tr(label)) for code, label in labels.items()]


def compounds(context: DeskContext) -> list[Option]:
    """The residential compounds, and none."""
    known = (context.store.community or {}).get("compounds", ())
    named = [(c["number"], c["name"] or context.tr("compound {n}", n=c["number"])) for c in known]
    return [(None, context.tr("not known")), *named]


def records(context: DeskContext, table: str) -> list[Option]:
    """The records of a collection by id and name, sorted by name."""
    key = person_key if table == "volunteers" else name_key
    found = list(context.store.collection(table).stored())
    names = Counter(str(stored["name"]) for stored in found)
    named = [
        (stored["id"], name if names[name := str(stored["name"])] == 1 else _apart(name, stored))
        for stored in found
    ]
    return sorted(named, key=lambda option: key(option[1]))


def _apart(name: str, stored: Stored) -> str:
    """The name with what tells two of one name apart: where they live, the end of their number, else the record's own."""
    phone = str(stored.get("phone") or "")
    return f"{name} ({stored.get('address') or phone[-4:] or stored['id']})"


def off_record(tr: Translate) -> Callable[[str], str]:
    """How somebody who is not on record is offered at the end of a list."""

    def offered(name: str) -> str:
        return tr("give it to somebody not on record: {name}", name=name)

    return offered


def found(context: DeskContext, table: str, id: int) -> Stored:
    """The stored record. Raises NotFound."""
    stored = context.store.collection(table).find_stored(id)
    if stored is None:
        raise NotFound(Message("The record is no longer there."))
    return stored


def day_of(target: Target | None) -> date | None:
    """The chosen day; None where another kind of record is selected, or none."""
    return target.on if target is not None and target.kind == "day" else None


def day_field(
    context: DeskContext,
    name: str,
    label: str,
    value: str | None = None,
    *,
    hint: str = "",
    required: bool = False,
    past: bool = False,
    edge: Literal["", "first", "last"] = "",
) -> DateField:
    """A field for a date as people say it; `past` for one of what has happened, `edge` for that of a period of records."""
    tr = context.tr

    def parse(text: str, today: date) -> date:
        calendar = context.store.calendar
        if edge == "first":
            return parse_first_day(text, today, calendar)
        if edge == "last":
            return parse_last_day(text, today, calendar, None)
        return parse_day(text, today, calendar, "around" if past else "future")

    def describe(day: date) -> str:
        notes = unpublished_notes([day], context.store.calendar, context.today)
        remarks = "".join(f"  ({note.text(tr)})" for note in notes)
        return f"{wording.short_day(day, tr)} {wording.days_to_go((day - context.today).days, tr)}{remarks}"

    hint = hint or tr("A date, or words: tomorrow, fri, 12-01, +3. Ctrl+Up and Ctrl+Down move it by a day.")
    return DateField(
        name,
        label,
        value,
        today=lambda: context.today,
        parse=parse,
        describe=describe,
        hint=hint,
        required=required,
    )


def clock_field(
    context: DeskContext, name: str, label: str, value: str = "", *, required: bool = False
) -> ClockField:
    """A field for a time of day as people say it."""
    hint = context.tr("As you say it: 9:00, half past 9, 3 pm.")
    return ClockField(name, label, value, parse=parse_clock, required=required, hint=hint)


def teams(context: DeskContext) -> list[Option]:
    """The teams, and none."""
    return [(None, context.tr("no team yet")), *records(context, "teams")]


def with_merged(said: Message, merged: Merged, fields: Sequence[Field]) -> Message:
    """The message of a saved edit, with the labels of the fields that others changed meanwhile, if any."""
    if not merged.others:
        return said
    labels = {field.field: field.label for field in fields}
    names = enumerated(labels[name] for name in merged.others if name in labels)
    if not names:
        return Message("{said} Somebody else had changed other fields. Both are kept.", {"said": said})
    return Message(
        "{said} Somebody else had changed: {fields}. Both are kept.", {"said": said, "fields": names}
    )


def split_list(text: str) -> list[str]:
    """The parts of a list that was typed with commas of any kind."""
    for mark in "，、；;":
        text = text.replace(mark, ",")
    return [part.strip() for part in text.split(",") if part.strip()]


def with_warnings(said: Message, more: Sequence[Message]) -> Message:
    """The message of a saved record, followed by each clash."""
    for one in more:
        said = Message("{said} But: {more}", {"said": said, "more": one})
    return said


def items_written(items: Sequence[str]) -> str:
    """Items as `read_items` reads them: an item may have commas of its own (工会、妇联、司法所职工维权)."""
    text = "；".join(items)
    return f"{text}；" if len(items) == 1 and split_list(text) != list(items) else text


def read_items(text: str) -> list[str]:
    """The items that were typed: where a semicolon stands, commas belong to an item."""
    if "；" not in text and ";" not in text:
        return split_list(text)
    return [part.strip() for part in text.replace(";", "；").split("；") if part.strip()]
