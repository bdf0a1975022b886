"""What lists are sorted by: the value behind a column, and how values stand to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from tui.kinds.declaration import Kind, load
from tui.kinds.record import Stored
from tui.language.errors import Translate
from tui.language.folding import fold
from tui.language.ordering import name_key, person_key
from tui.rules.wishes.order import OPEN_STATES

Key = tuple[int, float, object]
"""The kind of value (number, date or code; text; nothing), the number, the text in its order."""

NOTHING: Final[Key] = (2, 0.0, "")
"""Nothing stands at the end, whichever way the list is turned."""

# The fields behind columns whose text does not stand in order: the first that is filled in.
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "left": ("due", "review_on"),
    "when": ("starts_at",),
    "day": ("on", "wished_on"),
    "last": ("last_on",),
    "number": ("number",),
}
_HOLDERS: Final = ("assignee", "volunteer_id", "team_id")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


def key_of(kind: Kind, column: str, stored: Stored | None, text: str) -> Key:
    """What a record is sorted by in a column: its `stored` field where that is in order, or else its `text` there."""
    document = stored or {}
    if column == "state" and document.get("state") is not None:
        return (0, float(_rank(kind, str(document["state"]))), "")
    if column == "left" and document.get("state") not in {None, "open", *OPEN_STATES}:
        return NOTHING  # a finished record has no days left
    if column in {"holder", "assignee"} and stored is not None and not any(document.get(f) for f in _HOLDERS):
        return NOTHING  # the list says in words that nobody holds it
    value = next((document[name] for name in _FIELDS.get(column, (column,)) if document.get(name)), None)
    field = kind.field(column)
    ordered = column in _FIELDS or (field is not None and field.type in {"day", "time", "code"})
    if ordered and value is not None:
        return (0, 0.0, str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (0, float(value), "")
    return of_text(text, person=_is_person(kind, column))


# What lists call a field that the declaration calls otherwise.
_CALLED: Final[Mapping[str, str]] = {"holder": "assignee"}


def known_column(kind: Kind, name: str, tr: Translate) -> str | None:
    """The column or field that is meant by its key, its name or its label; None if there is none."""
    name = _CALLED.get(name, name)
    if name in _FIELDS or kind.field(name) is not None:
        return name
    wanted = fold(name)
    labelled = [field for field in kind.fields if field.label]
    return next((f.name for f in labelled if wanted in {fold(tr(f.label)), fold(f.label)}), None)


def of_text(text: str, *, person: bool = False) -> Key:
    """A text in order: a number, or what begins with one, by that; the rest by pinyin."""
    text = text.strip()
    if not text or text == "-":
        return NOTHING
    number = _NUMBER.match(text)
    if number is not None:
        return (0, float(number[0]), text[number.end() :])
    return (1, 0.0, person_key(text) if person else name_key(text))


def _is_person(kind: Kind, column: str) -> bool:
    field = kind.field(column)
    return column in {"resident", "owner"} or (kind.name == "volunteer" and column == "name") or (
        field is not None and field.personal in {"name", "colleague"}
    )  # fmt: skip


def _rank(kind: Kind, state: str) -> int:
    """The place of a state among those of its kind, as a record goes through them."""
    field = kind.field("state")
    words: Any = load(field.choices) if field is not None and field.choices is not None else {}
    return list(words).index(state) if state in words else len(words)
