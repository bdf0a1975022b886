"""Which wishes are open, and in what order they press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.rules.wishes.attention import Attention

OPEN_STATES: Final = frozenset(
    {"recorded", "accepted", "assigned", "in_progress", "done", "on_agenda", "on_hold", "reopened"}
)
# The desk has done its part, or has put it off: no date presses.
NOT_PRESSED: Final = frozenset({"done", "closed", "declined", "merged", "on_hold"})
# Fulfilled or put off: nobody at the desk has to move today.
_WAITING: Final = frozenset({"done", "on_hold"})
_NEVER: Final = "9999-12-31"


# After whatever needs a hand today, by the rank of its reason.
_NOT_TODAY: Final = 90
_LAST: Final = 99


def pressing_key(wish: Mapping[str, Any], needs: Attention | None) -> tuple[int, str, str]:
    """The key that sorts the most pressing of the stored wishes first; `needs` is why it needs a hand.

    Those with a reason come first, by its rank; then those that are due, by their date, and those
    without one, the oldest first; what waits for others (to be rated, on hold) comes last.
    """
    when = (wish.get("due") or _NEVER, wish["recorded_on"])
    if needs is not None:
        return (needs.rank, *when)
    return (_LAST if wish["state"] in _WAITING else _NOT_TODAY, *when)
