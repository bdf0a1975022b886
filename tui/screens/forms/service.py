"""The form of services."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tui.capture.service_fields import (
    RecurrencePreview,
    read_recurrence,
    recurrence_preview,
    schedule_sentence,
)
from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.kinds.words import DAY_RULES
from tui.language.errors import InvalidInput, Message
from tui.rules.services.clashes import Clash, clashes_about
from tui.rules.services.schedule import next_session, planned_session
from tui.screens.base import wording
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import (
    clock_field,
    day_field,
    found,
    items_written,
    read_items,
    teams,
    with_merged,
    with_warnings,
)
from tui.screens.forms.fields import as_stored, declared_field, form_fields
from tui.store import Merged
from tui.widgets.explained_field import ExplainedField
from tui.widgets.fields import Field, PickField, TextField

# What a form of a service asks besides the service's own fields.
_ASKED = ("scope", "reason")


def _fields(context: DeskContext, service: Stored) -> list[Field]:
    tr, today = context.tr, context.today
    words = schedule_sentence(service).text(tr) if service.get("rrule") or service.get("festival") else ""
    whole = {"first": today.isoformat(), **service, "again_weeks": service.get("again_weeks") or None}
    first = day_field(
        context, "first", tr("first day"), whole["first"],
        hint=tr("Counted from this day on; today where nobody has said: the first session is the next day that fits."),
    )  # fmt: skip

    def explain(text: str) -> str:
        # A day that is not understood yet is no reason to say nothing of the recurrence.
        return explained(context, {**service, "first": (first.day or today).isoformat()}, text)

    own: dict[str, Field] = {
        "rrule": ExplainedField("rrule", tr("recurrence"), _typed(service, words, today), explain=explain,
                                hint=tr("every friday; last working day of each quarter; a festival; or an RRULE; with «, except holidays» or save, then y. Empty: on request.")),
        "first": first,
        "starts": clock_field(context, "starts", tr("from"), whole.get("starts") or "", required=True),
        "ends": clock_field(context, "ends", tr("to"), whole.get("ends") or "", required=True),
        "team_id": declared_field(context, "service", "team_id", whole, options=teams(context)),
        "items": declared_field(context, "service", "items", {"items": [items_written(service.get("items") or ())]}, most=400),
    }  # fmt: skip
    return form_fields(context, "service", whole, own, without=() if service else ("paused",))


def _follow(
    context: DeskContext, fields: Sequence[Field], service: Stored
) -> Callable[[str, Any], str | None]:
    """What else changes on the form while a field is typed into, and what is to be said of it."""
    by_name = {field.field: field for field in fields}

    def follow(name: str, value: Any) -> str | None:
        recurrence, reason = by_name["rrule"], by_name.get("reason")
        if name == "first" and isinstance(recurrence, ExplainedField):
            recurrence.remark()
        elif name == "scope" and reason is not None:
            reason.display = value == "this"
        if name not in {"rrule", "first", "starts", "ends", "place", "team_id"}:
            return None
        values = {field.field: field.value for field in fields if field.field not in _ASKED}
        return _next_clash(context, values, service)

    return follow


def _next_clash(context: DeskContext, values: Mapping[str, Any], service: Stored) -> str:
    """With what the next session would clash if the service were saved as it stands on the form."""
    try:
        meant = context.desk.services.checked("services", {**service, **_read(context, values, service)})
    except InvalidInput:
        return ""
    known = [s for s in context.store.services.stored() if s["id"] != service.get("id")]
    meant = {"id": 0, **service, **meant}
    sessions = context.store.sessions.stored()
    following = next_session(meant, sessions, context.today, context.store.calendar)
    return (
        _clashes_text(context, clashes_about(following, [*known, meant], sessions, context.store.calendar))
        if following
        else ""
    )


def _typed(service: Stored, words: str, today: date) -> str:
    """The recurrence as it stands in the line: in words where they are read back as the same."""
    try:
        read = read_recurrence(words, today) if words else None
    except InvalidInput:
        read = None
    same = read is not None and all(read[name] == (service.get(name) or type(read[name])()) for name in read)
    return words if same else str(service.get("rrule") or "")


def explained(context: DeskContext, service: Stored, text: str) -> str:
    """What was understood of a recurrence, with the next three days; empty for an empty line."""
    tr, today = context.tr, context.today
    if not text.strip():
        return ""
    try:
        read = read_recurrence(text, today)
    except InvalidInput:
        return tr("? not understood yet")
    result = recurrence_preview({**service, **read, "paused": False}, today, context.store.calendar)
    sentence = result.sentence.text(tr)
    for name, label in (("on_holiday", tr("on holidays")), ("on_weekend", tr("on weekends"))):
        if name in read:
            sentence = tr(
                "{sentence}, {when} {what}", sentence=sentence, when=label, what=tr(DAY_RULES[read[name]])
            )
    if not result.days:
        return tr("{sentence}. No day of it is still to come.", sentence=sentence)
    return tr("{sentence}. Next: {days}", sentence=sentence, days=next_days(context, result))


def next_days(context: DeskContext, result: RecurrencePreview) -> str:
    """The next days of a service, with the year where it is another, and what is not sure of them."""
    tr, today = context.tr, context.today
    days = [wording.day_seen_from(one.day, today, tr) for one in result.days]
    note = f"  ({result.note.text(tr)})" if result.note else ""
    return tr(", ").join(days) + note


def _read(context: DeskContext, values: Mapping[str, Any], service: Stored) -> dict[str, Any]:
    """The typed values in the form that the use case takes. Raises InvalidInput, all that is wrong at once."""
    fields, errors = as_stored("service", values), dict[str, Message]()
    for name in ("starts", "ends"):
        if fields.get(name) == "":
            errors[name] = Message("This must be filled in.")
            del fields[name]
    if "items" in fields:
        fields["items"] = read_items(values["items"])
    if fields.get("again_weeks", 0) is None:
        fields["again_weeks"] = 0
    if "rrule" in fields:
        try:
            fields |= read_recurrence(fields["rrule"], context.today)
        except InvalidInput as error:
            errors |= error.errors
            del fields["rrule"]
    if errors:
        try:
            context.desk.services.checked("services", {**service, **fields})
        except InvalidInput as error:
            errors = {**error.errors, **errors}
        raise InvalidInput(errors)
    return fields


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Add a service."""

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        service = context.desk.services.add(_read(context, values, {}))
        return with_clashes(
            context,
            service,
            Message("Added {kind}: {name}.", {"kind": Message("service"), "name": service["name"]}),
        )

    fields = _fields(context, {})
    return FormScreen(context.tr("New service"), fields, save, notice=_follow(context, fields, {}))


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change a service: for this session, from it on, or for all to come. What took place stays."""
    service = found(context, "services", target.id)
    on, asked = target.on or _next(context, service), list[Field]()
    if on is not None:
        asked = _scope(context, service, on)
    # What it holds for stands first: a choice below the end of a small screen would not be seen.
    fields = [*asked, *_fields(context, service)]

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        scope, reason = values.get("scope", "all"), values.get("reason", "")
        given = _read(context, {k: v for k, v in values.items() if k not in _ASKED}, service)
        named = {"name": given.get("name") or service["name"]}
        if scope == "this" and on is not None:
            session = context.desk.services.edit_one(target.id, on, with_both_ends(given, fields), reason)
            said = Message("Saved for {day} alone: {name}.", {**named, "day": session["starts_at"][:10]})
            return with_session_clashes(context, session, said)
        if scope == "following" and on is not None:
            following = context.desk.services.edit_from(target.id, on, given, base_version=base_version)
            said = Message("Saved from {day} on: {name}.", {**named, "day": on.isoformat()})
            return with_clashes(context, following, said)
        merged: Merged = context.desk.services.edit(target.id, given, base_version=base_version)
        return with_clashes(
            context, merged.document, with_merged(Message("Saved: {name}.", named), merged, fields)
        )

    title = context.tr("Edit service") + f"  {service['name']}"
    return FormScreen(
        title, fields, save, base_version=service, changed_only=True, notice=_follow(context, fields, service)
    )


def _scope(context: DeskContext, service: Stored, on: date) -> list[Field]:
    """What an edit is for; a session that has begun is a record and is not among the choices."""
    tr = context.tr
    planned = planned_session(service, on, context.store.calendar)
    if on < context.today or planned is None:
        return []
    day = wording.short_day(on, tr)
    scopes = [
        ("all", tr("all to come")),
        ("following", tr("{day} and all after it", day=day)),
        ("this", tr("{day} alone", day=day)),
    ]
    reason = TextField("reason", tr("reason"), hint=tr("For one session alone: why it is different."))
    reason.display = False
    return [
        PickField("scope", tr("holds for"), scopes, "all", hint=tr("Left and right choose: all to come, from one session on, or that one alone. What took place stays as it was.")),
        reason,
    ]  # fmt: skip


def with_both_ends(given: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """What was changed, and of the times both: an end that stands on the form is meant as it stands."""
    if not {"starts", "ends"} & given.keys():
        return dict(given)
    return {**given, **{f.field: f.value for f in fields if f.field in {"starts", "ends"}}}


def _next(context: DeskContext, service: Stored) -> date | None:
    following = next_session(service, context.store.sessions.stored(), context.today, context.store.calendar)
    return date.fromisoformat(following["on"]) if following else None


def with_clashes(context: DeskContext, service: Stored, said: Message) -> Message:
    """What to say of a saved service: also with what its next session clashes."""
    following = next_session(service, context.store.sessions.stored(), context.today, context.store.calendar)
    return with_session_clashes(context, following, said) if following else said


def clashes_text(context: DeskContext, session: Stored) -> str:
    """With what a session clashes; empty if with nothing."""
    return _clashes_text(context, context.desk.sessions.clashes(session))


def _clashes_text(context: DeskContext, clashes: list[Clash]) -> str:
    return " ".join(message.text(context.tr) for message in context.desk.sessions.clash_messages(clashes))


def with_session_clashes(context: DeskContext, session: Stored, said: Message) -> Message:
    """What to say of a saved session: also with what it clashes."""
    sessions = context.desk.sessions
    return with_warnings(said, sessions.clash_messages(sessions.clashes(session)))
