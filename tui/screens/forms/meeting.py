"""The forms of meetings: plan, change, cancel; decide an item; write the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from tui.capture.dates.clock import read_clock
from tui.capture.lines.votes import parse_votes
from tui.capture.recurrence import required_rule
from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.kinds.words import PARTIES, RULINGS, YES_NO
from tui.language.errors import InvalidInput, Message, Translate
from tui.rules.ballots import meeting_doubts
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.meetings import still_to_come
from tui.rules.minutes import as_text, attendance_text, in_words, read_attendance
from tui.rules.recurrence import describe
from tui.screens.base import wording
from tui.screens.base.form import FormScreen
from tui.screens.details.lines import meeting_name
from tui.screens.forms.common import (
    choices,
    day_field,
    day_of,
    found,
    off_record,
    records,
    split_list,
    with_merged,
    with_warnings,
)
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.widgets.fields import Field, NoteField, PickField, TextField


def _fields(context: DeskContext, meeting: Stored, on: date | None = None) -> list[Field]:
    tr = context.tr
    at = datetime.fromisoformat(meeting["starts_at"]) if meeting else None
    day = at.date() if at else on
    rule = meeting.get("rrule") or ""
    words = f"  {describe(rule).text(tr)}" if rule else ""
    hint = tr(
        "A regular meeting plans its next one when it is closed: every friday; 26th of each month. Empty: once."
    )
    usual = f"{at:%H:%M}" if at else _last_time(context)
    when = tr("Hours and minutes: 15:00.")
    if usual and not at:
        when = tr("When the last meeting began stands there; write another time: 15:00.")
    own: dict[str, Field | list[Field]] = {
        "kind": declared_field(context, "meeting", "kind", meeting, required=True),
        "starts_at": [
            day_field(context, "day", tr("date"), day.isoformat() if day else None, required=True),
            TextField("time", tr("from"), usual, required=True, hint=when),
        ],
        "rrule": declared_field(context, "meeting", "rrule", meeting, hint=hint + words),
    }
    return form_fields(context, "meeting", meeting, own)


def _last_time(context: DeskContext) -> str:
    """At what time the last meeting on record began; empty where there was none."""
    last = max((str(meeting["starts_at"]) for meeting in context.store.meetings.stored()), default="")
    return f"{datetime.fromisoformat(last):%H:%M}" if last else ""


def _read(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The fields as the use case takes them. Raises InvalidInput at the form's own fields."""
    errors: dict[str, Message] = {}
    day: date | None = None
    try:
        day = date.fromisoformat(str(values["day"] or ""))
    except ValueError:
        errors["day"] = Message("Say on which day: 2026-12-01, tomorrow, fri.")
    time: tuple[int, int] | None = None
    try:
        time = read_clock(str(values["time"] or ""), "time")
    except InvalidInput as error:
        errors |= error.errors
    if day is None or time is None:
        raise InvalidInput(errors)
    at = datetime(day.year, day.month, day.day, *time, tzinfo=LOCAL)
    kept = {
        name: value for name, value in as_stored("meeting", values).items() if name not in {"day", "time"}
    }
    return {**kept, "rrule": required_rule(values["rrule"], today), "starts_at": at.isoformat()}


def new(context: DeskContext, target: Target | None) -> FormScreen:
    """Plan a meeting, on the chosen day where one is chosen."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        meeting = context.desk.meetings.plan(_read(values, context.today))
        said = Message("Planned: {name}.", {"name": meeting_name(meeting, context.tr)})
        return with_warnings(said, context.desk.meetings.clashes(meeting))

    return FormScreen(context.tr("New meeting"), _fields(context, {}, day_of(target)), save)


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change when, where or what a planned meeting is."""
    meeting = found(context, "meetings", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        before = base_version or meeting
        changed = {
            name: value for name, value in _read(values, context.today).items() if value != before.get(name)
        }
        merged = context.desk.meetings.edit(target.id, changed, base_version=base_version)
        said = Message("Saved: {name}.", {"name": meeting_name(merged.document, context.tr)})
        return with_warnings(
            with_merged(said, merged, fields), context.desk.meetings.clashes(merged.document)
        )

    fields = _fields(context, meeting)
    return FormScreen(context.tr("Edit meeting"), fields, save, base_version=meeting)


def cancel(context: DeskContext, target: Target) -> FormScreen:
    """A meeting that will not be held: say why."""
    tr, meeting = context.tr, found(context, "meetings", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.meetings.cancel(target.id, values["reason"] or "")
        return Message("Cancelled.")

    fields: list[Field] = [
        TextField("reason", tr("reason"), required=True, hint=tr("Its agenda goes to the next one."))
    ]
    return FormScreen(tr("Cancel the meeting"), fields, save, about=meeting_name(meeting, tr))


def decide(context: DeskContext, target: Target) -> FormScreen:
    """Decide an item of the agenda; what it means for its wish, who votes how, what is to be done."""
    tr, meeting = context.tr, found(context, "meetings", target.id)
    items = [(i["number"], f"{i['number']}. {i['title']}") for i in meeting["items"] if i["state"] == "open"]
    if not items:
        raise InvalidInput({"item": Message("Nothing is left to decide. m on a wish puts it on the agenda.")})

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        ruling, day, to = values["ruling"], values["day"], values["to"] or ""
        try:
            done = context.desk.meetings.decide(
                target.id, int(values["item"]), values["decision"] or "", ruling=ruling,
                votes=parse_votes(values["votes"] or ""), assignee=to or None,
                due=day if ruling == "assign" else None, review_on=day if ruling == "hold" else None,
                action={"title": values["action"], "owner": to, "due": day} if values["action"] else None,
            )  # fmt: skip
        except InvalidInput as error:
            names = {"review_on": "day", "due": "day", "owner": "to", "title": "action"}
            raise InvalidInput({names.get(f, f): m for f, m in error.errors.items()}) from error
        return with_warnings(Message("Decided: item {n}.", {"n": values["item"]}), meeting_doubts(done))

    rulings = [(None, tr("none")), *choices(context, RULINGS)]
    holders = [(name, name) for table in ("teams", "partners") for _, name in records(context, table)]
    fields: list[Field] = [
        PickField("item", tr("item"), items, items[0][0], required=True),
        TextField("decision", tr("decision"), required=True, most=1000, hint=tr("What was decided, in a sentence.")),
        PickField("ruling", tr("the wish"), rulings, None, hint=tr("What becomes of the wish by it.")),
        PickField("to", tr("held by"), holders, "", free=off_record(tr),
                  hint=tr("Who sees to it: a team or a partner; a name that is not on record is the last of the list.")),
        day_field(context, "day", tr("until")),
        TextField("votes", tr("votes"), hint=tr("For/against/abstaining: 4/0/1, or by party: property 4/0/1, council 3/1/0.")),
        TextField("action", tr("action item"), hint=tr("If something is to be done besides: in one line.")),
    ]  # fmt: skip
    return FormScreen(tr("Decide"), fields, save, about=meeting_name(meeting, tr))


_T = TypeVar("_T")


def _changed(said: _T, before: _T) -> _T | None:
    """`said`, or None if it equals `before`."""
    return None if said == before else said


def minutes(context: DeskContext, target: Target) -> FormScreen:
    """Who is there, a matter of its own, what was said; and the end of the meeting."""
    tr, meeting = context.tr, found(context, "meetings", target.id)
    if meeting["state"] == "held":
        return correct(context, target)
    items = [(None, tr("none")), *((i["number"], f"{i['number']}. {i['title']}") for i in meeting["items"])]
    known = {a["party"]: a for a in meeting["attendance"]}
    to_come, asked = still_to_come(meeting, context.today), False

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        nonlocal asked
        if values["close"] and to_come is not None and not asked:
            asked = True
            planned = {"day": wording.long_day(to_come, tr)}
            raise InvalidInput(
                {"close": Message("Planned for {day}, still to come. Saving again closes it today.", planned)}
            )
        parties = list(values["present"] or ())
        done = context.desk.meetings.minutes(
            target.id,
            attendance=None if parties == list(known) else [known.get(p) or {"party": p} for p in parties],
            chair=_changed(values["chair"] or "", meeting.get("chair") or ""),
            excused=_changed(split_list(values["excused"] or ""), list(meeting.get("excused") or ())),
            matters=split_list(values["matter"] or ""),
            item=values["item"],
            said=values["said"] or "",
            close=bool(values["close"]),
        )
        if values["close"]:
            said = Message("The meeting is closed; what was not reached goes to the next one.")
        else:
            said = Message("Saved: {name}.", {"name": meeting_name(meeting, tr)})
        return with_warnings(said, meeting_doubts(done))

    fields: list[Field] = [
        PickField("present", tr("present"), choices(context, PARTIES), list(known), many=True,
                  hint=tr("Type a party, Enter takes it in or out; Backspace takes the last one off.")),
        TextField("matter", tr("new matter"), hint=tr("An item of its own for the agenda.")),
        PickField("item", tr("item"), items, None),
        NoteField("said", tr("discussion"), "", hint=tr("What was said on the item.")),
        TextField("chair", tr("in the chair"), meeting.get("chair") or "",
                  hint=tr("Who leads the meeting; the minutes name them.")),
        TextField("excused", tr("excused"), "、".join(meeting.get("excused") or ()),
                  hint=tr("Who asked to be excused: names with commas between.")),
        PickField("close", tr("close it"), choices(context, YES_NO), value=False, hint=tr("Ends the meeting.")),
    ]  # fmt: skip
    return FormScreen(tr("Minutes"), fields, save, about=meeting_name(meeting, tr))


def correct(context: DeskContext, target: Target) -> FormScreen:
    """The form to correct the minutes of a held meeting; the old text is kept in the history, with the reason."""
    tr, meeting = context.tr, found(context, "meetings", target.id)
    labels: dict[str, str] = {code: tr(label) for code, label in PARTIES.items()}
    words = {
        "title": tr("matter"),
        "discussion": tr("discussion"),
        "decision": tr("decision"),
        "votes": tr("votes"),
    }

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        fields: dict[str, Any] = {}
        items: dict[int, dict[str, Any]] = {}
        for name, value in values.items():
            field, _, number = name.partition("-")
            if number:
                items.setdefault(int(number), {})[field] = (
                    _votes(name, value) if field == "votes" else value or ""
                )
            elif field == "attendance":
                fields[field] = read_attendance(value or "", labels)
            elif field != "reason":
                fields[field] = value or ""
        merged = context.desk.meetings.correcting.correct(
            target.id, fields, items, values.get("reason") or "", base_version=base_version
        )
        return with_merged(
            Message("The minutes are corrected; what they said before is kept."), merged, shown
        )

    shown: list[Field] = [
        TextField("reason", tr("reason"), required=True,
                  hint=tr("Why; it is kept with what stood there, your name and the time.")),
        TextField("attendance", tr("present"), attendance_text(meeting["attendance"], lambda code: labels[code], tr(", "), tr("; ")), most=1000,
                  hint=tr("Party, how many, names; semicolons between the parties.")),
        TextField("place", tr("place"), meeting["place"]),
        *(_of_item(item, name, label, tr) for item in meeting["items"] for name, label in words.items()),
        NoteField("note", tr("note"), meeting.get("note") or ""),
    ]  # fmt: skip
    return FormScreen(
        tr("Correct the minutes"),
        shown,
        save,
        base_version=meeting,
        changed_only=True,
        about=meeting_name(meeting, tr),
    )


def _of_item(item: Stored, name: str, label: str, tr: Translate) -> Field:
    """A field of the minutes for one agenda item; its name ends with the item's number (`decision-2`)."""
    key, shown = f"{name}-{item['number']}", f"{item['number']}. {label}"
    if name == "votes":
        return TextField(key, shown, in_words(name, as_text(name, item["votes"]), tr),
                         hint=tr("For/against/abstaining: 4/0/1, or by party: property 4/0/1, council 3/1/0."))  # fmt: skip
    if name == "title":
        return TextField(key, shown, item["title"], most=120)
    return NoteField(key, shown, item[name], hint=str(item["title"]))


def _votes(field: str, text: str) -> dict[str, dict[str, int]]:
    """Parse the votes typed in `field`. Raises InvalidInput at it."""
    try:
        return parse_votes(text or "")
    except InvalidInput as error:
        raise InvalidInput({field: error.message}) from error
