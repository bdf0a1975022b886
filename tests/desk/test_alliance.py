"""The alliance and the rooms as use cases: deliveries, appointments, bookings that never clash, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk.test_wish_life import CLERK, record
from tests.embedded import storage_of
from tests.store.conftest import noon
from tui.desk.desk import Desk
from tui.engine.embedded.upkeep.forget import forget, person
from tui.language.errors import InvalidInput, NotAllowed, NotFound, StoreConflict, WrongState
from tui.seats.actor import Actor
from tui.store import open_store

OTHER = Actor("老王", "street")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path / "data", now=noon)
    desk = Desk(store, CLERK)
    desk.partners.add({"name": "某银行", "kind": "alliance"})
    desk.teams.add({"name": "敬老爱老服务队"})
    desk.rooms.rooms.add({"name": "活动室", "opens": "08:30", "closes": "17:30"})
    yield desk
    store.close()


def offered(desk: Desk, **fields: Any) -> int:
    return int(
        desk.alliance.offers.add(
            {"partner_id": 1, "kind": "goods", "title": "棉被", "quantity": 10, "unit": "床", **fields}
        )["id"]
    )


def needed(desk: Desk, **fields: Any) -> int:
    return int(
        desk.alliance.needs.add(
            {"kind": "goods", "title": "过冬棉被", "quantity": 12, "unit": "床", **fields}
        )["id"]
    )


def state(desk: Desk, id: int) -> tuple[float, str]:
    stored = desk.store.needs.find_stored(id)
    assert stored
    return desk.alliance.given(stored)


def booked(desk: Desk, starts: str = "09:00", ends: str = "10:00", **fields: Any) -> int:
    return int(
        desk.rooms.book(
            {
                "room_id": 1,
                "on": "2026-04-02",
                "starts": starts,
                "ends": ends,
                "booked_by": "朗诵队",
                **fields,
            }
        )["id"]
    )


def test_a_need_is_met_by_several_deliveries_out_of_several_offers(desk: Desk) -> None:
    wish = record(desk, "独居老人缺棉被")
    need, one, other = needed(desk, wish_id=wish), offered(desk), offered(desk, quantity=5)
    desk.alliance.deliver(need, one, 4)
    desk.alliance.deliver(need, one, 6, on=date(2026, 3, 20), note="送到站")
    assert state(desk, need) == (10, "partly")
    assert len(list(desk.store.matches.stored())) == 1
    with pytest.raises(InvalidInput, match="0 left"):
        desk.alliance.deliver(need, one, 1)
    desk.alliance.deliver(need, other, 2)
    assert state(desk, need) == (12, "met")
    desk.history.undo()
    assert state(desk, need) == (10, "partly")
    assert desk.store.check() == []


def test_a_delivery_is_corrected_with_a_trace(desk: Desk) -> None:
    need, one = needed(desk), offered(desk)
    desk.alliance.deliver(need, one, 8)
    for number, quantity, why in ((1, 8.0, " "), (2, 8.0, "x"), (1, 11.0, "x"), (1, -1.0, "x")):
        with pytest.raises(InvalidInput):
            desk.alliance.correct(1, number, quantity, why)
    desk.alliance.correct(1, 1, 3, "点错了")
    desk.alliance.correct(1, 1, 4, "又点了一遍")
    delivery = desk.store.matches.get(1).deliveries[0]
    assert (delivery.quantity, delivery.was, delivery.why) == (4, 8, "又点了一遍")


def test_what_cannot_be_delivered_is_refused_and_nothing_is_written(desk: Desk) -> None:
    need, one, money = needed(desk), offered(desk), offered(desk, kind="money", unit="元")
    seq = desk.store.seq
    wrong: Callable[[], object]
    for wrong in (
        lambda: desk.alliance.deliver(need, one, 0), lambda: desk.alliance.deliver(need, money, 5),
        lambda: desk.alliance.deliver(need, one, 1, on=date(2026, 3, 27)),
        lambda: desk.alliance.deliver(need, one, float("nan")), lambda: desk.alliance.drop(need, " "),
    ):  # fmt: skip
        with pytest.raises(InvalidInput):
            wrong()
    with pytest.raises(NotFound):
        desk.alliance.deliver(need, 9, 1)
    with pytest.raises(NotFound):
        offered(desk, partner_id=7)
    assert desk.store.seq == seq
    desk.alliance.drop(need, "已自购")
    with pytest.raises(WrongState):
        desk.alliance.deliver(need, one, 1)


def test_units_do_not_change_under_what_was_delivered(desk: Desk) -> None:
    need, one = needed(desk), offered(desk)
    desk.alliance.deliver(need, one, 2)
    with pytest.raises(InvalidInput):
        desk.alliance.needs.edit(need, {"unit": "箱"})
    with pytest.raises(InvalidInput):
        desk.alliance.offers.edit(one, {"kind": "time"})
    desk.alliance.offers.edit(one, {"quantity": 20})
    with pytest.raises(InvalidInput):
        desk.alliance.needs.edit(need, {"state": "dropped"})


def test_the_best_offer_is_proposed(desk: Desk) -> None:
    need = needed(desk)
    offered(desk, title="米面油", unit="")
    best = offered(desk, quantity=30)
    stored = desk.store.needs.find_stored(need)
    assert stored
    assert [s.offer_id for s in desk.alliance.fitting(stored)] == [best, best - 1]
    desk.alliance.withdraw(best)
    assert [s.offer_id for s in desk.alliance.fitting(stored)] == [best - 1]
    with pytest.raises(WrongState):
        desk.alliance.withdraw(best)


def test_a_team_has_one_part_time_committee_member_at_a_time(desk: Desk) -> None:
    desk.alliance.appoint({"name": "张主任", "partner_id": 1, "team_id": 1, "since": "2025-01-01"})
    desk.alliance.appoint({"name": "李科长", "partner_id": 1, "team_id": 1})
    first, second = desk.store.appointments.all()
    assert (str(first.until), str(second.since), second.until) == ("2026-03-25", "2026-03-26", None)
    with pytest.raises(InvalidInput):
        desk.alliance.appoint({"name": "李科长", "team_id": 1})
    with pytest.raises(InvalidInput):
        desk.alliance.appoint({"name": "王工", "team_id": 1})  # on the very day
    desk.history.undo()
    assert desk.store.appointments.get(1).until is None
    assert desk.store.appointments.find(2) is None


def test_another_committee_member_in_the_record_of_a_team_is_an_appointment(desk: Desk) -> None:
    """What is changed at the team shows at the partner that sends the member, and one undo takes it back."""
    store, teams = desk.store, desk.teams
    desk.alliance.appoint({"name": "张主任", "partner_id": 1, "team_id": 1, "since": "2025-01-01"})

    def sent() -> list[tuple[str, str | None, int | None]]:
        return [
            (a.name, a.until.isoformat() if a.until else None, a.partner_id) for a in store.appointments.all()
        ]

    teams.edit(1, {"committee_member": "张主任"})  # as it was
    assert sent() == [("张主任", None, 1)]
    teams.edit(1, {"committee_member": "李科长", "base": "东门"})
    yesterday = (desk.teams.today - timedelta(1)).isoformat()
    assert sent() == [("张主任", yesterday, 1), ("李科长", None, 1)]
    assert store.teams.get(1).base == "东门"
    teams.edit_with_roster(1, {"committee_member": "李工"}, [])  # on the same day: a slip
    assert [name for name, *_ in sent()] == ["张主任", "李工"]
    teams.edit(1, {"committee_member": ""})
    assert [name for name, *_ in sent()] == ["张主任"]
    desk.history.undo()
    assert [name for name, *_ in sent()] == ["张主任", "李工"]
    other = int(teams.add({"name": "环保队"})["id"])
    teams.edit(other, {"committee_member": "赵委员"})  # nobody is sent: it stands in the team's record
    assert store.teams.get(other).committee_member == "赵委员"


def test_an_ended_appointment_does_not_come_back_beside_its_heir(desk: Desk) -> None:
    desk.alliance.appoint({"name": "张主任", "team_id": 1, "since": "2025-01-01"})
    desk.alliance.end(1, date(2026, 3, 1))
    with pytest.raises(WrongState):
        desk.alliance.end(1)
    Desk(desk.store, OTHER).alliance.appoint({"name": "李科长", "team_id": 1})
    with pytest.raises(WrongState, match="looks after this team"):
        desk.history.undo()


def test_a_room_is_never_booked_twice(desk: Desk) -> None:
    booked(desk)
    booked(desk, "10:00", "11:00")  # adjoining
    with pytest.raises(InvalidInput, match="taken on 2026-04-02 from 09:00 to 10:00: 朗诵队"):
        booked(desk, "09:30", "09:45")
    with pytest.raises(InvalidInput, match="taken"):
        desk.rooms.move(2, {"starts": "09:59"})
    desk.rooms.move(2, {"starts": "10:30", "purpose": "排练"})
    booked(desk, "10:00", "10:30")


def test_a_session_or_meeting_keeps_its_room_and_is_never_refused_for_a_booking(desk: Desk) -> None:
    name, day = desk.store.rooms.get(1).name, "2026-04-02"
    desk.services.add({"name": "英语角", "rrule": "FREQ=WEEKLY;BYDAY=TH", "first": day, "starts": "09:00", "ends": "10:00",
                       "place": name})  # fmt: skip
    with pytest.raises(InvalidInput, match="英语角") as refused:
        booked(desk, "09:30", "11:00")
    assert set(refused.value.errors) == {"starts"}
    booked(desk, "10:00", "11:00")
    assert desk.rooms.free({"room_id": 1, "on": day, "starts": "09:30", "ends": "09:45"}) is not None
    assert desk.rooms.free({"room_id": 1, "on": day, "starts": "11:00", "ends": "12:00"}) is None
    for_it = booked(desk, "09:00", "10:00", purpose="英语角")
    assert desk.sessions.clashes(desk.sessions.find(1, date(2026, 4, 2))) == []
    with pytest.raises(InvalidInput, match="英语角"):
        desk.rooms.move(for_it, {"purpose": "排练", "starts": "09:15"})
    moved = desk.sessions.move(1, date(2026, 4, 2), ends="10:30", reason="人多")
    (warning,) = desk.sessions.clash_messages(desk.sessions.clashes(moved))
    assert str(warning) == "The room is booked from 10:00 to 11:00: 朗诵队."
    meeting = desk.meetings.plan({"starts_at": f"{day}T10:15:00+08:00", "place": name})
    assert [str(w) for w in desk.meetings.clashes(meeting)] == [
        "The room is booked from 10:00 to 11:00: 朗诵队.",
        "«英语角» is in the room from 09:00 to 10:30.",
    ]


def test_a_weekly_booking_gives_back_one_day(desk: Desk) -> None:
    booked(desk, until="2026-04-30")
    with pytest.raises(InvalidInput, match="2026-04-16"):
        booked(desk, on="2026-04-16")
    desk.rooms.cancel(1, date(2026, 4, 16))
    with pytest.raises(InvalidInput, match="not booked"):
        desk.rooms.cancel(1, date(2026, 4, 17))
    booked(Desk(desk.store, OTHER), on="2026-04-16")
    with pytest.raises(WrongState, match="taken"):
        desk.history.undo()  # the day is somebody else's by now
    with pytest.raises(InvalidInput, match="2026-04-23"):
        booked(desk, on="2026-04-23")


def test_undoing_a_cancellation_does_not_take_the_room_from_its_heir(desk: Desk) -> None:
    id = booked(desk)
    desk.rooms.cancel(id)
    desk.history.undo()
    assert desk.store.bookings.get(id).state == "booked"
    desk.rooms.cancel(id)
    Desk(desk.store, OTHER).rooms.book(
        {"room_id": 1, "on": "2026-04-02", "starts": "09:00", "ends": "12:00", "booked_by": "模特队"}
    )
    with pytest.raises(WrongState, match="模特队"):
        desk.history.undo()
    assert desk.store.bookings.get(id).state == "cancelled"


def test_what_others_refer_to_is_not_undone(desk: Desk) -> None:
    Desk(desk.store, OTHER).rooms.book(
        {"room_id": 1, "on": "2026-04-02", "starts": "09:00", "ends": "12:00", "booked_by": "模特队"}
    )
    with pytest.raises(WrongState, match="added"):
        desk.history.undo()
    assert desk.store.check() == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"on": "2026-03-25"}, "on"), ({"starts": "08:00"}, "starts"), ({"ends": "18:00"}, "ends"), ({"ends": "09:00"}, "ends"),
     ({"booked_by": " "}, "booked_by"), ({"starts": "9点"}, "starts"), ({"until": "2026-03-30"}, "until")],
)  # fmt: skip
def test_a_booking_that_does_not_fit_is_refused_at_its_field(
    desk: Desk, fields: dict[str, str], wrong: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        booked(desk, **{"starts": "09:00", "ends": "10:00", **fields})
    assert wrong in caught.value.errors


def test_a_stale_booking_is_a_conflict(desk: Desk) -> None:
    id = booked(desk)
    seen = desk.store.bookings.find_stored(id)
    Desk(desk.store, OTHER).rooms.move(id, {"ends": "11:00"})
    with pytest.raises(StoreConflict):
        desk.rooms.move(id, {"ends": "12:00"}, base_version=seen)


def test_the_street_office_sees_what_and_not_who(desk: Desk, tmp_path: Path) -> None:
    booked(desk, purpose="排练，回电13712341234")
    needed(desk, asked_by="王小明", note="住3号楼2单元501")
    store = open_store(tmp_path / "data", role="viewer", now=noon)
    seen = repr(list(store.bookings.stored())) + repr(list(store.needs.stored()))
    for secret in ("朗诵队", "王小明", "13712341234", "501"):
        assert secret not in seen
    assert "过冬棉被" in seen
    assert "排练" in seen
    assert store.bookings.all()[0].booked_by == "****"
    store.close()


@pytest.mark.parametrize("role", ["viewer", "recorder"])
def test_only_staff_work_at_the_alliance(desk: Desk, tmp_path: Path, role: Any) -> None:
    need, one, room = needed(desk), offered(desk), booked(desk)
    store = open_store(tmp_path / "data", role=role, now=noon)
    other = Desk(store, Actor("某人", "seat", role))
    deeds: list[Callable[[], object]] = [
        lambda: offered(other), lambda: needed(other), lambda: other.alliance.deliver(need, one, 1),
        lambda: other.alliance.correct(1, 1, 1, "x"), lambda: other.alliance.withdraw(one), lambda: other.alliance.drop(need, "x"),
        lambda: other.alliance.appoint({"name": "x", "team_id": 1}), lambda: other.alliance.end(1), lambda: booked(other, "11:00", "12:00"),
        lambda: other.rooms.move(room, {"ends": "11:00"}), lambda: other.rooms.cancel(room), lambda: other.rooms.rooms.add({"name": "x"}),
        lambda: other.alliance.offers.edit(one, {"title": "x"}), lambda: other.alliance.needs.edit(need, {"title": "x"}),
    ]  # fmt: skip
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    store.close()


def test_who_asked_can_be_forgotten(desk: Desk) -> None:
    booked(desk, booked_by="王小明", purpose="王小明过生日")
    needed(desk, asked_by="王小明")
    storage = storage_of(desk.store)
    forget(storage, person(storage, "王小明"), CLERK)
    desk.store.refresh()
    assert "王小明" not in repr(storage.read())
    assert desk.store.check() == []
