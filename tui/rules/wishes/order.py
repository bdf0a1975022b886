"""Which wishes are open, and their order by urgency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.rules.wishes.attention import Attention

OPEN_STATES: Final = frozenset(
    {"recorded", "accepted", "assigned", "in_progress", "done", "on_agenda", "on_hold", "reopened"}
)
# States in which the due date no longer matters.
NOT_PRESSED: Final = frozenset({"done", "closed", "declined", "merged", "on_hold", "voided"})
# States in which the desk has nothing to do today.
_WAITING: Final = frozenset({"done", "on_hold"})
_NEVER: Final = "9999-12-31"


# Sorts after every rank of a reason for attention.
_NOT_TODAY: Final = 90
_LAST: Final = 99


def counts(wish: Mapping[str, Any]) -> bool:
    """Whether a stored wish is in figures, ledgers and lists of what is alike: one made void (作废) is in none."""
    return bool(wish.get("state") != "voided")


def void_reason(wish: Mapping[str, Any]) -> str:
    """Why a stored wish was made void, as it was written; empty for one that counts."""
    if counts(wish):
        return ""
    steps = (e["note"] for e in reversed(wish.get("history") or ()) if e["action"] == "void")
    return str(next(steps, ""))


def pressing_key(wish: Mapping[str, Any], needs: Attention | None) -> tuple[int, str, str]:
    """Sort key of stored wishes, the most urgent first; `needs` is their reason for attention.

    Wishes with a reason come first, by its rank; then those with a due date, by date, and those without, the
    oldest first; those that wait for others (to be rated, on hold) come last.
    """
    when = (wish.get("due") or _NEVER, wish["recorded_on"])
    if needs is not None:
        return (needs.rank, *when)
    return (_LAST if wish["state"] in _WAITING else _NOT_TODAY, *when)
