"""What a store handle lets through, whoever asks: the viewer's and the recorder's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.embedded import documents_of, whole_alone
from tui.desk.desk import Desk
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.table import JournalDB
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed, WrongState
from tui.seats.actor import Actor
from tui.store import Store

Open = Callable[[Role], Store]


@pytest.fixture
def staff(open_as: Open) -> Desk:
    desk = Desk(open_as("staff"), Actor("李梅", "local"))
    desk.wishes.record(
        {"title": "路灯坏了，回电13712341234", "phone": "13712341234", "address": "3号楼2单元501"}
    )
    return desk


def viewer(open_as: Open) -> Desk:
    return Desk(open_as("viewer"), Actor("jiedao", "jiedao", "viewer"))


def everything_in(store: Store) -> str:
    return repr(documents_of(store).tables)


@pytest.mark.usefixtures("staff")
def test_a_viewers_handle_never_holds_a_number_or_a_house(open_as: Open, staff: Desk) -> None:
    desk = viewer(open_as)
    staff.wishes.edit(1, {"detail": "又打了0311-87654321，住3-2-501"})
    told: list[str] = []
    desk.store.subscribe(lambda entries: told.append(repr(entries)))
    desk.store.refresh()
    wish = desk.store.wishes.find_stored(1)
    assert wish
    assert (wish["phone"], wish["address"]) == ("137****1234", "3号楼")
    seen = everything_in(desk.store) + "".join(told)
    assert "又打了" in seen
    for secret in ("13712341234", "87654321", "501"):
        assert secret not in seen
    staff.store.tidy(force=True)
    assert "13712341234" not in everything_in(open_as("viewer"))


@pytest.mark.usefixtures("staff")
def test_a_viewer_can_leave_a_supervision_note_and_nothing_else(open_as: Open, staff: Desk) -> None:
    desk = viewer(open_as)
    desk.wishes.supervise(1, "请三日内办结")
    staff.store.refresh()
    assert [n["text"] for n in staff.store.supervisions.stored()] == ["请三日内办结"]
    before = everything_in(staff.store)
    attempts: list[Callable[[], object]] = [
        lambda: desk.wishes.record({"title": "x"}),
        lambda: desk.wishes.edit(1, {"title": "x"}),
        lambda: desk.wishes.act(1, "accept"),
        lambda: desk.teams.add({"name": "x"}),
        desk.history.undo,
        lambda: list(desk.store.audit()),
        desk.store.check,
        *whole_alone(desk.store),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert desk.store.tidy(force=True) is False
    staff.store.refresh()
    assert everything_in(staff.store) == before


@pytest.mark.usefixtures("staff")
def test_a_viewers_handle_refuses_writes_that_go_past_the_desk(open_as: Open, staff: Desk) -> None:
    store = open_as("viewer")
    with pytest.raises(NotAllowed), store.transaction(by="x", seat="x", action="wish.edit") as transaction:
        transaction.update("wishes", 1, {"title": "x"})
    with pytest.raises(NotAllowed), store.transaction(by="x", seat="x", action="x") as transaction:
        transaction.delete("wishes", 1)
    if isinstance(store._engine, JournalStorage):
        db = JournalDB(store._engine)
        with pytest.raises(NotAllowed):
            db.table("wishes").truncate()
        with pytest.raises(NotAllowed):
            db.insert({"any": "thing"})
    desk = viewer(open_as)
    desk.wishes.supervise(1, "催办")
    with pytest.raises(NotAllowed), desk.store.transaction(by="x", seat="x", action="x") as transaction:
        transaction.update("supervisions", 1, {"text": "收回"})
    staff.store.refresh()
    assert staff.store.check() == []
    assert staff.store.wishes.get(1).phone == "13712341234"


def test_a_recorder_records_and_edits_wishes_and_takes_that_back(open_as: Open, staff: Desk) -> None:
    desk = Desk(open_as("recorder"), Actor("记录", "recorder", "recorder"))
    desk.wishes.record({"title": "会上的心愿"})
    desk.wishes.edit(2, {"urgency": "high"})
    desk.history.undo()
    assert desk.store.wishes.get(2).urgency == "normal"
    desk.history.undo()
    assert desk.store.wishes.find(2) is None


def test_a_recorder_keeps_meetings_and_action_items(open_as: Open, staff: Desk) -> None:
    desk = Desk(open_as("recorder"), Actor("记录", "recorder", "recorder"))
    meeting = desk.meetings.plan({"starts_at": "2026-03-27T15:00:00+08:00"})
    desk.meetings.put_on_agenda(1, meeting["id"])
    desk.meetings.decide(meeting["id"], 1, "物业换灯")
    action = desk.actions.add({"title": "换灯", "owner": "物业", "wish_id": 1})
    desk.actions.edit(action["id"], {"note": "先报价"})
    desk.actions.finish(action["id"], "已换")
    desk.meetings.close(meeting["id"])
    staff.store.refresh()
    assert staff.store.meetings.get(meeting["id"]).state == "held"
    assert staff.store.actions.get(action["id"]).outcome == "已换"


def test_a_viewer_reads_meetings_and_action_items_masked_and_writes_none(open_as: Open, staff: Desk) -> None:
    meeting = staff.meetings.plan({"starts_at": "2026-03-27T15:00:00+08:00", "place": "3号楼2单元501"})
    staff.meetings.put_on_agenda(1, meeting["id"])
    staff.meetings.discuss(meeting["id"], 1, "联系人0311-87654321")
    staff.actions.add(
        {"title": "打13712341234", "owner": "小李 13712341234", "steps": [{"title": "上门3-2-501"}]}
    )
    desk = viewer(open_as)
    seen = everything_in(desk.store)
    assert "3号楼" in seen
    for secret in ("13712341234", "87654321", "501"):
        assert secret not in seen
    attempts: list[Callable[[], object]] = [
        lambda: desk.meetings.plan({"starts_at": "2026-03-28T15:00:00+08:00"}),
        lambda: desk.meetings.close(meeting["id"]),
        lambda: desk.actions.add({"title": "x", "owner": "x"}),
        lambda: desk.actions.finish(1),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    with pytest.raises(NotAllowed), desk.store.transaction(by="x", seat="x", action="x") as transaction:
        transaction.update("meetings", meeting["id"], {"note": "x"})


@pytest.mark.parametrize("use_case", ["complete", "team", "volunteer", "store"])
def test_a_recorder_does_nothing_else(open_as: Open, staff: Desk, use_case: str) -> None:
    desk = Desk(open_as("recorder"), Actor("记录", "recorder", "recorder"))
    with pytest.raises(NotAllowed):  # noqa: PT012 - one of them runs
        if use_case == "complete":
            desk.wishes.act(1, "complete", outcome="x")
        elif use_case == "team":
            desk.teams.add({"name": "x"})
        elif use_case == "volunteer":
            desk.volunteers.edit(1, {"name": "x"})
        else:
            with desk.store.transaction(by="x", seat="x", action="x") as transaction:
                transaction.insert("teams", {"name": "x"})


def test_a_note_needs_words_and_an_open_wish(open_as: Open, staff: Desk) -> None:
    desk = viewer(open_as)
    with pytest.raises(InvalidInput):
        desk.wishes.supervise(1, "  ")
    staff.wishes.act(1, "decline", note="不属于社区")
    desk.store.refresh()
    with pytest.raises(WrongState):
        desk.wishes.supervise(1, "催办")
