"""A volunteer, a lesson and a home request in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from tui.kinds.record import Stored, Target
from tui.kinds.words import ACTIONS, HOME_STATES, HOURS_SOURCES, LESSON_STATES, MEMBER_ROLES
from tui.language.errors import Translate
from tui.rules.people.availability import describe
from tui.rules.people.hours import original, star, summed, total, within
from tui.screens.base import wording
from tui.screens.details.lines import compound_name, day, more, pairs
from tui.screens.lists.home import home_tone
from tui.screens.lists.volunteer import stars
from tui.store import Store
from tui.widgets.bars import FILLED
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

# So many of a volunteer's records are shown; the command line has them all.
MOST_RECORDS: Final = 40
MONTHS: Final = 6
# What the lines below show in words of their own; every other field is shown as it is declared.
_OF_VOLUNTEER: Final = frozenset({
    "name", "phone", "skills", "availability", "compound", "birthday", "joined",
})  # fmt: skip
_OF_LESSON: Final = frozenset({
    "skill", "teacher_id", "learner_id", "begun_on", "met_on", "state", "ended_on",
})  # fmt: skip
_OF_HOME: Final = frozenset({
    "resident", "skill", "wished_on", "phone", "compound", "address", "detail", "service_id", "state", "team_id", "volunteer_id", "on", "done_on", "outcome", "rating", "history",
})  # fmt: skip


def volunteer_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a volunteer; none if they are gone."""
    volunteer = store.volunteers.find_stored(target.id)
    if volunteer is None:
        return
    mine = [r for r in store.hours.stored() if r["volunteer_id"] == target.id]
    in_all, year = star(total(mine)), f"{now:%Y}"
    yield DetailLine(volunteer["name"], tone=Tone.ACCENT)
    yield DetailLine(stars(in_all, tr), tone=Tone.GOOD if in_all.stars else Tone.DIM)
    yield DetailLine("")
    yield from pairs(
        (tr("in all"), tr("{n} h", n=wording.hours(in_all.hours))),
        (tr("this year"), tr("{n} h", n=wording.hours(total(within(mine, year))))),
        (tr("skills"), tr(", ").join(volunteer.get("skills") or ())),
        (tr("has time"), describe(volunteer.get("availability") or (), tr)),
        (tr("compound"), compound_name(store, volunteer.get("compound"), tr)),
        (tr("phone"), volunteer.get("phone") or ""),
        (tr("birthday"), volunteer.get("birthday") or ""),
        (tr("joined"), volunteer.get("joined") or ""),
        *more(store, "volunteer", volunteer, _OF_VOLUNTEER, tr),
    )
    yield from _teams(store, target.id, tr)
    yield from _learning(store, target.id, tr)
    months = summed(mine, "month")
    if months:
        yield DetailLine("")
        yield DetailLine(tr("hours by month"), tone=Tone.DIM)
        for month, hours in list(months.items())[-MONTHS:]:
            bar = FILLED * min(20, round(hours))
            yield DetailLine(f"{wording.hours(hours):>5}  {bar}", label=month, tone=Tone.BAR)
    if mine:
        yield DetailLine("")
        yield DetailLine(tr("service hours"), tone=Tone.DIM)
    for record in sorted(mine, key=lambda r: (r["on"], r["id"]), reverse=True)[:MOST_RECORDS]:
        yield from _record(record, tr)


def _teams(store: Store, id: int, tr: Translate) -> Iterator[DetailLine]:
    for team in store.teams.stored():
        for member in team.get("members") or ():
            if member["volunteer_id"] == id:
                since = tr("since {date}", date=member["joined"]) if member.get("joined") else ""
                role = tr(MEMBER_ROLES[member["role"]])
                yield DetailLine("  ".join(filter(None, (team["name"], role, since))), label=tr("team"))


def _learning(store: Store, id: int, tr: Translate) -> Iterator[DetailLine]:
    for lesson in store.lessons.stored():
        if id in {lesson["teacher_id"], lesson["learner_id"]}:
            teaches = lesson["teacher_id"] == id
            other = store.volunteers.find_stored(lesson["learner_id" if teaches else "teacher_id"]) or {}
            state = tr(LESSON_STATES[lesson["state"]])
            label = tr("teaches") if teaches else tr("learns")
            yield DetailLine(f"{lesson['skill']}  {other.get('name', '?')}  {state}", label=label)


def _record(record: Stored, tr: Translate) -> Iterator[DetailLine]:
    figure = tr("{n} h", n=wording.hours(record["hours"]))
    if record.get("withdrawn"):
        figure = tr("{n} h, taken back", n=wording.hours(record["hours"]))
    elif original(record) != record["hours"]:
        figure = tr(
            "{n} h (was {was})", n=wording.hours(record["hours"]), was=wording.hours(original(record))
        )
    parts = (figure, record.get("content"), record.get("place"), tr(HOURS_SOURCES[record["source"]]))
    tone = Tone.DIM if record.get("withdrawn") else Tone.PLAIN
    yield DetailLine("  ".join(filter(None, parts)), label=record["on"], tone=tone)
    for c in record.get("corrections") or ():
        yield DetailLine(
            f"{c['was']:g} > {c['now']:g}  {c['reason']}  {c['by']} {c['at'][:10]}", label="", tone=Tone.DIM
        )


def lesson_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:  # noqa: ARG001
    """The lines of one learner with one skill; none if that is gone."""
    lesson = store.lessons.find_stored(target.id)
    if lesson is None:
        return
    names = [
        str((store.volunteers.find_stored(lesson[f]) or {}).get("name", "?"))
        for f in ("teacher_id", "learner_id")
    ]
    yield DetailLine(lesson["skill"], tone=Tone.ACCENT)
    yield DetailLine(
        tr(LESSON_STATES[lesson["state"]]), tone=Tone.GOOD if lesson["state"] == "able" else Tone.PLAIN
    )
    yield DetailLine("")
    yield from pairs(
        (tr("teacher"), names[0]),
        (tr("learner"), names[1]),
        (tr("begun"), day(lesson["begun_on"], tr)),
        (tr("ended on"), day(lesson.get("ended_on"), tr)),
        *more(store, "lesson", lesson, _OF_LESSON, tr),
    )
    for on in lesson["met_on"]:
        yield DetailLine(day(on, tr), label=tr("lesson held"))


def home_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:  # noqa: ARG001
    """The lines of a home request; none if it is gone."""
    request = store.home_requests.find_stored(target.id)
    if request is None:
        return
    team = store.teams.find_stored(request.get("team_id") or 0) or {}
    person = store.volunteers.find_stored(request.get("volunteer_id") or 0) or {}
    service = store.services.find_stored(request.get("service_id") or 0) or {}
    state = request["state"]
    yield DetailLine(f"{request['resident']}  {request['skill']}", tone=Tone.ACCENT)
    yield DetailLine(tr(HOME_STATES[state]), tone=home_tone(state))
    yield DetailLine("")
    where = (compound_name(store, request.get("compound"), tr), request.get("address") or "")
    yield from pairs(
        (tr("phone"), request.get("phone") or ""),
        (tr("address"), " ".join(filter(None, where))),
        (tr("service"), str(service.get("name") or "")),
        (tr("wished for"), day(request.get("wished_on"), tr)),
        (tr("held by"), "  ".join(filter(None, (person.get("name"), team.get("name"))))),
        (tr("day set"), day(request.get("on"), tr)),
        (tr("done"), day(request.get("done_on"), tr)),
        (tr("rating"), tr("{n} of 5", n=request["rating"]) if request.get("rating") else ""),
        *more(store, "home", request, _OF_HOME, tr),
    )
    for label, field in ((tr("detail"), "detail"), (tr("outcome"), "outcome")):
        if request.get(field):
            yield DetailLine("")
            yield DetailLine(request[field], label=label)
    if request.get("history"):
        yield DetailLine("")
        yield DetailLine(tr("history"), tone=Tone.DIM)
    for event in reversed(request.get("history") or ()):
        what = tr(ACTIONS.get(f"home.{event['action']}", event["action"]))
        said = f"  {event['note']}" if event.get("note") and event["action"] != "edit" else ""
        when = datetime.fromisoformat(event["at"])
        yield DetailLine(f"{what}  {event['by']}{said}", label=f"{when:%m-%d %H:%M}")
