"""The board kept up to date is the board made anew, whatever happened in between."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tui.desk.demo import load_demo
from tui.desk.desk import Desk
from tui.language.errors import XingfuError
from tui.platform.locations import model_community
from tui.queries.board import board
from tui.queries.board_keeper import BoardKeeper
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.services.monthly_totals import TotalsCounter
from tui.seats.actor import Actor
from tui.store import open_store

START = datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL)


class Kept(RuleBasedStateMachine):
    """Colleagues at work, and the clock; another handle of the store keeps the board."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.now = START
        data = Path(self._folder.name)
        self.writer = open_store(data, now=lambda: self.now)
        load_demo(self.writer, model_community(), Actor("示例", "demo"))
        self.desk = Desk(self.writer, Actor("李书记", "office"))
        self.reader = open_store(data, now=lambda: self.now)
        self.keeper, self.behind = BoardKeeper(self.reader), TotalsCounter()

    def _wish(self, at: int) -> int:
        wishes = list(self.writer.wishes.stored())
        return int(wishes[at % len(wishes)]["id"])

    def _try(self, what: Any, *args: Any, **kwargs: Any) -> None:
        # Not every step can be done at every moment; the board is compared all the same.
        with contextlib.suppress(XingfuError):
            what(*args, **kwargs)

    @rule(urgency=st.sampled_from(["urgent", "normal", "low"]))
    def record(self, urgency: str) -> None:
        self.desk.wishes.record({"title": "路灯坏了", "urgency": urgency})

    @rule(at=st.integers(0, 99), urgency=st.sampled_from(["urgent", "high", "low"]), due=st.integers(0, 9))
    def edit(self, at: int, urgency: str, due: int) -> None:
        day = (self.now.date() + timedelta(due)).isoformat()
        self._try(self.desk.wishes.edit, self._wish(at), {"urgency": urgency, "due": day})

    @rule(at=st.integers(0, 99), rating=st.integers(1, 5))
    def close(self, at: int, rating: int) -> None:
        id = self._wish(at)
        self._try(self.desk.wishes.act, id, "assign", assignee="物业")
        self._try(self.desk.wishes.act, id, "complete", outcome="修好了")
        self._try(self.desk.wishes.act, id, "rate", rating=rating, solved=rating > 2)

    @rule(at=st.integers(0, 99))
    def supervise(self, at: int) -> None:
        self._try(self.desk.wishes.supervise, self._wish(at), "请抓紧")

    @rule()
    def undo(self) -> None:
        self._try(self.desk.history.undo)

    @rule(at=st.integers(0, 99))
    def confirm(self, at: int) -> None:
        lines = board(self.writer, self.now).sessions
        if lines:
            line = lines[at % len(lines)]
            self._try(self.desk.sessions.confirm, line.service_id, line.on)

    @rule(hours=st.sampled_from([1.0, 2.5]))
    def give_hours(self, hours: float) -> None:
        one = next(iter(self.writer.volunteers.stored()))
        fields = {
            "volunteer_id": one["id"],
            "on": self.now.date().isoformat(),
            "hours": hours,
            "content": "义剪",
        }
        self._try(self.desk.hours.add, fields)

    @rule(hour=st.integers(8, 16))
    def book(self, hour: int) -> None:
        rooms = list(self.writer.rooms.stored())
        if not rooms:
            rooms = [self.desk.rooms.rooms.add({"name": "谈心室"})]
        on = (self.now.date() + timedelta(2)).isoformat()
        fields = {"room_id": rooms[0]["id"], "on": on, "starts": f"{hour:02}:00", "ends": f"{hour + 1:02}:00"}
        self._try(self.desk.rooms.book, fields)

    @rule(hour=st.integers(8, 16))
    def hold(self, hour: int) -> None:
        rooms = list(self.writer.rooms.stored())
        place = str(rooms[0]["name"]) if rooms else "谈心室"
        day = self.now.date() + timedelta(2)
        self._try(self.desk.sessions.hold, "讲座", day, starts=f"{hour:02}:00", place=place)

    @rule()
    def agree(self) -> None:
        self.desk.actions.add({"title": "报价", "owner": "物业公司", "due": "2026-12-01"})

    @rule(minutes=st.sampled_from([1, 30, 24 * 60]))
    @precondition(lambda self: self.now.date() < date(2026, 12, 20))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def is_the_board(self) -> None:
        self.reader.refresh()
        assert self.keeper.board(self.now, None, self.behind) == board(
            self.reader, self.now, None, TotalsCounter()
        )
        assert list(self.keeper.pressing.wishes) == [
            self.reader.wishes.find_stored(line.id) for line in board(self.reader, self.now).wishes
        ]

    def teardown(self) -> None:
        self.reader.close()
        self.writer.close()
        self._folder.cleanup()


Kept.TestCase.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
TestKept = Kept.TestCase


def test_nothing_is_made_again_that_has_not_changed(tmp_path: Path) -> None:
    store = open_store(tmp_path, now=lambda: START)
    load_demo(store, model_community(), Actor("示例", "demo"))
    keeper = BoardKeeper(store)
    before = keeper.board(START)
    Desk(store, Actor("李书记", "office")).wishes.record({"title": "路灯坏了"})
    after = keeper.board(START)
    assert len(after.wishes) == len(before.wishes) + 1
    assert after.sessions is before.sessions
    assert after.teams is before.teams
    kept = {id(line) for line in before.wishes}
    assert sum(id(line) not in kept for line in after.wishes) == 1
    store.close()
