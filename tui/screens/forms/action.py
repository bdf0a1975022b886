"""The forms of action items: add, edit, finish, drop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import Message
from tui.rules.progress import progress
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import found, with_merged
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.widgets.fields import Field, TextField


def _fields(context: DeskContext, action: Stored) -> list[Field]:
    steps = [step["title"] for step in action.get("steps") or ()]
    # With commas of the width that the resident's own words have: a title may have the other.
    written = {**action, "steps": ["，".join(steps)] if steps else ()}
    own = {"steps": declared_field(context, "action", "steps", written, most=1000)}
    return form_fields(context, "action", action, own)


def _read(values: Mapping[str, Any], known: Stored) -> dict[str, Any]:
    """The fields as the use case takes them; a step that keeps its title keeps its dates."""
    fields = as_stored("action", values)
    if "steps" in fields:
        before = {step["title"]: step for step in known.get("steps") or ()}
        fields["steps"] = [before.get(title) or {"title": title} for title in fields["steps"]]
    return fields


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Add an action item."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        return Message(
            "Added {kind}: {name}.",
            {"kind": Message("action item"), "name": context.desk.actions.add(_read(values, {}))["title"]},
        )

    return FormScreen(context.tr("New action item"), _fields(context, {}), save)


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change an action item."""
    action = found(context, "actions", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        merged = context.desk.actions.edit(
            target.id, _read(values, base_version or action), base_version=base_version
        )
        return with_merged(
            Message("Saved: {name}.", {"name": values.get("title") or action["title"]}), merged, fields
        )

    fields = _fields(context, action)
    return FormScreen(context.tr("Edit action item"), fields, save, base_version=action, changed_only=True)


def step(context: DeskContext, target: Target) -> Message | FormScreen:
    """Mark the next step as done; if no step is left, the form that finishes the action item."""
    action = found(context, "actions", target.id)
    done, of = progress(action["steps"])
    if done == of:
        return finish(context, target)
    context.desk.actions.step(target.id, done + 1)
    name = {"name": action["title"], "step": action["steps"][done]["title"], "n": done + 1, "of": of}
    if done + 1 == of:
        return Message("{name}: {step} is done, the last of {of} steps. w once more finishes it.", name)
    return Message("{name}: {step} is done, {n} of {of} steps.", name)


def finish(context: DeskContext, target: Target) -> FormScreen:
    """An action item is done."""
    tr, action = context.tr, found(context, "actions", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.actions.finish(target.id, values["outcome"] or "")
        return Message("Done: {name}.", {"name": action["title"]})

    fields: list[Field] = [TextField("outcome", tr("outcome"), hint=tr("What was done, in a sentence."))]
    return FormScreen(tr("Action item done"), fields, save, about=action["title"])


def drop(context: DeskContext, target: Target) -> FormScreen:
    """An action item will not be done: say why."""
    tr, action = context.tr, found(context, "actions", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.actions.drop(target.id, values["note"] or "")
        return Message("Dropped: {name}.", {"name": action["title"]})

    fields: list[Field] = [
        TextField("note", tr("reason"), required=True, hint=tr("Why it will not be done."))
    ]
    return FormScreen(tr("Drop the action item"), fields, save, about=action["title"])
