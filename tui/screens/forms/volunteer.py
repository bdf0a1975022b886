"""The forms of volunteers: add and edit them, their hours, and what they learn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.capture.service_fields import read_days
from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message
from tui.rules.people.availability import describe, parse
from tui.screens.base import wording
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import found, records, with_merged
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.screens.lists.lesson import lesson_cells
from tui.widgets.fields import Field, NumberField, PickField, TextField

_NO_TEAM: Final = 0
"""Stands for hours that were given for no team: that is a choice, and not one that nobody has made."""


def _fields(context: DeskContext, volunteer: Stored) -> list[Field]:
    free = describe(volunteer.get("availability") or (), context.tr)
    return form_fields(context, "volunteer", {**volunteer, "availability": [free] if free else ()})


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = as_stored("volunteer", values)
    if "availability" in fields:
        slots = parse(values["availability"])
        if slots is None:
            raise InvalidInput(
                {
                    "availability": Message(
                        "«{slot}» is no weekday. Write days such as Fri morning, weekend.",
                        {"slot": values["availability"]},
                    )
                }
            )
        fields["availability"] = list(slots)
    return fields


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Add a volunteer."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        fields = _read(values)
        volunteer = context.desk.volunteers.add_to_teams(fields, fields.pop("teams", None) or ())
        return Message("Added {kind}: {name}.", {"kind": Message("volunteer"), "name": volunteer["name"]})

    fields = _fields(context, {})
    fields.append(PickField("teams", context.tr("team"), records(context, "teams"), (), many=True,
                               hint=context.tr("Which teams they join today: type a name or pinyin initials, Enter takes one in.")))  # fmt: skip
    return FormScreen(context.tr("New volunteer"), fields, save)


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change a volunteer."""
    volunteer = found(context, "volunteers", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = _read(values)
        merged = context.desk.volunteers.edit(target.id, read, base_version=base_version)
        return with_merged(
            Message("Saved: {name}.", {"name": read.get("name") or volunteer["name"]}), merged, fields
        )

    fields = _fields(context, volunteer)
    return FormScreen(context.tr("Edit volunteer"), fields, save, base_version=volunteer, changed_only=True)


def add_hours(context: DeskContext, target: Target) -> FormScreen:
    """Hours that a volunteer gave."""
    tr, volunteer = context.tr, found(context, "volunteers", target.id)
    mine = [(int(t["id"]), str(t["name"])) for t in context.store.teams.stored() if _in(t, target.id)]
    teams = [*mine, (_NO_TEAM, tr("no team"))]
    only = teams[0][0] if len(mine) < 2 else None  # nobody has said for which of several
    last = next(iter(context.desk.hours.given_by(target.id)), None) or {}

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        given = _number(as_stored("hours", values), "hours")
        given["team_id"] = None if given["team_id"] == _NO_TEAM else given["team_id"]
        record = context.desk.hours.add({**given, "volunteer_id": target.id})
        return Message(
            "{name}: {n} h recorded.", {"name": volunteer["name"], "n": wording.hours(record["hours"])}
        )

    given: Stored = {"on": context.today.isoformat(), "place": last.get("place")}
    own: dict[str, Field] = {
        "team_id": PickField(
            "team_id", tr("team"), teams, only, required=True, hint=tr("For which team the hours were given.")
        ),
        "content": declared_field(context, "hours", "content", given, required=True),
    }
    fields = form_fields(context, "hours", given, own)
    return FormScreen(tr("Add hours"), fields, save, about=volunteer["name"])


def _in(team: Stored, id: int) -> bool:
    return any(m["volunteer_id"] == id for m in team.get("members") or ())


def _number(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The values, of which `name` must be a number. Raises InvalidInput."""
    if not isinstance(values[name], int | float):
        raise InvalidInput({name: Message("Write a number.")})
    return dict(values)


def correct_hours(context: DeskContext, target: Target) -> FormScreen:
    """Correct hours on record, or take them back by 0."""
    tr, volunteer = context.tr, found(context, "volunteers", target.id)
    known = [r for r in context.desk.hours.given_by(target.id) if not r.get("withdrawn")]
    options = [
        (int(r["id"]), f"{r['on']}  {tr('{n} h', n=wording.hours(r['hours']))}  {r.get('content') or ''}")
        for r in known
    ]

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        hours, reason = _number(values, "hours")["hours"], values["reason"]
        if hours == 0:
            context.desk.hours.withdraw(int(values["record"]), reason)
            return Message("The hours are taken back; the record stays.")
        context.desk.hours.correct(int(values["record"]), hours, reason)
        return Message("Corrected to {n} h; the old figure is kept.", {"n": wording.hours(hours)})

    fields: list[Field] = [
        PickField("record", tr("which"), options, options[0][0], required=True, hint=tr("The newest first; arrows choose.")),
        NumberField("hours", tr("hours"), required=True, hint=tr("The right figure, in halves. 0 takes the hours back.")),
        TextField("reason", tr("reason"), required=True, hint=tr("Why; it is kept with the old figure, your name and the time.")),
    ]  # fmt: skip
    return FormScreen(tr("Correct hours"), fields, save, about=volunteer["name"])


# ---- the skill learning group


def new_lesson(context: DeskContext, _: Target | None) -> FormScreen:
    """A learner begins with a teacher."""
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        lesson = context.desk.lessons.begin_with(as_stored("lesson", values))
        return Message("Begun: {name}.", {"name": lesson["skill"]})

    own: dict[str, Field] = {"note": TextField("note", tr("note"))}
    fields = form_fields(context, "lesson", {}, own, without=("begun_on", "met_on"))
    return FormScreen(tr("New learner"), fields, save)


def edit_lesson(context: DeskContext, target: Target) -> FormScreen:
    """Put right who learns what from whom, since when, and on which days they met."""
    tr, lesson, today = context.tr, found(context, "lessons", target.id), context.today
    days = {"met_on": [", ".join(lesson["met_on"])]}
    own: dict[str, Field] = {"met_on": declared_field(context, "lesson", "met_on", days, most=400)}
    fields = form_fields(context, "lesson", lesson, own)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        given = as_stored("lesson", values)
        if "met_on" in given:
            try:
                given["met_on"] = read_days(values["met_on"], today, context.store.calendar)
            except InvalidInput as error:
                raise InvalidInput({"met_on": error.message}) from error
        merged = context.desk.lessons.edit(target.id, given, base_version=base_version)
        return with_merged(Message("Saved: {name}.", {"name": merged.document["skill"]}), merged, fields)

    about = "  ".join(str(cell) for cell in lesson_cells(context.store, lesson, tr)[1:3])
    return FormScreen(
        tr("Edit the learning"), fields, save, base_version=lesson, changed_only=True, about=about
    )


def stop_lesson(context: DeskContext, target: Target) -> FormScreen:
    """The learner stops before being able: say why."""
    tr, lesson = context.tr, found(context, "lessons", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.lessons.stop(target.id, values["note"])
        return Message("Stopped: {name}.", {"name": lesson["skill"]})

    about = "  ".join(str(cell) for cell in lesson_cells(context.store, lesson, tr)[1:3])
    fields: list[Field] = [TextField("note", tr("reason"), required=True)]
    return FormScreen(tr("Stop learning"), fields, save, about=about)
