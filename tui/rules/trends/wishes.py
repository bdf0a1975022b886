"""Wishes as the trends count them: what they are about, how long they took, and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tui.kinds.record import Stored
from tui.rules.trends.figures import Figure, number, percentile, share

# States in which a wish was never to be seen to: it has no time and no due day to keep.
_SET_ASIDE: Final = frozenset({"merged", "declined"})
_NOT_ACCEPTED: Final = frozenset({"recorded", *_SET_ASIDE})
# From this rating on (of 5) the resident is satisfied.
SATISFIED: Final = 4

_LISTS: Final = (
    "recorded", "done", "bound", "on_time", "reopened", "rated", "satisfied", "accepted", "finished",
)  # fmt: skip
# What wishes are grouped by.
GROUPS: Final = ("categories", "compounds", "channels", "holders")

# For each day (ISO 8601) how many working days have passed up to it.
Passed = Mapping[str, int]


def _groups() -> dict[Hashable, list[int]]:
    return defaultdict(list)


@dataclass(slots=True)
class WishTally:
    """The ids of the wishes recorded in some days, by what they are; times are (working days, id)."""

    recorded: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    bound: list[int] = field(default_factory=list)
    on_time: list[int] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)
    rated: list[int] = field(default_factory=list)
    satisfied: list[int] = field(default_factory=list)
    accepted: list[tuple[int, int]] = field(default_factory=list)
    finished: list[tuple[int, int]] = field(default_factory=list)
    categories: dict[Hashable, list[int]] = field(default_factory=_groups)
    compounds: dict[Hashable, list[int]] = field(default_factory=_groups)
    channels: dict[Hashable, list[int]] = field(default_factory=_groups)
    holders: dict[Hashable, list[int]] = field(default_factory=_groups)
    _made: dict[str, Figure] = field(default_factory=dict)

    def take_in(self, other: WishTally) -> None:
        """Add the wishes of another tally to these."""
        for name in _LISTS:
            getattr(self, name).extend(getattr(other, name))
        for name in GROUPS:
            groups = getattr(self, name)
            for value, ids in getattr(other, name).items():
                groups[value].extend(ids)

    def figure(self, name: str) -> Figure:
        """One of the figures `FIGURES`; made when first asked for, so once all wishes are in."""
        if name not in self._made:
            self._made[name] = FIGURES[name](self)
        return self._made[name]


def _late(tally: WishTally) -> Figure:
    on_time = set(tally.on_time)
    return number([id for id in tally.bound if id not in on_time])


FIGURES: Final[Mapping[str, Callable[[WishTally], Figure]]] = {
    "recorded": lambda tally: number(tally.recorded),
    "done": lambda tally: number(tally.done),
    "accept_median": lambda tally: percentile(tally.accepted, 50),
    "accept_90": lambda tally: percentile(tally.accepted, 90),
    "finish_median": lambda tally: percentile(tally.finished, 50),
    "finish_90": lambda tally: percentile(tally.finished, 90),
    "on_time": lambda tally: share(tally.on_time, tally.bound),
    "late": _late,
    "reopened": lambda tally: number(tally.reopened),
    "satisfied": lambda tally: share(tally.satisfied, tally.rated),
}
"""The figures of wishes by name."""


def count_wishes(wishes: Iterable[Stored], today: date, passed: Passed) -> WishTally:
    """The tally of these wishes; those made void (作废) are in none."""
    tally, now = WishTally(), today.isoformat()
    categories, compounds, channels, holders = (getattr(tally, name) for name in GROUPS)
    for wish in wishes:
        state = wish["state"]
        if state == "voided":
            continue
        id, holder = wish["id"], wish.get("assignee")
        tally.recorded.append(id)
        categories[wish.get("category") or ""].append(id)
        compounds[wish.get("compound")].append(id)
        channels[wish.get("channel") or ""].append(id)
        holders[holder["name"] if holder else ""].append(id)
        taken = _way(tally, wish)
        if state not in _SET_ASIDE:
            _times(tally, wish, taken, now, passed)
    return tally


def wishes_together(tallies: Sequence[WishTally]) -> WishTally:
    """The tally of all of these wishes."""
    whole = WishTally()
    for tally in tallies:
        whole.take_in(tally)
    return whole


def of_compound(wishes: Sequence[Stored], compound: int | None) -> Sequence[Stored]:
    """The wishes of a compound; None: all."""
    return wishes if compound is None else [wish for wish in wishes if wish.get("compound") == compound]


def _way(tally: WishTally, wish: Stored) -> str:
    """Count whether a wish was reopened, and how it was rated; returns when it was accepted (ISO 8601), or nothing."""
    id, rating, accepted = wish["id"], wish.get("rating"), ""
    reopened = False
    for event in wish.get("history") or ():
        state = event["state"]
        if state == "reopened":
            reopened = True
        elif not accepted and state not in _NOT_ACCEPTED:
            accepted = event["at"]
    if reopened:
        tally.reopened.append(id)
    if rating:
        tally.rated.append(id)
        if rating >= SATISFIED:
            tally.satisfied.append(id)
    return accepted


def _times(tally: WishTally, wish: Stored, accepted: str, now: str, passed: Passed) -> None:
    """Count how long a wish took, and whether it was done by its day; it was not set aside."""
    id, done, due = wish["id"], wish.get("done_on"), wish.get("due")
    since = passed[wish["recorded_on"]]
    if accepted:
        tally.accepted.append((max(0, passed[accepted[:10]] - since), id))
    if done:
        tally.done.append(id)
        tally.finished.append((max(0, passed[done] - since), id))
    if due and (done or (due < now and wish["state"] != "on_hold")):
        tally.bound.append(id)
        if done and done <= due:
            tally.on_time.append(id)
