"""Residents who are due for another service at home: a haircut after four weeks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tui.kinds.record import Stored
from tui.rules.people.skills import skills_in

# For services that do not set it themselves; the haircut day is monthly.
HAIRCUT_WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class DueAgain:
    """A resident due again: the request of the last service, its date, and how many weeks ago that was."""

    request: Stored
    last_on: date
    weeks: int


def weeks_of(request: Stored, services: Mapping[int, Stored]) -> int:
    """The weeks after which the service of a request is due again; 0 for a service that is not repeated."""
    service = services.get(request.get("service_id") or 0)
    if service is not None and service.get("again_weeks"):
        return int(service["again_weeks"])
    return HAIRCUT_WEEKS if "haircut" in skills_in(request["skill"]) else 0


def due_again(requests: Iterable[Stored], services: Mapping[int, Stored], day: date) -> tuple[DueAgain, ...]:
    """The residents due again on `day` who have not asked yet, the longest waiting first.

    Residents are told apart by name and telephone number, or else by address.
    """
    last: dict[tuple[str, ...], Stored] = {}
    asked: set[tuple[str, ...]] = set()
    for request in requests:
        who = _person(request)
        if request["state"] in {"requested", "given"}:
            asked.add(who)
        elif request.get("done_on") and request["state"] in {"done", "rated"}:
            known = last.get(who)
            if known is None or known["done_on"] <= request["done_on"]:
                last[who] = request
    found = []
    for who, request in last.items():
        weeks = weeks_of(request, services)
        done = date.fromisoformat(request["done_on"])
        if who not in asked and weeks and done + timedelta(weeks=weeks) <= day:
            found.append(DueAgain(request, done, (day - done).days // 7))
    return tuple(sorted(found, key=lambda d: (d.last_on, int(d.request["id"]))))


def _person(request: Stored) -> tuple[str, ...]:
    """The key of the resident and the kind of service."""
    phone = "".join(c for c in str(request.get("phone") or "") if c.isdigit())
    kind = ",".join(sorted(skills_in(request["skill"]))) or str(request["skill"])
    return str(request["resident"]).strip(), phone or str(request.get("address") or ""), kind
