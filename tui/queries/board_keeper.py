"""Keeps the board up to date: a commit costs what it changes, not what is stored.

With ten thousand wishes and a commit per second by a colleague, computing the whole board each time would
delay keys. The result equals that of `tui.queries.board.board`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from operator import is_not, itemgetter
from typing import Any, Final, NamedTuple, TypeVar, cast

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.queries.board import (
    Board,
    action_lines,
    board_of,
    line_of,
    monthly_totals,
    pressing,
    supervised_wishes,
)
from tui.queries.board_lines import WishLine
from tui.queries.board_sessions import sessions_and_later
from tui.queries.board_teams import team_lines
from tui.rules.people.occasions import occasions
from tui.rules.services.monthly_totals import NO_TOTALS, TotalsCounter
from tui.store import Store

T = TypeVar("T")
# The tables from which the lines of a panel are computed.
_SESSIONS: Final = ("services", "sessions", "teams", "rooms", "bookings", "meetings", "communities")
_TEAMS: Final = ("services", "sessions", "teams", "hours", "communities")
_OCCASION_TABLES: Final = ("volunteers", "teams")
_TOTALS_TABLES: Final = ("sessions", "hours", "wishes")


class _Item(NamedTuple):
    """An open wish; `key` is its unique sort key, the most urgent first."""

    key: tuple[Any, ...]
    wish: Stored
    line: WishLine


_KEY: Final = itemgetter(0)


class PressingWishes:
    """The open wishes in order. Each update looks only at wishes that have changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._of: Hashable = None
        self._today = date.min
        self._supervised: frozenset[int] = frozenset()
        self._documents: list[Stored] = []
        self._items: list[_Item | None] = []
        self._order: list[_Item] = []
        self.wishes: Sequence[Stored] = ()
        self.lines: tuple[WishLine, ...] = ()

    def update(self, today: date) -> None:
        """Bring `wishes` and `lines` up to date for the day `today`."""
        store = self._store
        of = (store.wishes.version, store.supervisions.version, today)
        if of == self._of:
            return
        supervised = supervised_wishes(store)
        documents = store.wishes.stored()
        known = len(self._documents)
        if (today, supervised) != (self._today, self._supervised) or len(documents) < known:
            self._today, self._supervised = today, supervised
            self._items = [self._item(at, wish) for at, wish in enumerate(documents)]
            self._order = sorted((item for item in self._items if item), key=_KEY)
        else:
            # A changed document is another object at the same index.
            changed = map(is_not, self._documents, documents)
            for at in [at for at, other in enumerate(changed) if other]:
                self._replace(at, documents[at])
            self._items.extend([None] * (len(documents) - known))
            for at in range(known, len(documents)):
                self._replace(at, documents[at])
        self._of, self._documents = of, documents
        self.wishes = [item.wish for item in self._order]
        self.lines = tuple([item.line for item in self._order])

    def _item(self, at: int, wish: Stored) -> _Item | None:
        presses = pressing(wish, self._today, self._supervised)
        if presses is None:
            return None
        key, needs = presses
        return _Item((*key, at), wish, line_of(wish, self._today, self._supervised, needs))

    def _replace(self, at: int, wish: Stored) -> None:
        before, after = self._items[at], self._item(at, wish)
        if before is not None:
            del self._order[bisect_left(self._order, before.key, key=_KEY)]
        if after is not None:
            insort(self._order, after, key=_KEY)
        self._items[at] = after


class BoardKeeper:
    """Computes the board of one store; unchanged parts are reused."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[str, tuple[Hashable, Any]] = {}
        self.pressing = PressingWishes(store)

    def board(
        self, now: datetime, festival: Message | None = None, totals_counter: TotalsCounter | None = None
    ) -> Board:
        """The board, equal to that of `tui.queries.board.board`."""
        store, today = self._store, now.date()
        self.pressing.update(today)
        # States of sessions and teams may change every minute.
        minute = now.replace(second=0, microsecond=0)
        sessions, later = self._kept("sessions", _SESSIONS, minute, lambda: sessions_and_later(store, now))
        return board_of(
            store,
            now,
            sessions=sessions,
            later=later,
            wishes=self.pressing.lines,
            teams=self._kept("teams", _TEAMS, minute, lambda: team_lines(store, now)),
            actions=self._kept(
                "actions", ("actions",), today, lambda: action_lines(store.actions.stored(), today)
            ),
            occasions=self._kept(
                "occasions", _OCCASION_TABLES, today,
                lambda: occasions(store.volunteers.stored(), store.teams.stored(), today),
            ),
            festival=festival,
            totals=self._kept(
                "totals", _TOTALS_TABLES, (today, totals_counter),
                lambda: monthly_totals(store, now, totals_counter) if totals_counter else NO_TOTALS,
            ),
        )  # fmt: skip

    def _kept(self, name: str, tables: Sequence[str], at: Hashable, make: Callable[[], T]) -> T:
        of = (at, *(self._store.collection(table).version for table in tables))
        known = self._made.get(name)
        if known is None or known[0] != of:
            known = self._made[name] = (of, make())
        return cast("T", known[1])
