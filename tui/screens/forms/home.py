"""The forms of home service: request, send somebody, done, rate, cancel, again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message, WrongState
from tui.screens.base.form import FormScreen
from tui.screens.forms.candidates import best, named, told_apart, with_reasons
from tui.screens.forms.common import day_field, found, records, with_merged
from tui.screens.forms.fields import as_stored, form_fields
from tui.widgets.fields import Field, NumberField, PickField, TextField


def _fields(context: DeskContext, request: Stored) -> list[Field]:
    tr = context.tr
    offered = dict.fromkeys(
        item for s in context.store.services.stored() if s.get("at_home") for item in s.get("items") or ()
    )
    skills = [(item, item) for item in offered]
    skill = request.get("skill") or None
    own: dict[str, Field] = {
        "skill": PickField("skill", tr("wanted"), skills, skill, free=lambda name: tr("something else: {name}", name=name), required=True,
                  hint=tr("What the services at home offer; anything else that is typed is the last of the list.")),
    }  # fmt: skip
    return form_fields(context, "home", request, own)


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """A resident asks for somebody to come."""
    return _requesting(context, {})


def again(context: DeskContext, target: Target | None) -> FormScreen:
    """A new request of somebody who is due again, for the day of the list; an empty one where nobody is selected."""
    if target is None:
        return _requesting(context, {})
    last = found(context, "home_requests", target.id)
    kept = {field.name: last.get(field.name) for field in registry.kind("home").typed()}
    return _requesting(context, kept | {"wished_on": context.desk.home.due_day().isoformat()})


def _requesting(context: DeskContext, known: Stored) -> FormScreen:
    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        request = context.desk.home.request(as_stored("home", values))
        return Message(
            "Recorded: {name}. v shows who could go.", {"name": f"{request['resident']} {request['skill']}"}
        )

    return FormScreen(context.tr("New home request"), _fields(context, known), save)


def edit(context: DeskContext, target: Target) -> FormScreen:
    """Change the plain fields of a request."""
    request = found(context, "home_requests", target.id)

    def save(values: Mapping[str, Any], base_version: Stored | None) -> Message:
        read = as_stored("home", values)
        merged = context.desk.home.edit(target.id, read, base_version=base_version)
        return with_merged(Message("Saved: {name}.", {"name": request["resident"]}), merged, fields)

    fields = _fields(context, request)
    return FormScreen(context.tr("Edit home request"), fields, save, base_version=request, changed_only=True)


def _about(request: Stored) -> str:
    return f"{request['resident']}  {request['skill']}"


def assign(context: DeskContext, target: Target) -> FormScreen:
    """Who goes, and when; those who fit come first."""
    return _sending(context, target, everybody=True)


def match(context: DeskContext, target: Target) -> FormScreen:
    """Who fits best: Enter sends them on the day that was wished for."""
    return _sending(context, target, everybody=False)


def _sending(context: DeskContext, target: Target, *, everybody: bool) -> FormScreen:
    tr, request = context.tr, found(context, "home_requests", target.id)
    matches = context.desk.matches.for_home(target.id)
    options = with_reasons(matches, tr)
    if everybody:
        known = {code for code, _ in options}
        teams = ((f"team:{id}", name) for id, name in records(context, "teams"))
        people = ((f"volunteer:{id}", name) for id, name in records(context, "volunteers"))
        options += [option for option in (*teams, *people) if option[0] not in known]
    if not options:
        raise WrongState(Message("Nobody with a fitting skill is known. a lists everybody."))
    held = f"volunteer:{request['volunteer_id']}" if request["volunteer_id"] else f"team:{request['team_id']}"
    chosen = held if any(code == held for code, _ in options) else best(matches)
    options = told_apart(options, context.store, tr)
    day = request.get("on") or request.get("wished_on")

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        if not values["on"]:
            raise InvalidInput({"on": Message("Say on which day they go.")})
        kind, _colon, id = str(values["holder"]).partition(":")
        context.desk.home.act(target.id, "give", holder=(kind, int(id)), on=values["on"])
        return Message(
            "{name} goes on {day}.", {"name": named(context.store, values["holder"]), "day": values["on"]}
        )

    fields: list[Field] = [
        PickField("holder", tr("held by"), options, chosen, required=True,
                  hint=tr("The best match first, with the reason; type a name or pinyin initials to find another.")),
        day_field(context, "on", tr("date"), day, required=True),
    ]  # fmt: skip
    if not everybody and day:
        fields.reverse()  # the day is known: Enter walks to the candidates and saves there
    return FormScreen(tr("Who goes") if everybody else tr("Best match"), fields, save, about=_about(request))


def complete(context: DeskContext, target: Target) -> FormScreen:
    """The visit took place: what was done, and the volunteer's hours."""
    tr, request = context.tr, found(context, "home_requests", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        if request["volunteer_id"] and not isinstance(values["hours"], int | float):
            raise InvalidInput({"hours": Message("Write a number.")})
        hours = values.get("hours") or None
        after = context.desk.home.act(target.id, "complete", note=values["note"], hours=hours)
        for doubt in context.desk.home.hours_doubts(after) if hours else ():
            return Message("Done: {name}. {doubt}", {"name": _about(request), "doubt": doubt})
        return Message("Done: {name}. Ask the resident, then r rates it.", {"name": _about(request)})

    fields: list[Field] = [TextField("note", tr("outcome"), hint=tr("What was done, in a sentence."))]
    if request["volunteer_id"]:
        given = NumberField(
            "hours", tr("hours"), required=True, hint=tr("Hours of the volunteer, in halves; 0: none.")
        )
        fields.append(given)
    return FormScreen(tr("Home service done"), fields, save, about=_about(request))


def rate(context: DeskContext, target: Target) -> FormScreen:
    """How satisfied the resident is."""
    tr, request = context.tr, found(context, "home_requests", target.id)
    marks = [(5, tr("5 very satisfied")), (4, tr("4 satisfied")), (3, tr("3 so-so")),
             (2, tr("2 rather dissatisfied")), (1, tr("1 dissatisfied"))]  # fmt: skip

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        context.desk.home.act(target.id, "rate", rating=values["rating"], note=values["note"])
        return Message("Rated: {name}.", {"name": _about(request)})

    fields: list[Field] = [
        PickField(
            "rating", tr("rating"), marks, None, required=True, hint=tr("Arrows choose, or type the number.")
        ),
        TextField("note", tr("note"), hint=tr("What the resident said.")),
    ]
    return FormScreen(tr("Rate home service"), fields, save, about=_about(request))


def _with_reason(
    step: str, title: Callable[[DeskContext], str]
) -> Callable[[DeskContext, Target], FormScreen]:
    """The form of a step that needs a reason and nothing else."""

    def form(context: DeskContext, target: Target) -> FormScreen:
        request = found(context, "home_requests", target.id)

        def save(values: Mapping[str, Any], _: Stored | None) -> Message:
            if not values["note"]:
                raise InvalidInput({"note": Message("Say why.")})
            context.desk.home.act(target.id, step, note=values["note"])
            return Message("Saved: {name}.", {"name": _about(request)})

        fields: list[Field] = [TextField("note", context.tr("reason"), required=True)]
        return FormScreen(title(context), fields, save, about=_about(request))

    return form


cancel = _with_reason("cancel", lambda context: context.tr("Cancel the home request"))
reopen = _with_reason("reopen", lambda context: context.tr("Somebody must go again"))
