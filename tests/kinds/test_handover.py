"""Whatever field names a colleague who holds something is handed over, or said not to be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.samples import document
from tui.kinds import registry
from tui.kinds.references import Referring, duties
from tui.rules.people.handover import held_by

# Where the one who holds it is named in another field besides, or only helps.
NOT_HANDED_OVER = {
    "wishes.assists.name": "who helps holds nothing",
}
# What else must be so for somebody to hold it.
STILL_TO_DO: dict[str, dict[str, Any]] = {
    "wishes": {"state": "assigned", "assignee": {"kind": "person", "id": None, "name": ""}},
    "actions": {"state": "open"},
    "visits": {"followed_up_on": None, "follow_up_by": ""},
    "mediations": {"state": "open"},
    "reminders": {"state": "open"},
}
AGREED = {"mediations.follow_up_by": {"state": "agreed", "followed_up_on": None}}


@pytest.mark.parametrize("duty", [pytest.param(d, id=f"{d.table}.{d.path}") for d in duties()])
def test_who_holds_something_can_hand_it_over(duty: Referring) -> None:
    at = f"{duty.table}.{duty.path}"
    if at in NOT_HANDED_OVER:
        return
    whole = {
        **document(registry.stored_kind(duty.table)),
        **STILL_TO_DO.get(duty.table, {}),
        **AGREED.get(at, {}),
    }
    *steps, last = duty.path.split(".")
    holder = whole
    for step in steps:
        holder = holder[step]
    holder[last] = "闫爱民"
    held = held_by("闫爱民", {duty.table: [whole]})
    assert [(one.table, one.id) for one in held] == [(duty.table, 1)], at
