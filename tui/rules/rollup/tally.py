"""The tally of a community: sums from which its figures follow at any day, without a document.

A document adds to some sums by what it says itself, so that a commit changes them by the documents that it changes:
what they add now less what they added before. Sums bear their day or month in their name, and what a day or month is
called *today* is asked when the figures are read: midnight changes no tally.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import isfinite
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.rules.wishes.order import NOT_PRESSED, OPEN_STATES, counts

RULES: Final = 1
"""Counts up when what a document adds changes: older tallies are then made anew."""

Sums = Mapping[str, float]
"""Sums by name: what is counted, and the day (2026-11-28) or month (2026-11) that it is of, after a space."""


class Tally(NamedTuple):
    """The sums of one community after commit `seq`; `last` is when that was (ISO 8601, "" for never)."""

    seq: int = 0
    name: str = ""
    last: str = ""
    sums: Sums = MappingProxyType({})


Wrong = Literal["", "missing", "unreadable", "unreachable", "unseated", "waiting"]
"""Why a community cannot be read.

`unreachable`: its server is gone; `unseated`: the seat does not oversee it; `waiting`: the server has not answered yet.
"""


class Kept(NamedTuple):
    """What is known of a community at `address`: its tally, None if there is none, and whether it is of its last commit.

    `wrong` says why it cannot be read, where that is so, and `why` in words where there is more to say; the tally is what was
    known before then. `withheld` is what is counted and not told to who reads it: it is in no sum of the tally.
    """

    address: str
    tally: Tally | None
    current: bool
    wrong: Wrong = ""
    why: Message | None = None
    withheld: frozenset[str] = frozenset()


def _wish(wish: Stored) -> Iterator[tuple[str, float]]:
    if not counts(wish):
        return
    if wish["state"] in OPEN_STATES:
        yield "open", 1
    if wish["state"] not in NOT_PRESSED and wish.get("due"):
        yield f"due {wish['due']}", 1
    if done := wish.get("done_on"):
        yield f"done {done[:7]}", 1
        taken = (date.fromisoformat(done) - date.fromisoformat(wish["recorded_on"][:10])).days
        yield f"taken {done[:7]}", taken


def _session(session: Stored) -> Iterator[tuple[str, float]]:
    if session["state"] == "done":
        yield f"sessions {session['starts_at'][:7]}", 1
        yield f"people {session['starts_at'][:7]}", session.get("people_served") or 0


def _hours(record: Stored) -> Iterator[tuple[str, float]]:
    if not record.get("withdrawn"):
        yield f"hours {record['on'][:7]}", float(record["hours"])


def _visit(visit: Stored) -> Iterator[tuple[str, float]]:
    yield f"visits {visit['on'][:7]}", 1


def _meeting(meeting: Stored) -> Iterator[tuple[str, float]]:
    if meeting["state"] == "held":
        yield f"meetings {meeting['starts_at'][:7]}", 1


def _supervision(note: Stored) -> Iterator[tuple[str, float]]:
    yield ("answered" if note.get("answer") else "asked"), 1


_PARTS: Final[Mapping[str, Callable[[Stored], Iterator[tuple[str, float]]]]] = {
    "wishes": _wish,
    "sessions": _session,
    "hours": _hours,
    "visits": _visit,
    "meetings": _meeting,
    "supervisions": _supervision,
}
TABLES: Final = tuple(_PARTS)
"""The tables whose documents are in a tally."""


def added(table: str, document: Stored) -> Sequence[tuple[str, float]]:
    """What a stored document adds to which sums. One that is not as the program writes it adds nothing; a check tells of it."""
    part = _PARTS.get(table)
    if part is None:
        return ()
    try:
        return [(name, n) for name, n in part(document) if name.isprintable() and isfinite(n)]
    except (KeyError, TypeError, ValueError, AttributeError):
        return ()


def whole(documents: Callable[[str], Iterable[Stored]]) -> dict[str, float]:
    """The sums of all documents, by table."""
    sums: dict[str, float] = {}
    for table in TABLES:
        for document in documents(table):
            _add(sums, table, document, 1)
    return _kept(sums)


def moved(sums: Sums, changes: Iterable[tuple[str, Stored | None, Stored | None]]) -> dict[str, float]:
    """The sums after changes: of each its table, the document before and now, None where there is none."""
    after = dict(sums)
    for table, before, now in changes:
        if before is not None:
            _add(after, table, before, -1)
        if now is not None:
            _add(after, table, now, 1)
    return _kept(after)


def _add(sums: dict[str, float], table: str, document: Stored, sign: int) -> None:
    for name, amount in added(table, document):
        sums[name] = sums.get(name, 0) + sign * amount


def _kept(sums: Mapping[str, float]) -> dict[str, float]:
    """Without what is nothing: hours are counted in halves and quarters, whose sums are exact but for tenths."""
    return {name: rounded for name, amount in sums.items() if (rounded := round(amount, 6))}


class Figures(NamedTuple):
    """The figures of a community today. Those of this month have its name in theirs.

    `days_to_finish` is the mean number of days from recording to completion of the wishes done this month, None where there
    was none. `visits_month` is None where it is withheld. `asked` and `answered` are supervision notes.
    """

    open: int
    overdue: int
    done_month: int
    days_to_finish: float | None
    sessions_month: int
    people_month: int
    hours_month: float
    visits_month: int | None
    meetings_month: int
    asked: int
    answered: int
    last_activity: str


def figures(
    tally: Tally,
    today: date,
    shown: Callable[[int], int | None],
    withheld: Collection[str] = (),
) -> Figures:
    """The figures of a tally on a day; `shown` gives a number of sensitive cases as it may be told.

    `withheld` is what is counted and not in the tally: it is not told, which is not the same as none.
    """
    sums, month, day = tally.sums, today.isoformat()[:7], today.isoformat()

    def of(name: str) -> int:
        return round(sums.get(name, 0))

    done = of(f"done {month}")
    visits = of(f"visits {month}")
    return Figures(
        open=of("open"),
        overdue=round(sum(n for name, n in sums.items() if name.startswith("due ") and name[4:] < day)),
        done_month=done,
        days_to_finish=round(sums.get(f"taken {month}", 0) / done, 1) if done else None,
        sessions_month=of(f"sessions {month}"),
        people_month=of(f"people {month}"),
        hours_month=round(sums.get(f"hours {month}", 0), 2),
        visits_month=None if "visits" in withheld else shown(visits) if visits else 0,
        meetings_month=of(f"meetings {month}"),
        asked=of("asked"),
        answered=of("answered"),
        last_activity=tally.last,
    )


def pressing(name: str, found: Figures) -> tuple[Any, ...]:
    """Sort key of communities: what needs attention first: overdue wishes, notes without an answer, open wishes; by name."""
    return (-found.overdue, -found.asked, -found.open, name)
