"""One session: moved with a reason, lists with a cap, counters, hours by volunteer, corrected with a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.desk.test_services import FRIDAY, LAST_FRIDAY, NEXT_FRIDAY, NOW
from tests.embedded import storage_of
from tui.desk.desk import Desk
from tui.engine.embedded.upkeep.forget import forget, person
from tui.language.errors import InvalidInput, NotFound, WrongState
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.services.clashes import clashes
from tui.rules.services.signups import turnout
from tui.seats.actor import Actor
from tui.store import Store, open_store

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    opened: list[Store] = []

    def again(role: str = "staff") -> Store:
        opened.append(open_store(tmp_path, now=lambda: NOW, role=role))  # type: ignore[arg-type]
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def desk(stores: Callable[..., Store]) -> Desk:
    desk = Desk(stores(), Actor("小李", "local"))
    for name in ("曹书记", "老孟"):
        desk.volunteers.add({"name": name})
    desk.teams.add({"name": "七号楼宇"})
    desk.services.add({"name": "楼宇服务日", "rrule": "FREQ=WEEKLY;BYDAY=TU,FR", "first": "2026-10-30", "starts": "09:00",
                       "ends": "11:00", "place": "服务站", "team_id": 1, "items": ["公租房", "人才绿卡"], "cap": 2})  # fmt: skip
    return desk


def test_a_moved_session_keeps_state_and_name_and_says_why(desk: Desk) -> None:
    desk.sessions.confirm(1, FRIDAY)
    moved = desk.sessions.move(
        1, FRIDAY, to=date(2026, 11, 28), starts="14:00", place="小广场", reason="停电"
    )
    assert (moved["on"], moved["starts_at"][:16], moved["ends_at"][:16]) == (
        "2026-11-27", "2026-11-28T14:00", "2026-11-28T16:00",
    )  # fmt: skip
    assert (moved["state"], moved["reason"], moved["place"]) == ("confirmed", "停电", "小广场")
    event = moved["history"][-1]
    assert (event["action"], event["by"], event["note"], event["was"]["place"]) == (
        "move",
        "小李",
        "停电",
        "服务站",
    )
    desk.history.undo()
    assert desk.sessions.find(1, FRIDAY)["starts_at"][:16] == "2026-11-27T09:00"


def test_a_move_wants_a_reason_a_time_and_something_to_move(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as wrong:
        desk.sessions.move(1, FRIDAY, starts="9点", reason=" ")
    assert set(wrong.value.errors) == {"starts", "reason"}
    with pytest.raises(InvalidInput):
        desk.sessions.move(1, FRIDAY, ends="08:00", reason="早点")
    with pytest.raises(InvalidInput):
        desk.sessions.move(1, FRIDAY, to=FRIDAY, reason="没变")
    desk.sessions.cancel(1, FRIDAY, "大雪")
    with pytest.raises(WrongState):
        desk.sessions.move(1, FRIDAY, to=NEXT_FRIDAY, reason="大雪")


def test_beyond_the_cap_residents_wait_and_move_up(desk: Desk) -> None:
    for name in ("王阿姨", "李大爷", "赵奶奶"):
        desk.sessions.sign_up(1, FRIDAY, name)
    session, number = desk.sessions.sign_up(
        1, FRIDAY, "孙爷爷", at_home=True, address="7号楼2单元", phone="85550001"
    )
    assert number == 4
    found = turnout(session["signups"], session["cap"])
    assert [[s["resident"] for s in part] for part in (found.coming, found.waiting, found.at_home)] == [
        ["王阿姨", "李大爷"], ["赵奶奶"], ["孙爷爷"],
    ]  # fmt: skip
    session = desk.sessions.sign_off(1, FRIDAY, 1)
    assert [s["resident"] for s in turnout(session["signups"], 2).coming] == ["李大爷", "赵奶奶"]
    with pytest.raises(NotFound):
        desk.sessions.sign_off(1, FRIDAY, 1)
    for name in ("", "李大爷"):
        with pytest.raises(InvalidInput):
            desk.sessions.sign_up(1, FRIDAY, name)


def test_a_viewer_sees_how_many_signed_up_and_not_who(desk: Desk, stores: Callable[..., Store]) -> None:
    desk.sessions.sign_up(1, FRIDAY, "王阿姨", phone="13812345678", address="7号楼2单元301", note="腿脚不便")
    seen = next(iter(stores("viewer").sessions.stored()))
    assert len(seen["signups"]) == 1
    assert not any(word in str(seen) for word in ("王阿姨", "138", "301", "腿脚"))


def test_a_forgotten_resident_leaves_the_lists_and_the_journal(desk: Desk) -> None:
    desk.sessions.sign_up(1, FRIDAY, "王阿姨", phone="13812345678", note="腿脚不便")
    desk.sessions.sign_up(1, FRIDAY, "李大爷")
    engine = storage_of(desk.store)
    forget(engine, person(engine, "王阿姨"), desk.actor)
    desk.store.refresh()
    signups = desk.sessions.find(1, FRIDAY)["signups"]
    assert [s["resident"] for s in signups] == ["（已删除）", "李大爷"]
    files = [path for path in engine.folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert "王阿姨".encode() not in content
        assert b"13812345678" not in content
        assert "腿脚".encode() not in content


def test_counters_add_up_over_seats_and_end_in_the_record(desk: Desk, stores: Callable[..., Store]) -> None:
    desk.sessions.count(1, TUESDAY, "公租房")
    Desk(stores(), Actor("老王", "street")).sessions.count(1, TUESDAY, "公租房")
    desk.store.refresh()
    session = desk.sessions.count(1, TUESDAY, "人才绿卡", 3)
    assert session["counts"] == {"公租房": 2, "人才绿卡": 3}
    assert desk.sessions.count(1, TUESDAY, "人才绿卡", -1)["counts"]["人才绿卡"] == 2
    for item, by in (("理发", 1), ("公租房", -3)):
        with pytest.raises(InvalidInput):
            desk.sessions.count(1, TUESDAY, item, by)
    with pytest.raises(WrongState):
        desk.sessions.count(1, FRIDAY, "公租房")
    done = desk.sessions.complete(1, TUESDAY, people_served=4)
    assert done["counts"] == {"公租房": 2, "人才绿卡": 2}


def test_hours_by_volunteer(desk: Desk) -> None:
    desk.sessions.complete(1, TUESDAY, people_served=4, volunteer_ids=[1], hours=2, hours_each={2: 1.5})
    assert {h.volunteer_id: h.hours for h in desk.store.hours.all()} == {1: 2, 2: 1.5}
    with pytest.raises(InvalidInput) as wrong:
        desk.sessions.complete(1, LAST_FRIDAY, people_served=4, hours_each={2: 1.3})
    assert set(wrong.value.errors) == {"hours"}


def test_a_record_is_corrected_with_a_trace(desk: Desk) -> None:
    with pytest.raises(WrongState):
        desk.sessions.correct(1, TUESDAY, people_served=3, reason="没完成")
    desk.sessions.complete(1, TUESDAY, people_served=4, counts={"公租房": 1})
    fixed = desk.sessions.correct(1, TUESDAY, people_served=6, counts={"公租房": 3}, reason="漏数两位")
    assert (fixed["people_served"], fixed["counts"]) == (6, {"公租房": 3})
    event = fixed["history"][-1]
    assert (event["action"], event["note"], event["by"]) == ("correct", "漏数两位", "小李")
    assert event["was"] == {"people_served": "4", "公租房": "1"}
    assert event["now"] == {"people_served": "6", "公租房": "3"}
    for reason, people in (("", 7), ("没变", 6)):
        with pytest.raises(InvalidInput):
            desk.sessions.correct(1, TUESDAY, people_served=people, reason=reason)


def test_clashes_are_told_and_nothing_is_refused(desk: Desk) -> None:
    desk.services.add({"name": "义诊", "rrule": "FREQ=WEEKLY;BYDAY=FR", "first": "2026-11-01", "starts": "10:00",
                       "ends": "12:00", "place": " 服务 站", "team_id": 1})  # fmt: skip
    desk.sessions.staff(1, FRIDAY, [2])
    session = desk.sessions.staff(2, FRIDAY, [2, 1])
    found = desk.sessions.clashes(session)
    assert [(c.kind, c.one, c.other, c.people) for c in found] == [
        ("place", (2, "2026-11-27"), (1, "2026-11-27"), ()),
        ("team", (2, "2026-11-27"), (1, "2026-11-27"), ()),
        ("person", (2, "2026-11-27"), (1, "2026-11-27"), (2,)),
    ]
    assert "老孟" in str(desk.sessions.clash_messages(found)[2])
    moved = desk.sessions.move(2, FRIDAY, starts="11:00", ends="12:00", reason="错开")
    assert desk.sessions.clashes(moved) == []  # one ends as the other begins
    desk.sessions.move(2, FRIDAY, starts="10:30", reason="提前")
    desk.sessions.cancel(1, FRIDAY, "大雪")
    assert desk.sessions.clashes(desk.sessions.find(2, FRIDAY)) == []


def test_every_pair_of_many_sessions_is_found() -> None:
    def at(service: int, start: int, end: int, place: str) -> dict[str, object]:
        day = "2026-11-27"
        return {"service_id": service, "on": day, "place": place, "state": "planned", "team_id": None,
                "starts_at": datetime(2026, 11, 27, start, tzinfo=LOCAL).isoformat(),
                "ends_at": datetime(2026, 11, 27, end, tzinfo=LOCAL).isoformat()}  # fmt: skip

    sessions = [
        at(1, 9, 12, "A"),
        at(2, 10, 11, "A"),
        at(3, 11, 13, "a"),
        at(4, 9, 13, "B"),
        at(5, 9, 13, ""),
    ]
    assert {(c.one[0], c.other[0]) for c in clashes(sessions)} == {(1, 2), (1, 3)}
    assert clashes(sessions, at_home={1}) == []
