"""The forms of household visits: put on the list, record, correct, follow up, a wish that was heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message, NotFound
from tui.queries.visiting import visit_of
from tui.screens.base.form import FormScreen
from tui.screens.forms import wish as wish_forms
from tui.screens.forms.common import found, records, with_merged
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.widgets.fields import Field, NoteField, PickField, TextField


def _household_fields(context: DeskContext, home: Stored, *, without: tuple[str, ...] = ()) -> list[Field]:
    own: dict[str, Field] = {"note": TextField("note", context.tr("note"), home.get("note", ""), most=1000)}
    return form_fields(context, "household", home, own, without=without)


def new_household(context: DeskContext, _: Target | None) -> FormScreen:
    """Put a household on the list by hand."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        home = context.desk.households.add(as_stored("household", values))
        return Message("On the list: {name}.", {"name": home["name"]})

    fields = _household_fields(context, {}, without=("listed",))
    return FormScreen(context.tr("New household"), fields, save)


def edit_household(context: DeskContext, target: Target) -> FormScreen:
    """Change what is said of a household, or take it off the list."""
    home = found(context, "households", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = as_stored("household", values)
        merged = context.desk.households.edit(target.id, read, base_version=base_version)
        name = merged.document["name"]
        return with_merged(Message("Saved: {name}.", {"name": name}), merged, fields)

    fields = _household_fields(context, {"listed": True, **home})
    return FormScreen(context.tr("Edit household"), fields, save, base_version=home, changed_only=True)


def _visit_fields(
    context: DeskContext, visit: Stored, heard: Field, household: Field | None = None
) -> list[Field]:
    """The fields of a visit; `heard` is one line while it is recorded, `household` is asked for if none is selected."""
    visit = {"on": context.today.isoformat(), "by": context.actor.name, **visit}
    own: dict[str, Field | list[Field]] = {
        "household_id": [household] if household else [],
        "heard": heard,
        "by": declared_field(context, "visit", "by", visit, required=False),  # empty: whoever records it
    }
    return form_fields(context, "visit", visit, own)


def _heard(context: DeskContext) -> Field:
    hint = context.tr("What was heard. A wish is recorded afterwards: h on the visit or the household.")
    return TextField("heard", context.tr("heard"), most=1000, hint=hint)


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Record a visit to a household on the list, or to one that goes there by it."""
    tr = context.tr
    homes = records(context, "households")

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        fields = as_stored("visit", values)
        household = fields.pop("household")
        try:
            context.desk.visits.record(
                household if isinstance(household, int) else {"name": household}, fields
            )
        except InvalidInput as error:
            raise InvalidInput(
                {"household" if n == "name" else n: m for n, m in error.errors.items()}
            ) from error
        name = dict(homes).get(household, household)
        return Message("Visit recorded: {name}.", {"name": name})

    household = PickField("household", tr("household"), homes, None, required=True,
                          free=lambda name: tr("put on the list: {name}", name=name),
                          hint=tr("Type a name or pinyin initials. A new name is the last of the list; e says more of it later."))  # fmt: skip
    return FormScreen(tr("New visit"), _visit_fields(context, {}, _heard(context), household), save)


def record(context: DeskContext, target: Target) -> FormScreen:
    """Record a visit to the selected household."""
    home = found(context, "households", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.visits.record(target.id, as_stored("visit", values))
        return Message("Visit recorded: {name}.", {"name": home["name"]})

    return FormScreen(
        context.tr("New visit"), _visit_fields(context, {}, _heard(context)), save, about=home["name"]
    )


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Correct a visit."""
    visit = found(context, "visits", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = as_stored("visit", values)
        merged = context.desk.visits.edit(target.id, read, base_version=base_version)
        return with_merged(Message("Visit saved."), merged, fields)

    heard = NoteField(
        "heard",
        context.tr("heard"),
        visit["heard"],
    )
    fields = _visit_fields(context, visit, heard)
    return FormScreen(
        context.tr("Edit visit"),
        fields,
        save,
        base_version=visit,
        changed_only=True,
        about=_name(context, visit),
    )


def follow_up(context: DeskContext, target: Target) -> FormScreen:
    """What was promised at a visit has been looked after."""
    tr, visit = context.tr, _meant(context, "visit.follow_up", target)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.visits.follow_up(int(visit["id"]), values["outcome"] or "")
        return Message("Looked after: {name}.", {"name": _name(context, visit)})

    outcome = TextField("outcome", tr("outcome"), most=1000, hint=tr("What came of it, in a sentence."))
    return FormScreen(tr("Follow-up of the visit"), [outcome], save, about=_name(context, visit))


def wish(context: DeskContext, target: Target) -> FormScreen:
    """Record a wish that was heard at the selected visit, or at the last one to the selected household."""
    visit = _meant(context, "visit.wish", target)
    id = int(visit["id"])
    about = f"{_name(context, visit)}  {visit['on']}  {visit['heard']}"
    return wish_forms.heard(context, id, context.desk.visits.prefilled(id), about.strip())


def _meant(context: DeskContext, use_case: str, target: Target) -> Stored:
    visit = visit_of(context.store, use_case, target)
    if visit is None:
        raise NotFound(Message("The record is no longer there."))
    return visit


def _name(context: DeskContext, visit: Stored) -> str:
    home = context.store.households.find_stored(visit["household_id"])
    return str(home["name"]) if home else ""
