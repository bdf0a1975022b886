"""Which form a command opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.details import Target
from tui.screens.forms import service_forms, session_forms, team_forms, wish_forms
from tui.screens.forms.form import FormScreen

if TYPE_CHECKING:
    from tui.app import XingfuApp


def new(app: XingfuApp, kind: str) -> FormScreen:
    """The form for a new record of a kind."""
    makers = {"wish": wish_forms.new, "service": service_forms.new, "team": team_forms.new}
    return makers[kind](app)


def act(app: XingfuApp, action: str, target: Target) -> FormScreen:
    """The form that `action` on a record needs. Raises NotFound if the record is gone."""
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
        ("wish", "supervise"): wish_forms.supervise,
        ("service", "edit"): service_forms.edit,
        ("team", "edit"): team_forms.edit,
    }
    return makers[target.kind, action](app, target)
