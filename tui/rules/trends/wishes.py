"""The wishes of each period, counted by the day they were recorded; one pass over the stored documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tui.kinds.record import Stored
from tui.rules.trends.figures import Figure, number, percentile, share, spread
from tui.rules.trends.periods import Period

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
    """The ids of the wishes recorded in one period, by what they are; times are (working days, id)."""

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

    def take_in(self, other: WishTally) -> None:
        """Add the wishes of another tally to these."""
        for name in _LISTS:
            getattr(self, name).extend(getattr(other, name))
        for name in GROUPS:
            groups = getattr(self, name)
            for value, ids in getattr(other, name).items():
                groups[value].extend(ids)

    def figures(self) -> dict[str, Figure]:
        """The figures by name, in their order."""
        on_time = set(self.on_time)
        return {
            "recorded": number(self.recorded),
            "done": number(self.done),
            "accept_median": percentile(self.accepted, 50),
            "accept_90": percentile(self.accepted, 90),
            "finish_median": percentile(self.finished, 50),
            "finish_90": percentile(self.finished, 90),
            "on_time": share(self.on_time, self.bound),
            "late": number([id for id in self.bound if id not in on_time]),
            "reopened": number(self.reopened),
            "satisfied": share(self.satisfied, self.rated),
        }


def wish_tallies(
    wishes: Iterable[Stored], periods: Sequence[Period], compound: int | None, today: date, passed: Passed
) -> list[WishTally]:
    """A tally for each period; of one compound where that is given."""
    now, shared = today.isoformat(), dict[tuple[int, ...], WishTally]()
    for wish, places in spread(of_compound(wishes, compound), "recorded_on", periods):
        # A wish is looked at once, however many periods have its day.
        tally = shared.get(places)
        if tally is None:
            tally = shared[places] = WishTally()
        _add(tally, wish, now, passed)
    tallies = [WishTally() for _ in periods]
    for places, tally in shared.items():
        for at in places:
            tallies[at].take_in(tally)
    return tallies


def of_compound(wishes: Iterable[Stored], compound: int | None) -> Iterable[Stored]:
    """The wishes of a compound; None: all."""
    return wishes if compound is None else [wish for wish in wishes if wish.get("compound") == compound]


def _add(tally: WishTally, wish: Stored, today: str, passed: Passed) -> None:
    id, state, on, due = int(wish["id"]), wish["state"], wish["recorded_on"], wish.get("due")
    tally.recorded.append(id)
    holder = wish.get("assignee")
    tally.categories[wish.get("category") or ""].append(id)
    tally.compounds[wish.get("compound")].append(id)
    tally.channels[wish.get("channel") or ""].append(id)
    tally.holders[holder["name"] if holder else ""].append(id)
    taken, reopened = "", False
    for event in wish.get("history") or ():
        reopened = reopened or event["action"] == "reopen"
        if not taken and event["state"] not in _NOT_ACCEPTED:
            taken = event["at"]
    if reopened:
        tally.reopened.append(id)
    rating = wish.get("rating")
    if rating:
        tally.rated.append(id)
        if rating >= SATISFIED:
            tally.satisfied.append(id)
    if state in _SET_ASIDE:
        return
    if taken:
        tally.accepted.append((max(0, passed[taken[:10]] - passed[on]), id))
    done = wish.get("done_on")
    if done:
        tally.done.append(id)
        tally.finished.append((max(0, passed[done] - passed[on]), id))
    if due and (done or (due < today and state != "on_hold")):
        tally.bound.append(id)
        if done and done <= due:
            tally.on_time.append(id)
