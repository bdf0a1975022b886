"""Home service on request (上门服务): the steps of a request, and who is due again. `docs/home-service.md` draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from tui.kinds.record import Stored
from tui.kinds.words import HOME_STATES, HomeState
from tui.language.errors import Message
from tui.rules.people.skills import skills_in


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: the states it can start from, where it leads, what it needs."""

    frm: frozenset[HomeState]
    to: HomeState
    needs: Mapping[str, Message]


def _step(frm: tuple[HomeState, ...], to: HomeState, **needs: Message) -> Transition:
    return Transition(frozenset(frm), to, needs)


_WHO: Final = Message("Say which team or volunteer goes there.")
_WHEN: Final = Message("Say on which day they go.")
_REASON: Final = Message("Say why.")
TRANSITIONS: Final[Mapping[str, Transition]] = {
    "give": _step(("requested", "given"), "given", holder=_WHO, on=_WHEN),
    "complete": _step(("given",), "done"),
    "rate": _step(("done",), "rated", rating=Message("Say how satisfied the resident is, from 1 to 5.")),
    "cancel": _step(("requested", "given"), "cancelled", reason=_REASON),
    "reopen": _step(("done", "rated", "cancelled"), "requested", reason=_REASON),
}
OPEN_STATES: Final[frozenset[HomeState]] = frozenset({"requested", "given", "done"})
# A haircut lasts so many weeks where its service says nothing else. Of the desk's own: the haircut day is monthly.
HAIRCUT_WEEKS: Final = 4


def allowed(state: str) -> tuple[str, ...]:
    """The steps that a request in `state` can take."""
    return tuple(name for name, step in TRANSITIONS.items() if state in step.frm)


def check(action: str, state: str, given: Mapping[str, Any]) -> Message | None:
    """Why a request in `state` cannot take the step `action` with what is `given`; None if it can.

    Raises KeyError for a step that there is not.
    """
    step = TRANSITIONS[action]
    if state not in step.frm:
        label = HOME_STATES.get(state, state)  # type: ignore[call-overload]
        return Message(
            "The request is «{state}»; this cannot be done with it now.", {"state": Message(label)}
        )
    return next((complaint for name, complaint in step.needs.items() if not given.get(name)), None)


def order_key(request: Stored) -> tuple[int, str, int]:
    """The key that sorts what needs a hand first: to be given, to be done, to be rated, finished."""
    rank = {"requested": 0, "given": 1, "done": 2}.get(request["state"], 3)
    when = request.get("on") if rank else request.get("wished_on")
    return rank, str(when or request["recorded_on"]), int(request["id"])


@dataclass(frozen=True, slots=True)
class DueAgain:
    """Somebody whose last service of a kind lies longer back than it lasts."""

    request: Stored
    last_on: date
    weeks: int


def weeks_of(request: Stored, services: Mapping[int, Stored]) -> int:
    """After how many weeks what was done in a request is due again; 0 where it never is."""
    service = services.get(request.get("service_id") or 0)
    if service is not None and service.get("again_weeks"):
        return int(service["again_weeks"])
    return HAIRCUT_WEEKS if "haircut" in skills_in(request["skill"]) else 0


def due_again(requests: Iterable[Stored], services: Mapping[int, Stored], day: date) -> tuple[DueAgain, ...]:
    """Who is due again on `day`: the last service lies N weeks or more back, and nothing is asked for yet.

    A person is told by name and telephone (or door), so that namesakes stay apart. The longest waiting
    come first.
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
    """What tells whose request of what kind it is."""
    phone = "".join(c for c in str(request.get("phone") or "") if c.isdigit())
    kind = ",".join(sorted(skills_in(request["skill"]))) or str(request["skill"])
    return str(request["resident"]).strip(), phone or str(request.get("address") or ""), kind
