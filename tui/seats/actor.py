"""The person at the desk."""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.kinds.words import Role

LOCAL_SEAT: Final = "local"
"""The seat of who starts the program without one."""


class Actor(NamedTuple):
    """A person at a seat: the name in the audit trail, the seat, and the role."""

    name: str
    seat: str
    role: Role = "staff"
