"""A service and a session in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from tui.board import session_line
from tui.errors import Translate
from tui.rules.recurrence import describe
from tui.rules.schedule import sessions_between
from tui.screens import wording
from tui.screens.details.lines import pairs
from tui.screens.details.target import Target, stored_session
from tui.store import Store, Stored
from tui.widgets.columns import Tone
from tui.widgets.detail_view import Line
from tui.words import SESSION_STATES

# How many past and coming sessions stand in a service's detail.
PAST_DAYS: Final = 45
COMING_DAYS: Final = 60


def session_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[Line]:
    """The lines of a session; none if it is gone."""
    service = store.services.find_stored(target.id)
    if service is None or target.on is None:
        return
    stored = stored_session(store, target)
    if stored is None:
        return
    line = session_line(store, stored, now)
    state = wording.session_state(line, tr)
    yield Line(line.service, tone=Tone.ACCENT)
    day = wording.long_day(line.starts_at.date(), tr)
    yield Line(f"{day}  {wording.clock(line.starts_at, line.ends_at)}  {state.text}", tone=state.tone)
    yield Line("")
    served = stored.get("people_served")
    yield from pairs(
        (tr("place"), line.place),
        (tr("team"), line.team),
        (tr("in"), wording.days_to_go(line.days, tr) if line.days >= 0 else ""),
        (tr("served"), tr("{n} people", n=served) if served is not None else ""),
        (tr("reason"), stored.get("reason") or ""),
        (tr("note"), stored.get("note") or ""),
        (tr("items"), tr(", ").join(service.get("items") or ())),
    )
    given = [h for h in store.hours.stored() if stored.get("id") and h.get("session_id") == stored["id"]]
    if given:
        yield Line("")
        yield Line(tr("service hours"), tone=Tone.DIM)
        for record in given:
            volunteer = store.volunteers.find_stored(record["volunteer_id"]) or {}
            hours = wording.hours(record["hours"])
            figure = tr("{n} h, taken back", n=hours) if record.get("withdrawn") else tr("{n} h", n=hours)
            yield Line(figure, label=str(volunteer.get("name") or "?"))


def service_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[Line]:
    """The lines of a service; none if it is gone."""
    service = store.services.find_stored(target.id)
    if service is None:
        return
    team = store.teams.find_stored(service["team_id"]) if service.get("team_id") else None
    partners = [store.partners.find_stored(id) for id in service.get("partner_ids") or ()]
    yield Line(service["name"], tone=Tone.ACCENT)
    yield Line(recurrence(service, tr), tone=Tone.DIM if service.get("paused") else Tone.PLAIN)
    yield Line("")
    yield from pairs(
        (tr("time"), f"{service.get('starts', '')}-{service.get('ends', '')}"),
        (tr("place"), service.get("place") or ""),
        (tr("team"), team["name"] if team else ""),
        (tr("partners"), tr(", ").join(p["name"] for p in partners if p)),
        (tr("at home"), tr("at home for those who cannot come") if service.get("at_home") else ""),
        (tr("items"), tr(", ").join(service.get("items") or ())),
        (tr("note"), service.get("note") or ""),
    )
    today = now.date()
    mine = [s for s in store.sessions.stored() if s["service_id"] == target.id]
    window = sessions_between([service], mine, today - timedelta(PAST_DAYS), today + timedelta(COMING_DAYS))
    if window:
        yield Line("")
        yield Line(tr("sessions"), tone=Tone.DIM)
    for stored in window:
        line = session_line(store, stored, now)
        served = stored.get("people_served")
        text = tr(SESSION_STATES[line.state])
        if served is not None:
            text += "  " + tr("{n} people", n=served)
        if stored.get("reason"):
            text += f"  {stored['reason']}"
        yield Line(
            text,
            label=wording.short_day(line.starts_at.date(), tr),
            tone=wording.session_state(line, tr).tone,
        )


def recurrence(service: Stored, tr: Translate) -> str:
    """When the service takes place, as a sentence."""
    if service.get("paused"):
        return tr("paused")
    if not service.get("rrule"):
        return tr("on request")
    return describe(service["rrule"]).text(tr)
