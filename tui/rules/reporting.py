"""The figures of a month (月报), counted from stored documents: plain values in, plain values out.

A month that is not over is counted up to today, and those that it is compared with up to the same day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from tui.kinds.record import Stored
from tui.rules.people.hours import counted
from tui.rules.wishes.order import NOT_PRESSED

Documents = Callable[[str], Iterable[Stored]]
"""The documents of a table."""


class Days(NamedTuple):
    """The days of a report: the month, or as much of it as has passed; both included."""

    first: date
    last: date

    def hold(self, text: Any) -> bool:
        """Whether a stored day or moment is one of them."""
        return bool(text) and self.first.isoformat() <= str(text)[:10] <= self.last.isoformat()


class MonthFigures(NamedTuple):
    """What was done in some days. Counts by category, channel, state and kind go by the stored values.

    `days_taken` is the mean number of days from recording to the end of a wish, `taken` how many took so many days
    (by the last day of each of `SPANS`; 0 for more), `on_time` the share of those with a due day that kept it; None
    where there was none. `overdue` are the open wishes past their day, by who holds
    them. `visits` and `mediations` are None where the seat does not see them. `decisions` are agenda items that
    were decided, `actions` the action items opened, `carried_out` how many of these are done.
    """

    wishes: int
    categories: Mapping[str, int]
    channels: Mapping[str, int]
    states: Mapping[str, int]
    done: int
    days_taken: float | None
    taken: Mapping[int, int]
    on_time: float | None
    overdue: Mapping[str, int]
    sessions: int
    people: int
    hours: float
    hours_by_team: Mapping[int | None, float]
    visits: int | None
    mediations: Mapping[str, int] | None
    meetings: int
    decisions: int
    actions: int
    carried_out: int


SPANS: Final = (1, 3, 7, 15, 30)
"""The last days of the spans by which it is told how long wishes took; what took longer is counted under 0."""

_MONTH: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")


def month_of(text: str) -> date | None:
    """The first day of the month that `text` names (2026-11, 2026年11月); None if it names none."""
    found = _MONTH.fullmatch(text.strip())
    if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
        return None
    return date(int(found[1]), int(found[2]), 1)


def earlier(month: date, months: int) -> date:
    """The first day of the month so many months before."""
    at = month.year * 12 + month.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def days_of(month: date, today: date, *, up_to: int = 31) -> Days:
    """The days of a month up to a day of it, and not beyond today."""
    last = date(month.year, month.month, min(up_to, monthrange(month.year, month.month)[1]))
    return Days(month, min(last, today))


def month_figures(documents: Documents, days: Days, sees: Callable[[str], bool]) -> MonthFigures:
    """The figures of some days; `sees` tells whether a table may be counted."""
    wishes = list(documents("wishes"))
    new = [wish for wish in wishes if days.hold(wish["recorded_on"])]
    done = [wish for wish in wishes if days.hold(wish.get("done_on"))]
    taken = [_between(wish["recorded_on"], wish["done_on"]) for wish in done]
    bound = [wish for wish in done if wish.get("due")]
    held = [s for s in documents("sessions") if s["state"] == "done" and days.hold(s["starts_at"])]
    hours = [record for record in counted(documents("hours")) if days.hold(record["on"])]
    by_team: dict[int | None, float] = {}
    for record in hours:
        team = record.get("team_id")
        by_team[team] = by_team.get(team, 0.0) + float(record["hours"])
    meetings = [m for m in documents("meetings") if m["state"] == "held" and days.hold(m["starts_at"])]
    actions = [action for action in documents("actions") if days.hold(action["opened_on"])]
    return MonthFigures(
        wishes=len(new),
        categories=_by(new, "category"),
        channels=_by(new, "channel"),
        states=_by(new, "state"),
        done=len(done),
        days_taken=sum(taken) / len(taken) if taken else None,
        taken=_spans(taken),
        on_time=sum(w["done_on"] <= w["due"] for w in bound) / len(bound) if bound else None,
        overdue=_overdue(wishes, days.last),
        sessions=len(held),
        people=sum(session.get("people_served") or 0 for session in held),
        hours=sum(by_team.values()),
        hours_by_team=dict(sorted(by_team.items(), key=lambda item: -item[1])),
        visits=sum(days.hold(v["on"]) for v in documents("visits")) if sees("visits") else None,
        mediations=_by((m for m in documents("mediations") if days.hold(m.get("opened_on"))), "kind")
        if sees("mediations")
        else None,
        meetings=len(meetings),
        decisions=sum(item["state"] == "decided" for meeting in meetings for item in meeting["items"]),
        actions=len(actions),
        carried_out=sum(action["state"] == "done" for action in actions),
    )


def _between(start: str, end: str) -> int:
    return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days


def _spans(days: Iterable[int]) -> dict[int, int]:
    """How many took so many days, the shortest first; spans that none took are left out."""
    found = Counter(next((span for span in SPANS if one <= span), 0) for one in days)
    return {span: found[span] for span in (*SPANS, 0) if found[span]}


def _by(documents: Iterable[Stored], field: str) -> dict[str, int]:
    """How many have each value of a field, the most first."""
    return dict(Counter(str(document.get(field) or "") for document in documents).most_common())


def _overdue(wishes: Iterable[Stored], last: date) -> dict[str, int]:
    """The open wishes whose day had passed, by the name of who holds them ("" where nobody does)."""
    late = (
        str((wish.get("assignee") or {}).get("name") or "")
        for wish in wishes
        if wish["state"] not in NOT_PRESSED and wish.get("due") and wish["due"] < last.isoformat()
    )
    return dict(Counter(late).most_common())
