"""Service hours: how they are counted."""

from __future__ import annotations

from tui.errors import Message


def check_hours(hours: float) -> Message | None:
    """What is wrong with hours given in one session; None if they can be kept."""
    if not 0 < hours <= 24:
        return Message("Hours lie between 0.5 and 24.")
    if (hours * 2) % 1:
        return Message("Hours are counted in halves: 1, 1.5, 2 and so on.")
    return None
