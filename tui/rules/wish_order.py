"""Which wishes are open, and in what order they press."""

from __future__ import annotations

from typing import Final

OPEN_STATES: Final = frozenset(
    {"recorded", "accepted", "assigned", "in_progress", "done", "on_agenda", "on_hold", "reopened"}
)
# The desk has done its part, or has put it off: no date presses.
NOT_PRESSED: Final = frozenset({"done", "closed", "declined", "merged", "on_hold"})
# Fulfilled or put off: nobody at the desk has to move today.
_WAITING: Final = frozenset({"done", "on_hold"})
_NEVER: Final = "9999-12-31"


def pressing_key_iso(
    state: str, due: str | None, recorded_on: str, *, supervised: bool = False
) -> tuple[int, str, str]:
    """The key that sorts the most pressing wish first; days are ISO 8601 dates.

    Those that the street office presses for come first, then overdue and due ones by their due date,
    those without one after them, the oldest first; what waits for others (to be rated, on hold) comes
    last.
    """
    if state in _WAITING:
        return (2, due or _NEVER, recorded_on)
    return (0 if supervised else 1, due or _NEVER, recorded_on)
