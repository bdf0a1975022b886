"""The forms of volunteers: add and edit them, their hours, and what they learn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.capture.service_fields import read_days
from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message
from tui.rules.people.availability import describe, parse
from tui.screens.base import wording
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import day_field, found, records, split_list, with_merged
from tui.screens.forms.fields import declared, declared_field
from tui.screens.lists.lesson import lesson_cells
from tui.widgets.fields import Field, NoteField, NumberField, PickField, TextField


def _fields(context: DeskContext, volunteer: Stored) -> list[Field]:
    free = describe(volunteer.get("availability") or (), context.tr)
    return [
        *declared(context, "volunteer", volunteer, "name", "phone", "skills"),
        declared_field(context, "volunteer", "availability", {"availability": [free] if free else ()}),
        *declared(context, "volunteer", volunteer, "compound", "birthday", "joined", "note"),
    ]


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(values)
    if "skills" in fields:
        fields["skills"] = split_list(fields["skills"])
    if "availability" in fields:
        slots = parse(fields["availability"])
        if slots is None:
            raise InvalidInput(
                {
                    "availability": Message(
                        "«{slot}» is no weekday. Write days such as Fri morning, weekend.",
                        {"slot": fields["availability"]},
                    )
                }
            )
        fields["availability"] = list(slots)
    if "birthday" in fields:
        fields["birthday"] = str(fields["birthday"]).replace("/", "-").replace(".", "-")
    return fields


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Add a volunteer."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        volunteer = context.desk.volunteers.add(_read(values))
        return Message("Added {kind}: {name}.", {"kind": Message("volunteer"), "name": volunteer["name"]})

    return FormScreen(context.tr("New volunteer"), _fields(context, {}), save)


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
    teams = [*mine, (None, tr("no team"))]
    last = next(iter(context.desk.hours.given_by(target.id)), None) or {}

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        record = context.desk.hours.add({**_number(values, "hours"), "volunteer_id": target.id})
        return Message(
            "{name}: {n} h recorded.", {"name": volunteer["name"], "n": wording.hours(record["hours"])}
        )

    fields: list[Field] = [
        NumberField("hours", tr("hours"), "1", required=True, hint=tr("In halves: 1, 1.5, 2.")),
        day_field(context, "on", tr("date"), context.today.isoformat()),
        TextField("content", tr("content"), str(last.get("content") or ""), required=True, hint=tr("What was done; a certificate names it.")),
        TextField("place", tr("place"), str(last.get("place") or "")),
        PickField("team_id", tr("team"), teams, teams[0][0]),
        TextField("activity", tr("activity"), hint=tr("What it was part of; empty: the content.")),
        TextField("organiser", tr("organised by"), hint=tr("Who organised it; empty: the team.")),
        TextField("in_charge", tr("in charge"), hint=tr("Who was in charge; empty: the leader of the team.")),
    ]  # fmt: skip
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
    everybody = records(context, "volunteers")

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        missing = {f: Message("Say who.") for f in ("teacher_id", "learner_id") if values[f] is None}
        if missing:
            raise InvalidInput(missing)
        lesson = context.desk.lessons.begin_with(values)
        return Message("Begun: {name}.", {"name": lesson["skill"]})

    names = tr("Type a name or pinyin initials.")
    fields: list[Field] = [
        TextField("skill", tr("skill"), required=True, most=60, hint=tr("What is taught, as it will stand among the learner's skills.")),
        PickField("teacher_id", tr("teacher"), everybody, None, required=True, hint=names),
        PickField("learner_id", tr("learner"), everybody, None, required=True, hint=names),
        TextField("note", tr("note")),
    ]  # fmt: skip
    return FormScreen(tr("New learner"), fields, save)


def edit_lesson(context: DeskContext, target: Target) -> FormScreen:
    """Put right who learns what from whom, since when, and on which days they met."""
    tr, lesson, today = context.tr, found(context, "lessons", target.id), context.today
    everybody = records(context, "volunteers")
    names = tr("Type a name or pinyin initials.")
    fields: list[Field] = [
        TextField("skill", tr("skill"), lesson["skill"], required=True, most=60, hint=tr("What is taught, as it will stand among the learner's skills.")),
        PickField("teacher_id", tr("teacher"), everybody, lesson["teacher_id"], required=True, hint=names),
        PickField("learner_id", tr("learner"), everybody, lesson["learner_id"], required=True, hint=names),
        day_field(context, "begun_on", tr("begun"), lesson["begun_on"]),
        TextField("met_on", tr("lesson days"), ", ".join(lesson["met_on"]), most=400, hint=tr("The days on which they met, with commas between. w notes today's.")),
        NoteField("note", tr("note"), lesson.get("note", ""), hint=tr("Enter begins a new line, Tab walks on.")),
    ]  # fmt: skip

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        given = dict(values)
        if "met_on" in given:
            try:
                given["met_on"] = read_days(given["met_on"], today, context.store.calendar)
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
