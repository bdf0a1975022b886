"""The forms of mediations: open, edit, hold a session or look after the agreement, end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.kinds.words import MEDIATION_STATES
from tui.language.errors import Message
from tui.rules.households.mediation import ENDINGS
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import day_field, found, with_merged
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.widgets.fields import Field, PickField, TextField


def _fields(context: DeskContext, mediation: Stored) -> list[Field]:
    new: Stored = {"kind": "other", "mediator": context.actor.name, "opened_on": context.today.isoformat()}
    hint = context.tr("Nobody has said which: it is «other», and can be changed at any time.")
    own = {"kind": declared_field(context, "mediation", "kind", new, hint=hint)} if not mediation else {}
    return form_fields(context, "mediation", mediation or new, own)


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Open a mediation."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        mediation = context.desk.mediations.open(as_stored("mediation", values))
        return Message("Opened: {name}.", {"name": mediation["title"]})

    return FormScreen(context.tr("New mediation"), _fields(context, {}), save)


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change the plain fields of a mediation."""
    mediation = found(context, "mediations", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = as_stored("mediation", values)
        merged = context.desk.mediations.edit(target.id, read, base_version=base_version)
        return with_merged(Message("Saved: {name}.", {"name": merged.document["title"]}), merged, fields)

    fields = _fields(context, mediation)
    return FormScreen(context.tr("Edit mediation"), fields, save, base_version=mediation, changed_only=True)


def step(context: DeskContext, target: Target) -> FormScreen:
    """A session of one that goes on; whether the agreement holds, of one that is over."""
    mediation = found(context, "mediations", target.id)
    return _session(context, mediation) if mediation["state"] == "open" else _follow_up(context, mediation)


def _session(context: DeskContext, mediation: Stored) -> FormScreen:
    tr, id = context.tr, int(mediation["id"])

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.mediations.session(id, values["note"] or "", values["on"])
        return Message("Session kept: {name}.", {"name": mediation["title"]})

    today = context.today.isoformat()
    fields: list[Field] = [
        TextField("note", tr("what came of it"), required=True, most=1000),
        day_field(context, "on", tr("date"), today, past=True),
    ]
    return FormScreen(tr("Mediation session"), fields, save, about=mediation["title"])


def _follow_up(context: DeskContext, mediation: Stored) -> FormScreen:
    tr, id = context.tr, int(mediation["id"])

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.mediations.follow_up(id, values["outcome"] or "")
        return Message("Looked after: {name}.", {"name": mediation["title"]})

    outcome = TextField(
        "outcome", tr("outcome"), most=1000, hint=tr("Whether the agreement holds, in a sentence.")
    )
    return FormScreen(tr("Follow-up of the mediation"), [outcome], save, about=mediation["title"])


def close(context: DeskContext, target: Target) -> FormScreen:
    """How a mediation ended."""
    tr, mediation = context.tr, found(context, "mediations", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        later = values["follow_up_on"]
        context.desk.mediations.close(target.id, values["state"], values["words"] or "", follow_up_on=later)
        return Message("Ended: {name}.", {"name": mediation["title"]})

    endings = [(state, tr(MEDIATION_STATES[state])) for state in ENDINGS]
    fields: list[Field] = [
        TextField("words", tr("agreement, or why none"), required=True, most=1000,
                  hint=tr("What was agreed; or why not, or to whom it was referred.")),
        PickField("state", tr("ended"), endings, None, required=True, hint=tr("Arrows choose, or type the word.")),
        day_field(context, "follow_up_on", tr("follow-up"), hint=tr("When to ask whether it holds.")),
    ]  # fmt: skip
    return FormScreen(tr("End of the mediation"), fields, save, about=mediation["title"])
