"""Who is missing for a session."""

from __future__ import annotations

from typing import Any

import pytest

from tui.rules.services.staffing import missing

SESSION: dict[str, Any] = {"state": "planned", "starts_at": "2026-03-27T09:00:00+08:00", "volunteer_ids": []}
TEAM: dict[str, Any] = {
    "needed": 3, "paused": False, "paused_until": None,
    "members": [{"volunteer_id": n, "role": "member"} for n in (1, 2, 3)] + [{"volunteer_id": 4, "role": "learner"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("session", "team", "said"),
    [
        ({}, {}, None),
        ({}, None, "needs a team"),
        ({"state": "cancelled"}, None, None),
        ({"state": "done"}, None, None),
        ({}, {"needed": 4}, "1 short"),  # a learner does not stand in
        ({}, {"needed": 0, "members": []}, None),
        ({"volunteer_ids": [1]}, {}, "2 short"),
        ({"volunteer_ids": [1, 2, 9]}, {"members": []}, None),
        ({}, {"paused": True}, "team rests"),
        ({}, {"paused": True, "paused_until": "2026-03-28"}, "team rests"),
        ({}, {"paused": True, "paused_until": "2026-03-27"}, None),
        ({"volunteer_ids": [1, 2, 3]}, {"paused": True}, None),  # they come all the same
        ({"volunteer_ids": [7]}, None, None),
    ],
)
def test_a_session_lacks_a_team_or_people(
    session: dict[str, Any], team: dict[str, Any] | None, said: str | None
) -> None:
    found = missing({**SESSION, **session}, None if team is None else {**TEAM, **team})
    assert (str(found) if found else None) == said


def test_what_a_partner_holds_needs_no_team() -> None:
    assert missing(SESSION, None, helped=True) is None
    assert missing(SESSION, {**TEAM, "needed": 9}, helped=True) is not None
