"""The forms of sessions: how one went, or why it is cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tui.errors import InvalidInput, Message, NotFound
from tui.screens import wording
from tui.screens.details.target import Target, stored_session
from tui.screens.forms.common import found, records
from tui.screens.forms.form import FormScreen
from tui.store import Stored
from tui.widgets.fields import Field, NumberField, PickField, TextField

if TYPE_CHECKING:
    from tui.app import XingfuApp


def session_of(app: XingfuApp, target: Target) -> tuple[Stored, date, str]:
    """The session, the date that names it, and what it is. Raises NotFound."""
    session = stored_session(app.store, target)
    if session is None or target.on is None:
        raise NotFound(Message("The record is no longer there."))
    service = found(app, "services", target.id)
    day = datetime.fromisoformat(session["starts_at"]).date()
    return session, target.on, f"{service['name']}  {wording.long_day(day, app.tr)}"


def complete(app: XingfuApp, target: Target) -> FormScreen:
    """The session took place: people served, who came, hours. What is recorded already is corrected."""
    tr = app.tr
    session, on, about = session_of(app, target)
    if session["state"] == "done":
        return _correct(app, target)
    counted = sum((session.get("counts") or {}).values())
    team = app.store.teams.find_stored(session["team_id"]) if session.get("team_id") else None
    roster = list(session.get("volunteer_ids") or ()) or [
        member["volunteer_id"] for member in (team or {}).get("members") or ()
    ]
    length = datetime.fromisoformat(session["ends_at"]) - datetime.fromisoformat(session["starts_at"])
    usual = round(length.total_seconds() / 1800) / 2

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        wrong = {
            name: Message("Write a number.")
            for name in ("people_served", "hours")
            if isinstance(values[name], str)
        }
        if isinstance(values["people_served"], float):
            wrong["people_served"] = Message("Write a whole number.")
        if wrong:
            raise InvalidInput(wrong)
        app.desk.sessions.complete(
            target.id,
            on,
            people_served=values["people_served"],
            hours=values["hours"],
            volunteer_ids=values["volunteers"],
            note=values["note"],
        )
        return Message("Recorded: {n} people served.", {"n": values["people_served"]})

    fields: list[Field] = [
        NumberField("people_served", tr("people served"), str(counted or ""), required=True, hint=tr("How many residents were served.")),
        PickField("volunteers", tr("who came"), records(app, "volunteers"), roster, many=True,
                  hint=tr("The team's roster is filled in. Backspace takes the last one off; type a name or pinyin initials and Enter to add or remove one.")),
        NumberField("hours", tr("hours each"), f"{usual:g}", hint=tr("Hours that each of them gave, in halves.")),
        TextField("note", tr("note"), hint=tr("Anything worth keeping.")),
    ]  # fmt: skip
    return FormScreen(tr("How the session went"), fields, save, about=about)


def _correct(app: XingfuApp, target: Target) -> FormScreen:
    """Put right what was recorded; what was there stays in the session's history."""
    tr = app.tr
    session, on, about = session_of(app, target)
    service = found(app, "services", target.id)
    counts = dict(session.get("counts") or {})
    items = list(dict.fromkeys([*(service.get("items") or ()), *counts]))
    names = {f"count:{item}": item for item in items}

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        wrong = {
            name: Message("Write a whole number.")
            for name in ("people_served", *names)
            if name in values and not isinstance(values[name], int | None)
        }
        if wrong:
            raise InvalidInput(wrong)
        app.desk.sessions.correct(
            target.id,
            on,
            reason=values.get("reason", ""),
            people_served=values.get("people_served"),
            counts={names[n]: int(v or 0) for n, v in values.items() if n in names} or None,
            note=values.get("note"),
        )
        return Message("Corrected. What was there before stays in the history.")

    fields: list[Field] = [
        NumberField("people_served", tr("people served"), f"{session.get('people_served') or 0}"),
        *(NumberField(name, item, str(counts.get(item, 0))) for name, item in names.items()),
        TextField("note", tr("note"), session.get("note") or ""),
        TextField("reason", tr("reason"), required=True, hint=tr("Why the record is corrected.")),
    ]
    return FormScreen(tr("Correct the record"), fields, save, changed_only=True, about=about)


def cancel(app: XingfuApp, target: Target) -> FormScreen:
    """The session will not take place: say why."""
    tr = app.tr
    _, on, about = session_of(app, target)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        app.desk.sessions.cancel(target.id, on, values["reason"])
        return Message("Cancelled.")

    fields: list[Field] = [
        TextField("reason", tr("reason"), required=True, hint=tr("Shown beside the session."))
    ]
    return FormScreen(tr("Cancel the session"), fields, save, about=about)
