"""What is shown of one record in full: labelled lines, made from stored documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from tui.board import session_line, supervised_wishes, team_lines, wish_line
from tui.errors import Message, Translate
from tui.rules.recurrence import describe
from tui.rules.schedule import planned_session, sessions_between
from tui.screens import wording
from tui.store import Store, Stored
from tui.widgets.columns import Tone
from tui.widgets.detail_view import Line
from tui.words import (
    ACTIONS,
    CATEGORIES,
    CHANNELS,
    MEMBER_ROLES,
    SESSION_STATES,
    TEAM_KINDS,
    TEAM_STATES,
    URGENCIES,
    WISH_STATES,
)

# How many past and coming sessions stand in a service's detail.
PAST_DAYS, COMING_DAYS = 45, 60
_MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Target:
    """What a command is about: a kind of record and what names it.

    A session is named by its service and the date that the recurrence gave it, as it may not be on
    record yet.
    """

    kind: str
    id: int
    on: date | None = None


def details(store: Store, target: Target, now: datetime, tr: Translate) -> list[Line]:
    """The lines that show `target` in full; empty if it is no longer there."""
    makers = {"wish": _wish, "session": _session, "service": _service, "team": _team}
    return list(makers[target.kind](store, target, now, tr))


def session_target(key: object) -> Target:
    """The target that a session's line in a list names by its key, (service id, date)."""
    service_id, on = cast("tuple[int, date]", key)
    return Target("session", service_id, on)


def stored_session(store: Store, target: Target) -> Stored | None:
    """The session that `target` names, on record or as its service's recurrence plans it."""
    if target.on is None:
        return None
    on = target.on.isoformat()
    for stored in store.sessions.stored():
        if stored["service_id"] == target.id and stored["on"] == on:
            return stored
    service = store.services.find_stored(target.id)
    return planned_session(service, target.on) if service else None


def community_name(store: Store, number: int | None, tr: Translate) -> str:
    """The residential compound with this number, by name where one is published."""
    if number is None:
        return ""
    for compound in (store.community or {}).get("compounds", ()):
        if compound["number"] == number and compound["name"]:
            return str(compound["name"])
    return tr("compound {n}", n=number)


def _pairs(*pairs: tuple[str, str]) -> Iterator[Line]:
    """Labelled lines, those without a text left out."""
    for label, text in pairs:
        if text:
            yield Line(text, label=label)


def _wish(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[Line]:
    wish = store.wishes.find_stored(target.id)
    if wish is None:
        return
    line = wish_line(wish, now.date(), supervised_wishes(store))
    left = wording.days_left(line, tr)
    yield Line(wish["title"], tone=Tone.ACCENT)
    yield Line(f"{wish['number']}  {tr(WISH_STATES[wish['state']])}  {left.text}", tone=left.tone)
    if line.needs:
        yield Line(wording.why(line, tr), tone=Tone.WARN)
    yield Line("")
    yield from _pairs(
        (tr("resident"), "  ".join(filter(None, (wish.get("resident"), wish.get("phone"))))),
        (
            tr("address"),
            " ".join(
                filter(None, (community_name(store, wish.get("compound"), tr), wish.get("address") or ""))
            ),
        ),
        (tr("behind it"), _behind(wish, tr)),
        (tr("held by"), line.holder or tr(wording.NOBODY)),
        (tr("due"), wording.long_day(date.fromisoformat(wish["due"]), tr) if wish.get("due") else ""),
        (tr("recorded"), wording.long_day(date.fromisoformat(wish["recorded_on"]), tr)),
        (tr("came by"), tr(CHANNELS[wish["channel"]])),
        (tr("category"), tr(CATEGORIES[wish["category"]])),
        (tr("urgency"), tr(URGENCIES[wish["urgency"]])),
        (
            tr("review"),
            wording.long_day(date.fromisoformat(wish["review_on"]), tr) if wish.get("review_on") else "",
        ),
        (tr("merged into"), _number(store, wish.get("merged_into"))),
        (tr("rating"), tr("{n} of 5", n=wish["rating"]) if wish.get("rating") else ""),
    )
    for label, field in ((tr("detail"), "detail"), (tr("outcome"), "outcome")):
        if wish.get(field):
            yield Line("")
            yield Line(wish[field], label=label)
    others = _same_resident(store, wish)
    if others:
        yield Line("")
        yield Line(tr("other wishes of this resident"), tone=Tone.DIM)
        for other in others:
            yield Line(f"{other['title']}  {tr(WISH_STATES[other['state']])}", label=str(other["number"]))
    notes = [n for n in store.supervisions.stored() if n["wish_id"] == target.id]
    if notes:
        yield Line("")
        yield Line(tr("supervision notes"), tone=Tone.WARN)
        for note in reversed(notes):
            when = datetime.fromisoformat(note["created_at"])
            yield Line(f"{note['by']}  {note['text']}", label=f"{when:%m-%d %H:%M}")
    if wish.get("history"):
        yield Line("")
        yield Line(tr("history"), tone=Tone.DIM)
        for event in reversed(wish["history"]):
            what = tr(ACTIONS.get(f"wish.{event['action']}", event["action"]))
            said = f"  {event['note']}" if event.get("note") and event["action"] != "edit" else ""
            when = datetime.fromisoformat(event["at"])
            yield Line(f"{what}  {event['by']}{said}", label=f"{when:%m-%d %H:%M}")


def _behind(wish: Stored, tr: Translate) -> str:
    """How many residents are behind a wish, where it is not one alone."""
    more = wish.get("supporters") or ()
    count = len(more) + bool(wish.get("resident"))
    return tr("{n} residents: {names}", n=count, names=", ".join(more)) if more else ""


def _number(store: Store, id: int | None) -> str:
    found = store.wishes.find_stored(id) if id else None
    return f"{found['number']} {found['title']}" if found else ""


def _same_resident(store: Store, wish: Stored) -> list[Stored]:
    """The other wishes of the one who voiced this, the newest first; the telephone tells namesakes apart."""
    name, phone = wish.get("resident"), wish.get("phone")
    if not name:
        return []
    same = [
        w
        for w in store.wishes.stored()
        if w["id"] != wish["id"]
        and w.get("resident") == name
        and (not phone or w.get("phone") in {"", phone})
    ]
    return sorted(same, key=lambda w: str(w["number"]), reverse=True)[:_MOST_OTHERS]


def _session(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[Line]:
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
    yield from _pairs(
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
            yield Line(tr("{n} h", n=wording.hours(record["hours"])), label=str(volunteer.get("name") or "?"))


def _service(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[Line]:
    service = store.services.find_stored(target.id)
    if service is None:
        return
    team = store.teams.find_stored(service["team_id"]) if service.get("team_id") else None
    partners = [store.partners.find_stored(id) for id in service.get("partner_ids") or ()]
    yield Line(service["name"], tone=Tone.ACCENT)
    yield Line(recurrence(service, tr), tone=Tone.DIM if service.get("paused") else Tone.PLAIN)
    yield Line("")
    yield from _pairs(
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


def _team(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[Line]:
    team = store.teams.find_stored(target.id)
    if team is None:
        return
    line = next(line for line in team_lines(store, now) if line.id == target.id)
    yield Line(team["name"], tone=Tone.ACCENT)
    state = tr(TEAM_STATES[line.status.kind])
    yield Line(state, tone=wording.TEAM_TONES[line.status.kind])
    yield Line(line.status.reason.text(tr), tone=Tone.DIM)
    yield Line("")
    month = Message("{n} h", {"n": wording.hours(line.hours)})
    yield from _pairs(
        (tr("kind"), tr(TEAM_KINDS[team["kind"]])),
        (tr("leader"), team.get("leader") or ""),
        (tr("committee"), team.get("committee_member") or ""),
        (tr("founded"), team.get("founded") or ""),
        (tr("base"), team.get("base") or ""),
        (tr("slot"), team.get("slot") or ""),
        (tr("skills"), tr(", ").join(team.get("skills") or ())),
        (tr("honours"), tr(", ").join(team.get("honours") or ())),
        (tr("this month"), month.text(tr)),
        (
            tr("next"),
            f"{wording.long_day(line.next_at.date(), tr)} {line.next_at:%H:%M}" if line.next_at else "",
        ),
        (tr("note"), team.get("note") or ""),
    )
    yield Line("")
    people = tr("roster, {n} people", n=line.members)
    if line.needed > line.members:
        people += "  " + tr("{n} short", n=line.needed - line.members)
    yield Line(people, tone=Tone.DIM)
    for member in team.get("members") or ():
        volunteer = store.volunteers.find_stored(member["volunteer_id"]) or {}
        role = tr(MEMBER_ROLES[member["role"]]) if member["role"] != "member" else ""
        since = tr("since {date}", date=member["joined"]) if member.get("joined") else ""
        yield Line("  ".join(filter(None, (role, since))) or " ", label=str(volunteer.get("name") or "?"))
