"""A meeting and an action item in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from tui.kinds.record import Stored, Target
from tui.kinds.words import ACTION_STATES, AGENDA_STATES, MEETING_STATES, PARTIES
from tui.language.errors import Translate
from tui.papers.minutes import corrections, votes_text
from tui.rules.ballots import vote_doubts
from tui.rules.meetings import quorate
from tui.rules.progress import bar, progress
from tui.rules.recurrence import describe
from tui.rules.services.room_use import RoomTables, against_meeting, room_use_message
from tui.screens.base import wording
from tui.screens.details.lines import day, meeting_name, more, pairs, wish_name
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

# What the lines below show in words of their own; every other field is shown as it is declared.
_OF_MEETING: Final = frozenset({
    "kind", "starts_at", "place", "rrule", "title", "state", "attendance", "items", "reason", "note",
    "corrections", "chair", "excused",
})  # fmt: skip
_OF_ACTION: Final = frozenset({
    "title", "owner", "due", "state", "steps", "opened_on", "done_on", "meeting_id", "item", "wish_id", "outcome",
})  # fmt: skip


def meeting_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:  # noqa: ARG001
    """The lines of a meeting; none if it is gone."""
    meeting = store.meetings.find_stored(target.id)
    if meeting is None:
        return
    at = datetime.fromisoformat(meeting["starts_at"])
    yield DetailLine(meeting_name(meeting, tr), tone=Tone.ACCENT)
    yield DetailLine(f"{wording.long_day(at.date(), tr)}  {at:%H:%M}  {tr(MEETING_STATES[meeting['state']])}")
    users = RoomTables.of(lambda table: store.collection(table).stored(), store.calendar)
    for use in against_meeting(meeting, users):
        yield DetailLine(room_use_message(use).text(tr), tone=Tone.WARN)
    yield DetailLine("")
    present = [a["party"] for a in meeting["attendance"]]
    sign = tr("quorate") if quorate(meeting["kind"], present) else tr("not quorate")
    parties = tr(", ").join(tr(PARTIES[p]) for p in present)
    yield from pairs(
        (tr("place"), meeting["place"]),
        (tr("reason"), meeting.get("reason") or ""),
        (tr("recurrence"), describe(meeting["rrule"]).text(tr) if meeting["rrule"] else ""),
        (tr("in the chair"), meeting.get("chair") or ""),
        (tr("present"), f"{parties}  {sign}" if present else ""),
        (tr("excused"), tr(", ").join(meeting.get("excused") or ())),
        *more(store, "meeting", meeting, _OF_MEETING, tr),
    )
    if meeting.get("note"):
        yield DetailLine("")
        yield DetailLine(meeting["note"], label=tr("note"))
    for item in meeting["items"]:
        yield DetailLine("")
        number = wish_name(store, item.get("wish_id")).partition(" ")[0]
        yield DetailLine(f"{item['number']}. {item['title']}  {number}".rstrip(), tone=Tone.ACCENT)
        yield from pairs(
            (tr("state"), tr(AGENDA_STATES[item["state"]])),
            (tr("discussion"), item["discussion"]),
            (tr("decision"), item["decision"]),
            (tr("votes"), votes_text(item["votes"], tr) if item["votes"] else ""),
        )
        for doubt in vote_doubts(item["votes"], meeting["attendance"]):
            yield DetailLine(doubt.text(tr), label=tr("to be checked"), tone=Tone.WARN)
    if meeting.get("corrections"):
        yield DetailLine("")
        yield DetailLine(tr("corrected"), tone=Tone.DIM)
        yield from (DetailLine(text) for text in corrections(meeting, tr))
    open_actions = [a for a in store.actions.stored() if a["meeting_id"] == target.id]
    if open_actions:
        yield DetailLine("")
        yield DetailLine(tr("action items"), tone=Tone.DIM)
        for action in open_actions:
            yield DetailLine(
                f"{action['title']}  {tr(ACTION_STATES[action['state']])}", label=action["owner"]
            )


def action_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of an action item; none if it is gone."""
    action = store.actions.find_stored(target.id)
    if action is None:
        return
    age = (now.date() - date.fromisoformat(action["opened_on"])).days
    yield DetailLine(action["title"], tone=Tone.ACCENT)
    since = tr("open for {n} days", n=age) if age else tr("agreed today")
    parts = [tr(ACTION_STATES[action["state"]]), *[since] * (action["state"] == "open")]
    yield DetailLine("  ".join(parts))
    yield DetailLine("")
    yield from pairs(
        (tr("held by"), action["owner"]),
        (tr("due"), day(action.get("due"), tr)),
        (tr("wish"), wish_name(store, action["wish_id"])),
        (tr("meeting"), _decided_at(store, action, tr)),
        (tr("given out on"), "" if action["state"] == "open" else day(action["opened_on"], tr)),
        (tr("done"), day(action.get("done_on"), tr)),
        (tr("outcome"), action["outcome"]),
        *more(store, "action", action, _OF_ACTION, tr),
    )
    if action["steps"]:
        yield DetailLine("")
        done, total = progress(action["steps"])
        yield DetailLine(f"{bar(done, total)} {done}/{total}", label=tr("steps"), tone=Tone.BAR)
        for number, step in enumerate(action["steps"], 1):
            mark = tr("done") if step["done_on"] else ""
            yield DetailLine(
                f"{step['title']}  {step['done_on'] or step['due'] or ''}  {mark}".rstrip(),
                label=f"{number}.",
            )


def _decided_at(store: Store, action: Stored, tr: Translate) -> str:
    """The meeting that an action item came out of, and by which item; empty for none."""
    meeting = store.meetings.find_stored(action.get("meeting_id") or 0)
    if meeting is None:
        return ""
    number = f"{action['item']}." if action.get("item") else ""
    return f"{meeting['starts_at'][:10]}  {meeting_name(meeting, tr)}  {number}".rstrip()
