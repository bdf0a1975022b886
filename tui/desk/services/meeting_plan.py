"""What importing calendar events comes to for meetings.

A regular meeting is one record with a recurrence: the next one. Dates that differ from the recurrence are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from tui.desk.services.calendar_plan import LEFT, OLDER, Check, Step, Taken
from tui.kinds.record import Stored
from tui.kinds.words import MEETING_KINDS
from tui.language.errors import Message
from tui.language.i18n import translator
from tui.rules.recurrence import canonical
from tui.rules.services.events import HORIZON, Amendment, Event, Override, dates_of, split_end, uid_of


class MeetingPlanner:
    """Plans the events that are meetings, one after the other."""

    def __init__(self, meetings: Iterable[Stored], now: datetime, check: Check) -> None:
        self.today = now.date()
        self.check = check
        self.steps: list[Step] = []
        self._by_uid = {uid_of("meeting", m): m for m in meetings}
        self._new = set[str]()

    def knows(self, uid: str) -> bool:
        """Whether a meeting of that UID is on record."""
        return uid in self._by_uid

    def take(self, event: Event) -> Taken:
        """Plan one event. Raises InvalidInput."""
        if event.uid in self._new:
            return Taken("known", event.summary)
        fields, cautions = self._fields(event)
        known = self._by_uid.get(event.uid)
        if known is not None:
            return self._known(known, event, fields, cautions)
        self.steps.append(Step("meetings", 0, self.check("meetings", fields)))
        self._new.add(event.uid)
        return Taken("meeting", event.summary, cautions=(*event.cautions, *cautions))

    def amend(self, change: Amendment) -> Taken:
        """Plan what a file says of a meeting that is not in it. Raises InvalidInput."""
        meeting = self._by_uid[change.uid]
        summary = change.summary or str(meeting.get("title") or "")
        if change.sequence < int(meeting.get("sequence") or 0):
            return Taken("differs", summary, why=OLDER)
        starts_at = datetime.fromisoformat(meeting["starts_at"])
        mine = next((one for one in change.overrides if one.on == starts_at.date()), None)
        others = [one.on for one in change.overrides if one is not mine]
        cautions = (_other_dates(others),) if others else ()
        fields: dict[str, Any] = {"sequence": change.sequence}
        whole = change.cancelled and (change.since is None or change.since <= starts_at.date())
        if meeting["state"] != "planned":
            return Taken("differs", summary, why=LEFT)
        if whole or (mine and mine.state == "cancelled"):
            fields |= {"state": "cancelled", "reason": change.reason[:200]}
        elif mine:
            fields |= {
                "starts_at": mine.starts_at.isoformat(),
                "place": mine.place or meeting.get("place") or "",
            }
        elif change.since:
            rule, _ = split_end(str(meeting.get("rrule") or ""))
            fields["rrule"] = f"{rule};UNTIL={change.since - timedelta(1):%Y%m%d}" if rule else ""
        elif others:
            return Taken("differs", summary, why=LEFT, cautions=cautions)
        self.steps.append(Step("meetings", int(meeting["id"]), fields))
        return Taken("cancelled" if "reason" in fields else "updated", summary, cautions=cautions)

    def _fields(self, event: Event) -> tuple[dict[str, Any], tuple[Message, ...]]:
        """The fields of the meeting, and what of the event has no place in them."""
        label = MEETING_KINDS[event.meeting_kind or "joint"]  # type: ignore[index]
        title = "" if event.summary in {label, translator("zh")(label)} else event.summary
        state = event.state or "planned"
        starts_at, place, cautions = event.starts_at, event.place, tuple[Message, ...]()
        if not event.ours and state == "planned":
            starts_at, place, state, cautions = self._next(event)
        rule = event.rrule
        if rule and event.until:
            rule += f";UNTIL={event.until:%Y%m%d}"
        fields = {
            "kind": event.meeting_kind or "joint", "title": title, "starts_at": starts_at.isoformat(),
            "place": place, "rrule": rule, "state": state, "uid": event.uid, "sequence": event.sequence,
            "note": event.note,
        }  # fmt: skip
        return fields, cautions

    def _next(self, event: Event) -> tuple[datetime, str, str, tuple[Message, ...]]:
        """Start, place and state of the meeting that is next, or was the only one; and what is not taken."""
        by_date = {one.on: one for one in event.overrides}
        off = {on for on, one in by_date.items() if one.state == "cancelled"}
        days = sorted({*dates_of(event, event.starts_at.date(), self.today + HORIZON), *by_date} - off)
        regular = bool(event.rrule) or len(days) > 1
        ahead = [day for day in days if day >= self.today] if regular else []
        first = event.starts_at.date()
        on = ahead[0] if ahead else first
        state = "planned" if ahead or first >= self.today else "held"
        here: Override | None = by_date.get(on)
        different = {*event.rdates, *event.exdates, *by_date} - {on}
        ruled = {day for day in different if day >= self.today}
        cautions = (_other_dates(sorted(ruled)),) if ruled else ()
        if here is not None and here.state != "cancelled":
            return here.starts_at, here.place or event.place, state, cautions
        return event.starts_at + timedelta((on - first).days), event.place, state, cautions

    def _known(
        self, meeting: Stored, event: Event, fields: dict[str, Any], cautions: tuple[Message, ...]
    ) -> Taken:
        have = int(meeting.get("sequence") or 0)
        if event.sequence < have:
            return Taken("differs", event.summary, why=OLDER)
        cancelled = fields["state"] == "cancelled" and meeting["state"] == "planned"
        if cancelled:
            self.steps.append(
                Step("meetings", int(meeting["id"]), {"state": "cancelled", "sequence": event.sequence})
            )
            return Taken("cancelled", event.summary)
        if event.sequence > have and meeting["state"] == "planned":
            checked = self.check("meetings", {**meeting, **fields})
            if not event.note or event.note in str(meeting.get("note") or ""):
                del fields["note"]
            changed = {name: checked[name] for name in fields if checked[name] != meeting.get(name)}
            self.steps.append(Step("meetings", int(meeting["id"]), changed))
            return Taken("updated", event.summary, cautions=(*event.cautions, *cautions))
        if _looks(meeting) != _looks(fields):
            return Taken("differs", event.summary, why=LEFT)
        return Taken("known", event.summary)


def _other_dates(days: list[date]) -> Message:
    some = (*(day.isoformat() for day in days[:5]), *([".."] if len(days) > 5 else []))
    return Message(
        "A meeting keeps its recurrence alone: what differs on {dates} is not taken.", {"dates": some}
    )


def _looks(meeting: Stored) -> tuple[object, ...]:
    """What of a meeting a clerk would notice; its day moves on from one to the next."""
    rule = canonical(split_end(str(meeting["rrule"]))[0]) if meeting.get("rrule") else ""
    return meeting.get("title") or "", meeting.get("place") or "", rule, str(meeting["starts_at"])[11:16]
