"""Which form a command opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui.drafts import Draft
from tui.errors import XingfuError
from tui.screens.details import Target
from tui.screens.forms import (
    arrange_forms,
    service_days_form,
    service_forms,
    session_forms,
    team_forms,
    wish_forms,
)
from tui.screens.forms.form import FormScreen, Origin

if TYPE_CHECKING:
    from tui.app import XingfuApp


def new(app: XingfuApp, kind: str) -> FormScreen:
    """The form for a new record of a kind."""
    makers = {"wish": wish_forms.new, "service": service_forms.new, "team": team_forms.new}
    form = makers[kind](app)
    form.origin = Origin("new", kind)
    return form


def act(app: XingfuApp, action: str, target: Target) -> FormScreen:
    """The form that `action` on a record needs. Raises NotFound if the record is gone."""
    form = _made(app, action, target)
    form.origin = Origin(action, target.kind, target)
    return form


def of_draft(app: XingfuApp, draft: Draft) -> FormScreen | None:
    """The form that `draft` was typed into; None, and a word to the user, if its record is gone."""
    on = date.fromisoformat(draft.on) if draft.on else None
    try:
        if draft.id is None:
            return new(app, draft.kind)
        return act(app, draft.action, Target(draft.kind, draft.id, on))
    except XingfuError as error:
        app.complain(error)
        return None


def _made(app: XingfuApp, action: str, target: Target) -> FormScreen:
    if target.kind == "session":
        of_session = {
            "edit": service_forms.edit,
            "days": service_days_form.edit,
            "complete": session_forms.complete,
            "cancel": session_forms.cancel,
            "move": arrange_forms.move,
            "sign_up": arrange_forms.sign_up,
        }
        return of_session[action](app, target)
    makers = {
        ("wish", "edit"): wish_forms.edit,
        ("wish", "assign"): wish_forms.assign,
        ("wish", "complete"): wish_forms.complete,
        ("wish", "rate"): wish_forms.rate,
        ("wish", "reopen"): wish_forms.reopen,
        ("wish", "step"): wish_forms.step,
        ("wish", "supervise"): wish_forms.supervise,
        ("service", "edit"): service_forms.edit,
        ("service", "days"): service_days_form.edit,
        ("team", "edit"): team_forms.edit,
    }
    return makers[target.kind, action](app, target)
