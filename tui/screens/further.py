"""What the board shows besides on a large terminal: the coming weeks, the feed, and panels of other screens.

Each function gathers one panel from the store: plain lines, or rows with the record behind each. They are loaded with the
first terminal that has room for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple, cast

from tui.desk.context import DeskContext
from tui.kinds.record import Target
from tui.kinds.words import CATEGORIES, HOME_STATES, WEEKDAYS, WISH_STATES
from tui.language.i18n import N_
from tui.language.text import cell_len, pad
from tui.queries.agenda import by_day, entries, load
from tui.queries.board import Board
from tui.queries.feed import done
from tui.queries.households import household_lines
from tui.rules.alliance import delivered, need_state
from tui.rules.calendar.month import week
from tui.rules.people.home_workflow import OPEN_STATES, order_key
from tui.rules.progress import bar
from tui.rules.services.bookings import busy
from tui.screens.base import wording
from tui.screens.details.lines import flags_text
from tui.screens.lists.home import home_tone
from tui.store import Entry
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.detail_view import DetailLine

WEEKS: Final = 5
# Days from today whose bookings are listed; months back whose wishes are counted.
_ROOMS_AHEAD: Final = 14
_MONTHS: Final = 6
_BAR: Final = 24
# Days back whose finished wishes are listed.
_FINISHED: Final = 30
# Cells of a day in the coming weeks.
_DAY: Final = 5


class Row(NamedTuple):
    """A row: the record behind it, and its cells."""

    target: Target | None
    cells: Sequence[Cell]


class Shown(NamedTuple):
    """What a panel shows."""

    title: str
    note: str
    rows: Mapping[Hashable, Row]


class Further(NamedTuple):
    """A panel: its name, the kind of its records, its columns, what is said where it has no rows, what gathers them."""

    id: str
    kind: str
    columns: tuple[Column, ...]
    empty: str
    gather: Callable[[DeskContext, Board], Shown]
    lines: int = 0
    """Lines of the terminal from which on there is room for it."""


def coming_weeks(context: DeskContext, today: date) -> list[DetailLine]:
    """Five weeks, this one first: a point at a day with one entry, a colon at one with more."""
    tr, first = context.tr, week(today)[0]
    found = by_day(entries(context.store, first, first + timedelta(7 * WEEKS - 1)))
    lines = [DetailLine("".join(pad(tr(name), _DAY) for name in WEEKDAYS), tone=Tone.DIM)]
    for number in range(WEEKS):
        written = []
        for day in week(first + timedelta(7 * number)):
            count = load(found.get(day, []))
            sign = "." if count == 1 else ":" if count else ""
            written.append(pad(f"[{day.day}]" if day == today else f" {day.day:>2}{sign}", _DAY))
        lines.append(DetailLine("".join(written)))
    return lines


def feed_row(context: DeskContext, entry: Entry, today: date) -> Row:
    """A commit: when, who, what, and the record that it was about."""
    tr, at = context.tr, datetime.fromisoformat(entry.at)
    days = (today - at.date()).days
    when = f"{at:%H:%M}" if not days else tr("yesterday") if days == 1 else f"{at:%m-%d}"
    told = done(context.store, entry, tr)
    return Row(told.target, (when, Tinted(entry.by, Tone.DIM), f"{told.what} {told.name}".rstrip()))


def panels(context: DeskContext) -> tuple[Further, ...]:
    """The panels of other screens, in the order in which they join."""
    tr = context.tr
    day = cell_len(f"11-27 {tr('Fri')}")
    name = Column("name", "", 10, grow=1)
    return (
        Further("to_visit", "household", (name, Column("flags", "", 8, drop=1), Column("why", "", 12)), tr("Nobody is due for a visit."), _to_visit),
        Further("requests", "home", (Column("day", "", day), name, Column("skill", "", 8), Column("who", "", 8, drop=1), Column("state", "", 4)), tr("No open request. n records one when a resident asks for somebody to come."), _requests),
        Further("wants", "need", (name, Column("given", "", 8, align="right"), Column("by", "", 8, align="right"), Column("bar", "", 8, drop=1)), tr("No open need. n adds one, d records what was delivered."), _wants),
        Further("booked", "booking", (Column("day", "", day), Column("time", "", 11), name, Column("who", "", 8, grow=1, drop=1), Column("what", "", 10, grow=1, drop=2)), tr("Nothing is booked in the next {n} days.", n=_ROOMS_AHEAD), _booked),
        Further("served", "service", (Column("month", "", 4), Column("n", "", 5, align="right"), Column("bar", "", _BAR), Column("more", "", 5, align="right")), "", _served),
        Further("by_category", "wish", (name, Column("n", "", 4, align="right"), Column("bar", "", _BAR)), "", _by_category),
        Further("finished", "wish", (Column("day", "", 5), name, Column("who", "", 8, drop=1), Column("state", "", 4)), "", _finished, 60),
    )  # fmt: skip


def _to_visit(context: DeskContext, board: Board) -> Shown:
    store, tr = context.store, context.tr
    lines = [] if store.hides("households") else household_lines(store, board.today)
    due = [line for line in lines if line.due]
    rows: dict[Hashable, Row] = {
        line.id: Row(
            Target("household", line.id),
            (line.stored["name"], Tinted(flags_text(line.stored, tr), Tone.DIM), wording.visit_need(line.need, tr)),
        )
        for line in due
    }  # fmt: skip
    return Shown(tr("To visit {n}", n=len(due)), tr("{n} households", n=len(lines)) if lines else "", rows)


def _requests(context: DeskContext, board: Board) -> Shown:
    store, tr = context.store, context.tr
    found = sorted((r for r in store.home_requests.stored() if r["state"] in OPEN_STATES), key=order_key)
    rows: dict[Hashable, Row] = {}
    for request in found:
        on = request.get("on") or request.get("wished_on")
        late = bool(on) and request["state"] != "done" and str(on) < board.today.isoformat()
        state = tr("overdue") if late else tr(HOME_STATES[request["state"]])
        person = store.volunteers.find_stored(request.get("volunteer_id") or 0) or {}
        team = store.teams.find_stored(request.get("team_id") or 0) or {}
        rows[request["id"]] = Row(
            Target("home", request["id"]),
            (
                wording.short_day(date.fromisoformat(on), tr) if on else "",
                request["resident"],
                request["skill"],
                str(person.get("name") or team.get("name") or ""),
                Tinted(state, Tone.BAD if late else home_tone(request["state"])),
            ),
        )
    return Shown(tr("Open home service {n}", n=len(rows)), "", rows)


def _wants(context: DeskContext, board: Board) -> Shown:
    store, tr = context.store, context.tr
    matches = store.matches.stored()
    rows: dict[Hashable, Row] = {}
    late = 0
    for need in sorted(store.needs.stored(), key=lambda one: (one.get("by") or "9999", one["id"])):
        given = delivered(matches, need_id=need["id"])
        state = need_state(need, given, board.today)
        if state in {"met", "dropped"}:
            continue
        late += state == "overdue"
        left = (date.fromisoformat(need["by"]) - board.today).days if need.get("by") else None
        by: Cell = "" if left is None else tr("{n} d left", n=left)
        if left is not None and left < 0:
            by = Tinted(tr("{n} d over", n=-left), Tone.BAD)
        amount = f"{given:g}/{need['quantity']:g}{need['unit']}"
        part = bar(round(given * 100), round(need["quantity"] * 100), 8)
        rows[need["id"]] = Row(Target("need", need["id"]), (need["title"], amount, by, part))
    note = tr("{n} overdue", n=late) if late else ""
    return Shown(tr("Needs {n}", n=len(rows)), note, rows)


def _booked(context: DeskContext, board: Board) -> Shown:
    store, tr = context.store, context.tr
    names = {room["id"]: str(room["name"]) for room in store.rooms.stored()}
    found = busy(store.bookings.stored(), board.today, board.today + timedelta(_ROOMS_AHEAD))
    rows: dict[Hashable, Row] = {
        (booking["id"], on): Row(
            Target("booking", booking["id"]),
            (
                wording.short_day(on, tr),
                f"{booking['starts']}-{booking['ends']}",
                names.get(booking["room_id"], "?"),
                str(booking.get("booked_by") or ""),
                Tinted(str(booking.get("purpose") or ""), Tone.DIM),
            ),
        )
        for on, booking in found
    }
    return Shown(tr("Rooms, next {n} days: {count}", n=_ROOMS_AHEAD, count=len(rows)), "", rows)


def _served(context: DeskContext, board: Board) -> Shown:
    """People served by month, with the difference from the month before; this month as far as it has gone."""
    months, tr = board.totals.months, context.tr
    most = max((one.people for one in months), default=0)
    rows: dict[Hashable, Row] = {}
    for at, one in enumerate(months):
        number = (board.today.month - len(months) + at) % 12 + 1
        change = f"{one.people - months[at - 1].people:+}" if at else ""
        cells = (tr("month {n}", n=number), str(one.people), bar(one.people, most, _BAR).rstrip("."), change)
        rows[at] = Row(None, cells)
    return Shown(tr("People served"), tr("{n} months", n=len(months)), rows if most else {})


def _by_category(context: DeskContext, board: Board) -> Shown:
    """The wishes recorded in the last months, by category, the most first."""
    tr, since = context.tr, (board.today - timedelta(30 * _MONTHS)).isoformat()
    wishes = context.store.wishes.counted()
    found = Counter(str(wish.get("category") or "other") for wish in wishes if wish["recorded_on"] >= since)
    most = max(found.values(), default=0)
    words = cast("Mapping[str, str]", CATEGORIES)
    rows: dict[Hashable, Row] = {
        category: Row(None, (tr(words.get(category, category)), str(n), bar(n, most, _BAR).rstrip(".")))
        for category, n in found.most_common()
    }
    return Shown(tr("Wishes by category"), tr("{n} months", n=_MONTHS), rows)


def _finished(context: DeskContext, board: Board) -> Shown:
    """The wishes that were fulfilled in the last month, the latest first."""
    tr, since = context.tr, (board.today - timedelta(_FINISHED)).isoformat()
    found = [
        wish
        for wish in context.store.wishes.stored()
        if wish["state"] in {"done", "closed"} and since <= str(wish.get("done_on") or "")
    ]
    rows: dict[Hashable, Row] = {
        wish["id"]: Row(
            Target("wish", wish["id"]),
            (
                str(wish["done_on"])[5:],
                wish["title"],
                Tinted(str((wish.get("assignee") or {}).get("name") or ""), Tone.DIM),
                Tinted(tr(WISH_STATES[wish["state"]]), Tone.GOOD if wish["state"] == "closed" else Tone.WARN),
            ),
        )
        for wish in sorted(found, key=lambda one: (one["done_on"], one["id"]), reverse=True)
    }
    return Shown(tr("Finished wishes {n}", n=len(rows)), tr("{n} days", n=_FINISHED), rows)


FEED_COLUMNS: Final = (
    Column("when", "", 5),
    Column("by", "", 4, drop=1),
    Column("what", "", 20, grow=1, most=20),
)
FEED_TITLE: Final = N_("What was done")
WEEKS_TITLE: Final = N_("The next five weeks")
WEEKS_NOTE: Final = N_(". one, : more")
