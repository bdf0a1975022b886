"""Which reminders are due for whom, and which comments call somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

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


class Call(NamedTuple):
    """A comment that calls somebody: the wish, who wrote it, what, and when (ISO 8601)."""

    wish: Stored
    by: str
    text: str
    at: str


def calls(wishes: Iterable[Stored], name: str, today: date) -> Iterator[Call]:
    """The comments of the last days with `@name`, in any width, to which `name` has done nothing on the wish since."""
    since = (today - timedelta(CALLED_DAYS)).isoformat()
    wanted = f"@{plain_name(name)}"
    if wanted == "@":
        return
    for wish in wishes:
        call: Call | None = None
        for event in wish.get("history") or ():
            if same_person(str(event["by"]), name):
                call = None
            elif event["action"] == "comment" and event["at"] >= since and _holds(event, wanted):
                call = Call(wish, str(event["by"]), str(event["note"]), str(event["at"]))
        if call is not None:
            yield call


def _holds(event: dict[str, Any], wanted: str) -> bool:
    text = plain_name(event.get("note") or "")
    return wanted in text or f"@ {wanted[1:]}" in text
