"""A line of votes says before it is kept what the minutes will tell of them."""

from __future__ import annotations

import pytest

from tui.desk.desk import Desk
from tui.desk.quick import QuickEntry
from tui.language.i18n import translator


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["到会 物业2人"], "物业公司：3 票，到会 2 人"),
        (["到会 物业"], "物业公司：3 票，未记到会人数"),
        (["到会 居委会2人"], "物业公司：3 票，但未记到会"),
        ([], ""),
        (["到会 物业3人"], ""),
    ],
)
def test_what_is_told_is_the_same_before_and_after(
    desk: Desk, quick_entry: QuickEntry, lines: list[str], said: str
) -> None:
    meeting = desk.meetings.plan({"kind": "joint", "starts_at": "2026-11-26T15:00"})
    quick_entry.keep_in(meeting, "议题 充电桩", None)
    for line in lines:
        quick_entry.keep_in(desk.store.meetings.find_stored(meeting["id"]) or {}, line, 1)
    now = desk.store.meetings.find_stored(meeting["id"])
    line = "表决 物业 2/1/0"
    told = quick_entry.read(line, len(line), meeting=True, minutes=now, item=1).preview
    assert [message.text(translator("zh")) for message in told] == ([said] if said else [])
