"""Which form a command opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui.kinds.record import Target
from tui.language.errors import Message, XingfuError
from tui.screens.base.form import FormScreen, Origin
from tui.screens.entry.meeting_mode import MeetingModeScreen
from tui.screens.entry.quick import QuickScreen
from tui.screens.forms import action as action_forms
from tui.screens.forms import alliance as alliance_forms
from tui.screens.forms import community as community_forms
from tui.screens.forms import handover as handover_forms
from tui.screens.forms import home as home_forms
from tui.screens.forms import mediation as mediation_forms
from tui.screens.forms import meeting as meeting_forms
from tui.screens.forms import room as room_forms
from tui.screens.forms import service as service_forms
from tui.screens.forms import service_days as service_days_form
from tui.screens.forms import session as session_forms
from tui.screens.forms import session_plan as arrange_forms
from tui.screens.forms import team as team_forms
from tui.screens.forms import visit as visit_forms
from tui.screens.forms import volunteer as volunteer_forms
from tui.screens.forms import wish as wish_forms
from tui.screens.forms.common import found
from tui.seats.drafts import Draft

if TYPE_CHECKING:
    from tui.screens.app import XingfuApp


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
        "household": visit_forms.new_household,
        "visit": visit_forms.new,
        "mediation": mediation_forms.new,
        "handover": handover_forms.new,
        "volunteer": volunteer_forms.new,
        "lesson": volunteer_forms.new_lesson,
        "home": home_forms.new,
        "partner": alliance_forms.new_partner,
        "offer": alliance_forms.new_offer,
        "need": alliance_forms.new_need,
        "booking": room_forms.book,
        "room": room_forms.new_room,
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


def _meeting(app: XingfuApp, id: int) -> MeetingModeScreen | QuickScreen:
    meeting = found(app, "meetings", id)
    if meeting["state"] != "planned":  # the line is not lost with the meeting
        app.say(Message("This meeting is over; the line stands here now."))
        return QuickScreen()
    return MeetingModeScreen(id)


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
        ("wish", "match"): wish_forms.match,
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
        ("household", "edit"): visit_forms.edit_household,
        ("household", "complete"): visit_forms.record,
        ("household", "step"): visit_forms.follow_up,
        ("household", "visit_wish"): visit_forms.wish,
        ("visit", "edit"): visit_forms.edit,
        ("visit", "step"): visit_forms.follow_up,
        ("visit", "visit_wish"): visit_forms.wish,
        ("mediation", "edit"): mediation_forms.edit,
        ("mediation", "step"): mediation_forms.step,
        ("mediation", "complete"): mediation_forms.close,
        ("service", "edit"): service_forms.edit,
        ("service", "days"): service_days_form.edit,
        ("team", "edit"): team_forms.edit,
        ("team", "step"): team_forms.roster,
        ("volunteer", "edit"): volunteer_forms.edit,
        ("volunteer", "complete"): volunteer_forms.add_hours,
        ("volunteer", "step"): volunteer_forms.correct_hours,
        ("lesson", "edit"): volunteer_forms.edit_lesson,
        ("lesson", "cancel"): volunteer_forms.stop_lesson,
        ("home", "edit"): home_forms.edit,
        ("home", "assign"): home_forms.assign,
        ("home", "match"): home_forms.match,
        ("home", "complete"): home_forms.complete,
        ("home", "rate"): home_forms.rate,
        ("home", "cancel"): home_forms.cancel,
        ("home", "reopen"): home_forms.reopen,
        ("due", "again"): home_forms.again,
        ("partner", "edit"): alliance_forms.edit_partner,
        ("partner", "appoint"): alliance_forms.appoint,
        ("offer", "edit"): alliance_forms.edit_offer,
        ("offer", "cancel"): alliance_forms.withdraw,
        ("need", "edit"): alliance_forms.edit_need,
        ("need", "complete"): alliance_forms.deliver,
        ("need", "step"): alliance_forms.correct,
        ("need", "cancel"): alliance_forms.drop,
        ("room", "edit"): room_forms.edit_room,
        ("booking", "edit"): room_forms.move,
        ("booking", "cancel"): room_forms.cancel,
    }
    return makers[target.kind, action](app, target)
