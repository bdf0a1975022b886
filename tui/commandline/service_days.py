"""What `xingfu service show` and `dates` tell: a service in full, and on which days it is held and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tui.capture.service_fields import schedule_sentence
from tui.commandline.call import Call
from tui.commandline.named import date_of
from tui.commandline.output import print_json, print_table
from tui.kinds.words import DAY_RULES, SESSION_STATES, SHIFTED, WEEKDAYS, DayRule, Shifted
from tui.language.errors import Message, Translate, UsageError
from tui.queries import records
from tui.rules.calendar.unpublished import not_published
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.services.schedule import planned_session
from tui.rules.services.service_day_reasons import reasoned_days
from tui.rules.services.session_state import session_state

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.store import Stored

# How far ahead dates are told where no end is asked for.
AHEAD: Final = 60
# So many of them stand below a service.
SHOWN: Final = 10


def record(context: DeskContext, service: Stored, tr: Translate) -> dict[str, Any]:
    """A service for programs: as `xingfu list services` has it, with its recurrence as a sentence."""
    return {
        **records.service(context.store, service, context.now),
        "when": schedule_sentence(service).text(tr),
    }


def show(call: Call, context: DeskContext, series: Sequence[Stored]) -> None:
    """The first service of a series in full, with the coming days of them all."""
    tr = call.tr
    service = next((s for s in series if not _ended(context, s)), series[-1])
    if call.parsed.json:
        print_json(record(context, service, tr))
        return
    print(f"{service['id']}  {service['name']}")
    print_table([[label, text] for label, text in _facts(context, service, tr) if text])
    print()
    today = context.today
    _print_days(
        _days(context, series, today, today + timedelta(AHEAD), tr)[:SHOWN], context.store.calendar, tr
    )


def dates(call: Call, context: DeskContext, series: Sequence[Stored]) -> None:
    """The days of a series from one day to another, and why one is moved or left out."""
    parsed, today = call.parsed, context.today
    start = date_of(parsed.start, context.store) if parsed.start else today
    end = date_of(parsed.until, context.store) if parsed.until else start + timedelta(AHEAD)
    if end < start:
        raise UsageError(Message("--until is before --from."))
    found = _days(context, series, start, end, call.tr)
    if parsed.json:
        print_json(found)
    elif found:
        _print_days(found, context.store.calendar, call.tr)
    else:
        print(call.tr("Nothing from {start} to {end}.", start=start.isoformat(), end=end.isoformat()))


def day_text(day: date, tr: Translate) -> str:
    """A day with its weekday."""
    return f"{day.isoformat()} {tr(WEEKDAYS[day.weekday()])}"


def _facts(context: DeskContext, service: Stored, tr: Translate) -> Iterator[tuple[str, str]]:
    """What is kept of a service, by its label; empty texts where there is nothing."""
    comma = tr(", ")

    def named(table: str, id: int | None) -> str:
        return str((context.store.collection(table).find_stored(id or 0) or {}).get("name") or "")

    yield tr("recurrence"), schedule_sentence(service).text(tr)
    yield tr("time"), f"{service.get('starts') or ''}-{service.get('ends') or ''}"
    yield tr("first day"), str(service["first"])
    yield tr("last day"), str(service.get("until") or "")
    yield tr("place"), str(service.get("place") or "")
    yield tr("team"), named("teams", service.get("team_id"))
    yield tr("partners"), comma.join(named("partners", id) for id in service.get("partner_ids") or ())
    yield tr("items"), comma.join(service.get("items") or ())
    yield tr("room for"), str(service.get("cap") or "")
    yield tr("at home"), tr("yes") if service.get("at_home") else ""
    for label, field in (
        (tr("on holidays"), "on_holiday"),
        (tr("on weekends"), "on_weekend"),
        (tr("on made-up days"), "on_made_up"),
    ):
        rule: DayRule = service.get(field) or "keep"
        yield label, tr(DAY_RULES[rule]) if rule != "keep" else ""
    yield tr("months"), comma.join(map(str, service.get("months") or ()))
    yield tr("paused"), tr("yes") if service.get("paused") else ""
    for pause in service.get("pauses") or ():
        yield tr("paused"), f"{pause['first']}~{pause.get('until') or ''}  {pause.get('reason') or ''}"
    yield tr("left out"), comma.join(service.get("exdates") or ())
    yield tr("extra dates"), comma.join(service.get("rdates") or ())
    if before := service.get("follows_id"):
        yield tr("follows"), f"{before} {named('services', before)}".strip()
    yield tr("note"), str(service.get("note") or "")


def _ended(context: DeskContext, service: Stored) -> bool:
    return bool(service.get("until")) and service["until"] < context.today.isoformat()


def _days(
    context: DeskContext, series: Sequence[Stored], start: date, end: date, tr: Translate
) -> list[dict[str, Any]]:
    found = [day for service in series for day in _days_of(context, service, start, end, tr)]
    return sorted(found, key=lambda day: (day["on"], day["service_id"]))


def _days_of(
    context: DeskContext, service: Stored, start: date, end: date, tr: Translate
) -> list[dict[str, Any]]:
    """Every date from `start` to `end`, as planned or on record, with the reason where there is one."""
    mine = {s["on"]: s for s in context.store.sessions.stored() if s["service_id"] == service["id"]}
    low, high = start.isoformat(), end.isoformat()
    reasons = {
        one.on.isoformat(): one.why for one in reasoned_days(service, start, end, context.store.calendar)
    }
    reasons |= {
        on: None
        for on, session in mine.items()
        if on not in reasons and (low <= on <= high or low <= session["starts_at"][:10] <= high)
    }
    found = []
    for on, reason in sorted(reasons.items()):
        session = (
            mine.get(on) or planned_session(service, date.fromisoformat(on), context.store.calendar) or {}
        )
        shifted: Shifted = session.get("shifted") or ""
        why = reason.text(tr) if reason else ""
        if on in mine:
            why = tr(SHIFTED[shifted])
        starts_at, ends_at = session.get("starts_at"), session.get("ends_at")
        state = None
        if starts_at and ends_at:
            begun, over = datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at)
            state = session_state(session["state"], begun, over, context.now)
        day = date.fromisoformat((starts_at or on)[:10])
        found.append(
            {
                "service_id": service["id"],
                "on": on,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "state": state,
                "why": session.get("reason") or why,
                "holidays_known": context.store.calendar.published(day),
            }
        )
    return found


def _print_days(found: list[dict[str, Any]], calendar: WorkCalendar, tr: Translate) -> None:
    rows = []
    for one in found:
        on, held, times, state = date.fromisoformat(one["on"]), "-", "", tr("not held")
        if one["starts_at"]:
            day = date.fromisoformat(one["starts_at"][:10])
            held, times = (
                "" if day == on else day_text(day, tr),
                f"{one['starts_at'][11:16]}-{one['ends_at'][11:16]}",
            )
            state = tr(SESSION_STATES[one["state"]])
        rows.append([day_text(on, tr), held, times, state, one["why"]])
    if rows:
        print_table([[tr("date"), tr("held on"), tr("time"), tr("state"), tr("why")], *rows])
    days = [date.fromisoformat((one["starts_at"] or one["on"])[:10]) for one in found]
    years = sorted({day.year for day in days if not calendar.published(day)})
    for year in years:
        print(not_published(year).text(tr))
