"""What is typed into the filter line: words to be found, and conditions on fields.

`状态:办理中 小区:邮电园 期限:本周 >30天 @物业`, also `state:ongoing`. A field is named by the beginning of its label in the
language in use, or by its name in English. `>30天` is older than that many days, `<7d` younger, `@` who holds it, `超期`
(also `期限:超期`) what should have been done by now.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import COLLEAGUE, Field, load
from tui.kinds.record import Stored
from tui.language.errors import Translate
from tui.language.filtering import matcher
from tui.language.folding import fold
from tui.queries.search.terms import days_meant
from tui.queries.search.texts import TextReader
from tui.rules.wishes.order import NOT_PRESSED
from tui.store import Store

_AGE: Final = re.compile(r"([<>])(\d{1,4})(天|日|d|days?|周|w|weeks?|个?月|m|months?)?")
_UNITS: Final = {"周": 7, "w": 7, "月": 30, "个": 30, "m": 30}
_WHEN: Final = ("recorded_on", "opened_on", "starts_at", "on", "begun_on", "created_at")
# Words for what is overdue, and the states in which the day does not matter any more, by table.
_LATE: Final = frozenset({"超期", "逾期", "过期", "已过期", "overdue", "late"})
_ENDED: Final[Mapping[str, Collection[str]]] = {
    "wishes": NOT_PRESSED,
    "actions": frozenset({"done", "dropped"}),
}
_HELD: Final = frozenset({"teams", "partners", "volunteers"})


class Condition(NamedTuple):
    """One condition: on a field, on the age in days (`older`, `younger`), on who holds the record (`held`), or that it is
    overdue (`late`)."""

    what: str
    value: str
    field: str = ""


class Typed(NamedTuple):
    """What was typed: the words that are left, and the conditions."""

    words: str
    conditions: tuple[Condition, ...]


class Filters:
    """Reads what is typed into the filter line of a list of one table's records, and asks records."""

    def __init__(self, store: Store, table: str, tr: Translate) -> None:
        self._store, self._table, self._tr = store, table, tr
        self._reader = TextReader(store, tr)
        self._fields = [field for field in registry.stored_kind(table).fields if field.label]

    def read(self, typed: str) -> Typed:
        """The words and conditions in `typed`. What names no field is a word."""
        words: list[str] = []
        conditions: list[Condition] = []
        for piece in fold(typed).split():
            condition = self._condition(piece)
            if condition is None:
                words.append(piece)
            else:
                conditions.append(condition)
        return Typed(" ".join(words), tuple(conditions))

    def _condition(self, piece: str) -> Condition | None:
        age = _AGE.fullmatch(piece)
        if age is not None:
            days = int(age[2]) * _UNITS.get((age[3] or "d")[0], 1)
            return Condition("older" if age[1] == ">" else "younger", str(days))
        if piece.startswith("@") and len(piece) > 1:
            return Condition("held", piece[1:])
        label, colon, value = piece.partition(":")
        if self._table in _ENDED and (value if colon else piece) in _LATE:
            due = self._named(label) if colon else None
            if not colon or (due is not None and due.name == "due"):
                return Condition("late", value or piece)
        # A Latin letter begins too many labels.
        field = self._named(label) if colon and (len(label) > 1 or not label.isascii()) and label else None
        return Condition("field", value, field.name) if field is not None else None

    def _named(self, label: str) -> Field | None:
        """The field whose label or name begins so; one that is called exactly so first."""
        called = [
            (field, {fold(self._tr(field.label)), fold(field.label), field.name}) for field in self._fields
        ]
        exact = next((field for field, names in called if label in names), None)
        return exact or next(
            (f for f, names in called if any(name.startswith(label) for name in names)), None
        )

    def finds(self, document: Stored, read: Typed, now: datetime) -> bool:
        """Whether a document has all the words in any of its texts, and meets all conditions at the time `now`."""
        return self.fits(document, read.conditions, now) and (
            not read.words
            or matcher(read.words)("\n".join(t.text for t in self._reader.texts(self._table, document)))
        )

    def fits(self, document: Stored, conditions: Sequence[Condition], now: datetime) -> bool:
        """Whether a document meets all conditions at the time `now`."""
        return all(self._meets(document, condition, now) for condition in conditions)

    def _meets(self, document: Stored, condition: Condition, now: datetime) -> bool:
        if condition.what in {"older", "younger"}:
            when = next((str(document[field])[:10] for field in _WHEN if document.get(field)), "")
            if not when:
                return False
            age = (now.date() - date.fromisoformat(when)).days
            return age > int(condition.value) if condition.what == "older" else age < int(condition.value)
        if condition.what == "held":
            fits = matcher(condition.value)
            return any(fits(text) for name in self._holding() for text in self._texts(document, name))
        if condition.what == "late":
            due = str(document.get("due") or "9999")
            if due < now.date().isoformat() and document.get("state") not in _ENDED[self._table]:
                return True
            return any(condition.value in fold(t.text) for t in self._reader.texts(self._table, document))
        if not condition.value:
            return True  # still being typed
        field = registry.stored_kind(self._table).field(condition.field)
        if field is not None and field.type in {"day", "time"}:
            value = str(document.get(condition.field) or "")[:10]
            return bool(value) and (
                value in days_meant(condition.value, now) or value.startswith(condition.value)
            )
        if document.get(condition.field) == condition.value:  # the code of a choice
            return True
        fits = matcher(condition.value)
        return any(fits(text) for text in self._texts(document, condition.field))

    def _texts(self, document: Stored, field: str) -> list[str]:
        return self._reader.of_field(self._table, document, field)

    def _holding(self) -> Iterator[str]:
        """The fields that name who holds a record."""
        for field in registry.stored_kind(self._table).fields:
            inner = [reference for part in field.parts for reference in part.refers]
            tables = {reference.table for reference in (*field.refers, *inner)}
            if COLLEAGUE in tables or tables & _HELD:
                yield field.name

    # ---- completion

    def completed(self, typed: str) -> str | None:
        """`typed` with its last piece completed: a field's label, or a word that the field may have; None if there is none."""
        before, _, piece = typed.rpartition(" ")
        lead = f"{before} " if before else ""
        label, colon, value = piece.partition(":")
        if not piece:
            return None
        if not colon:
            for field in self._fields:
                if len(piece) > 1 and (name := self._tr(field.label)).startswith(piece) and " " not in name:
                    return f"{lead}{name}:"
            return None
        found = self._named(fold(label))
        for word in self._words(found) if found is not None and value else ():
            if word.startswith(value) and word != value and " " not in word:
                return f"{lead}{label}:{word}"
        return None

    def _words(self, field: Field) -> Iterator[str]:
        """The words that a field may have: its choices, or the names of what it refers to."""
        if field.choices is not None:
            words = load(field.choices)
            words = words(self._store.community) if callable(words) else words
            yield from (self._tr(word) for word in words.values()) if isinstance(words, Mapping) else ()
        for reference in field.refers:
            if reference.part:
                yield from (
                    str(one.get("name") or "")
                    for one in (self._store.community or {}).get(reference.part) or ()
                )
            elif reference.table != COLLEAGUE:
                yield from (
                    str(one.get("name") or "") for one in self._store.collection(reference.table).stored()
                )
