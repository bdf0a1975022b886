"""Sign-ups for a session: attendance, waiting list and home visits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.kinds.record import Stored


class Turnout(NamedTuple):
    """The sign-ups of a session by group, each in order of arrival."""

    coming: tuple[Stored, ...]
    waiting: tuple[Stored, ...]
    at_home: tuple[Stored, ...]


def turnout(signups: Sequence[Stored], cap: int | None) -> Turnout:
    """The sign-ups by group: those beyond `cap` wait; home visits take no place."""
    home = tuple(s for s in signups if s.get("at_home"))
    come = tuple(s for s in signups if not s.get("at_home"))
    room = len(come) if cap is None else cap
    return Turnout(come[:room], come[room:], home)
