"""The board: an immutable value with everything that the dashboard shows, computed from store and clock.

It reads stored documents instead of models: the first screen needs it, and three fields of 10,000 wishes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Final, NamedTuple

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.queries.board_lines import ActionLine, SessionLine, TeamLine, WishLine
from tui.rules.people.occasions import Occasion, occasions
from tui.rules.people.team_status import team_status
from tui.rules.progress import progress
from tui.rules.services.clashes import clashes, clashes_in_rooms
from tui.rules.services.monthly_totals import NO_TOTALS, MonthlyTotals, TotalsCounter
from tui.rules.services.room_use import RoomTables
from tui.rules.services.schedule import sessions_between
from tui.rules.services.session_state import session_state
from tui.rules.services.staffing import NEAR_DAYS, missing
from tui.rules.wishes.attention import Attention, attention, badly_rated
from tui.rules.wishes.deadlines import due_state
from tui.rules.wishes.order import NOT_PRESSED, OPEN_STATES, pressing_key
from tui.store import Store

DAYS_AHEAD: Final = 14
# Later sessions, shown where there is room: days ahead, and how many.
DAYS_LATER: Final = 60
MOST_LATER: Final = 12
# Days ahead to look for the next session of a team that has none within 14 days.
FAR_DAYS: Final = 366
# How long an unrecorded session stays on the board.
DAYS_BACK: Final = 7


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
        return tuple(sorted(found, key=_in_order))

    @property
    def lacking(self) -> int:
        """The number of sessions that lack a team or people."""
        return sum(line.missing is not None for line in self.sessions)

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
    )


def monthly_totals(store: Store, now: datetime, totals_counter: TotalsCounter) -> MonthlyTotals:
    """The totals of the last months."""
    return totals_counter.totals(
        store.sessions.stored(), store.hours.stored(), store.wishes.stored(), now.date()
    )


def session_lines(store: Store, now: datetime) -> tuple[SessionLine, ...]:
    """Sessions under way and of the next 14 days, and those of the last week not yet recorded.

    Today's come first, then the coming ones by time, then those still to be recorded.
    """
    today = now.date()
    services = store.services.stored()
    window = sessions_between(
        services,
        store.sessions.stored(),
        today - timedelta(DAYS_BACK),
        today + timedelta(DAYS_AHEAD),
        store.calendar,
    )
    at_home = {service["id"] for service in services if service.get("at_home")}
    clashing = {key for clash in clashes(window, at_home) for key in (clash.one, clash.other)}
    users = RoomTables.of(lambda table: store.collection(table).stored(), store.calendar)
    clashing |= {clash.one for clash in clashes_in_rooms(window, users)}
    lines = []
    for stored in window:
        line = session_line(store, stored, now)
        if (line.service_id, stored["on"]) in clashing and line.days >= 0:
            line = line._replace(clash=True)
        if line.state == "cancelled" and line.days < 0:
            continue
        if line.state == "done" and line.days < 0:
            continue
        lines.append(line)
    return tuple(sorted(lines, key=_in_order))


def sessions_and_later(
    store: Store, now: datetime
) -> tuple[tuple[SessionLine, ...], tuple[SessionLine, ...]]:
    """The lines of `session_lines` and of later sessions with sign-ups, by time; and the first other later ones."""
    later = _later(store, now)
    asked_for = [session_line(store, stored, now) for stored in later if stored.get("signups")]
    near = session_lines(store, now)
    known = {line.service_id for line in (*near, *asked_for) if line.days >= 0}
    # The next one of a service that has none before is there whatever the others are, such as each monthly one.
    firsts = {stored["service_id"]: stored for stored in reversed(later) if stored["service_id"] not in known}
    others = [stored for stored in later if not stored.get("signups")]
    kept = {id(stored) for stored in (*firsts.values(), *others[: max(0, MOST_LATER - len(firsts))])}
    lines = tuple(sorted([*near, *asked_for], key=_in_order))
    return lines, tuple(session_line(store, stored, now) for stored in others if id(stored) in kept)


def _in_order(line: SessionLine) -> tuple[bool, datetime, int]:
    return line.days < 0, line.starts_at, line.service_id


def _later(store: Store, now: datetime) -> list[Stored]:
    first, last = (now.date() + timedelta(days) for days in (DAYS_AHEAD + 1, DAYS_LATER))
    found = sessions_between(store.services.stored(), store.sessions.stored(), first, last, store.calendar)
    return [stored for stored in found if stored["state"] not in {"cancelled", "done"}]


def session_line(store: Store, stored: Stored, now: datetime) -> SessionLine:
    """The line of one session."""
    starts_at = datetime.fromisoformat(stored["starts_at"])
    ends_at = datetime.fromisoformat(stored["ends_at"])
    service = store.services.find_stored(stored["service_id"]) or {}
    team_id = stored.get("team_id")
    team = store.teams.find_stored(team_id) if team_id else None
    days = (starts_at.date() - now.date()).days
    near = days <= NEAR_DAYS and ends_at > now
    return SessionLine(
        service_id=stored["service_id"],
        on=date.fromisoformat(stored["on"]),
        starts_at=starts_at,
        ends_at=ends_at,
        days=days,
        service=str(service.get("name") or ""),
        place=stored.get("place") or "",
        team=str(team["name"]) if team else "",
        state=session_state(stored["state"], starts_at, ends_at, now),
        moved=stored["on"] != stored["starts_at"][:10],
        missing=missing(stored, team, helped=bool(service.get("partner_ids"))) if near else None,
        stored=stored,
    )


def supervised_wishes(store: Store) -> frozenset[int]:
    """The ids of the wishes with a supervision note."""
    return frozenset(note["wish_id"] for note in store.supervisions.stored())


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


def team_lines(store: Store, now: datetime) -> tuple[TeamLine, ...]:
    """All teams with their status, in the order in which they were added."""
    today = now.date()
    window = sessions_between(
        store.services.stored(),
        store.sessions.stored(),
        today,
        today + timedelta(DAYS_AHEAD),
        store.calendar,
    )
    by_team: dict[int, list[Stored]] = defaultdict(list)
    for session in window:
        if session.get("team_id") and session["state"] != "cancelled":
            by_team[session["team_id"]].append(session)
    for session in _after(store, today, {team["id"] for team in store.teams.stored()} - by_team.keys()):
        by_team[session["team_id"]].append(session)
    month = f"{today:%Y-%m}"
    hours: dict[int, float] = defaultdict(float)
    last: dict[int, str] = defaultdict(str)
    for record in store.hours.stored():
        team_id = record.get("team_id")
        if team_id and not record.get("withdrawn"):
            last[team_id] = max(last[team_id], record["on"])
            if record["on"].startswith(month):
                hours[team_id] += record["hours"]
    for session in store.sessions.stored():
        if session.get("team_id") and session["state"] == "done":
            last[session["team_id"]] = max(last[session["team_id"]], session["starts_at"][:10])
    return tuple(
        _team_line(team, by_team[team["id"]], hours[team["id"]], last[team["id"]], now)
        for team in store.teams.stored()
    )


def _after(store: Store, today: date, teams: Collection[int]) -> Iterator[Stored]:
    """The next session, within a year, of each of these teams, which have none within 14 days."""
    services = [s for s in store.services.stored() if s.get("team_id") in teams]
    sessions = [
        s for s in store.sessions.stored() if s.get("team_id") in teams and s["on"] > today.isoformat()
    ]
    if not services and not sessions:
        return
    known = {s["service_id"] for s in sessions}
    services += [s for s in store.services.stored() if s["id"] in known and s not in services]
    first = today + timedelta(DAYS_AHEAD + 1)
    found: set[int] = set()
    for session in sessions_between(
        services, store.sessions.stored(), first, first + timedelta(FAR_DAYS), store.calendar
    ):
        team = session.get("team_id")
        if not isinstance(team, int) or session["state"] in {"cancelled", "done"}:
            continue
        if team in teams and team not in found:
            found.add(team)
            yield session


def _team_line(
    team: Stored, sessions: Iterable[Stored], hours: float, last_on: str, now: datetime
) -> TeamLine:
    times = [
        (datetime.fromisoformat(s["starts_at"]), datetime.fromisoformat(s["ends_at"]), s) for s in sessions
    ]
    next_at = min((starts for starts, _, s in times if starts > now and s["state"] != "done"), default=None)
    status = team_status(
        paused=bool(team.get("paused")),
        paused_until=date.fromisoformat(until) if (until := team.get("paused_until")) else None,
        members=len(team.get("members") or ()),
        needed=int(team.get("needed") or 0),
        sessions=[(starts, ends) for starts, ends, _ in times],
        next_at=next_at,
        last_on=date.fromisoformat(last_on) if last_on else None,
        now=now,
        quiet_weeks=team.get("quiet_weeks"),
    )
    return TeamLine(
        id=team["id"],
        name=team["name"],
        status=status,
        next_at=next_at,
        members=len(team.get("members") or ()),
        needed=int(team.get("needed") or 0),
        hours=hours,
        stored=team,
    )
