"""Which communities a call is about, and as whom: what `--communities`, several `--data` and `--viewer` ask for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.language.errors import Message, NotAllowed, UsageError
from tui.platform.locations import is_database
from tui.rules.privacy.rights import may_act_as, not_granted

if TYPE_CHECKING:
    from tui.kinds.words import Role
    from tui.platform.config import Config
    from tui.seats.actor import Actor


def checked(parsed: Any) -> None:
    """Raise UsageError where options were given that only the board over communities has."""
    if parsed.communities:
        if parsed.command is not None:
            raise UsageError(Message("--communities stands alone; it opens a board of its own."))
        return
    if parsed.lines_as_json and parsed.command is None:
        raise UsageError(Message("--json belongs to a command, or to --communities."))
    if parsed.lines_as_json:
        raise UsageError(Message("--json stands after the command."))
    if len(parsed.folders) > 1 and parsed.command != "seat":
        raise UsageError(Message("Several --data are for the board over communities: add --communities."))


def lowered(actor: Actor, role: Role | None) -> Actor:
    """Who works here, in a lower `role` where that is asked for. Raises NotAllowed."""
    if role is None:
        return actor
    if not may_act_as(actor.role, role):
        raise NotAllowed(not_granted(actor.role))
    return actor._replace(role=role)


def folders_of(parsed: Any, config: Config) -> list[str]:
    """The data folders of the communities that are meant, each once. Raises UsageError if none is named."""
    named: Sequence[str] = getattr(parsed, "folders", ()) or (
        [parsed.data] if parsed.data else config.communities
    )
    if not named:
        raise UsageError(
            Message(
                'Say which communities: --data DIR for each, or in the settings communities = ["DIR", "DIR"].'
            )
        )
    return list(
        dict.fromkeys(one if is_database(one) else str(Path(one).expanduser().absolute()) for one in named)
    )


def require_overseer(seat: str, folders: Sequence[str]) -> None:
    """Raise NotAllowed if the seat is not registered as an overseer in each of the folders."""
    from tui.store import open_seats

    for folder in folders:
        with open_seats(folder) as seats:
            found = seats.all().get(seat)
        if found is None or found.role != "overseer":
            raise NotAllowed(
                Message(
                    "Seat «{seat}» may not oversee {folder}. The staff there adds it.",
                    {"seat": seat, "folder": folder},
                )
            )
