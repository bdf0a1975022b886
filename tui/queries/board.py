"""The board: an immutable value with everything that the dashboard shows, computed from store and clock.

It reads stored documents instead of models: the first screen needs it, and three fields of 10,000 wishes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from operator import itemgetter
from typing import NamedTuple

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.queries.board_lines import ActionLine, SessionLine, TeamLine, WishLine
from tui.queries.board_sessions import DAYS_AHEAD, in_board_order, sessions_and_later
from tui.queries.board_teams import team_lines
from tui.rules.people.occasions import Occasion, occasions
from tui.rules.progress import progress
from tui.rules.services.monthly_totals import NO_TOTALS, MonthlyTotals, TotalsCounter
from tui.rules.wishes.attention import Attention, attention, badly_rated
from tui.rules.wishes.deadlines import due_state
from tui.rules.wishes.order import NOT_PRESSED, OPEN_STATES, pressing_key
from tui.store import Store


class Board(NamedTuple):
    """Everything on the dashboard at one moment. Equal boards look the same.

    `festival`: the next festival, once the calendar is loaded; `totals`: those by month, once the first
    screen is painted; `later`: the sessions after the next 14 days, for a panel that has room for them.
    """

    community: str
    place: str
    today: date
    sessions: tuple[SessionLine, ...]
    wishes: tuple[WishLine, ...]
    teams: tuple[TeamLine, ...]
    actions: tuple[ActionLine, ...]
    empty: bool
    occasions: tuple[Occasion, ...] = ()
    festival: Message | None = None
    totals: MonthlyTotals = NO_TOTALS
    later: tuple[SessionLine, ...] = ()
    asked: int = 0
    """The number of supervision notes to the community as a whole that are not answered yet."""

    @property
    def beyond(self) -> tuple[SessionLine, ...]:
        """What is to be seen although it is not within the next days: sessions with sign-ups, and the next one of each
        service that has none before.
        """
        known = {line.service_id for line in self.sessions if 0 <= line.days <= DAYS_AHEAD}
        found = [line for line in self.sessions if line.days > DAYS_AHEAD]
        known |= {line.service_id for line in found}
        for line in self.later:
            if line.service_id not in known:
                known.add(line.service_id)
                found.append(line)
        return tuple(sorted(found, key=in_board_order))

    @property
    def lacking(self) -> int:
        """The number of sessions that lack a team or people."""
        return sum(line.missing is not None for line in self.sessions)

    @property
    def unrecorded(self) -> int:
        """The number of past sessions whose outcome is not recorded."""
        return sum(line.state == "unrecorded" for line in self.sessions)

    @property
    def short(self) -> int:
        """The number of sessions and of teams that lack people."""
        return self.lacking + sum(line.status.kind == "short" for line in self.teams)

    @property
    def late(self) -> int:
        """The number of open wishes and action items past their due date."""
        return self.overdue + self.actions_overdue

    @property
    def due_today(self) -> int:
        """The number of open wishes and action items that are due today."""
        wishes = sum(line.due == "today" for line in self.wishes)
        return wishes + sum(line.days == 0 for line in self.actions)

    @property
    def clashing(self) -> int:
        """The number of sessions that clash with another."""
        return sum(line.clash for line in self.sessions)

    @property
    def unconfirmed(self) -> int:
        """The number of coming sessions not yet confirmed."""
        return sum(line.state == "planned" for line in self.sessions)

    @property
    def overdue(self) -> int:
        """The number of open wishes past their due date."""
        return sum(line.due == "overdue" for line in self.wishes)

    @property
    def actions_overdue(self) -> int:
        """The number of open action items past their due date."""
        return sum(line.days is not None and line.days < 0 for line in self.actions)

    @property
    def supervised(self) -> int:
        """The number of open wishes with a supervision note."""
        return sum(line.supervised for line in self.wishes)


def board(
    store: Store, now: datetime, festival: Message | None = None, totals_counter: TotalsCounter | None = None
) -> Board:
    """The board for the store at `now`, with the message on the next festival.

    With `totals_counter`, which is kept from one board to the next, the totals by month are included. For
    repeated use `tui.queries.board_keeper` computes the same at less cost.
    """
    today = now.date()
    sessions, later = sessions_and_later(store, now)
    return board_of(
        store,
        now,
        sessions=sessions,
        later=later,
        wishes=wish_lines(store.wishes.stored(), today, supervised_wishes(store)),
        teams=team_lines(store, now),
        actions=action_lines(store.actions.stored(), today),
        occasions=occasions(store.volunteers.stored(), store.teams.stored(), today),
        festival=festival,
        totals=monthly_totals(store, now, totals_counter) if totals_counter else NO_TOTALS,
    )


def board_of(
    store: Store,
    now: datetime,
    *,
    sessions: tuple[SessionLine, ...],
    wishes: tuple[WishLine, ...],
    teams: tuple[TeamLine, ...],
    actions: tuple[ActionLine, ...],
    occasions: tuple[Occasion, ...],
    festival: Message | None,
    totals: MonthlyTotals,
    later: tuple[SessionLine, ...] = (),
) -> Board:
    """The board with these lines."""
    community = store.community or {}
    place = " ".join(str(community.get(part) or "") for part in ("city", "district", "street"))
    return Board(
        community=str(community.get("name") or ""),
        place=place.strip(),
        today=now.date(),
        sessions=sessions,
        wishes=wishes,
        teams=teams,
        actions=actions,
        empty=store.empty,
        occasions=occasions,
        festival=festival,
        totals=totals,
        later=later,
        asked=sum(not (note.get("wish_id") or note.get("answer")) for note in store.supervisions.stored()),
    )


def monthly_totals(store: Store, now: datetime, totals_counter: TotalsCounter) -> MonthlyTotals:
    """The totals of the last months."""
    return totals_counter.totals(
        store.sessions.stored(), store.hours.stored(), store.wishes.stored(), now.date()
    )


def supervised_wishes(store: Store) -> frozenset[int]:
    """The ids of the wishes with a supervision note that is not answered yet."""
    return frozenset(
        note["wish_id"]
        for note in store.supervisions.stored()
        if note.get("wish_id") and not note.get("answer")
    )


def open_wishes(stored: Iterable[Stored], today: date, supervised: Collection[int] = ()) -> list[Stored]:
    """The open wishes, and the closed ones with a low rating, the most urgent first."""
    found = []
    for wish in stored:
        presses = pressing(wish, today, supervised)
        if presses is not None:
            found.append((presses[0], wish))
    found.sort(key=itemgetter(0))
    return [wish for _, wish in found]


def pressing(
    wish: Stored, today: date, supervised: Collection[int] = ()
) -> tuple[tuple[int, str, str], Attention | None] | None:
    """The sort key of such a wish and its reason for attention; None for a wish that needs neither."""
    state = wish["state"]
    if state not in OPEN_STATES and not (state == "closed" and badly_rated(wish)):
        return None
    needs = attention(wish, today, supervised=wish["id"] in supervised)
    if needs is None and state == "closed":
        return None
    return pressing_key(wish, needs), needs


def wish_lines(
    stored: Iterable[Stored], today: date, supervised: Collection[int] = ()
) -> tuple[WishLine, ...]:
    """The lines of those wishes, the most urgent first."""
    return tuple(wish_line(wish, today, supervised) for wish in open_wishes(stored, today, supervised))


def wish_line(wish: Stored, today: date, supervised: Collection[int] = ()) -> WishLine:
    """The line of one wish; `supervised` holds the ids of wishes with a supervision note."""
    needs = attention(wish, today, supervised=wish["id"] in supervised)
    return line_of(wish, today, supervised, needs)


def line_of(wish: Stored, today: date, supervised: Collection[int], needs: Attention | None) -> WishLine:
    """The line of a wish whose reason for attention is known."""
    due = date.fromisoformat(wish["due"]) if wish.get("due") else None
    return WishLine(
        id=wish["id"],
        rev=wish["rev"],
        number=wish["number"],
        title=wish["title"],
        holder=(wish.get("assignee") or {}).get("name", ""),
        state=wish["state"],
        urgency=wish.get("urgency", "normal"),
        days=None if due is None else (due - today).days,
        due=due_state(None if wish["state"] in NOT_PRESSED else due, today),
        age=(today - date.fromisoformat(wish["recorded_on"])).days,
        supervised=wish["id"] in supervised and wish["state"] in OPEN_STATES,
        needs=needs,
        stored=wish,
    )


def action_lines(stored: Iterable[Stored], today: date) -> tuple[ActionLine, ...]:
    """The open action items by due date; those without one come last, the oldest first."""
    found = [action_line(action, today) for action in stored if action["state"] == "open"]
    return tuple(sorted(found, key=lambda line: (line.days is None, line.days or 0, -line.age, line.id)))


def action_line(action: Stored, today: date) -> ActionLine:
    """The line of one action item."""
    done, steps = progress(action.get("steps") or ())
    due = action.get("due")
    return ActionLine(
        id=action["id"],
        title=action["title"],
        owner=action["owner"],
        days=(date.fromisoformat(due) - today).days if due else None,
        age=(today - date.fromisoformat(action["opened_on"])).days,
        done=done,
        steps=steps,
        stored=action,
    )
