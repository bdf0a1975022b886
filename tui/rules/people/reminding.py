"""Which reminders are due for whom, and which comments call somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from tui.kinds.record import Stored
from tui.rules.people.same_name import plain_name, same_person

# A comment that calls a colleague stays on their list for so many days, unless they answer before.
CALLED_DAYS: Final = 30


def moment(reminder: Stored) -> str:
    """When a stored reminder is due: local day and time, `2026-11-29 10:00`."""
    return f"{reminder['on']} {reminder['at']}"


def open_for(reminders: Iterable[Stored], name: str) -> list[Stored]:
    """The reminders of `name` that are not done, the earliest first."""
    mine = (one for one in reminders if one["state"] == "open" and same_person(str(one["owner"]), name))
    return sorted(mine, key=lambda one: (moment(one), one["id"]))


def due(reminders: Iterable[Stored], name: str, now: datetime) -> list[Stored]:
    """Those of them whose time has come by the local time `now`."""
    until = f"{now:%Y-%m-%d %H:%M}"
    return [one for one in open_for(reminders, name) if moment(one) <= until]


def called(name: str) -> str:
    """How `name` is called in a text, as it is compared; empty for no name."""
    plain = plain_name(name)
    return f"@{plain}" if plain else ""


def spoken_to(text: str, wanted: str) -> bool:
    """Whether the text has `wanted` (by `called`), in any width, also with a blank after the @."""
    if "@" not in text and "＠" not in text:
        return False
    plain = plain_name(text)
    return wanted in plain or f"@ {wanted[1:]}" in plain


def calls_on(history: Iterable[Stored], name: str, since: str) -> Stored | None:
    """The last step since `since` (ISO 8601) whose note calls `name`, if they have done nothing there after it; else None."""
    wanted = called(name)
    call: Stored | None = None
    for event in history:
        if same_person(str(event.get("by") or ""), name):
            call = None
        elif str(event.get("at") or "") >= since and spoken_to(str(event.get("note") or ""), wanted):
            call = event
    return call
