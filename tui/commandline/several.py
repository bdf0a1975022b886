"""Which communities a call is about, and as whom: what `--communities`, several `--data` and `--viewer` ask for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.language.errors import Message, NotAllowed, UsageError
from tui.platform.locations import is_database, without_password
from tui.rules.privacy.rights import may_act_as, not_granted

if TYPE_CHECKING:
    from tui.kinds.words import Role
    from tui.platform.config import Config
    from tui.rules.rollup.tally import Kept
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
    """Raise NotAllowed if the seat is not registered as an overseer in each of the communities that are meant."""
    from tui.store import open_seats

    databases = [one for one in folders if is_database(one)]
    refused = [line.address for line in _overseen(databases, seat) if line.wrong == "unseated"]
    for folder in folders:
        if not is_database(folder):
            found = open_seats(folder).all().get(seat)
            if found is None or found.role != "overseer":
                refused.append(folder)
    if refused:
        raise _oversees_not(seat, refused[0])


def _oversees_not(seat: str, place: str) -> NotAllowed:
    return NotAllowed(
        Message(
            "Seat «{seat}» may not oversee {folder}. The staff there adds it.",
            {"seat": seat, "folder": without_password(place)},
        )
    )


def place_of_seat(place: Path | str, seat: str) -> Path | str:
    """Where a seat is registered: of a whole database the first community in which it oversees, or its only one.

    Raises UsageError; NotAllowed if it oversees none of several.
    """
    if not isinstance(place, str) or "community=" in place:
        return place
    for one in _overseen([place], seat):
        if one.wrong != "unseated":
            return place if one.wrong else one.address
    if len(_overseen([place], "")) > 1:
        raise _oversees_not(seat, place)
    return place


def every_place(address: str) -> list[str]:
    """The communities at an address: of a whole database all. Raises UsageError."""
    if not is_database(address) or "community=" in address:
        return [address]
    return [one.address for one in _overseen([address], "") if not one.wrong] or [address]


def _overseen(databases: Sequence[str], seat: str) -> Sequence[Kept]:
    """The communities of these databases in which the seat oversees."""
    if not databases:
        return ()
    from tui.desk.tallies import open_tallies
    from tui.store import local_now

    return open_tallies(databases, local_now().date(), seat).read()
