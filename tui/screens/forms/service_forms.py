"""The form of services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tui.capture.clock import parse_clock
from tui.capture.service_fields import read_recurrence, understood, when_told
from tui.errors import InvalidInput, Message
from tui.rules.schedule import next_session, planned_session
from tui.screens import wording
from tui.screens.details.target import Target
from tui.screens.forms.common import choices, day_field, found, records, split_list, told, with_warnings
from tui.screens.forms.form import FormScreen
from tui.store import Merged, Stored
from tui.widgets.fields import ExplainedField, Field, NoteField, NumberField, PickField, TextField
from tui.words import YES_NO

if TYPE_CHECKING:
    from tui.app import XingfuApp

# What a form of a service asks besides the service's own fields.
_ASKED = ("scope", "reason")


def _fields(app: XingfuApp, service: Stored) -> list[Field]:
    tr, today = app.tr, app.store.now.date()
    pick = tr("Arrows choose, or type: text or pinyin initials.")
    teams = [(None, tr("nobody yet")), *records(app, "teams")]
    first = service.get("first") or today.isoformat()

    def explain(text: str) -> str:
        return explained(app, {**service, "first": first}, text)

    words = when_told(service).text(tr) if service.get("rrule") or service.get("festival") else ""
    return [
        TextField("name", tr("service"), service.get("name", ""), required=True, most=60),
        ExplainedField("rrule", tr("when"), _typed(service, words, today), explain=explain,
                       hint=tr("every friday; last working day of each quarter; a festival; or an RRULE. Empty: on request.")),
        day_field(app, "first", tr("first day"), first),
        TextField("starts", tr("from"), service.get("starts", "09:00"), most=12, hint=tr("A time of day, such as 09:00.")),
        TextField("ends", tr("to"), service.get("ends", "11:00"), most=12, hint=tr("A time of day, such as 09:00.")),
        TextField("place", tr("place"), service.get("place", "")),
        PickField("team_id", tr("team"), teams, service.get("team_id"), hint=pick),
        PickField("partner_ids", tr("partners"), records(app, "partners"), service.get("partner_ids"), many=True, hint=pick),
        TextField("items", tr("items"), "、".join(service.get("items") or ()), most=400, hint=tr("What can be asked for, with commas between.")),
        NumberField("cap", tr("room for"), _number(service.get("cap")), hint=tr("How many residents a session has room for; empty: any number.")),
        PickField("at_home", tr("at home"), choices(app, YES_NO), bool(service.get("at_home")), hint=pick),
        PickField("paused", tr("paused"), choices(app, YES_NO), bool(service.get("paused")), hint=tr("Until further notice. For pauses with an end: Esc, then y.")),
        NoteField("note", tr("note"), service.get("note", ""), hint=tr("Enter begins a new line, Tab walks on.")),
    ]  # fmt: skip


def _typed(service: Stored, words: str, today: date) -> str:
    """The recurrence as it stands in the line: in words where they are read back as the same."""
    try:
        read = read_recurrence(words, today) if words else None
    except InvalidInput:
        read = None
    same = read is not None and all(read[name] == (service.get(name) or type(read[name])()) for name in read)
    return words if same else str(service.get("rrule") or "")


def explained(app: XingfuApp, service: Stored, text: str) -> str:
    """What was understood of a recurrence, with the next three days; empty for an empty line."""
    tr, today = app.tr, app.store.now.date()
    if not text.strip():
        return ""
    try:
        meant = {**service, **read_recurrence(text, today), "paused": False}
    except InvalidInput:
        return tr("? not understood yet")
    result = understood(meant, today)
    days = [
        wording.short_day(one.day, tr) if one.day.year == today.year else wording.long_day(one.day, tr)
        for one in result.days
    ]
    note = f"  {result.note.text(tr)}" if result.note else ""
    return f"{result.sentence.text(tr)}: {tr(', ').join(days)}{note}" if days else result.sentence.text(tr)


def _number(value: object) -> str:
    return "" if value is None else str(value)


def _read(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The typed values in the form that the use case takes. Raises InvalidInput."""
    fields = dict(values)
    if "rrule" in fields:
        fields |= read_recurrence(fields["rrule"], today)
    for clock in ("starts", "ends"):
        if fields.get(clock, "").strip():
            fields[clock] = parse_clock(fields[clock], clock)
    if "items" in fields:
        fields["items"] = split_list(fields["items"])
    return fields


def new(app: XingfuApp) -> FormScreen:
    """Add a service."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        service = app.desk.services.add(_read(values, app.store.now.date()))
        return with_clashes(app, service, Message("Added: {name}.", {"name": service["name"]}))

    return FormScreen(app.tr("New service"), _fields(app, {}), save)


def edit(app: XingfuApp, target: Target) -> FormScreen:
    """Change a service: for this session, from it on, or for all to come. What took place stays."""
    service = found(app, "services", target.id)
    on, asked = target.on or _next(app, service), list[Field]()
    if on is not None:
        asked = _scope(app, service, on)
    fields = [*_fields(app, service), *asked]

    def save(values: Mapping[str, Any], seen: Stored | None) -> Message:
        scope, reason = values.get("scope", "all"), values.get("reason", "")
        given = _read({k: v for k, v in values.items() if k not in _ASKED}, app.store.now.date())
        said = Message("Saved: {name}.", {"name": given.get("name") or service["name"]})
        if scope == "this" and on is not None:
            session = app.desk.services.edit_one(target.id, on, given, reason)
            return session_told(app, session, said)
        if scope == "following" and on is not None:
            following = app.desk.services.edit_from(target.id, on, given, seen=seen)
            return with_clashes(app, following, said)
        merged: Merged = app.desk.services.edit(target.id, given, seen=seen)
        return with_clashes(app, merged.document, told(said, merged, fields))

    return FormScreen(app.tr("Edit service"), fields, save, seen=service, changed_only=True)


def _scope(app: XingfuApp, service: Stored, on: date) -> list[Field]:
    """What an edit is for; a session that has begun is a record and is not among the choices."""
    tr = app.tr
    planned = planned_session(service, on)
    if on < app.store.now.date() or planned is None:
        return []
    day = wording.short_day(on, tr)
    scopes = [
        ("all", tr("all to come")),
        ("following", tr("{day} and all after it", day=day)),
        ("this", tr("{day} alone", day=day)),
    ]
    return [
        PickField("scope", tr("holds for"), scopes, "all", hint=tr("What took place stays as it was, whatever you choose.")),
        TextField("reason", tr("reason"), hint=tr("For one session alone: why it is different.")),
    ]  # fmt: skip


def _next(app: XingfuApp, service: Stored) -> date | None:
    following = next_session(service, app.store.sessions.stored(), app.store.now.date())
    return date.fromisoformat(following["on"]) if following else None


def with_clashes(app: XingfuApp, service: Stored, said: Message) -> Message:
    """What to say of a saved service: also with what its next session clashes."""
    following = next_session(service, app.store.sessions.stored(), app.store.now.date())
    return session_told(app, following, said) if following else said


def session_told(app: XingfuApp, session: Stored, said: Message) -> Message:
    """What to say of a saved session: also with what it clashes."""
    sessions = app.desk.sessions
    return with_warnings(said, sessions.told(sessions.clashes(session)))
