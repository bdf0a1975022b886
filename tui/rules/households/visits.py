"""Which households need a visit, in what order, and why.

No document sets how often to visit: the intervals are the desk's own, and a household may set another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tui.kinds.words import HouseholdFlag, VisitReason

# The order of visits, and the days between two visits.
INTERVALS: Final[Mapping[HouseholdFlag, int]] = {"alone": 30, "disabled": 60, "low_income": 90}
OTHERWISE: Final = 180

_KINDS: Final = tuple(INTERVALS)


@dataclass(frozen=True, slots=True)
class VisitNeed:
    """Why a household needs a visit, and the days that go with the reason.

    `never`: days on the list without a visit. `follow_up`: days since the follow-up was due. `overdue`: days
    past the interval. `later`: days left of the interval. `unlisted`: no longer visited. `since` is the
    number of days since the last visit, None if there was none.
    """

    reason: VisitReason
    days: int
    since: int | None

    @property
    def pressing(self) -> bool:
        """Whether the visit is due now."""
        return self.reason in {"never", "follow_up", "overdue"}


def interval(household: Mapping[str, Any]) -> int:
    """The days between two visits to a stored household."""
    own = household.get("every")
    by_flags = (INTERVALS[flag] for flag in household.get("flags") or ())
    return int(own) if own else min(by_flags, default=OTHERWISE)


def last_visits(visits: Iterable[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """The latest of the stored visits to each household, by the household's id."""
    last: dict[int, Mapping[str, Any]] = {}
    for visit in visits:
        known = last.get(visit["household_id"])
        if known is None or (visit["on"], visit["id"]) > (known["on"], known["id"]):
            last[visit["household_id"]] = visit
    return last


def pending(visits: Iterable[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """For each household, by its id, the visit whose open follow-up is due first."""
    first: dict[int, Mapping[str, Any]] = {}
    for visit in visits:
        if awaits_follow_up(visit):
            known = first.get(visit["household_id"])
            if known is None or visit["follow_up_on"] < known["follow_up_on"]:
                first[visit["household_id"]] = visit
    return first


def awaits_follow_up(record: Mapping[str, Any]) -> bool:
    """Whether a stored visit or mediation has an open follow-up, due or not."""
    return bool(record.get("follow_up_on")) and not record.get("followed_up_on")


def follow_up_days(record: Mapping[str, Any], today: date) -> int | None:
    """Days until the open follow-up (negative: overdue); None if there is none."""
    if not awaits_follow_up(record):
        return None
    return (date.fromisoformat(record["follow_up_on"]) - today).days


def need(
    household: Mapping[str, Any],
    last_on: date | None,
    today: date,
    follow_up_on: date | None = None,
) -> VisitNeed:
    """Why a stored household needs a visit; `follow_up_on` is the date from `pending`."""
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
    """Sort key: households that need a visit now, the elderly living alone first.

    Among equals those never visited come first, then the longest overdue. The others follow by the days left,
    and those no longer visited come last.
    """
    rank = min((_KINDS.index(flag) for flag in household.get("flags") or ()), default=len(_KINDS))
    id = int(household["id"])
    if wanted.pressing:
        return (0, rank, wanted.since is not None, -wanted.days, id)
    return (2 if wanted.reason == "unlisted" else 1, wanted.days, rank, 0, id)
