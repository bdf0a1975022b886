"""Wherever days of a year are listed whose holidays are not published yet, the list says so."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

import pytest

from tests.screens.desk import LARGE, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.desk.quick.quick_entry import QuickEntry
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.actor import Actor
from tui.store import Store, open_store

CLERK = Actor("小李", "local")
SAID = "2027 年放假安排尚未公布"


@pytest.mark.parametrize("key", ["3", "5"])
async def test_a_list_with_such_a_day_says_it(desk: Opened, store: Store, key: str) -> None:
    use_cases = UseCases(store, CLERK)
    async with desk(LARGE) as d:
        await d.press(key)
        assert SAID not in d.text
        use_cases.wishes.record({"title": "路灯坏了", "due": "2027-01-06"})
        use_cases.actions.add({"title": "交材料", "owner": "小李", "due": "2027-01-06"})
        use_cases.meetings.plan({"kind": "joint", "starts_at": "2027-01-06T15:00"})
        await d.settle()
        assert SAID in d.text


async def test_the_sessions_of_a_service_say_it(desk: Opened) -> None:
    async with desk((160, 40)) as d:
        await d.press("2", "j", "j")
        assert SAID in "\n".join(line for line in d.lines if "场次" in line)


async def test_the_board_says_it_of_what_is_due(tmp_path: Path, store: Store) -> None:
    UseCases(store, CLERK).wishes.record({"title": "路灯坏了", "due": "2027-01-06"})
    async with Desk.opener(store, tmp_path)((160, 40)) as d:
        assert SAID in "\n".join(line for line in d.lines if "待办心愿" in line)


def test_a_wish_that_is_to_be_accepted_or_fulfilled_then_says_it_before_it_is_kept(tmp_path: Path) -> None:
    for day, said in (("2026-12-18", False), ("2026-12-28", True), ("2026-12-31", True)):
        now = datetime.fromisoformat(day).replace(hour=10, tzinfo=LOCAL)
        with contextlib.closing(open_store(tmp_path / day, now=lambda now=now: now)) as store:  # type: ignore[misc]
            read = QuickEntry(UseCases(store, CLERK)).read("路灯坏了", 4)
            assert any("not yet published" in str(message) for message in read.preview) is said, day
