"""The form of teams, with their roster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.kinds.words import MEMBER_ROLES
from tui.language.errors import InvalidInput, Message
from tui.rules.alliance import current_member
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import choices, day_field, found, records, with_merged
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.widgets.fields import Field, PickField


def _fields(context: DeskContext, team: Stored) -> list[Field]:
    team = {"needed": 0, **team}
    roster = [member["volunteer_id"] for member in team.get("members") or ()]
    own: dict[str, Field] = {
        "members": PickField("roster", context.tr("roster"), records(context, "volunteers"), roster, many=True,
                  free=lambda name: context.tr("new volunteer: {name}", name=name),
                  hint=context.tr("Type a name or pinyin initials, Enter adds or removes; a new volunteer is the last of the list. Backspace takes the last one off.")),
        "kind": declared_field(context, "team", "kind", team, required=True),
        "honours": declared_field(context, "team", "honours", team, most=400),
    }  # fmt: skip
    return form_fields(context, "team", team, own)


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = as_stored("team", values)
    if fields.get("needed", 0) is None:
        fields["needed"] = 0
    return fields


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Add a team."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        fields = _read(values)
        team = context.desk.teams.add_with_roster(fields, fields.pop("roster"))
        return Message("Added {kind}: {name}.", {"kind": Message("team"), "name": team["name"]})

    return FormScreen(context.tr("New team"), _fields(context, {}), save)


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change a team and who is in it."""
    team = found(context, "teams", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = _read(values)
        merged = context.desk.teams.edit_with_roster(
            target.id, read, read.pop("roster", None), base_version=base_version
        )
        return with_merged(
            Message("Saved: {name}.", {"name": read.get("name") or team["name"]}), merged, fields
        )

    appointed = current_member(context.store.appointments.stored(), target.id, context.today)
    shown = team if appointed is None else {**team, "committee_member": appointed["name"]}
    fields = _fields(context, shown)
    return FormScreen(context.tr("Edit team"), fields, save, base_version=team, changed_only=True)


def roster(context: DeskContext, target: Target) -> FormScreen:
    """Roles and joining dates of everybody in a team, on one form."""
    tr, team = context.tr, found(context, "teams", target.id)
    members = list(team.get("members") or ())
    inside = {member["volunteer_id"] for member in members}
    outside = [option for option in records(context, "volunteers") if option[0] not in inside]
    fields: list[Field] = []
    for member in members:
        id = member["volunteer_id"]
        name = str((context.store.volunteers.find_stored(id) or {}).get("name") or id)
        role = PickField(f"role:{id}", name, choices(context, MEMBER_ROLES), member["role"], hint=name)
        fields += [role, day_field(context, f"joined:{id}", tr("  since"), member.get("joined"), past=True)]

    fields.append(
        PickField("added", tr("add"), outside, (), many=True, free=lambda name: tr("new volunteer: {name}", name=name),
                  hint=tr("Who comes into the team: type a name or pinyin initials, Enter takes one in; a new volunteer is the last of the list."))
    )  # fmt: skip

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        wanted = {
            int(m["volunteer_id"]): (
                str(values[f"role:{m['volunteer_id']}"]),
                values[f"joined:{m['volunteer_id']}"],
            )
            for m in members
        }
        try:
            context.desk.teams.set_roster(
                target.id, wanted, added=values["added"] or (), base_version=base_version
            )
        except InvalidInput as error:
            # The use case says at which person; the form has two fields for each.
            raise InvalidInput(
                {
                    (f"joined:{n}" if n.isdigit() else {"roster": "added"}.get(n, n)): m
                    for n, m in error.errors.items()
                }
            ) from error
        return Message("Saved: {name}.", {"name": team["name"]})

    return FormScreen(tr("Roster"), fields, save, base_version=team, about=team["name"])
