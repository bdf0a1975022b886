"""Any path through the life of a wish: none is lost, no state is illegal, history explains, undo restores."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from tests.store.conftest import NOON, noon
from tui.desk.desk import Desk
from tui.kinds.words import WISH_STATES
from tui.language.errors import InvalidInput, NotAllowed, WrongState
from tui.rules.wishes import workflow
from tui.seats.actor import Actor
from tui.store import open_store

CLERK = Actor("小李", "local")
DUE = "2026-04-10"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path, now=noon)
    yield Desk(store, CLERK)
    store.close()


def record(desk: Desk, title: str = "修路", **fields: Any) -> int:
    return int(desk.wishes.record({"title": title, **fields})["id"])


def test_merging_keeps_both_names_and_histories_and_can_be_undone(desk: Desk) -> None:
    road, again = record(desk, resident="闫爱民"), record(desk, "大门口的路坏了", resident="李平")
    desk.wishes.support(again, "王芳")
    desk.wishes.act(again, "merge", into=road)
    one, other = desk.store.wishes.get(road), desk.store.wishes.get(again)
    assert (one.resident, one.supporters, other.state) == ("闫爱民", ("李平", "王芳"), "merged")
    assert [e.action for e in other.history] == ["record", "support", "merge"]
    assert one.history[-1].note == f"{other.number} 大门口的路坏了"
    desk.wishes.act(again, "unmerge")
    one, other = desk.store.wishes.get(road), desk.store.wishes.get(again)
    assert (one.supporters, other.state, other.merged_into) == ((), "recorded", None)
    desk.wishes.act(again, "merge", into=road)
    desk.history.undo()
    assert desk.store.wishes.get(again).state == "recorded"
    assert desk.store.wishes.get(road).supporters == ()


def test_a_wish_goes_neither_into_itself_nor_into_one_that_is_merged(desk: Desk) -> None:
    one, two, three = record(desk), record(desk), record(desk)
    desk.wishes.act(two, "merge", into=one)
    for into in (three, two, 99):
        with pytest.raises(InvalidInput):
            desk.wishes.act(three, "merge", into=into)


def test_a_rating_asks_whether_it_is_solved_and_reopening_asks_anew(desk: Desk) -> None:
    id = record(desk)
    desk.wishes.act(id, "complete", outcome="补了")
    desk.wishes.act(id, "rate", rating=4, solved=False)
    assert desk.store.wishes.get(id).solved is False
    desk.wishes.act(id, "reopen", note="还有坑")
    wish = desk.store.wishes.get(id)
    assert (wish.state, wish.rating, wish.solved, wish.done_on) == ("reopened", None, None, None)


def test_hold_wants_a_day_to_come_and_goes_back_to_its_holder(desk: Desk) -> None:
    id = record(desk)
    desk.wishes.act(id, "assign", assignee="物业公司")
    with pytest.raises(WrongState, match="looked at again"):
        desk.wishes.act(id, "hold", note="等材料")
    with pytest.raises(InvalidInput):
        desk.wishes.act(id, "hold", note="等材料", review_on="2026-03-26")
    desk.wishes.act(id, "hold", note="等材料", review_on=DUE)
    desk.wishes.act(id, "resume")
    wish = desk.store.wishes.get(id)
    assert (wish.state, wish.review_on) == ("assigned", None)


def test_the_communitys_own_limits_set_the_dates(desk: Desk) -> None:
    with desk.wishes.begin("wish.record") as transaction:
        transaction.insert("communities", {"name": "社区", "limits": {"accept": 2, "categories": {"gas": 0}}})
    gas, other = desk.wishes.record({"title": "漏气", "category": "gas"}), desk.wishes.record({"title": "灯"})
    assert (gas["due"], gas["accept_by"]) == ("2026-03-26", "2026-03-30")
    assert other["due"] == "2026-04-07"  # seven working days, 清明 left out


def test_a_recorder_puts_on_the_agenda_and_does_not_assign(tmp_path: Path) -> None:
    store = open_store(tmp_path, role="recorder", now=noon)
    recorder = Desk(store, Actor("记录员", "meeting", "recorder"))
    id = record(recorder)
    recorder.wishes.act(id, "agenda")
    recorder.wishes.comment(id, "下次会上议")
    with pytest.raises(NotAllowed):
        recorder.wishes.act(id, "assign", assignee="物业")
    store.close()


def test_titles_alike_are_found_the_likeliest_first(desk: Desk) -> None:
    road = record(desk, "大门口路面坑洼")
    record(desk, "希望多装充电桩")
    gate = record(desk, "门口路面不平")
    assert [w["id"] for w in desk.wishes.alike("大门口路面坑坑洼洼")] == [road, gate]
    assert desk.wishes.alike("大门") == []


class Life(RuleBasedStateMachine):
    """Every step, at any time, with whatever is given."""

    wishes = Bundle("wishes")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.at = NOON
        self.store = open_store(Path(self.folder.name), now=self.now)
        self.desk = Desk(self.store, CLERK)
        self.recorded = 0

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    @rule(target=wishes, resident=st.sampled_from(["", "闫爱民", "李平"]))
    def record(self, resident: str) -> int:
        self.recorded += 1
        return record(self.desk, resident=resident)

    @rule(
        id=wishes, into=wishes, action=st.sampled_from(sorted(workflow.TRANSITIONS)), full=st.booleans(),
        rating=st.integers(1, 5), solved=st.booleans(),
    )  # fmt: skip
    def step(self, id: int, into: int, action: str, full: bool, rating: int, solved: bool) -> None:
        before = {key: dict(w) for key, w in self.store._engine.table("wishes").items()}
        given: dict[str, Any] = {}
        if full:
            given = {"note": "理由"}
            needs = workflow.TRANSITIONS[action].needs
            more: dict[str, dict[str, Any]] = {
                "assignee": {"assignee": "物业公司", "due": DUE}, "outcome": {"outcome": "补了"},
                "rating": {"rating": rating, "solved": solved}, "review_on": {"review_on": DUE},
                "into": {"into": into},
            }  # fmt: skip
            for need in needs:
                given |= more.get(need, {})
        state = before[str(id)]["state"]
        seq = self.store.seq
        try:
            self.desk.wishes.act(id, action, **given)
        except (WrongState, InvalidInput):
            assert self.store.seq == seq
            return
        assert action in workflow.WORKFLOW.allowed(state)
        self.desk.history.undo()
        restored = self.store._engine.table("wishes")
        keep = {"rev", "updated_at"}
        for key, wish in before.items():
            assert {k: v for k, v in restored[key].items() if k not in keep} == {
                k: v for k, v in wish.items() if k not in keep
            }
        self.desk.wishes.act(id, action, **given)

    @invariant()
    def nothing_is_lost_and_everything_is_explained(self) -> None:
        wishes = self.store.wishes.all()  # each fits its model
        assert len(wishes) == self.recorded
        for wish in wishes:
            assert wish.state in WISH_STATES
            assert wish.history[-1].state == wish.state
            assert (wish.merged_into is not None) == (wish.state == "merged")
            assert (wish.rating is not None) <= (wish.state == "closed")
            assert wish.state not in {"assigned", "in_progress"} or wish.assignee
            assert wish.state != "on_hold" or wish.review_on is not None
            # One that was merged while on hold keeps the day: it is on hold again if it is taken out.
            assert wish.review_on is None or wish.state in {"on_hold", "merged"}
        names = sorted(w.resident for w in wishes if w.resident and w.state != "merged")
        names += [n for w in wishes if w.state != "merged" for n in w.supporters]
        voiced = [w.resident for w in wishes if w.resident]
        assert sorted(names) == sorted(voiced) or any(w.state == "merged" for w in wishes)

    def teardown(self) -> None:
        self.store.close()
        with contextlib.suppress(OSError):
            self.folder.cleanup()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
