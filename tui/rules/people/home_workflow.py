"""The workflow of a request for service at home (上门服务). `docs/home-service.md` draws this table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.kinds.record import Stored
from tui.kinds.words import HOME_STATES, HomeState
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.rules.workflow import Transition, Workflow, transition

_WHO: Final = Message("Say which team or volunteer goes there.")
_WHEN: Final = Message("Say on which day they go.")
_REASON: Final = Message("Say why.")
TRANSITIONS: Final[Mapping[str, Transition[HomeState]]] = {
    "give": transition(("requested", "given"), "given", holder=_WHO, on=_WHEN),
    "complete": transition(("given",), "done"),
    "rate": transition(("done",), "rated", rating=Message("Say how satisfied the resident is, from 1 to 5.")),
    "cancel": transition(("requested", "given"), "cancelled", reason=_REASON),
    "reopen": transition(("done", "rated", "cancelled"), "requested", reason=_REASON),
}
WORKFLOW: Final = Workflow(
    TRANSITIONS, HOME_STATES, N_("The request is «{state}»; this cannot be done with it now.")
)
OPEN_STATES: Final[frozenset[HomeState]] = frozenset({"requested", "given", "done"})


def order_key(request: Stored) -> tuple[int, str, int]:
    """Sort key: first the requests to be assigned, then to be done, to be rated, and the finished ones."""
    rank = {"requested": 0, "given": 1, "done": 2}.get(request["state"], 3)
    when = request.get("on") if rank else request.get("wished_on")
    return rank, str(when or request["recorded_on"]), int(request["id"])


def state_after(step: str) -> HomeState:
    """The state of a request after `step`."""
    to = TRANSITIONS[step].to
    assert to is not None
    return to
