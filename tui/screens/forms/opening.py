"""Which form a command opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui.drafts import Draft
from tui.errors import Message, WrongState, XingfuError
from tui.screens.details.target import Target
from tui.screens.forms import (
    action_forms,
    community_forms,
    meeting_forms,
    service_forms,
    session_forms,
    team_forms,
    wish_forms,
)
from tui.screens.forms.common import found
from tui.screens.forms.form import FormScreen, Origin
from tui.screens.meeting_mode import MeetingModeScreen
from tui.screens.quick import QuickScreen

if TYPE_CHECKING:
    from tui.app import XingfuApp


# What can be taken up again where a line dropped.
Resumable = FormScreen | QuickScreen | MeetingModeScreen


def new(app: XingfuApp, kind: str) -> FormScreen:
    """The form for a new record of a kind."""
    makers = {
        "wish": wish_forms.new,
        "service": service_forms.new,
        "team": team_forms.new,
        "meeting": meeting_forms.new,
        "action": action_forms.new,
        "community": community_forms.settings,
    }
    form = makers[kind](app)
    form.origin = Origin("new", kind)
    return form


def act(app: XingfuApp, action: str, target: Target) -> FormScreen:
    """The form that `action` on a record needs. Raises NotFound if the record is gone."""
    form = _made(app, action, target)
    form.origin = Origin(action, target.kind, target)
    return form


def of_draft(app: XingfuApp, draft: Draft) -> Resumable | None:
    """What `draft` was typed into; None, and a word to the user, if its record is gone."""
    on = date.fromisoformat(draft.on) if draft.on else None
    try:
        if draft.action == "quick":
            return QuickScreen()
        if (draft.action, draft.kind) == ("confirm", "meeting") and draft.id is not None:
            return _meeting(app, draft.id)
        if draft.id is None:
            return new(app, draft.kind)
        return act(app, draft.action, Target(draft.kind, draft.id, on))
    except XingfuError as error:
        app.complain(error)
        return None


def _meeting(app: XingfuApp, id: int) -> MeetingModeScreen:
    meeting = found(app, "meetings", id)
    if meeting["state"] != "planned":
        raise WrongState(Message("This meeting is over; nothing is added to it any more."))
    return MeetingModeScreen(id)


def _made(app: XingfuApp, action: str, target: Target) -> FormScreen:
    if target.kind == "session":
        if action == "edit":
            return service_forms.edit(app, target)
        return {"complete": session_forms.complete, "cancel": session_forms.cancel}[action](app, target)
    makers = {
        ("wish", "edit"): wish_forms.edit,
        ("wish", "assign"): wish_forms.assign,
        ("wish", "complete"): wish_forms.complete,
        ("wish", "rate"): wish_forms.rate,
        ("wish", "reopen"): wish_forms.reopen,
        ("wish", "step"): wish_forms.step,
        ("wish", "supervise"): wish_forms.supervise,
        ("meeting", "complete"): meeting_forms.decide,
        ("meeting", "step"): meeting_forms.minutes,
        ("meeting", "edit"): meeting_forms.edit,
        ("meeting", "cancel"): meeting_forms.cancel,
        ("action", "edit"): action_forms.edit,
        ("action", "cancel"): action_forms.drop,
        ("action", "complete"): action_forms.finish,
        ("service", "edit"): service_forms.edit,
        ("team", "edit"): team_forms.edit,
    }
    return makers[target.kind, action](app, target)
