"""Visits, mediations and handing over, as use cases."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.test_wish_life import CLERK, record
from tests.embedded import storage_of
from tests.store.conftest import NOON, noon
from tui.desk.desk import Desk
from tui.language.errors import InvalidInput, NotFound, StoreConflict, WrongState
from tui.language.i18n import translator
from tui.queries.person import person, record_of
from tui.seats.actor import Actor
from tui.store import open_store

TODAY = NOON.date().isoformat()
HOME = {
    "name": "王秀英",
    "compound": 2,
    "address": "3号楼2单元501",
    "phone": "13712341234",
    "flags": ["alone"],
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path, now=noon)
    yield Desk(store, CLERK)
    store.close()


def visited(desk: Desk, **fields: Any) -> int:
    return int(desk.visits.record(HOME, {"heard": "灯坏了", **fields})["id"])


def test_a_first_visit_puts_the_household_on_the_list_in_the_same_commit(desk: Desk) -> None:
    visit = desk.store.visits.get(visited(desk, follow_up_on="2026-12-01"))
    assert desk.store.seq == 1
    assert (visit.on.isoformat(), visit.by, visit.heard) == (TODAY, "小李", "灯坏了")
    assert desk.store.households.get(visit.household_id).flags == ("alone",)
    again = desk.visits.record(visit.household_id, {"by": "李梅"})
    assert (len(desk.store.households), again["by"]) == (1, "李梅")


def test_two_whose_names_look_alike_stay_two_on_the_list_and_on_their_pages(desk: Desk) -> None:
    names = ("王喆", "王哲", "王堃", "王坤", "張偉", "张伟")
    kept = {name: desk.visits.record({"name": name, "address": "3-2-501"}, {}) for name in names}
    assert len(desk.store.households) == 5  # the last two are one name in two ways of writing
    for name in names:
        record = ("households", int(kept[name]["household_id"]))
        page = person(desk.store, name, record, NOON.date(), translator("zh"))
        assert page is not None
        assert sum(line.record[0] == "households" for line in page.past) == 1
        assert record_of(desk.store, name) == record


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"on": "2999-01-01"}, "on"),
        ({"on": TODAY, "follow_up_on": "2000-01-01"}, "follow_up_on"),
        ({"wish_ids": [1]}, "wish_ids"),
        ({"outcome": "x"}, "outcome"),
    ],
)
def test_a_visit_that_cannot_be_is_not_kept(desk: Desk, fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(InvalidInput) as error:
        desk.visits.record(HOME, fields)
    assert set(error.value.errors) == {wrong}
    assert desk.store.empty


def test_a_household_is_neither_nameless_nor_made_up(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        desk.visits.record({"name": " "}, {})
    with pytest.raises(InvalidInput):
        desk.households.add({"name": "x", "flags": ["alone", "alone"]})
    with pytest.raises(NotFound):
        desk.visits.record(7, {})


def test_a_wish_from_a_visit_and_the_visit_name_each_other(desk: Desk) -> None:
    visit = visited(desk)
    seq = desk.store.seq
    wish = desk.store.wishes.get(int(desk.visits.wish(visit, {"title": "修楼道灯"})["id"]))
    assert desk.store.seq == seq + 1
    assert (wish.resident, wish.phone, wish.compound, wish.address) == (
        "王秀英", "13712341234", 2, "3号楼2单元501",
    )  # fmt: skip
    assert (wish.channel, wish.visit_id, wish.state) == ("visit", visit, "recorded")
    assert desk.store.visits.get(visit).wish_ids == (wish.id,)
    assert desk.store.check() == []
    desk.history.undo()
    assert desk.store.wishes.find(wish.id) is None
    assert desk.store.visits.get(visit).wish_ids == ()


def test_a_wish_that_does_not_fit_leaves_the_visit_as_it_was(desk: Desk) -> None:
    visit = visited(desk)
    with pytest.raises(InvalidInput):
        desk.visits.wish(visit, {"title": ""})
    with pytest.raises(InvalidInput):
        desk.wishes.record({"title": "x", "visit_id": visit})
    assert desk.store.visits.get(visit).rev == 1


def test_a_follow_up_is_done_once(desk: Desk) -> None:
    visit = visited(desk, follow_up_on="2026-12-01")
    desk.visits.follow_up(visit, "灯已换")
    done = desk.store.visits.get(visit)
    assert (str(done.followed_up_on), done.outcome) == (TODAY, "灯已换")
    with pytest.raises(WrongState):
        desk.visits.follow_up(visit)


def test_another_day_makes_it_to_be_looked_after_again(desk: Desk) -> None:
    visit = visited(desk, follow_up_on="2026-12-01")
    dispute = int(desk.mediations.open({"title": "x", "follow_up_on": "2026-12-01"})["id"])
    for one, id, table in ((desk.visits, visit, "visits"), (desk.mediations, dispute, "mediations")):
        one.follow_up(id, "一次")
        one.edit(id, {"follow_up_by": "王芳"})
        assert desk.store.collection(table).get(id).followed_up_on
        one.edit(id, {"follow_up_on": "2026-12-20"})
        found = desk.store.collection(table).get(id)
        assert (found.followed_up_on, found.outcome) == (None, "一次")
        one.follow_up(id, "又一次")


def test_two_who_correct_the_same_words_of_a_visit_are_told(desk: Desk) -> None:
    visit = visited(desk)
    seen = desk.store.visits.find_stored(visit)
    desk.visits.edit(visit, {"heard": "灯坏了，水也漏"})
    with pytest.raises(StoreConflict):
        desk.visits.edit(visit, {"heard": "灯好了"}, base_version=seen)
    assert desk.visits.edit(visit, {"follow_up_on": "2026-12-02"}, base_version=seen).others == ("heard",)


# ---- mediation


def test_a_mediation_from_the_first_word_to_looking_after_it(desk: Desk) -> None:
    id = int(desk.mediations.open({"title": "装修噪音", "kind": "noise", "parties": ["甲", "乙"]})["id"])
    desk.mediations.session(id, "甲方愿改时间")
    desk.mediations.session(id, "先电话里说", on="2020-01-01")
    desk.mediations.close(id, "agreed", "午休和晚八点后不施工", follow_up_on="2026-12-20")
    found = desk.store.mediations.get(id)
    assert (found.mediator, str(found.opened_on), str(found.closed_on)) == ("小李", TODAY, TODAY)
    assert [s.note for s in found.sessions] == ["先电话里说", "甲方愿改时间"]
    assert (found.state, found.agreement) == ("agreed", "午休和晚八点后不施工")
    desk.mediations.follow_up(id, "守约")
    assert desk.store.mediations.get(id).outcome == "守约"
    late: list[Callable[[], object]] = [
        lambda: desk.mediations.session(id, "x"),
        lambda: desk.mediations.close(id, "failed", "x"),
        lambda: desk.mediations.follow_up(id),
    ]
    for attempt in late:
        with pytest.raises(WrongState):
            attempt()


@pytest.mark.parametrize("state", ["agreed", "failed", "referred", "dropped"])
def test_a_mediation_does_not_end_without_a_word(desk: Desk, state: str) -> None:
    id = int(desk.mediations.open({"title": "x"})["id"])
    with pytest.raises(InvalidInput):
        desk.mediations.close(id, state, " ")
    assert desk.store.mediations.get(id).state == "open"


# ---- handing over


def everything(desk: Desk) -> dict[tuple[str, str], dict[str, Any]]:
    read = storage_of(desk.store).read() or {}
    return {
        (table, key): {k: v for k, v in document.items() if k not in {"rev", "updated_at"}}
        for table, documents in read.items()
        for key, document in documents.items()
    }


@pytest.fixture
def holding(desk: Desk) -> Desk:
    """A desk where 小李 holds one of each, and the property company a wish."""
    mine, theirs = record(desk, "修灯"), record(desk, "修路")
    desk.wishes.act(mine, "assign", assignee="小李", due="2026-12-01")
    desk.partners.add({"name": "物业公司", "kind": "property"})
    desk.wishes.act(theirs, "assign", assignee="物业公司", due="2026-12-01")
    desk.actions.add({"title": "充电桩", "owner": "小李"})
    visited(desk, follow_up_on="2026-12-01")
    desk.mediations.open({"title": "噪音"})
    desk.teams.add({"name": "环保队", "committee_member": "小李"})
    return desk


def test_all_goes_in_one_commit_and_comes_back_by_one_undo(holding: Desk) -> None:
    desk, before, seq = holding, everything(holding), holding.store.seq
    gone = desk.handover.hand_over("小李", "王芳", note="产假")
    assert [h.kind for h in gone] == ["wish", "action", "follow_up", "mediation", "team"]
    assert desk.store.seq == seq + 1
    assert desk.handover.holders() == {"王芳": 5}
    wish = desk.store.wishes.get(1)
    assert wish.assignee
    assert (wish.assignee.name, wish.state) == ("王芳", "assigned")
    assert (wish.history[-1].action, wish.history[-1].note) == ("hand_over", "小李 > 王芳 产假")
    visit = desk.store.visits.get(1)
    assert (visit.by, visit.follow_up_by) == ("小李", "王芳")
    assert "产假" in desk.store.actions.get(1).note
    assert "产假" in desk.store.mediations.get(1).note
    untouched = desk.store.wishes.get(2)
    assert untouched.assignee
    assert untouched.assignee.name == "物业公司"
    assert desk.store.check() == []
    desk.history.undo()
    assert everything(desk) == before


def test_what_is_unticked_stays(holding: Desk) -> None:
    keys = {h.key for h in holding.handover.held("小李") if h.kind in {"wish", "team"}}
    holding.handover.hand_over("小李", "王芳", keys=keys)
    assert holding.handover.holders() == {"小李": 3, "王芳": 2}


def test_what_was_finished_meanwhile_is_left_alone(holding: Desk) -> None:
    keys = {h.key for h in holding.handover.held("小李")}
    Desk(holding.store, Actor("李梅", "local")).wishes.act(1, "complete", outcome="修好")
    holding.wishes.act(1, "rate", rating=5)
    gone = holding.handover.hand_over("小李", "王芳", keys=keys)
    assert [h.kind for h in gone] == ["action", "follow_up", "mediation", "team"]


def test_there_must_be_somebody_else_and_something_to_hand_over(holding: Desk) -> None:
    seq = holding.store.seq
    for to in ("", " 小李 "):
        with pytest.raises(InvalidInput):
            holding.handover.hand_over("小李", to)
    with pytest.raises(WrongState):
        holding.handover.hand_over("赵六", "王芳")
    assert holding.store.seq == seq


people = st.sampled_from(["小李", "王芳", "李梅"])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["wish", "action", "visit", "mediation", "team"]), people), max_size=8), people, people,
       st.sets(st.integers(0, 7)))  # fmt: skip
def test_nothing_is_lost_whatever_is_handed_over_and_undo_restores(
    drawn: list[tuple[str, str]], sources: str, to: str, ticked: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(open_store(Path(folder), now=noon), CLERK)
        for kind, who in drawn:
            if kind == "wish":
                desk.wishes.act(record(desk), "assign", assignee=who)
            elif kind == "action":
                desk.actions.add({"title": "x", "owner": who})
            elif kind == "visit":
                visited(desk, by=who, follow_up_on="2026-12-01")
            elif kind == "mediation":
                desk.mediations.open({"title": "x", "mediator": who})
            else:
                desk.teams.add({"name": "x", "committee_member": who})
        before, held, others = everything(desk), desk.handover.held(sources), len(desk.handover.held(to))
        keys = {h.key for at, h in enumerate(held) if at in ticked}
        if sources == to or not keys:
            with pytest.raises(InvalidInput if sources == to else WrongState):
                desk.handover.hand_over(sources, to, keys=keys)
        else:
            given_over = desk.handover.hand_over(sources, to, keys=keys)
            assert {h.key for h in given_over} == keys
            assert len(desk.handover.held(sources)) == len(held) - len(keys)
            assert len(desk.handover.held(to)) == others + len(keys)
            assert sum(desk.handover.holders().values()) == len(drawn)
            assert desk.store.check() == []
            desk.history.undo()
        assert everything(desk) == before
        desk.store.close()
