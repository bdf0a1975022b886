"""A form's field as its kind declares it: label, editor, choices, hint, whether it must be filled in, length."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.declaration import Field, FieldType, Typed, load
from tui.kinds.record import Stored
from tui.kinds.words import YES_NO
from tui.screens.forms import common
from tui.widgets import fields as widgets
from tui.widgets.fields import NoteField, NumberField, Option, PickField, TextField

# How many characters a line takes where its declaration does not say.
_MOST: Final[Mapping[FieldType, int]] = {"phone": 20}
_LINE: Final = 200


def declared_field(
    context: DeskContext,
    kind: str,
    name: str,
    record: Stored,
    *,
    hint: str = "",
    options: Sequence[Option] | None = None,
    required: bool | None = None,
    most: int = 0,
) -> widgets.Field:
    """The editor of a declared field, with what `record` has in it.

    What is given besides stands for what is declared: a `hint` that is translated already, `options` to pick
    from, `required` and `most` where this form asks for more than the model. Raises KeyError for a field that is
    not declared.
    """
    known = registry.declared(registry.kind(kind).table)[name]
    typed = known.typed or Typed()
    must = known.required if required is None else required
    label, hint = context.tr(known.label), hint or (context.tr(typed.hint) if typed.hint else "")
    value = record.get(name)
    offered = _options(context, known) if options is None else options
    if offered is not None:
        many = known.type == "list"
        picked = (value or ()) if many else bool(value) if known.type == "yes_no" else value
        return PickField(name, label, offered, picked, many=many, required=must, hint=hint)
    match known.type:
        case "note":
            return NoteField(name, label, value or "", required=must, hint=hint)
        case "day":
            return common.day_field(context, name, label, value, hint=hint, past=known.past)
        case "time":
            return common.clock_field(context, name, label, value or "")
        case "number":
            return NumberField(name, label, figure(value), required=must, hint=hint)
    text = "、".join(map(str, value or ())) if known.type == "list" else str(value or "")
    most = most or known.most or _MOST.get(known.type, _LINE)
    return TextField(name, label, text, required=must, hint=hint, most=most)


def declared(context: DeskContext, kind: str, record: Stored, *names: str) -> list[widgets.Field]:
    """The editors of several declared fields, just as they are declared."""
    return [declared_field(context, kind, name, record) for name in names]


def form_fields(
    context: DeskContext,
    kind: str,
    record: Stored,
    own: Mapping[str, widgets.Field | Sequence[widgets.Field]] | None = None,
    *,
    without: Collection[str] = (),
    at: str = "",
) -> list[widgets.Field]:
    """The editors of all that is typed where a record is added or edited, in the order of the declaration.

    `own` has what the form makes itself, by the name of the declared field that it stands for; `without` names
    what the form leaves out. With `at` they are those of a step instead (a command such as `complete`).
    """
    found: list[widgets.Field] = []
    for field in registry.kind(kind).typed(at):
        if own and field.name in own:
            editors = own[field.name]
            found += [editors] if isinstance(editors, widgets.Field) else editors
        elif field.typed and field.typed.in_form and field.name not in without:
            found.append(declared_field(context, kind, field.name, record))
    return found


def as_stored(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form in stored form: a text that was typed for a list field is split at its commas."""
    declared = registry.declared(registry.kind(kind).table)
    stored = dict(values)
    for name, value in values.items():
        if isinstance(value, str) and name in declared and declared[name].type == "list":
            stored[name] = common.split_list(value)
    return stored


def figure(value: float | None) -> str:
    """A number as it is typed: whole ones without a point, none as nothing."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)


def _options(context: DeskContext, declared: Field) -> list[Option] | None:
    """What a field is picked from: its words, the records or compounds that it names; None if it is typed."""
    if declared.choices is not None:
        words = load(declared.choices)
        return common.choices(
            context, words if isinstance(words, Mapping) else words(context.store.community)
        )
    if declared.type == "yes_no":
        return common.choices(context, YES_NO)
    for reference in declared.refers:
        if reference.part:
            return common.compounds(context)
        if reference.table:
            known = common.records(context, reference.table)
            may_lack = declared.type == "number" and not declared.required
            return [(None, context.tr("none")), *known] if may_lack else known
    return None
