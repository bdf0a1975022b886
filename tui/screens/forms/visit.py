"""The forms of household visits: put on the list, record, correct, follow up, a wish that was heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message, NotFound
from tui.queries.visiting import visit_of
from tui.screens.base.form import FormScreen
from tui.screens.forms import wish as wish_forms
from tui.screens.forms.common import day_field, found, records, told
from tui.screens.forms.fields import declared, declared_field
from tui.widgets.fields import Field, NoteField, PickField, TextField

if TYPE_CHECKING:
    from tui.screens.app import XingfuApp


def _household_fields(app: XingfuApp, home: Stored) -> list[Field]:
    names = ("name", "flags", "compound", "address", "phone", "every")
    return [
        *declared(app, "household", home, *names),
        TextField("note", app.tr("note"), home.get("note", ""), most=1000),
    ]


def new_household(app: XingfuApp) -> FormScreen:
    """Put a household on the list by hand."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        home = app.desk.households.add(values)
        return Message("On the list: {name}.", {"name": home["name"]})

    return FormScreen(app.tr("New household"), _household_fields(app, {}), save)


def edit_household(app: XingfuApp, target: Target) -> FormScreen:
    """Change what is said of a household, or take it off the list."""
    home = found(app, "households", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        merged = app.desk.households.edit(target.id, values, base_version=base_version)
        name = merged.document["name"]
        return told(Message("Saved: {name}.", {"name": name}), merged, fields)

    fields = [
        *_household_fields(app, home),
        declared_field(app, "household", "listed", {"listed": True, **home}),
    ]
    return FormScreen(app.tr("Edit household"), fields, save, base_version=home, changed_only=True)


def _visit_fields(app: XingfuApp, visit: Stored, heard: Field) -> list[Field]:
    tr = app.tr
    today = app.store.now.date().isoformat()
    return [
        heard,
        day_field(app, "follow_up_on", tr("follow-up"), visit.get("follow_up_on"),
                  hint=tr("When to look after what was promised, if anything was.")),
        day_field(app, "on", tr("date"), visit.get("on", today)),
        TextField("by", tr("visited by"), visit.get("by", app.actor.name)),
    ]  # fmt: skip


def _heard(app: XingfuApp) -> Field:
    hint = app.tr("What was heard. A wish is recorded afterwards: h on the visit or the household.")
    return TextField("heard", app.tr("heard"), most=1000, hint=hint)


def new(app: XingfuApp) -> FormScreen:
    """Record a visit to a household on the list, or to one that goes there by it."""
    tr = app.tr
    homes = records(app, "households")

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        fields = dict(values)
        household = fields.pop("household")
        if not household:
            raise InvalidInput({"household": Message("Say who was visited.")})
        try:
            app.desk.visits.record(household if isinstance(household, int) else {"name": household}, fields)
        except InvalidInput as error:
            raise InvalidInput(
                {"household" if n == "name" else n: m for n, m in error.errors.items()}
            ) from error
        name = dict(homes).get(household, household)
        return Message("Visit recorded: {name}.", {"name": name})

    household = PickField("household", tr("household"), homes, None, free=True, required=True,
                          hint=tr("Type a name or pinyin initials. A new name is put on the list; e says more of it."))  # fmt: skip
    return FormScreen(tr("New visit"), [household, *_visit_fields(app, {}, _heard(app))], save)


def record(app: XingfuApp, target: Target) -> FormScreen:
    """Record a visit to the household in front."""
    home = found(app, "households", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        app.desk.visits.record(target.id, values)
        return Message("Visit recorded: {name}.", {"name": home["name"]})

    return FormScreen(app.tr("New visit"), _visit_fields(app, {}, _heard(app)), save, about=home["name"])


def edit(app: XingfuApp, target: Target) -> FormScreen:
    """Correct a visit."""
    visit = found(app, "visits", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        merged = app.desk.visits.edit(target.id, values, base_version=base_version)
        return told(Message("Visit saved."), merged, fields)

    heard = NoteField(
        "heard", app.tr("heard"), visit["heard"], hint=app.tr("Enter begins a new line, Tab walks on.")
    )
    fields = _visit_fields(app, visit, heard)
    return FormScreen(
        app.tr("Edit visit"), fields, save, base_version=visit, changed_only=True, about=_name(app, visit)
    )


def follow_up(app: XingfuApp, target: Target) -> FormScreen:
    """What was promised at a visit has been looked after."""
    tr, visit = app.tr, _meant(app, "step", target)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        app.desk.visits.follow_up(int(visit["id"]), values["outcome"] or "")
        return Message("Looked after: {name}.", {"name": _name(app, visit)})

    outcome = TextField("outcome", tr("outcome"), most=1000, hint=tr("What came of it, in a sentence."))
    return FormScreen(tr("Follow-up of the visit"), [outcome], save, about=_name(app, visit))


def wish(app: XingfuApp, target: Target) -> FormScreen:
    """Record a wish that was heard at the visit in front, or at the last one to the household in front."""
    visit = _meant(app, "visit_wish", target)
    id = int(visit["id"])
    about = f"{_name(app, visit)}  {visit['on']}  {visit['heard']}"
    return wish_forms.heard(app, id, app.desk.visits.prefilled(id), about.strip())


def _meant(app: XingfuApp, id: str, target: Target) -> Stored:
    visit = visit_of(app.store, id, target)
    if visit is None:
        raise NotFound(Message("The record is no longer there."))
    return visit


def _name(app: XingfuApp, visit: Stored) -> str:
    home = app.store.households.find_stored(visit["household_id"])
    return str(home["name"]) if home else ""
