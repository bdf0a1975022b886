"""Options and values of declared fields: what a field is called on the command line, and what is typed for it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from tui.commandline import named
from tui.kinds import registry
from tui.kinds.declaration import Field, load
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, Translate
from tui.language.i18n import translator

# Other names of options, kept for those who have them in their scripts.
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {"--compound": ("--group",)}


def plain(kind: str) -> list[Field]:
    """The fields that a record of the kind is added with, each with its option."""
    return [field for field in registry.kind(kind).typed() if field.typed and field.typed.option]


def add_options(command: argparse.ArgumentParser, fields: Iterable[Field], tr: Translate) -> None:
    """Make the options of `fields` known to a command; each is kept under the field's name."""
    for field in fields:
        assert field.typed is not None
        options = (*_ALSO.get(field.typed.option, ()), field.typed.option)
        told = tr(field.typed.help) if field.typed.help else None
        if field.type == "number":
            command.add_argument(*options, dest=field.name, type=int, metavar="N", help=told)
        elif field.required:
            command.add_argument(*options, dest=field.name, required=True, metavar="T", help=told)
        else:
            command.add_argument(*options, dest=field.name, metavar="X", help=told)


def read(kind: str, given: Mapping[str, Any], today: date, community: Stored | None = None) -> dict[str, Any]:
    """Typed text in the form that documents have. Raises InvalidInput with all that is wrong.

    What does not read as its type stays as it was typed: the model says what would fit.
    """
    fields: dict[str, Any] = {}
    errors: dict[str, Message] = {}
    for name, value in given.items():
        field = registry.kind(kind).field(name)
        try:
            fields[name] = value if field is None else _value(field, value, today, community)
        except InvalidInput as error:
            errors[name] = error.message
    if errors:
        raise InvalidInput(errors)
    return fields


def _value(field: Field, value: Any, today: date, community: Stored | None) -> Any:
    if not isinstance(value, str):
        return value
    if field.choices is not None:
        words = load(field.choices)
        return code(words if isinstance(words, Mapping) else words(community), value)
    if field.type == "number":
        return int(value) if value.isdigit() else (value or None)
    if field.type == "day":
        return named.day(value, today)
    return value


def code(labels: Mapping[Any, str], text: str) -> str:
    """The code that `text` names, by itself or by its label in either language; else the text itself."""
    chinese = translator("zh")
    known = (str(code) for code, label in labels.items() if text in {code, label, chinese(label)})
    return next(known, text)
