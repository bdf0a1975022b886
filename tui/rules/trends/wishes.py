"""Wishes as the trends count them: what they are about, how long they took, and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple

from tui.kinds.record import Stored
from tui.rules.trends.figures import Figure, number, percentile, share
from tui.rules.trends.kept import Tally

# States in which a wish was never to be seen to: it has no time and no due day to keep.
_SET_ASIDE: Final = frozenset({"merged", "declined"})
_NOT_ACCEPTED: Final = frozenset({"recorded", "reopened", *_SET_ASIDE})
# From this rating on (of 5) the resident is satisfied.
SATISFIED: Final = 4

# What wishes are grouped by.
GROUPS: Final = ("categories", "compounds", "channels", "holders")

# For each day (ISO 8601) how many working days have passed up to it.
Passed = Mapping[str, int]
# The ids of wishes by what they have of each of the groups.
Groups = Mapping[str, Mapping[Hashable, list[int]]]


class Standing(NamedTuple):
    """The ids of wishes: all, those done, those that had a day to keep, and those of them that kept it."""

    recorded: list[int]
    done: list[int]
    bound: list[int]
    on_time: list[int]


class Course(NamedTuple):
    """The ids of wishes by what came of them. Times are working days, one each of the ids in the list after them."""

    reopened: list[int]
    rated: list[int]
    satisfied: list[int]
    to_accept: list[int]
    accepted: list[int]
    to_finish: list[int]
    finished: list[int]


class WishTally(Tally):
    """The wishes recorded in some days, as they stand `today`, by what they are; those made void (作废) are in nothing."""

    def __init__(self, today: date, passed: Passed) -> None:
        super().__init__()
        self._today, self._passed = today.isoformat(), passed
        self._made: dict[str, Figure] = {}

    @cached_property
    def standing(self) -> Standing:
        """How they stand."""
        if self.parts:
            return Standing(*_chained(part.standing for part in self.parts))
        return _standing(self.documents, self._today)

    @property
    def course(self) -> Course:
        """What came of them."""
        return self.looked_at[0]

    @property
    def groups(self) -> Groups:
        """Their ids by the `GROUPS`."""
        return self.looked_at[1]

    @cached_property
    def looked_at(self) -> tuple[Course, Groups]:
        """Both: each wish is looked at once for them."""
        if self.parts:
            looks = [part.looked_at for part in self.parts]
            groups = {name: _grouped(of[name] for _, of in looks) for name in GROUPS}
            return Course(*_chained(course for course, _ in looks)), groups
        _ = self.standing  # what is near in memory is soon read: it is wanted, too
        return _look(self.documents, self._passed)

    def figure(self, name: str) -> Figure:
        """One of the figures `FIGURES`."""
        if name not in self._made:
            self._made[name] = FIGURES[name](self)
        return self._made[name]


def _late(tally: WishTally) -> Figure:
    on_time = set(tally.standing.on_time)
    return number([id for id in tally.standing.bound if id not in on_time])


FIGURES: Final[Mapping[str, Callable[[WishTally], Figure]]] = {
    "recorded": lambda tally: number(tally.standing.recorded),
    "done": lambda tally: number(tally.standing.done),
    "accept_median": lambda tally: percentile(tally.course.to_accept, tally.course.accepted, 50),
    "accept_90": lambda tally: percentile(tally.course.to_accept, tally.course.accepted, 90),
    "finish_median": lambda tally: percentile(tally.course.to_finish, tally.course.finished, 50),
    "finish_90": lambda tally: percentile(tally.course.to_finish, tally.course.finished, 90),
    "on_time": lambda tally: share(tally.standing.on_time, tally.standing.bound),
    "late": _late,
    "reopened": lambda tally: number(tally.course.reopened),
    "satisfied": lambda tally: share(tally.course.satisfied, tally.course.rated),
}
"""The figures of wishes by name."""


def of_compound(wishes: Sequence[Stored], compound: int | None) -> Sequence[Stored]:
    """The wishes of a compound; None: all."""
    return wishes if compound is None else [wish for wish in wishes if wish.get("compound") == compound]


def _standing(wishes: Iterable[Stored], today: str) -> Standing:
    standing = Standing([], [], [], [])
    for wish in wishes:
        state = wish["state"]
        if state == "voided":
            continue
        id = wish["id"]
        standing.recorded.append(id)
        if state in _SET_ASIDE:
            continue
        done, due = wish.get("done_on"), wish.get("due")
        if done:
            standing.done.append(id)
        if due and (done or (due < today and state != "on_hold")):
            standing.bound.append(id)
            if done and done <= due:
                standing.on_time.append(id)
    return standing


def _look(wishes: Iterable[Stored], passed: Passed) -> tuple[Course, Groups]:
    """What came of wishes, from their history, and what they are about: all in one loop, for reading them takes the time."""
    reopened, rated, satisfied, to_accept, accepted, to_finish, finished = course = Course(
        *([] for _ in Course._fields)
    )
    groups = {name: defaultdict[Hashable, list[int]](list) for name in GROUPS}
    categories, compounds, channels, holders = groups.values()
    for wish in wishes:
        state = wish["state"]
        if state == "voided":
            continue
        id, holder = wish["id"], wish.get("assignee")
        categories[wish.get("category") or ""].append(id)
        compounds[wish.get("compound")].append(id)
        channels[wish.get("channel") or ""].append(id)
        holders[holder["name"] if holder else ""].append(id)
        history, rating = wish.get("history") or (), wish.get("rating")
        if "reopened" in [event["state"] for event in history]:
            reopened.append(id)
        if rating:
            rated.append(id)
            if rating >= SATISFIED:
                satisfied.append(id)
        if state in _SET_ASIDE:
            continue
        since, done = passed[wish["recorded_on"]], wish.get("done_on")
        for event in history:
            if event["state"] not in _NOT_ACCEPTED:
                to_accept.append(max(0, passed[event["at"][:10]] - since))
                accepted.append(id)
                break
        if done:
            to_finish.append(max(0, passed[done] - since))
            finished.append(id)
    return course, groups


def _chained(parts: Iterable[Sequence[list[Any]]]) -> Iterator[list[Any]]:
    """Each list of all parts in one."""
    return (list(chain.from_iterable(lists)) for lists in zip(*parts, strict=True))


def _grouped(parts: Iterable[Mapping[Hashable, list[int]]]) -> Mapping[Hashable, list[int]]:
    whole = defaultdict[Hashable, list[int]](list)
    for part in parts:
        for value, ids in part.items():
            whole[value].extend(ids)
    return whole
