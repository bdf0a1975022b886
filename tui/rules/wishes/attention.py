"""Why a wish needs attention today; the reasons in order of urgency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

Reason = Literal["supervised", "overdue", "review", "handed_back", "low_rating", "accept", "today"]
_RANK: Final[Mapping[Reason, int]] = {
    "supervised": 0, "overdue": 1, "review": 2, "handed_back": 3, "low_rating": 4, "accept": 5, "today": 6,
}  # fmt: skip
LOW_RATING: Final = 2
# Days for which a closed wish with a low rating stays visible, to be reopened.
LOW_RATING_DAYS: Final = 14
_PRESSED: Final = frozenset({"recorded", "accepted", "assigned", "in_progress", "on_agenda", "reopened"})


class Attention(NamedTuple):
    """A reason, and the days that go with it (overdue by, waiting since); 0 if none do."""

    reason: Reason
    days: int = 0

    @property
    def rank(self) -> int:
        """The rank of the reason, 0 for the most urgent."""
        return _RANK[self.reason]


def attention(wish: Mapping[str, Any], today: date, *, supervised: bool = False) -> Attention | None:
    """The most urgent reason why a stored wish needs attention today, or None."""
    state = wish["state"]
    if state == "closed":
        # The last event was the rating.
        fresh = badly_rated(wish) and _last_on(wish) >= _days_before(today, LOW_RATING_DAYS)
        return Attention("low_rating") if fresh else None
    now = today.isoformat()
    if state in {"done", "declined", "merged", "voided"}:
        return None
    if supervised:
        return Attention("supervised")
    if state == "on_hold":
        review = wish.get("review_on")
        return Attention("review", _days(review, today)) if review and review <= now else None
    due = wish.get("due")
    if due and due < now and state in _PRESSED:
        return Attention("overdue", _days(due, today))
    if state == "accepted" and _last_action(wish) == "hand_back":
        return Attention("handed_back")
    accept_by = wish.get("accept_by")
    if state in {"recorded", "reopened"} and accept_by and accept_by < now:
        return Attention("accept", _days(accept_by, today))
    return Attention("today") if due == now else None


def badly_rated(wish: Mapping[str, Any]) -> bool:
    """Whether the resident was dissatisfied or says that the matter is not solved."""
    return (wish.get("rating") or 5) <= LOW_RATING or wish.get("solved") is False


@lru_cache(maxsize=2)
def _days_before(today: date, days: int) -> str:
    return (today - timedelta(days)).isoformat()


def _days(since: str, today: date) -> int:
    return (today - date.fromisoformat(since)).days


def _last_action(wish: Mapping[str, Any]) -> str:
    steps = [
        event["action"] for event in wish.get("history") or () if event["action"] not in {"edit", "comment"}
    ]
    return str(steps[-1]) if steps else ""


def _last_on(wish: Mapping[str, Any]) -> str:
    history = wish.get("history") or ()
    return str(history[-1]["at"])[:10] if history else ""
