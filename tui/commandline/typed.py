"""Options and values of declared fields: what a field is called on the command line, and what is typed for it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from tui.commandline import named
from tui.commandline.arguments import number, whole
from tui.kinds import registry
from tui.kinds.declaration import Field, load
from tui.kinds.words import YES_NO
from tui.language.errors import InvalidInput, Message, Translate
from tui.language.i18n import translator

if TYPE_CHECKING:
    from tui.desk.context import DeskContext

# Other names of options, kept for those who have them in their scripts.
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {"--compound": ("--group",)}


def plain(kind: str, own: Collection[str] = (), *, at: str = "") -> list[Field]:
    """The fields that a command takes just as they are declared: those with an option, but for the `own` it reads itself.

    They are typed where a record is added or edited, or at the step `at`.
    """
    typed = registry.kind(kind).typed(at)
    return [field for field in typed if field.typed and field.typed.option and field.name not in own]


def add_options(
    command: argparse.ArgumentParser, fields: Iterable[Field], tr: Translate, *, must: bool = False
) -> None:
    """Make the options of `fields` known to a command; where several kinds have the same, that of the first.

    With `must` a required field has to be given.
    """
    first: dict[str, Field] = {}
    for field in fields:
        first.setdefault(_option(field), field)
    for option, field in first.items():
        assert field.typed is not None
        help_text = tr(field.typed.help) if field.typed.help else None
        command.add_argument(
            option, *_ALSO.get(option, ()), dest=_dest(option), required=must and field.required,
            type=_type(field, option), metavar=_metavar(field), help=help_text,
        )  # fmt: skip


def given(
    kind: str, fields: Iterable[Field], parsed: argparse.Namespace, context: DeskContext
) -> dict[str, Any]:
    """What was given of `fields`, in the form that documents have. Raises InvalidInput with all that is wrong."""
    values = {field.name: getattr(parsed, _dest(_option(field))) for field in fields}
    return read(kind, {name: value for name, value in values.items() if value is not None}, context)


def read(kind: str, given: Mapping[str, Any], context: DeskContext) -> dict[str, Any]:
    """Typed text in the form that documents have; an empty text takes a value away. Raises InvalidInput with all that is wrong.

    What does not read as its type stays as it was typed: the model says what would fit.
    """
    fields: dict[str, Any] = {}
    errors: dict[str, Message] = {}
    for name, value in given.items():
        field = registry.kind(kind).field(name)
        try:
            fields[name] = value if field is None else _value(field, value, context)
        except InvalidInput as error:
            errors[name] = error.message
    if errors:
        raise InvalidInput(errors)
    return fields


def _option(field: Field) -> str:
    return field.typed.option if field.typed else ""


def _dest(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


def _type(field: Field, option: str) -> Callable[[str], Any]:
    """What reads the option where the whole command is refused for what it does not read: numbers alone."""
    if field.type != "number" or (field.refers and not field.refers[0].part):
        return str
    reads = whole if field.refers else number(option)

    def read(text: str) -> Any:
        return reads(text) if text else ""

    read.__name__ = reads.__name__
    return read


def _metavar(field: Field) -> str:
    """What stands for the value in the help."""
    if field.choices is not None:
        words = load(field.choices)
        return "|".join(map(str, words)) if isinstance(words, Mapping) else "X"
    if field.refers and not field.refers[0].part and field.type != "list":
        return "T"
    kinds = {"number": "N", "yes_no": "|".join(_YES_NO), "list": "A,B", "day": "X"}
    return kinds.get(field.type, "T")


_YES_NO: Final = {"yes": True, "no": False}


def _value(field: Field, value: Any, context: DeskContext) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, str):
        return value
    if field.type == "list":
        return [_one(field, part, context) for part in named.parts(value)]
    if not value and field.type in {"number", "day"}:
        return None
    return _one(field, value, context)


def _one(field: Field, value: str, context: DeskContext) -> Any:
    """One value, which is not empty unless it is a text."""
    if field.choices is not None:
        words = load(field.choices)
        return code(words if isinstance(words, Mapping) else words(context.store.community), value)
    table = field.refers[0].table if field.refers and not field.refers[0].part else ""
    if table:
        return named.one_named(context, table, value)
    if field.type == "yes_no":
        return _YES_NO.get(code({"yes": YES_NO[True], "no": YES_NO[False]}, value), value)
    if field.type == "number":
        return int(value) if value.isdigit() else value
    return named.day(value, context.store, past=field.past) if field.type == "day" else value


def code(labels: Mapping[Any, str], text: str) -> str:
    """The code that `text` names, by itself or by its label in either language; else the text itself."""
    chinese = translator("zh")
    known = (str(code) for code, label in labels.items() if text in {code, label, chinese(label)})
    return next(known, text)
