"""The forms of meetings and action items: plan, attend and discuss, decide; add, finish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from tui.errors import InvalidInput, Message
from tui.rules.meetings import FOUR_PARTIES
from tui.screens.details.lines import meeting_name
from tui.screens.details.target import Target
from tui.screens.forms.common import choices, day_field, found, split_list
from tui.screens.forms.form import FormScreen
from tui.store import LOCAL, Stored
from tui.widgets.fields import Field, NoteField, PickField, TextField
from tui.words import MEETING_KINDS, PARTIES, RULINGS

if TYPE_CHECKING:
    from tui.app import XingfuApp

_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:：]?([0-5]\d)")


def new(app: XingfuApp, on: date | None = None) -> FormScreen:
    """Plan a meeting, on a day where one is in front."""
    tr = app.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        time = _TIME.fullmatch(str(values["time"] or "").strip())
        if not values["day"] or time is None:
            raise InvalidInput(
                {
                    "day" if not values["day"] else "time": Message(
                        "Say when: a day, and a time such as 15:00."
                    )
                }
            )
        day = date.fromisoformat(str(values["day"]))
        at = datetime(day.year, day.month, day.day, int(time[1]), int(time[2]), tzinfo=LOCAL)
        rrule = "FREQ=MONTHLY" if values["monthly"] else ""
        fields = {
            "kind": values["kind"],
            "place": values["place"],
            "rrule": rrule,
            "starts_at": at.isoformat(),
        }
        meeting = app.desk.meetings.plan(fields)
        return Message("Planned: {name}.", {"name": meeting_name(meeting, tr)})

    fields: list[Field] = [
        PickField("kind", tr("kind"), choices(app, MEETING_KINDS), "joint", required=True),
        day_field(app, "day", tr("date"), on.isoformat() if on else None),
        TextField("time", tr("from"), "15:00", hint=tr("Hours and minutes: 15:00.")),
        TextField("place", tr("place")),
        PickField("monthly", tr("monthly"), [(False, tr("no")), (True, tr("yes"))], value=False,
                  hint=tr("A monthly meeting plans its next one when it is closed.")),
    ]  # fmt: skip
    return FormScreen(tr("New meeting"), fields, save)


def decide(app: XingfuApp, target: Target) -> FormScreen:
    """Decide an item of the agenda; what it means for its wish."""
    tr, meeting = app.tr, found(app, "meetings", target.id)
    items = [(i["number"], f"{i['number']}. {i['title']}") for i in meeting["items"] if i["state"] == "open"]
    if not items:
        raise InvalidInput({"item": Message("Nothing is left to decide. m on a wish puts it on the agenda.")})

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        ruling, day = values["ruling"], values["day"]
        app.desk.meetings.decide(
            target.id, int(values["item"]), values["decision"] or "", ruling=ruling, assignee=values["to"] or None,
            due=day if ruling == "assign" else None, review_on=day if ruling == "hold" else None,
        )  # fmt: skip
        if values["action"]:
            wish = next((i["wish_id"] for i in meeting["items"] if i["number"] == values["item"]), None)
            app.desk.actions.add(
                {"title": values["action"], "owner": values["to"] or tr("residents' committee"), "due": day,
                 "meeting_id": target.id, "wish_id": wish}
            )  # fmt: skip
        return Message("Decided: item {n}.", {"n": values["item"]})

    rulings = [(None, tr("none")), *choices(app, RULINGS)]
    fields: list[Field] = [
        PickField("item", tr("item"), items, items[0][0], required=True),
        TextField("decision", tr("decision"), required=True, most=1000, hint=tr("What was decided, in a sentence.")),
        PickField("ruling", tr("the wish"), rulings, None, hint=tr("What becomes of the wish by it.")),
        TextField("to", tr("held by"), hint=tr("Who sees to it.")),
        day_field(app, "day", tr("until")),
        TextField("action", tr("action item"), hint=tr("If something is to be done besides: in one line.")),
    ]  # fmt: skip
    return FormScreen(tr("Decide"), fields, save, about=meeting_name(meeting, tr))


def minutes(app: XingfuApp, target: Target) -> FormScreen:
    """Who is there, a matter of its own, what was said; and the end of the meeting."""
    tr, meeting = app.tr, found(app, "meetings", target.id)
    items = [(None, tr("none")), *((i["number"], f"{i['number']}. {i['title']}") for i in meeting["items"])]
    present = [a["party"] for a in meeting["attendance"]] or list(FOUR_PARTIES)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        desk = app.desk.meetings
        parties = list(values["present"] or ())
        if parties != [a["party"] for a in meeting["attendance"]]:
            known = {a["party"]: a for a in meeting["attendance"]}
            desk.attend(target.id, [known.get(p) or {"party": p} for p in parties])
        for title in split_list(values["matter"] or ""):
            desk.add_item(target.id, title)
        if values["said"]:
            if values["item"] is None:
                raise InvalidInput({"item": Message("Say on which item this was said.")})
            desk.discuss(target.id, int(values["item"]), values["said"])
        if values["close"]:
            desk.close(target.id)
            return Message("The meeting is closed; what was not reached goes to the next one.")
        return Message("Saved: {name}.", {"name": meeting_name(meeting, tr)})

    fields: list[Field] = [
        PickField("present", tr("present"), choices(app, PARTIES), present, many=True,
                  hint=tr("Space takes one in or out.")),
        TextField("matter", tr("new matter"), hint=tr("An item of its own for the agenda.")),
        PickField("item", tr("item"), items, None),
        NoteField("said", tr("discussion"), "", hint=tr("What was said on the item.")),
        PickField("close", tr("close it"), [(False, tr("no")), (True, tr("yes"))], value=False,
                  hint=tr("Ends the meeting.")),
    ]  # fmt: skip
    return FormScreen(tr("Minutes"), fields, save, about=meeting_name(meeting, tr))


def new_action(app: XingfuApp) -> FormScreen:
    """Add an action item."""
    tr = app.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        steps = [{"title": title} for title in split_list(values["steps"] or "")]
        fields = {"title": values["title"], "owner": values["owner"], "due": values["due"], "steps": steps}
        action = app.desk.actions.add(fields)
        return Message("Added: {name}.", {"name": action["title"]})

    fields: list[Field] = [
        TextField("title", tr("action item"), required=True, most=120),
        TextField("owner", tr("held by"), required=True),
        day_field(app, "due", tr("due")),
        TextField("steps", tr("steps"), hint=tr("The steps of a project in their order, with commas.")),
    ]
    return FormScreen(tr("New action item"), fields, save)


def finish(app: XingfuApp, target: Target) -> FormScreen:
    """An action item is done."""
    tr, action = app.tr, found(app, "actions", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        app.desk.actions.finish(target.id, values["outcome"] or "")
        return Message("Done: {name}.", {"name": action["title"]})

    fields: list[Field] = [TextField("outcome", tr("outcome"), hint=tr("What was done, in a sentence."))]
    return FormScreen(tr("Action item done"), fields, save, about=action["title"])
