"""Which form a command opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui.drafts import Draft
from tui.errors import XingfuError
from tui.screens.details.target import Target
from tui.screens.forms import (
    alliance_forms,
    meeting_forms,
    room_forms,
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
    makers = {
        "wish": wish_forms.new,
        "service": service_forms.new,
        "team": team_forms.new,
        "meeting": meeting_forms.new,
        "action": meeting_forms.new_action,
        "partner": alliance_forms.new_partner,
        "offer": alliance_forms.new_offer,
        "need": alliance_forms.new_need,
        "booking": room_forms.book,
    }
    form = makers[kind](app)
    form.origin = Origin("new", kind)
    return form


def new_on(app: XingfuApp, kind: str, day: date | None) -> FormScreen:
    """The form for a new meeting or booking on a day."""
    form = {"meeting": meeting_forms.new, "booking": room_forms.book}[kind](app, day)
    form.origin = Origin("new", kind)
    return form


def new_offer_of(app: XingfuApp, partner_id: int | None) -> FormScreen:
    """The form for a new offer, of this partner."""
    form = alliance_forms.new_offer(app, partner_id)
    form.origin = Origin("new", "offer")
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
        ("action", "complete"): meeting_forms.finish,
        ("service", "edit"): service_forms.edit,
        ("team", "edit"): team_forms.edit,
        ("partner", "edit"): alliance_forms.edit_partner,
        ("partner", "appoint"): alliance_forms.appoint,
        ("offer", "edit"): alliance_forms.edit_offer,
        ("offer", "cancel"): alliance_forms.withdraw,
        ("need", "edit"): alliance_forms.edit_need,
        ("need", "complete"): alliance_forms.deliver,
        ("need", "cancel"): alliance_forms.drop,
        ("booking", "edit"): room_forms.move,
        ("booking", "cancel"): room_forms.cancel,
    }
    return makers[target.kind, action](app, target)
