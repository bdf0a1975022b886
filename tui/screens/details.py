"""What is shown of one record in full: labelled lines, made from stored documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, cast

from tui.board import session_line, supervised_wishes, team_lines, wish_line
from tui.errors import Message, Translate
from tui.i18n import N_
from tui.rules.clashes import clashes_about, told
from tui.rules.festival_days import describe_festival
from tui.rules.recurrence import describe
from tui.rules.schedule import planned_session, sessions_between
from tui.rules.service_days import not_published, pause_on, unpublished_year
from tui.rules.signups import turnout
from tui.screens import wording
from tui.store import Store, Stored
from tui.widgets.columns import Tone
from tui.widgets.detail_view import Line
from tui.words import (
    ACTIONS,
    CATEGORIES,
    CHANNELS,
    DAY_RULES,
    MEMBER_ROLES,
    SESSION_STATES,
    SHIFTED,
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
    if line.moved:
        before = wording.short_day(target.on, tr)
        shifted = stored.get("shifted")
        why = tr(SHIFTED[shifted]) if shifted else ""
        yield Line("  ".join(filter(None, (tr("moved from {day}", day=before), why))), tone=Tone.WARN)
    for clash in clashes_about(stored, store.services.stored(), store.sessions.stored()):
        yield Line(
            told(clash, _named(store, "services"), _named(store, "volunteers")).text(tr), tone=Tone.WARN
        )
    if year := unpublished_year(service, [line.starts_at.date()]):
        yield Line(not_published(year).text(tr), tone=Tone.DIM)
    yield Line("")
    served = stored.get("people_served")
    yield from _pairs(
        (tr("place"), line.place),
        (tr("team"), line.team),
        (tr("in"), wording.days_to_go(line.days, tr) if line.days >= 0 else ""),
        (tr("served"), tr("{n} people", n=served) if served is not None else ""),
        (tr("reason"), stored.get("reason") or ""),
        (tr("note"), stored.get("note") or ""),
        (tr("items"), _counted(service, stored, tr)),
        (
            tr("volunteers"),
            tr(", ").join(map(_named(store, "volunteers"), stored.get("volunteer_ids") or ())),
        ),
    )
    yield from _lists(stored, tr)
    given = [h for h in store.hours.stored() if stored.get("id") and h.get("session_id") == stored["id"]]
    if given:
        yield Line("")
        yield Line(tr("service hours"), tone=Tone.DIM)
        for record in given:
            volunteer = store.volunteers.find_stored(record["volunteer_id"]) or {}
            yield Line(tr("{n} h", n=wording.hours(record["hours"])), label=str(volunteer.get("name") or "?"))


def _named(store: Store, table: str) -> Callable[[int], str]:
    collection = store.collection(table)
    return lambda id: str((collection.find_stored(id) or {}).get("name") or "?")


def _counted(service: Stored, session: Stored, tr: Translate) -> str:
    """The items of a session, with how many asked for each."""
    counts = session.get("counts") or {}
    items = dict.fromkeys([*(service.get("items") or ()), *counts])
    return tr(", ").join(f"{item} {counts[item]}" if item in counts else item for item in items)


def _lists(session: Stored, tr: Translate) -> Iterator[Line]:
    """Who signed up, who waits, whom the team visits; and what was done with the session."""
    lists, cap = turnout(session.get("signups") or (), session.get("cap")), session.get("cap")
    if lists.coming or cap:
        yield Line("")
        room = tr("{n} of {cap}", n=len(lists.coming), cap=cap) if cap else str(len(lists.coming))
        yield Line(tr("signed up: {room}", room=room), tone=Tone.DIM)
    for head, part in (
        ("", lists.coming),
        (tr("waiting"), lists.waiting),
        (tr("visits at home"), lists.at_home),
    ):
        if head and part:
            yield Line(f"{head} {len(part)}", tone=Tone.DIM)
        for one in part:
            more = (one.get("phone"), one.get("address"), one.get("note"))
            yield Line("  ".join(filter(None, (one["resident"], *more))), label=str(one["number"]))
    for event in reversed(session.get("history") or ()):
        what = tr(ACTIONS.get(f"session.{event['action']}", event["action"]))
        changed = [
            f"{tr(_FIELDS[f]) if f in _FIELDS else f} {_brief(event['was'].get(f, ''))} → {_brief(value)}"
            for f, value in event["now"].items()
            if f != "ends_at" or "starts_at" not in event["now"]
        ]
        when = datetime.fromisoformat(event["at"])
        yield Line("  ".join([what, event["by"], event["note"], *changed]), label=f"{when:%m-%d %H:%M}")


def _brief(value: str) -> str:
    """A stored value as it is read: a moment without its offset."""
    return value[:16].replace("T", " ") if value[10:11] == "T" else value or "-"


_FIELDS: Final = {
    "starts_at": N_("from"),
    "ends_at": N_("to"),
    "place": N_("place"),
    "team_id": N_("team"),
    "people_served": N_("people served"),
    "note": N_("note"),
}


def _service(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[Line]:
    service = store.services.find_stored(target.id)
    if service is None:
        return
    team = store.teams.find_stored(service["team_id"]) if service.get("team_id") else None
    partners = [store.partners.find_stored(id) for id in service.get("partner_ids") or ()]
    yield Line(service["name"], tone=Tone.ACCENT)
    yield Line(recurrence(service, tr, now.date()), tone=Tone.DIM if service.get("paused") else Tone.PLAIN)
    yield Line("")
    yield from _pairs(
        (tr("time"), f"{service.get('starts', '')}-{service.get('ends', '')}"),
        (tr("place"), service.get("place") or ""),
        (tr("team"), team["name"] if team else ""),
        (tr("partners"), tr(", ").join(p["name"] for p in partners if p)),
        (tr("at home"), tr("at home for those who cannot come") if service.get("at_home") else ""),
        (tr("items"), tr(", ").join(service.get("items") or ())),
        *_calendar(service, tr),
        (
            tr("follows"),
            _named(store, "services")(service["follows_id"]) if service.get("follows_id") else "",
        ),
        (tr("note"), service.get("note") or ""),
    )
    today = now.date()
    mine = [s for s in store.sessions.stored() if s["service_id"] == target.id]
    window = sessions_between([service], mine, today - timedelta(PAST_DAYS), today + timedelta(COMING_DAYS))
    if window:
        yield Line("")
        yield Line(tr("sessions"), tone=Tone.DIM)
    days = [datetime.fromisoformat(s["starts_at"]).date() for s in window]
    if year := unpublished_year(service, days):
        yield Line(not_published(year).text(tr), tone=Tone.WARN)
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


def _calendar(service: Stored, tr: Translate) -> Iterator[tuple[str, str]]:
    """What the calendar does to the service, where it does something."""
    for label, field in (
        (tr("on holidays"), "on_holiday"),
        (tr("on weekends"), "on_weekend"),
        (tr("on made-up days"), "on_made_up"),
    ):
        rule = service.get(field, "keep")
        yield label, tr(DAY_RULES[rule]) if rule != "keep" else ""
    months = service.get("months") or ()
    yield tr("months"), tr(", ").join(map(str, months))
    for pause in service.get("pauses") or ():
        yield tr("paused"), f"{pause['first']}~{pause.get('until') or ''}  {pause.get('reason') or ''}"
    yield tr("left out"), tr(", ").join(service.get("exdates") or ())
    yield tr("extra dates"), tr(", ").join(service.get("rdates") or ())
    yield tr("room for"), str(service.get("cap") or "")


def recurrence(service: Stored, tr: Translate, today: date | None = None) -> str:
    """When the service takes place, as a sentence; with `today` also whether it rests or has ended."""
    if service.get("paused"):
        return tr("paused")
    if today is not None and service.get("until") and service["until"] < today.isoformat():
        return tr("ended {date}", date=service["until"])
    if today is not None and (pause := pause_on(service, today)):
        until = pause.get("until")
        return tr("paused until {date}", date=until) if until else tr("paused")
    if service.get("festival"):
        return describe_festival(service["festival"], int(service.get("festival_offset") or 0)).text(tr)
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
