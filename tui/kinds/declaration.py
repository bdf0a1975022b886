"""How a kind of record and its fields are declared: once, for screens, command line, masks, references and ledgers.

A declaration holds names and places, never code: loading one loads no model, no form and no screen.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Literal, NamedTuple, NewType

Place = NewType("Place", str)
"""Where something is, as `package.module:name`; `load` imports it when it is first wanted."""


def load(place: Place) -> Any:
    """What is at `place`. Raises ImportError or AttributeError where nothing is."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


FieldType = Literal[
    "line", "note", "day", "time", "number", "choice", "yes_no", "phone", "address", "part", "list"
]
"""What a field holds: one line, several lines, a date (ISO 8601), a time of day or moment, a number, one of the
values of a table of words, yes or no, a telephone number, an address, a part with fields of its own, a list."""

Personal = Literal["name", "phone", "address", "withheld"]
"""What of a person a field holds: who they are, a number, where they live, or what is for nobody else at all."""


class Reference(NamedTuple):
    """That a field names records of `table` by their id.

    `at` is the name inside a part, or inside each part of a list, where the id stands; with `when` only parts
    whose field has that value name a record of this table (`("kind", "team")`).
    """

    table: str
    at: str = ""
    when: tuple[str, str] | None = None


class Typed(NamedTuple):
    """How people type a field: its option on the command line, its part in quick entry, whether forms have it.

    `hint` is a msgid: what may be typed.
    """

    option: str = ""
    part: str = ""
    form: bool = True
    hint: str = ""


class Field(NamedTuple):
    """A field of a kind's documents. `label` is a msgid.

    `typed` is None where use cases alone set the field. `choices` names the table of words of a choice.
    `headings` are what ledgers call the field, the official one first.
    """

    name: str
    label: str
    type: FieldType = "line"
    choices: Place | None = None
    typed: Typed | None = None
    personal: Personal | None = None
    refers: tuple[Reference, ...] = ()
    headings: tuple[str, ...] = ()


class Act(NamedTuple):
    """What can be done to a record of a kind: a command, and the use case that the table of rights knows.

    At most one of `form`, `deed` and `screen` says what it opens or does; each takes a context and a target.
    Without any, the current screen does it itself. `said` is the msgid that is shown once a deed is done. `label`
    and `tooltip` are msgids that stand for the command's own on this kind. `many`: it may be done to all marked
    records. Without `bar` the key bar leaves it out.
    """

    command: str
    use_case: str
    label: str = ""
    tooltip: str = ""
    form: Place | None = None
    deed: Place | None = None
    screen: Place | None = None
    said: str = ""
    many: bool = False
    bar: bool = True


class Kind(NamedTuple):
    """A kind of record. `label` is a msgid: what one record is called.

    `columns`, `detail` and `refusal` are where a list's columns, the lines of a record in full, and the reason
    why an act cannot be done come from; None where the kind has none of its own. `ledger` names the fields and
    derived columns of its ledger, in order. `must_hold` is asked by undo: what must be true of records that come
    back.
    """

    name: str
    label: str
    table: str
    model: Place
    columns: Place | None = None
    detail: Place | None = None
    refusal: Place | None = None
    fields: tuple[Field, ...] = ()
    acts: tuple[Act, ...] = ()
    ledger: tuple[str, ...] = ()
    must_hold: Place | None = None

    def field(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)

    def act(self, command: str) -> Act | None:
        """What the command does to a record of this kind, or None."""
        return next((act for act in self.acts if act.command == command), None)
