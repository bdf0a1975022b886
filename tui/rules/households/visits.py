"""Which households want a visit, in what order, and why. Plain values in, plain values out.

No document sets how often somebody is visited: the intervals are the desk's own, and a household's own
goes before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tui.kinds.words import HouseholdFlag, VisitReason

# Who is visited first, and after how many days again.
INTERVALS: Final[Mapping[HouseholdFlag, int]] = {"alone": 30, "disabled": 60, "low_income": 90}
OTHERWISE: Final = 180

_KINDS: Final = tuple(INTERVALS)


@dataclass(frozen=True, slots=True)
class VisitNeed:
    """Why a household wants a visit, and the days that go with it.

    `never`: days on the list without one. `follow_up`: days since what was promised was to be looked
    after. `overdue`: days beyond the wanted interval. `later`: days until then. `unlisted`: it is not
    visited any more. `since` is days since the last visit, None if there was none.
    """

    reason: VisitReason
    days: int
    since: int | None

    @property
    def pressing(self) -> bool:
        """Whether it wants one now."""
        return self.reason in {"never", "follow_up", "overdue"}


def interval(household: Mapping[str, Any]) -> int:
    """After how many days a stored household is wanted to be visited again."""
    own = household.get("every")
    by_flags = (INTERVALS[flag] for flag in household.get("flags") or ())
    return int(own) if own else min(by_flags, default=OTHERWISE)


def last_visits(visits: Iterable[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """The last of the stored visits to each household, by its id."""
    last: dict[int, Mapping[str, Any]] = {}
    for visit in visits:
        known = last.get(visit["household_id"])
        if known is None or (visit["on"], visit["id"]) > (known["on"], known["id"]):
            last[visit["household_id"]] = visit
    return last


def pending(visits: Iterable[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """Of each household, by its id, the visit whose follow-up is due first and not done yet."""
    first: dict[int, Mapping[str, Any]] = {}
    for visit in visits:
        if awaits_follow_up(visit):
            known = first.get(visit["household_id"])
            if known is None or visit["follow_up_on"] < known["follow_up_on"]:
                first[visit["household_id"]] = visit
    return first


def awaits_follow_up(record: Mapping[str, Any]) -> bool:
    """Whether a stored visit or mediation has a follow-up that was not done yet, due or not."""
    return bool(record.get("follow_up_on")) and not record.get("followed_up_on")


def follow_up_days(record: Mapping[str, Any], today: date) -> int | None:
    """Days until a stored visit's or mediation's follow-up (negative: over); None if none is awaited."""
    if not awaits_follow_up(record):
        return None
    return (date.fromisoformat(record["follow_up_on"]) - today).days


def need(
    household: Mapping[str, Any],
    last_on: date | None,
    today: date,
    follow_up_on: date | None = None,
) -> VisitNeed:
    """Why a stored household wants a visit, if it does; `follow_up_on` is that of `pending`."""
    since = None if last_on is None else (today - last_on).days
    if not household.get("listed", True):
        return VisitNeed("unlisted", 0, since)
    if follow_up_on is not None and follow_up_on <= today:
        return VisitNeed("follow_up", (today - follow_up_on).days, since)
    if since is None:
        listed_on = date.fromisoformat(str(household["created_at"])[:10])
        return VisitNeed("never", max(0, (today - listed_on).days), None)
    over = since - interval(household)
    return VisitNeed("overdue", over, since) if over > 0 else VisitNeed("later", -over, since)


def visit_order(household: Mapping[str, Any], wanted: VisitNeed) -> tuple[int, int, int, int, int]:
    """The key that sorts households: who wants a visit now, the elderly living alone first.

    Within a kind those never visited come first, then those longest over. Then who has time, the
    soonest first; last, who is not visited any more.
    """
    rank = min((_KINDS.index(flag) for flag in household.get("flags") or ()), default=len(_KINDS))
    id = int(household["id"])
    if wanted.pressing:
        return (0, rank, wanted.since is not None, -wanted.days, id)
    return (2 if wanted.reason == "unlisted" else 1, wanted.days, rank, 0, id)
