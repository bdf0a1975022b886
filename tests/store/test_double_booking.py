"""Real processes that want the same room at the same hour: one of them has it, and the others are told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from tests.store.conftest import Start
from tui.desk.desk import Desk
from tui.rules.services.bookings import clash
from tui.seats.actor import Actor
from tui.store import Store


@pytest.mark.usefixtures("place")
def test_processes_that_book_at_once_never_have_the_same_hour(
    start: Start, open_a_store: Callable[[], Store]
) -> None:
    desk = Desk(open_a_store(), Actor("小李", "local"))
    desk.rooms.rooms.add({"name": "活动室"})
    rivals = [start("book", name, 24) for name in "甲乙丙丁"]
    for rival in rivals:
        assert rival.stdout
        assert rival.stdout.readline() == "ready\n"
    for rival in rivals:
        assert rival.stdin
        rival.stdin.write("go\n")
        rival.stdin.flush()
    answers = [rival.communicate(timeout=120)[0].split() for rival in rivals]
    assert {len(answer) for answer in answers} == {24}
    desk.store.refresh()
    bookings = list(desk.store.bookings.stored())
    # Each asked for the same 24 half-hours: every one was had, by one.
    assert len(bookings) == 24
    assert sum(answer.count("had") for answer in answers) == 24
    assert sum(answer.count("taken") for answer in answers) == 3 * 24
    assert all(clash(one, [other]) is None for one, other in combinations(bookings, 2))
    assert desk.store.check() == []
