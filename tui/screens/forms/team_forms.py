"""The form of teams, with their roster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.errors import Message
from tui.screens.details.target import Target
from tui.screens.forms.common import choices, day_field, found, records, split_list, told
from tui.screens.forms.form import FormScreen
from tui.store import Stored
from tui.widgets.fields import Field, NoteField, NumberField, PickField, TextField
from tui.words import TEAM_KINDS, YES_NO

if TYPE_CHECKING:
    from tui.app import XingfuApp


def _fields(app: XingfuApp, team: Stored) -> list[Field]:
    tr = app.tr
    pick = tr("Arrows choose, or type: text or pinyin initials.")
    roster = [member["volunteer_id"] for member in team.get("members") or ()]
    return [
        TextField("name", tr("team"), team.get("name", ""), required=True, most=60),
        PickField("kind", tr("kind"), choices(app, TEAM_KINDS), team.get("kind", "service"), hint=pick),
        TextField("leader", tr("leader"), team.get("leader", "")),
        TextField("committee_member", tr("committee"), team.get("committee_member", ""), hint=tr("The part-time committee member of the team.")),
        PickField("roster", tr("roster"), records(app, "volunteers"), roster, many=True, free=True,
                  hint=tr("Type a name or pinyin initials, Enter adds or removes; a new name becomes a new volunteer. Backspace takes the last one off.")),
        NumberField("needed", tr("needed"), str(team.get("needed", 0)), hint=tr("With fewer people the team counts as short.")),
        TextField("skills", tr("skills"), "、".join(team.get("skills") or ()), hint=tr("With commas between.")),
        TextField("base", tr("base"), team.get("base", "")),
        TextField("slot", tr("slot"), team.get("slot", ""), hint=tr("When the team usually works.")),
        PickField("paused", tr("resting"), choices(app, YES_NO), bool(team.get("paused")), hint=pick),
        day_field(app, "paused_until", tr("resting until"), team.get("paused_until")),
        NoteField("note", tr("note"), team.get("note", ""), hint=tr("Enter begins a new line, Tab walks on.")),
    ]  # fmt: skip


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(values)
    if "skills" in fields:
        fields["skills"] = split_list(fields["skills"])
    if fields.get("needed", 0) is None:
        fields["needed"] = 0
    return fields


def new(app: XingfuApp) -> FormScreen:
    """Add a team."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        fields = _read(values)
        team = app.desk.teams.add_with_roster(fields, fields.pop("roster"))
        return Message("Added: {name}.", {"name": team["name"]})

    return FormScreen(app.tr("New team"), _fields(app, {}), save)


def edit(app: XingfuApp, target: Target) -> FormScreen:
    """Change a team and who is in it."""
    team = found(app, "teams", target.id)

    def save(values: Mapping[str, Any], seen: Stored | None) -> Message:
        read = _read(values)
        merged = app.desk.teams.edit_with_roster(target.id, read, read.pop("roster", None), seen=seen)
        return told(Message("Saved: {name}.", {"name": read.get("name") or team["name"]}), merged, fields)

    fields = _fields(app, team)
    return FormScreen(app.tr("Edit team"), fields, save, seen=team, changed_only=True)
