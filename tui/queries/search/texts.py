"""The texts and dates by which a record is found, according to the declaration of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import COLLEAGUE, Field, load
from tui.kinds.record import Stored
from tui.language.errors import Translate
from tui.queries.naming import document_name
from tui.store import Store

Weight = Literal["name", "text", "word", "phone"]


class Text(NamedTuple):
    """One text of a record with the msgid of its label.

    `name`: the text names the record. `word`: it is a choice or a place, which many records contain. `phone`: it is a
    telephone number.
    """

    label: str
    text: str
    weight: Weight


# Smaller whole numbers are not indexed: too many records contain them.
_TELLING: Final = 100
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def searched() -> tuple[str, ...]:
    """The tables that are searched."""
    return tuple(table for table in registry.tables() if registry.stored_kind(table).searched)


class TextReader:
    """Reads the texts of a store's documents in the language of `tr`; caches the names of other records."""

    def __init__(self, store: Store, tr: Translate) -> None:
        self._store, self._tr = store, tr
        self._names: dict[tuple[str, str, Any], str] = {}
        self._words: dict[tuple[str, Any], str] = {}

    def forget_names(self) -> None:
        """Empty the cache of names: a record may have been renamed."""
        self._names.clear()
        self._words.clear()

    def texts(self, table: str, document: Stored) -> list[Text]:
        """The texts of a document of `table`, its name first, without repetition and without withheld ones."""
        number = str(document.get("number") or "")
        name = document_name(self._store, table, document, self._tr).removeprefix(f"{number} ").strip()
        found = [Text("", name, "name")]
        self._read(document, _steps(table), found)
        by_text: dict[str, Text] = {}
        for text in found:
            if text.text not in by_text and text.text.strip("* "):
                by_text[text.text] = text
        return list(by_text.values())

    def of_field(self, table: str, document: Stored, name: str) -> list[str]:
        """The texts in one field of a document."""
        found: list[Text] = []
        self._read(document, [step for step in _steps(table) if step.name == name], found)
        return [text.text for text in found]

    def _read(self, holder: Stored, steps: Sequence[_Step], found: list[Text]) -> None:
        for step in steps:
            value = holder.get(step.name)
            if value is None or value in ("", [], {}):
                continue
            if step.parts:
                for part in value if isinstance(value, list | tuple) else (value,):
                    if isinstance(part, Mapping):
                        self._read(part, step.parts, found)
                    elif isinstance(part, str):  # an older record's: one text, where there are parts now
                        found.append(Text(step.label, part, step.weight))
            elif step.plain and value.__class__ is str:
                found.append(Text(step.label, value, step.weight))
            else:
                found.extend(Text(step.label, one, step.weight) for one in self._said(step, holder, value))

    def _said(self, step: _Step, holder: Stored, value: Any) -> Iterator[str]:
        """The texts of one value of a field."""
        field = step.field
        if isinstance(value, Mapping):  # counts by name
            yield from map(str, value)
        elif isinstance(value, list | tuple):
            for one in value:
                yield from self._said(step, holder, one)
        elif step.refers:
            for reference in field.refers:
                when = reference.when
                if reference.table != COLLEAGUE and (when is None or holder.get(when[0]) == when[1]):
                    yield self._named(reference.table, reference.part, value)
        elif field.choices is not None:
            yield self._word(field, value)
        elif isinstance(value, bool):
            return
        elif isinstance(value, int | float):
            if step.label and (abs(value) >= _TELLING or value != int(value)):
                yield f"{value:g}" if isinstance(value, float) else str(value)
        elif field.type != "list" or not _DAY.match(str(value)):
            yield str(value)

    def _word(self, field: Field, value: Any) -> str:
        key = (str(field.choices), value)
        word = self._words.get(key)
        if word is None:
            words = load(field.choices) if field.choices is not None else {}
            if callable(words):  # the community's own
                words = words(self._store.community)
            known = isinstance(words, Mapping) and value in words
            word = self._words[key] = self._tr(words[value]) if known else str(value)
        return word

    def _named(self, table: str, part: str, id: Any) -> str:
        """The name of the record, or of the numbered part of the community, that a reference leads to."""
        name = self._names.get((table, part, id))
        if name is None:
            if part:
                parts = (self._store.community or {}).get(part) or ()
                name = next((str(one.get("name") or "") for one in parts if one.get("number") == id), "")
            else:
                other = self._store.collection(table).find_stored(id) if isinstance(id, int) else None
                name = "" if other is None else document_name(self._store, table, other, self._tr)
                if table == "services" and other is not None:  # a session offers what its service does
                    name = " ".join((name, *map(str, other.get("items") or ())))
            self._names[table, part, id] = name
        return name


class _Step(NamedTuple):
    """A field that contains text, with its label or that of the field around it."""

    name: str
    field: Field
    label: str
    weight: Weight
    plain: bool
    refers: bool
    parts: tuple[_Step, ...] = ()


@cache
def _steps(table: str) -> tuple[_Step, ...]:
    return _steps_of(registry.stored_kind(table).fields, "", top=True)


def _steps_of(fields: Sequence[Field], within: str, *, top: bool = False) -> tuple[_Step, ...]:
    steps = []
    for field in fields:
        label = field.label or within
        refers = any(reference.table != COLLEAGUE for reference in field.refers)
        plain = not refers and field.choices is None and field.type != "list"
        if field.parts:
            if parts := _steps_of(field.parts, label):
                steps.append(_Step(field.name, field, label, "text", plain=False, refers=False, parts=parts))
        elif field.personal != "colleague" and _holds_text(field):
            steps.append(_Step(field.name, field, label, _weight(field, top=top), plain=plain, refers=refers))
    return tuple(steps)


def _holds_text(field: Field) -> bool:
    if field.type == "code":
        return field.name == "number"
    if field.type == "choice":
        return bool(field.label and field.choices)
    return field.type not in {"day", "time", "yes_no"}


def _weight(field: Field, *, top: bool) -> Weight:
    if field.type == "phone":
        return "phone"
    if top and (field.name == "number" or field.personal in {"name", "asker"}):
        return "name"
    return (
        "word" if field.choices is not None or any(reference.part for reference in field.refers) else "text"
    )


# ---- days


def days(table: str, document: Stored) -> frozenset[str]:
    """The dates (ISO 8601) in a document's fields."""
    found: set[str] = set()
    _days(document, _day_steps(table), found)
    return frozenset(found)


_DayStep = tuple[str, tuple[Any, ...]]


@cache
def _day_steps(table: str) -> tuple[_DayStep, ...]:
    return _days_of(registry.stored_kind(table).fields)


def _days_of(fields: Sequence[Field]) -> tuple[_DayStep, ...]:
    steps: list[_DayStep] = []
    for field in fields:
        if field.parts:
            if parts := _days_of(field.parts):
                steps.append((field.name, parts))
        elif field.type in {"day", "time", "list"} and not field.refers and field.choices is None:
            steps.append((field.name, ()))
    return tuple(steps)


def _days(holder: Stored, steps: Sequence[_DayStep], found: set[str]) -> None:
    for name, parts in steps:
        value = holder.get(name)
        if not value:
            continue
        for one in value if isinstance(value, list | tuple) else (value,):
            if parts:
                if isinstance(one, Mapping):
                    _days(one, parts, found)
            elif isinstance(one, str) and _DAY.match(one):
                found.add(one[:10])
