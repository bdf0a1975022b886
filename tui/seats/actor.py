"""The person at the desk."""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.kinds.words import Role

LOCAL_SEAT: Final = "local"
"""The seat of who starts the program without one."""


class Actor(NamedTuple):
    """A person at a seat: the name in the audit trail, the seat, and the role.

    `own_account`: the seat is that of the database's account with which the program was started at this computer.
    """

    name: str
    seat: str
    role: Role = "staff"
    own_account: bool = False

    @property
    def here(self) -> bool:
        """Whether they sit at this computer: who comes over SSH must not read its files, nor write any."""
        return self.seat == LOCAL_SEAT or self.own_account
