"""A service and a session in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.kinds.words import ACTIONS, DAY_RULES, SESSION_STATES, SHIFTED
from tui.language.errors import Translate
from tui.queries.board_sessions import session_line
from tui.queries.sessions import stored_session
from tui.rules.calendar.festival_days import describe_festival
from tui.rules.calendar.unpublished import not_published
from tui.rules.people.hours_twice import session_doubts
from tui.rules.recurrence import describe
from tui.rules.services.clashes import clash_message, clashes_about
from tui.rules.services.room_use import RoomTables
from tui.rules.services.schedule import sessions_between
from tui.rules.services.service_days import pause_on, unpublished_year
from tui.rules.services.signups import turnout
from tui.screens.base import wording
from tui.screens.details.lines import more, pairs
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

# How many past and coming sessions stand in a service's detail.
PAST_DAYS: Final = 45
COMING_DAYS: Final = 60
# What the lines below show in words of their own; every other field is shown as it is declared.
_OF_SERVICE: Final = frozenset({
    "name", "rrule", "first", "until", "starts", "ends", "place", "team_id", "partner_ids", "items", "cap", "at_home", "again_weeks", "paused", "festival", "festival_offset", "on_holiday", "on_weekend", "on_made_up", "months", "pauses", "exdates", "rdates", "follows_id",
})  # fmt: skip
_OF_SESSION: Final = frozenset({
    "service_id", "on", "starts_at", "ends_at", "place", "team_id", "state", "people_served", "reason", "shifted", "volunteer_ids", "counts", "cap", "signups", "history",
})  # fmt: skip


def session_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a session; none if it is gone."""
    service = store.services.find_stored(target.id)
    if service is None or target.on is None:
        return
    stored = stored_session(store, target)
    if stored is None:
        return
    line = session_line(store, stored, now)
    state = wording.session_state(line, tr)
    yield DetailLine(line.service, tone=Tone.ACCENT)
    day = wording.day_seen_from(line.starts_at.date(), now.date(), tr)
    yield DetailLine(f"{day}  {wording.clock(line.starts_at, line.ends_at)}  {state.text}", tone=state.tone)
    if line.moved:
        before = wording.short_day(target.on, tr)
        shifted = stored.get("shifted")
        why = tr(SHIFTED[shifted]) if shifted else ""
        yield DetailLine("  ".join(filter(None, (tr("moved from {day}", day=before), why))), tone=Tone.WARN)
    if line.missing:
        yield DetailLine(line.missing.text(tr), tone=Tone.WARN)
    users = RoomTables.of(lambda table: store.collection(table).stored(), store.calendar)
    for clash in clashes_about(
        stored, store.services.stored(), store.sessions.stored(), store.calendar, users
    ):
        yield DetailLine(
            clash_message(clash, _named(store, "services"), _named(store, "volunteers")).text(tr),
            tone=Tone.WARN,
        )
    for doubt in session_doubts(
        stored, store.hours.stored(), store.sessions.stored(), _named(store, "volunteers")
    ):
        yield DetailLine(doubt.text(tr), tone=Tone.WARN)
    if year := unpublished_year(service, [line.starts_at.date()], store.calendar):
        yield DetailLine(not_published(year).text(tr), tone=Tone.DIM)
    yield DetailLine("")
    served = stored.get("people_served")
    yield from pairs(
        (tr("place"), line.place),
        (tr("team"), line.team),
        (tr("in"), wording.days_to_go(line.days, tr) if line.days >= 0 else ""),
        (tr("served"), tr("{n} people", n=served) if served is not None else ""),
        (tr("reason"), stored.get("reason") or ""),
        *more(store, "session", stored, _OF_SESSION, tr),
        (tr("items"), "" if stored.get("counts") else tr(", ").join(service.get("items") or ())),
        (
            tr("volunteers"),
            tr(", ").join(map(_named(store, "volunteers"), stored.get("volunteer_ids") or ())),
        ),
    )
    yield from _counted(service, stored, tr)
    yield from _lists(stored, tr)
    given = [h for h in store.hours.stored() if stored.get("id") and h.get("session_id") == stored["id"]]
    if given:
        yield DetailLine("")
        yield DetailLine(tr("service hours"), tone=Tone.DIM)
        for record in given:
            volunteer = store.volunteers.find_stored(record["volunteer_id"]) or {}
            hours = wording.hours(record["hours"])
            figure = tr("{n} h, taken back", n=hours) if record.get("withdrawn") else tr("{n} h", n=hours)
            yield DetailLine(str(volunteer.get("name") or "?"), label=figure)


def _named(store: Store, table: str) -> Callable[[int], str]:
    collection = store.collection(table)
    return lambda id: str((collection.find_stored(id) or {}).get("name") or "?")


def _counted(service: Stored, session: Stored, tr: Translate) -> Iterator[DetailLine]:
    """How many asked for each item, the most first, and last what nobody asked for."""
    counts = session.get("counts") or {}
    asked = {item: n for item, n in counts.items() if n}
    if not asked:
        return
    yield DetailLine("")
    yield DetailLine(tr("asked for"), tone=Tone.DIM)
    for item, n in sorted(asked.items(), key=lambda one: -one[1]):
        yield DetailLine(item, label=str(n))
    others = [item for item in service.get("items") or () if item not in asked]
    if others:
        yield DetailLine(tr(", ").join(others), label="0", tone=Tone.DIM)


def _lists(session: Stored, tr: Translate) -> Iterator[DetailLine]:
    """Who signed up, who waits, whom the team visits; and what was done with the session."""
    lists, cap = turnout(session.get("signups") or (), session.get("cap")), session.get("cap")
    if lists.coming or cap:
        yield DetailLine("")
        room = tr("{n} of {cap}", n=len(lists.coming), cap=cap) if cap else str(len(lists.coming))
        yield DetailLine(tr("signed up: {room}", room=room), tone=Tone.DIM)
    for head, part in (
        ("", lists.coming),
        (tr("waiting"), lists.waiting),
        (tr("visits at home"), lists.at_home),
    ):
        if head and part:
            yield DetailLine(f"{head} {len(part)}", tone=Tone.DIM)
        for one in part:
            more = (one.get("phone"), one.get("address"), one.get("note"))
            yield DetailLine("  ".join(filter(None, (one["resident"], *more))), label=str(one["number"]))
    for event in reversed(session.get("history") or ()):
        what = tr(ACTIONS.get(f"session.{event['action']}", event["action"]))
        changed = [
            f"{_label(f, tr)} {_brief(event['was'].get(f, ''))} -> {_brief(value)}"
            for f, value in event["now"].items()
            if f != "ends_at" or "starts_at" not in event["now"]
        ]
        when = datetime.fromisoformat(event["at"])
        yield DetailLine("  ".join([what, event["by"], event["note"], *changed]), label=f"{when:%m-%d %H:%M}")


def _brief(value: str) -> str:
    """A stored value as it is read: a moment without its offset."""
    return value[:16].replace("T", " ") if value[10:11] == "T" else value or "-"


def _label(field: str, tr: Translate) -> str:
    """The label of a session's field; a counted item is its own label."""
    declared = registry.kind("session").field(field)
    return tr(declared.label) if declared is not None else field


def service_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a service; none if it is gone."""
    service = store.services.find_stored(target.id)
    if service is None:
        return
    team = store.teams.find_stored(service["team_id"]) if service.get("team_id") else None
    partners = [store.partners.find_stored(id) for id in service.get("partner_ids") or ()]
    yield DetailLine(service["name"], tone=Tone.ACCENT)
    yield DetailLine(
        recurrence(service, tr, now.date()), tone=Tone.DIM if service.get("paused") else Tone.PLAIN
    )
    yield DetailLine("")
    yield from pairs(
        (tr("time"), f"{service.get('starts', '')}-{service.get('ends', '')}"),
        (tr("place"), service.get("place") or ""),
        (tr("team"), team["name"] if team else ""),
        (tr("partners"), tr(", ").join(p["name"] for p in partners if p)),
        (tr("at home"), tr("at home for those who cannot come") if service.get("at_home") else ""),
        (tr("items"), tr(", ").join(service.get("items") or ())),
        (tr("first day"), service["first"] if service["first"] > now.date().isoformat() else ""),
        (tr("last day"), service.get("until") or ""),
        (
            tr("due again after"),
            tr("{n} weeks", n=service["again_weeks"]) if service.get("again_weeks") else "",
        ),
        *_calendar(service, tr),
        (
            tr("follows"),
            _named(store, "services")(service["follows_id"]) if service.get("follows_id") else "",
        ),
        *more(store, "service", service, _OF_SERVICE, tr),
    )
    today = now.date()
    mine = [s for s in store.sessions.stored() if s["service_id"] == target.id]
    window = sessions_between(
        [service], mine, today - timedelta(PAST_DAYS), today + timedelta(COMING_DAYS), store.calendar
    )
    if window:
        yield DetailLine("")
        yield DetailLine(tr("sessions"), tone=Tone.DIM)
    days = [datetime.fromisoformat(s["starts_at"]).date() for s in window]
    if year := unpublished_year(service, days, store.calendar):
        yield DetailLine(not_published(year).text(tr), tone=Tone.WARN)
    for stored in window:
        line = session_line(store, stored, now)
        served = stored.get("people_served")
        text = tr(SESSION_STATES[line.state])
        if served is not None:
            text += "  " + tr("{n} people", n=served)
        if stored.get("reason"):
            text += f"  {stored['reason']}"
        yield DetailLine(
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
    yield tr("season"), tr(", ").join(map(str, months))
    for pause in service.get("pauses") or ():
        yield tr("paused"), f"{pause['first']}~{pause.get('until') or ''}  {pause.get('reason') or ''}"
    yield tr("dates left out"), tr(", ").join(service.get("exdates") or ())
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
        return (
            tr("only on {dates}", dates=tr(", ").join(service["rdates"]))
            if service.get("rdates")
            else tr("on request")
        )
    return describe(service["rrule"]).text(tr)
