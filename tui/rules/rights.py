"""Who may do what. Staff may do everything; the others only what is listed for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.words import Role

_GRANTED: Final[Mapping[Role, frozenset[str]]] = {
    "recorder": frozenset({"wish.record", "wish.edit", "session.confirm", "undo"}),
    "viewer": frozenset(),
}


def may(role: Role, use_case: str) -> bool:
    """Whether someone of `role` may do `use_case`."""
    return role == "staff" or use_case in _GRANTED[role]
