"""References, defaults and side records: what a deed leaves beside the field that it was done for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.desk.test_services import FRIDAY, LAST_FRIDAY, NEXT_FRIDAY, NOW
from tests.desk.whole import changed_by, documents, on_record
from tui.desk.desk import Desk
from tui.language.errors import InvalidInput, NotAllowed, NotFound, StoreConflict, WrongState
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.services.events import Event
from tui.seats.actor import Actor
from tui.store import Store, open_store

AT = NOW.isoformat()
CLERK = Actor("小李", "窗口")
TUESDAYS = ["2026-11-10", "2026-11-17", "2026-11-24"]


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    opened: list[Store] = []

    def again() -> Store:
        opened.append(open_store(tmp_path / "data", now=lambda: NOW))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def desk(stores: Callable[[], Store]) -> Desk:
    return Desk(stores(), CLERK)


@pytest.fixture
def service(desk: Desk) -> int:
    for name in ("曹书记", "老孟"):
        desk.volunteers.add({"name": name})
    for name in ("甲队", "楼宇队"):
        desk.teams.add({"name": name})
    fields = {"name": "楼宇服务日", "rrule": "FREQ=WEEKLY;BYDAY=TU,FR", "first": "2026-11-10", "starts": "09:00",
              "ends": "11:00", "place": "服务站", "team_id": 2, "items": ["公租房", "人才绿卡"]}  # fmt: skip
    return int(desk.services.add(fields)["id"])


# ---- pauses


def test_a_pause_from_a_day_that_is_gone_keeps_the_sessions_that_were(desk: Desk, service: int) -> None:
    changes = changed_by(desk.store, lambda: desk.services.pause(service, date(2026, 11, 10), None, "装修"))
    assert changes.pop(f"services {service}") == {
        "pauses": [{"first": "2026-11-10", "until": None, "reason": "装修"}]
    }
    kept = {fields["on"]: fields for fields in changes.values() if fields}
    assert sorted(kept) == sorted(
        [*TUESDAYS, "2026-11-13", "2026-11-20"]
    )  # the one of this morning has begun
    for on, fields in kept.items():
        assert fields == {
            "service_id": service, "on": on, "starts_at": f"{on}T09:00:00+08:00", "ends_at": f"{on}T11:00:00+08:00",
            "place": "服务站", "team_id": 2,
        }  # fmt: skip
    assert on_record(desk.store) == ("小李", "窗口", "service.pause", {})
    done = desk.sessions.complete(service, LAST_FRIDAY, people_served=3)
    assert done["state"] == "done"
    with pytest.raises((NotFound, WrongState)):
        desk.sessions.confirm(service, FRIDAY)
    resumed = changed_by(desk.store, lambda: desk.services.resume(service, FRIDAY))
    assert resumed == {
        f"services {service}": {"pauses": [{"first": "2026-11-10", "until": "2026-11-26", "reason": "装修"}]}
    }
    assert desk.sessions.confirm(service, FRIDAY)["state"] == "confirmed"


# ---- sessions


def test_an_unknown_volunteer_or_team_is_put_on_no_session(desk: Desk, service: int) -> None:
    desk.sessions.confirm(service, FRIDAY)
    before = documents(desk.store)
    deeds: list[Callable[[], object]] = [
        lambda: desk.sessions.staff(service, FRIDAY, [1, 99]),
        lambda: desk.sessions.move(service, FRIDAY, place="花园", volunteer_ids=[99], reason="换人"),
        lambda: desk.sessions.move(service, FRIDAY, team_id=99, reason="换队"),
        lambda: desk.sessions.complete(service, LAST_FRIDAY, people_served=1, volunteer_ids=[99], hours=1),
        lambda: desk.sessions.complete(service, LAST_FRIDAY, people_served=1, hours_each={1: 1, 99: 1}),
        lambda: desk.sessions.hold(service, FRIDAY, team_id=99),
        lambda: desk.sessions.hold("讲座", FRIDAY, team_id=99),
    ]
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    assert documents(desk.store) == before


def test_the_team_of_a_session_is_the_one_that_was_said_else_the_planned_one(
    desk: Desk, service: int
) -> None:
    assert desk.sessions.hold(service, FRIDAY)["team_id"] == 2
    assert desk.sessions.hold(service, FRIDAY, starts="10:00")["team_id"] == 2
    assert desk.sessions.hold(service, FRIDAY, team_id=1)["team_id"] == 1
    assert desk.sessions.hold(service, FRIDAY, place="花园")["team_id"] == 1
    assert desk.sessions.move(service, FRIDAY, starts="11:00", reason="晚点")["team_id"] == 1
    assert desk.sessions.move(service, FRIDAY, team_id=None, reason="没人")["team_id"] is None
    done = desk.sessions.complete(service, LAST_FRIDAY, people_served=2, volunteer_ids=[1], hours=1)
    assert (done["team_id"], desk.store.hours.get(1).team_id, desk.store.hours.get(1).session_id) == (
        2, 2, done["id"],
    )  # fmt: skip


def test_what_was_there_before_is_written_in_the_history_not_left_blank(desk: Desk, service: int) -> None:
    desk.sessions.complete(service, LAST_FRIDAY, people_served=0, note="下雨", counts={"公租房": 2})
    desk.sessions.correct(
        service,
        LAST_FRIDAY,
        people_served=5,
        note="雨停了",
        counts={"公租房": 0, "人才绿卡": 4},
        reason="补记",
    )
    fixed = desk.sessions.find(service, LAST_FRIDAY)
    assert fixed["counts"] == {"公租房": 0, "人才绿卡": 4}
    assert fixed["history"] == [
        {"at": AT, "by": "小李", "action": "correct", "note": "补记",
         "was": {"people_served": "0", "note": "下雨", "公租房": "2", "人才绿卡": "0"},
         "now": {"people_served": "5", "note": "雨停了", "公租房": "0", "人才绿卡": "4"}},
    ]  # fmt: skip
    moved = desk.sessions.move(
        service, FRIDAY, to=date(2026, 11, 28), starts="14:00", place="", team_id=None, reason="停电"
    )
    (event,) = moved["history"]
    assert event == {
        "at": AT, "by": "小李", "action": "move", "note": "停电",
        "was": {"starts_at": "2026-11-27T09:00:00+08:00", "ends_at": "2026-11-27T11:00:00+08:00", "place": "服务站", "team_id": "2"},
        "now": {"starts_at": "2026-11-28T14:00:00+08:00", "ends_at": "2026-11-28T16:00:00+08:00", "place": "", "team_id": ""},
    }  # fmt: skip


def test_a_correction_conflicts_only_with_what_a_colleague_has_changed(desk: Desk, service: int) -> None:
    desk.sessions.complete(service, LAST_FRIDAY, people_served=4, counts={"公租房": 1})
    seen = dict(desk.sessions.find(service, LAST_FRIDAY))

    def corrected(**fields: Any) -> Any:
        return desk.sessions.correct(service, LAST_FRIDAY, reason="漏数", base_version=seen, **fields)

    # An item that nobody counted is none, and stays free for whoever counts it first.
    assert corrected(counts={"人才绿卡": 2})["counts"] == {"公租房": 1, "人才绿卡": 2}
    assert corrected(counts={"公租房": 1, "人才绿卡": 2}, people_served=5)["people_served"] == 5
    before = documents(desk.store)
    for fields in ({"counts": {"人才绿卡": 3}}, {"people_served": 6}):
        with pytest.raises(StoreConflict) as conflict:
            corrected(**fields)
        assert (conflict.value.table, conflict.value.id) == ("sessions", seen["id"])
    assert documents(desk.store) == before
    assert corrected(note="两位走得早")["note"] == "两位走得早"


def test_a_session_that_was_only_planned_when_it_was_seen_is_staffed_without_a_conflict(
    desk: Desk, service: int
) -> None:
    seen = dict(desk.sessions.find(service, FRIDAY))
    assert "id" not in seen
    assert desk.sessions.staff(service, FRIDAY, [1], base_version=seen)["volunteer_ids"] == [1]
    assert desk.sessions.staff(service, FRIDAY, [1], base_version=seen)["volunteer_ids"] == [1]
    with pytest.raises(StoreConflict):
        desk.sessions.staff(service, FRIDAY, [2], base_version=seen)
    assert desk.sessions.find(service, FRIDAY)["volunteer_ids"] == [1]


def test_a_move_conflicts_with_whom_and_with_what_a_colleague_has_put_down(desk: Desk, service: int) -> None:
    desk.sessions.confirm(service, FRIDAY)
    seen = dict(desk.sessions.find(service, FRIDAY))
    desk.sessions.staff(service, FRIDAY, [1])

    def moved(**fields: Any) -> Any:
        return desk.sessions.move(service, FRIDAY, reason="换人", base_version=seen, **fields)

    with pytest.raises(StoreConflict):
        moved(place="花园", volunteer_ids=[2])
    assert moved(place="花园")["volunteer_ids"] == [1]  # who comes was not touched
    with pytest.raises(StoreConflict):
        moved(place="小广场")
    assert moved(place="花园", starts="10:00", volunteer_ids=[1])["volunteer_ids"] == [1]
    assert moved(team_id=1)["place"] == "花园"


def test_a_session_that_the_calendar_moved_says_so_until_somebody_gives_it_another_time(desk: Desk) -> None:
    service = int(
        desk.services.add(
            {"name": "义诊", "rrule": "FREQ=WEEKLY;BYDAY=SA", "first": "2026-11-28", "on_weekend": "next"}
        )["id"]
    )
    saturday = date(2026, 11, 28)
    placed = desk.sessions.move(service, saturday, place="花园", reason="搬家")
    assert (placed["starts_at"][:10], placed["shifted"]) == ("2026-11-30", "weekend")
    assert desk.sessions.move(service, saturday, starts="10:00", reason="晚点")["shifted"] == ""


def test_a_session_whose_end_alone_was_changed_keeps_its_hours_when_the_service_moves(
    desk: Desk, service: int
) -> None:
    desk.sessions.hold(service, FRIDAY, ends="10:00")
    desk.sessions.hold(service, NEXT_FRIDAY)
    changes = changed_by(
        desk.store, lambda: desk.services.edit(service, {"starts": "10:00", "ends": "12:00"})
    )
    later = desk.sessions.find(service, NEXT_FRIDAY)
    assert changes[f"sessions {later['id']}"] == {
        "starts_at": "2026-12-04T10:00:00+08:00", "ends_at": "2026-12-04T12:00:00+08:00",
    }  # fmt: skip
    held = desk.sessions.find(service, FRIDAY)
    assert (held["starts_at"][11:16], held["ends_at"][11:16]) == ("09:00", "10:00")
    assert desk.store.check() == []


# ---- undo


def test_undo_after_an_older_backup_was_restored_takes_nothing_back(
    desk: Desk, stores: Callable[[], Store], tmp_path: Path
) -> None:
    from tui.engine.embedded.upkeep.restore import restore

    one = int(desk.wishes.record({"title": "修路"})["id"])
    desk.store.back_up(tmp_path / "older.tar.gz")
    desk.wishes.edit(one, {"title": "修大门口的路"})
    two = int(desk.wishes.record({"title": "装灯"})["id"])
    restore(tmp_path / "data", tmp_path / "older.tar.gz", CLERK, NOW)
    desk.store.refresh()
    before = documents(desk.store)
    assert (desk.store.wishes.get(one).title, desk.store.wishes.find(two)) == ("修路", None)
    assert on_record(desk.store)[2] == "restore"
    for again in (desk, Desk(stores(), CLERK)):
        with pytest.raises(WrongState, match="cannot be undone any more"):
            again.history.undo()
        assert documents(again.store) == before
    three = int(desk.wishes.record({"title": "种树"})["id"])
    assert three > two  # an id is never given twice
    undone = changed_by(desk.store, desk.history.undo)
    assert undone == {f"wishes {three}": None}
    assert on_record(desk.store)[2] == "undo"


def test_undo_takes_back_ones_own_last_change_and_no_colleagues(
    desk: Desk, stores: Callable[[], Store]
) -> None:
    one = int(desk.wishes.record({"title": "修路"})["id"])
    desk.wishes.edit(one, {"urgency": "urgent"})
    for name, seat in (("小王", "窗口"), ("小李", "街道")):
        other = Desk(stores(), Actor(name, seat))
        assert other.history.last() is None
        with pytest.raises(WrongState, match="no change of yours"):
            other.history.undo()
    colleague = Desk(stores(), Actor("小王", "街道"))
    colleague.wishes.edit(one, {"address": "大门口"})
    desk.store.refresh()
    with pytest.raises(WrongState, match="Somebody changed this record since"):
        desk.history.undo()  # both wrote in its history
    colleague.history.undo()
    desk.store.refresh()
    entry = desk.history.last()
    assert entry is not None
    assert (entry.action, entry.by, entry.seat) == ("wish.edit", "小李", "窗口")
    taken = changed_by(desk.store, desk.history.undo)
    assert set(taken) == {f"wishes {one}"}
    assert desk.store.wishes.get(one).urgency == "normal"
    assert on_record(desk.store) == ("小李", "窗口", "undo", {"of": entry.seq, "do": "wish.edit"})
    assert changed_by(desk.store, desk.history.undo) == {f"wishes {one}": None}


@pytest.mark.parametrize("referring", ["booking", "offer", "appointment of a team", "match"])
def test_what_is_referred_to_is_not_undone(desk: Desk, referring: str) -> None:
    desk.partners.add({"name": "电器行", "kind": "business"})
    offer = {"partner_id": 1, "kind": "goods", "title": "暖风机", "quantity": 5}
    if referring == "booking":
        desk.rooms.rooms.add({"name": "活动室"})
        desk_2 = Desk(desk.store, Actor("小王", "街道"))
        desk_2.rooms.book(
            {"room_id": 1, "on": "2026-11-25", "starts": "09:00", "ends": "10:00", "booked_by": "甲队"}
        )
    elif referring == "offer":
        Desk(desk.store, Actor("小王", "街道")).alliance.offers.add(offer)
    elif referring == "match":
        desk.alliance.offers.add(offer)
        desk.alliance.needs.add({"kind": "goods", "title": "暖风机"})
        Desk(desk.store, Actor("小王", "街道")).alliance.deliver(1, 1, 1)
    else:
        desk.teams.add({"name": "甲队"})
        Desk(desk.store, Actor("小王", "街道")).alliance.appoint({"name": "钱经理", "team_id": 1})
    before = documents(desk.store)
    with pytest.raises(WrongState, match="Something was added to this record since"):
        desk.history.undo()
    assert documents(desk.store) == before


# ---- matching


def test_partners_are_offered_for_a_wish_and_not_for_a_request_at_home(desk: Desk) -> None:
    desk.partners.add({"name": "惠民家电维修店", "kind": "business", "resources": ["家电维修"]})
    fixer = int(desk.volunteers.add({"name": "老孟", "skills": ["维修"]})["id"])
    wish = int(desk.wishes.record({"title": "家电维修", "category": "repairs"})["id"])
    request = int(desk.home.request({"resident": "王奶奶", "skill": "维修"})["id"])
    assert [(m.helper.kind, m.helper.id) for m in desk.matches.for_wish(wish)] == [
        ("volunteer", fixer), ("partner", 1),
    ]  # fmt: skip
    assert [(m.helper.kind, m.helper.id) for m in desk.matches.for_home(request)] == [("volunteer", fixer)]
    for find in (desk.matches.for_wish, desk.matches.for_home):
        with pytest.raises(NotFound):
            find(99)


def test_who_has_something_in_hand_comes_after_who_has_not(desk: Desk) -> None:
    one, two = (int(desk.teams.add({"name": f"维修{n}队", "skills": ["维修"]})["id"]) for n in "一二")
    first, second = (
        int(desk.volunteers.add({"name": n, "skills": ["维修"]})["id"]) for n in ("老孟", "老曹")
    )
    desk.partners.add({"name": "维修店", "kind": "business", "resources": ["维修"]})
    wish = int(desk.wishes.record({"title": "水管维修"})["id"])

    def in_hand() -> dict[tuple[str, int], int]:
        return {(m.helper.kind, m.helper.id): m.helper.load for m in desk.matches.for_wish(wish)}

    assert list(in_hand()) == [
        ("team", one), ("team", two), ("volunteer", first), ("volunteer", second), ("partner", 1),
    ]  # fmt: skip
    given = [int(desk.wishes.record({"title": "灯"}, assignee=f"维修{n}队")["id"]) for n in "一一"]
    desk.wishes.record({"title": "锁"}, assignee="老孟")
    desk.wishes.record({"title": "门"}, assignee="维修店")
    request = int(desk.home.request({"resident": "王奶奶", "skill": "维修"})["id"])
    desk.home.act(request, "give", holder=("volunteer", first), on="2026-11-25")
    assert in_hand() == {
        ("team", two): 0, ("volunteer", second): 0, ("team", one): 2, ("volunteer", first): 2, ("partner", 1): 1,
    }  # fmt: skip
    assert list(in_hand())[:2] == [("team", two), ("volunteer", second)]
    home = int(desk.home.request({"resident": "李爷爷", "skill": "理发"})["id"])
    desk.home.act(home, "give", holder=("team", two), on="2026-11-24")
    assert in_hand()["team", two] == 1
    desk.home.act(home, "complete")  # done, and rated by nobody yet
    desk.wishes.act(given[0], "complete", outcome="换了")
    assert (in_hand()["team", two], in_hand()["team", one]) == (0, 1)


@pytest.mark.parametrize(("due", "free"), [("2026-11-24", True), ("2026-11-25", False), ("2026-11-23", None)])
def test_who_has_time_is_asked_of_the_day_that_a_wish_is_due_unless_it_is_gone(
    desk: Desk, due: str, free: bool | None
) -> None:
    desk.volunteers.add({"name": "老孟", "skills": ["维修"], "availability": ["TU"]})
    wish = int(desk.wishes.record({"title": "水管维修", "recorded_on": "2026-11-20", "due": due})["id"])
    (match,) = desk.matches.for_wish(wish)
    assert (match.free, match.on) == (free, None if free is None else date.fromisoformat(due))


# ---- calendars


def event(**fields: Any) -> Event:
    usual: dict[str, Any] = {
        "uid": "a@else", "kind": "service", "summary": "义诊", "starts_at": datetime(2026, 12, 1, 9, tzinfo=LOCAL),
        "ends_at": datetime(2026, 12, 1, 11, tzinfo=LOCAL), "place": "服务站", "rrule": "FREQ=WEEKLY;BYDAY=TU",
    }  # fmt: skip
    return Event(**{**usual, **fields})


IMPORTED = {
    "name": "义诊", "uid": "a@else", "place": "服务站", "rrule": "FREQ=WEEKLY;BYDAY=TU", "first": "2026-12-01",
}  # fmt: skip


@pytest.mark.parametrize(("team", "id"), [("", None), ("没有这队", None), ("甲队", 1), ("楼宇队", 2)])
def test_an_event_from_elsewhere_gets_the_team_that_it_names_or_none(
    desk: Desk, service: int, team: str, id: int | None
) -> None:
    changes = changed_by(desk.store, lambda: desk.calendars.take_in([event(team=team)]))
    assert changes == {"services 2": {**IMPORTED, **({"team_id": id} if id else {})}}
    assert on_record(desk.store) == ("小李", "窗口", "ics.import", {})
    (taken,) = desk.calendars.take_in([event(team=team)])
    assert (taken.what, taken.summary, taken.sessions, taken.why) == ("known", "义诊", 0, None)


def test_a_single_event_and_one_of_dates_alone(desk: Desk) -> None:
    once = changed_by(desk.store, lambda: desk.calendars.take_in([event(rrule="")]))
    assert once == {"services 1": {**IMPORTED, "rrule": "FREQ=DAILY;COUNT=1"}}
    dates = event(
        uid="b@else", rrule="", rdates=(date(2026, 12, 1), date(2026, 12, 8)), exdates=(date(2026, 12, 9),)
    )
    listed = changed_by(desk.store, lambda: desk.calendars.take_in([dates]))
    fields = {**IMPORTED, "uid": "b@else", "rdates": ["2026-12-01", "2026-12-08"], "exdates": ["2026-12-09"]}
    del fields["rrule"]
    assert listed == {"services 2": fields}


def test_an_event_that_differs_is_left_and_a_dry_run_keeps_nothing(desk: Desk) -> None:
    (tried,) = desk.calendars.take_in([event()], dry_run=True)
    assert (tried.what, documents(desk.store), desk.store.seq) == ("service", {}, 0)
    desk.calendars.take_in([event()])
    before = documents(desk.store)
    for other in (
        event(place="花园"),
        event(summary="大义诊"),
        event(ends_at=datetime(2026, 12, 1, 12, tzinfo=LOCAL)),
    ):
        (taken,) = desk.calendars.take_in([other])
        assert (taken.what, str(taken.why)) == ("differs", "It is different here, and left as it is.")
    (refused,) = desk.calendars.take_in([event(uid="x" * 201)])
    assert (refused.what, str(refused.why)) == ("refused", "Its UID is too long.")
    assert documents(desk.store) == before


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({}, {"rrule": "FREQ=WEEKLY;BYDAY=TU", "title": "义诊"}),
        ({"until": date(2026, 12, 31)}, {"rrule": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231", "title": "义诊"}),
        ({"rrule": "", "meeting_kind": "council", "summary": "居民议事会"}, {"kind": "council"}),
        ({"rrule": "", "starts_at": datetime(2026, 11, 3, 9, tzinfo=LOCAL)},
         {"title": "义诊", "starts_at": "2026-11-03T09:00:00+08:00", "state": "held"}),
        ({"starts_at": datetime(2026, 11, 3, 9, tzinfo=LOCAL)},
         {"rrule": "FREQ=WEEKLY;BYDAY=TU", "title": "义诊", "starts_at": "2026-11-24T09:00:00+08:00"}),
    ],
)  # fmt: skip
def test_a_meeting_from_elsewhere(desk: Desk, fields: dict[str, Any], kept: dict[str, Any]) -> None:
    found = event(kind="meeting", **fields)
    changes = changed_by(desk.store, lambda: desk.calendars.take_in([found]))
    usual = {"uid": "a@else", "place": "服务站", "starts_at": "2026-12-01T09:00:00+08:00"}
    assert changes == {"meetings 1": {**usual, **kept}}
    assert [taken.what for taken in desk.calendars.take_in([found])] == ["known"]


# ---- what is refused


def test_a_field_that_cannot_be_set_is_named_with_those_that_can(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.partners.add({"name": "x", "fee": 1, "id": 7})
    assert set(refused.value.errors) == {"fee", "id"}
    assert str(refused.value.errors["fee"]) == (
        "There is no field «fee» to set. The fields are: "
        "partner (name), kind (kind), count (count), known for (resources), contact (contact), phone (phone), "
        "note (note)."
    )


def test_whoever_may_not_is_told_that_and_not_what_is_wrong_with_what_they_typed(desk: Desk) -> None:
    viewer = Desk(desk.store, Actor("街道", "s", "viewer"))
    none: dict[str, Any] = {"nothing": 1}
    deeds: list[Callable[[], object]] = [
        lambda: viewer.lessons.begin_with(none), lambda: viewer.lessons.edit(1, none), lambda: viewer.lessons.stop(1, ""),
        lambda: viewer.wishes.record(none), lambda: viewer.wishes.edit(1, none), lambda: viewer.wishes.comment(1, ""),
        lambda: viewer.wishes.support(1, ""), lambda: viewer.wishes.act(1, "assign"), lambda: viewer.partners.add(none),
        lambda: viewer.partners.edit(1, none), lambda: viewer.services.edit(1, none), lambda: viewer.services.pause(1, FRIDAY, None, ""),
        lambda: viewer.services.edit_from(1, FRIDAY, none), lambda: viewer.sessions.cancel(1, FRIDAY, ""),
        lambda: viewer.sessions.move(1, FRIDAY, reason=""), lambda: viewer.sessions.complete(1, FRIDAY, people_served=None),
        lambda: viewer.sessions.correct(1, FRIDAY, reason=""), lambda: viewer.sessions.sign_up(1, FRIDAY, ""),
        lambda: viewer.sessions.hold(1, LAST_FRIDAY), lambda: viewer.teams.add_with_roster(none, []),
        lambda: viewer.communities.edit(1, none), lambda: viewer.home.request(none), lambda: viewer.home.edit(1, none),
        lambda: viewer.home.act(1, "complete", hours=0.3), lambda: viewer.hours.add(none), lambda: viewer.hours.correct(1, 0, ""),
        lambda: viewer.hours.withdraw(1, ""), lambda: viewer.visits.record(none, none), lambda: viewer.visits.edit(1, none),
        lambda: viewer.mediations.open(none), lambda: viewer.mediations.edit(1, none), lambda: viewer.mediations.session(1, ""),
        lambda: viewer.mediations.close(1, "won", ""), lambda: viewer.handover.held("x"), viewer.handover.holders,
        lambda: viewer.handover.hand_over("", ""), lambda: viewer.meetings.plan(none), lambda: viewer.meetings.edit(1, none),
        lambda: viewer.meetings.put_on_agenda(1), lambda: viewer.meetings.minutes(1, said="x"), lambda: viewer.meetings.decide(1, 1, ""),
        lambda: viewer.meetings.cancel(1, ""), lambda: viewer.actions.add(none), lambda: viewer.actions.edit(1, none),
        lambda: viewer.actions.drop(1, ""), lambda: viewer.alliance.offers.add(none), lambda: viewer.alliance.needs.edit(1, none),
        lambda: viewer.alliance.deliver(1, 1, -1), lambda: viewer.alliance.correct(1, 1, 1, ""), lambda: viewer.alliance.drop(1, ""),
        lambda: viewer.alliance.put_on_agenda(1), lambda: viewer.alliance.appoint(none), lambda: viewer.alliance.end(1),
        lambda: viewer.rooms.book(none), lambda: viewer.rooms.move(1, none), lambda: viewer.calendars.take_in([]),
        viewer.history.undo,
    ]  # fmt: skip
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert desk.store.seq == 0


def test_what_use_cases_set_is_set_by_nobody_else(desk: Desk) -> None:
    deeds: list[Callable[[], object]] = [
        lambda: desk.lessons.begin_with({"skill": "理发", "teacher_id": 1, "learner_id": 2, "state": "able"}),
        lambda: desk.lessons.begin_with({"skill": "理发", "teacher_id": 1, "learner_id": 2, "met_on": ["2026-11-20"]}),
        lambda: desk.wishes.record({"title": "x", "number": "2026-0009"}),
        lambda: desk.hours.add({"volunteer_id": 1, "on": "2026-11-20", "hours": 1, "content": "x", "withdrawn": True}),
        lambda: desk.home.request({"resident": "王", "skill": "理发", "state": "done"}),
        lambda: desk.visits.record({"name": "王"}, {"outcome": "x"}),
        lambda: desk.mediations.open({"title": "x", "state": "agreed"}),
        lambda: desk.meetings.plan({"starts_at": "2026-12-01T09:00:00+08:00", "items": []}),
        lambda: desk.actions.add({"title": "x", "owner": "y", "state": "done"}),
        lambda: desk.alliance.needs.add({"kind": "goods", "title": "x", "state": "dropped"}),
        lambda: desk.rooms.book({"room_id": 1, "on": "2026-12-01", "starts": "09:00", "ends": "10:00", "state": "cancelled"}),
    ]  # fmt: skip
    for deed in deeds:
        with pytest.raises(InvalidInput) as refused:
            deed()
        assert "There is no field" in str(next(iter(refused.value.errors.values())))
    assert desk.store.seq == 0
