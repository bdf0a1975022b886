"""The forms of reminders: add, edit; and the deed that ends one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import Message
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import found, with_merged
from tui.screens.forms.fields import form_fields


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Add a reminder."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        return told(context.desk.reminders.add(values))

    start = {"on": context.today.isoformat(), "owner": context.actor.name}
    return FormScreen(context.tr("New reminder"), form_fields(context, "reminder", start), save)


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change a reminder."""
    reminder = found(context, "reminders", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        merged = context.desk.reminders.edit(target.id, values, base_version=base_version)
        return with_merged(Message("Saved: {name}.", {"name": merged.document["title"]}), merged, fields)

    fields = form_fields(context, "reminder", reminder)
    return FormScreen(context.tr("Edit reminder"), fields, save, base_version=reminder, changed_only=True)


def finish(context: DeskContext, target: Target) -> Message:
    """A reminder is done with."""
    return Message("Done: {name}.", {"name": context.desk.reminders.finish(target.id)["title"]})


def told(reminder: Stored) -> Message:
    """What is said of a reminder that was just kept."""
    said = {
        "name": reminder["owner"],
        "when": f"{reminder['on']} {reminder['at']}",
        "what": reminder["title"],
    }
    return Message("{name} is reminded {when}: {what}.", said)
