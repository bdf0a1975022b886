"""Hours, rosters, the skill learning group, home requests and matching, over a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.desk.test_wish_life import CLERK, record
from tests.store.conftest import noon
from tui.desk.desk import Desk
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed, NotFound, WrongState
from tui.queries.board import board
from tui.rules.people.hours import original, total
from tui.seats.actor import Actor
from tui.store import open_store

TODAY = "2026-03-26"  # a Thursday


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path, now=noon)
    yield Desk(store, CLERK)
    assert store.check() == []
    store.close()


def person(desk: Desk, name: str, *skills: str, **fields: Any) -> int:
    return int(desk.volunteers.add({"name": name, "skills": list(skills), **fields})["id"])


def team(desk: Desk, name: str, *members: int, **fields: Any) -> int:
    return int(desk.teams.add_with_roster({"name": name, **fields}, members)["id"])


def given(desk: Desk, volunteer: int, hours: float = 2, **fields: Any) -> int:
    record = {"volunteer_id": volunteer, "on": TODAY, "hours": hours, "content": "理发", **fields}
    return int(desk.hours.add(record)["id"])


# ---- hours


def test_hours_by_hand_keep_what_a_certificate_needs(desk: Desk) -> None:
    one = person(desk, "闫爱民")
    cutters = team(desk, "义剪队", one)
    stored = desk.store.hours.get(given(desk, one, 1.5, place="活动中心"))
    assert (stored.hours, stored.content, stored.place, str(stored.on)) == (1.5, "理发", "活动中心", TODAY)
    assert (stored.source, stored.recorded_by, stored.team_id) == ("by_hand", "小李", cutters)


def test_a_correction_keeps_who_when_what_and_why(desk: Desk) -> None:
    id = given(desk, person(desk, "闫爱民"), 2)
    desk.hours.correct(id, 3, "漏记一小时")
    desk.hours.correct(id, 2.5, "核对签到表")
    stored = desk.store.hours.get(id)
    assert (stored.hours, stored.source) == (2.5, "corrected")
    assert [(c.by, c.was, c.now, c.reason) for c in stored.corrections] == [
        ("小李", 2, 3, "漏记一小时"), ("小李", 3, 2.5, "核对签到表"),
    ]  # fmt: skip
    assert original(stored.stored()) == 2
    desk.history.undo()
    assert desk.store.hours.get(id).hours == 3


def test_hours_taken_back_stay_and_count_nowhere(desk: Desk) -> None:
    one = person(desk, "闫爱民")
    cutters = team(desk, "义剪队", one)
    id, _ = given(desk, one, 2), given(desk, one, 1, content="量血压")
    desk.hours.withdraw(id, "记错人")
    assert desk.hours.in_all(one) == total(desk.store.hours.stored()) == 1
    assert desk.store.hours.get(id).corrections[-1].now == 0
    assert next(line.hours for line in board(desk.store, noon()).teams if line.id == cutters) == 1
    with pytest.raises(WrongState, match="already"):
        desk.hours.correct(id, 3, "还是要")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"hours": 1.25}, "hours"), ({"hours": 0}, "hours"), ({"hours": "x"}, "hours"), ({"content": " "}, "content"),
     ({"on": "2026-03-27"}, "on"), ({"hours": 23}, "hours"), ({"source": "checked_in"}, "source")],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(desk: Desk, fields: dict[str, Any], wrong: str) -> None:
    one = person(desk, "闫爱民")
    given(desk, one, 2)
    with pytest.raises(InvalidInput) as refused:
        given(desk, one, **{"hours": 1, **fields})
    assert set(refused.value.errors) == {wrong}
    assert desk.hours.in_all(one) == 2


def test_the_same_hours_are_not_kept_twice(desk: Desk) -> None:
    one = person(desk, "闫爱民")
    id = given(desk, one, 2)
    with pytest.raises(InvalidInput, match=f"闫爱民 has 2 h for «理发» on {TODAY} already .no. {id}."):
        given(desk, one, 3)
    with pytest.raises(InvalidInput):
        desk.hours.add_all([{"volunteer_id": one, "on": TODAY, "hours": 1, "content": "量血压"}] * 2)
    given(desk, one, 1, content="量血压")
    desk.hours.withdraw(id, "记错")
    given(desk, one, 3)
    assert desk.hours.in_all(one) == 4


def test_a_correction_needs_another_figure_and_a_reason(desk: Desk) -> None:
    id = given(desk, person(desk, "闫爱民"), 2)
    for hours, reason in ((2, "x"), (3, " "), (0, "x"), (2.3, "x")):
        with pytest.raises(InvalidInput):
            desk.hours.correct(id, hours, reason)
    with pytest.raises(InvalidInput):
        desk.hours.withdraw(id, "")
    with pytest.raises(NotFound):
        given(desk, 99)


# ---- rosters


def test_roles_and_dates_of_a_roster_change_alone(desk: Desk) -> None:
    old, new = person(desk, "老队长"), person(desk, "新队长")
    id = team(desk, "义剪队", old, new)
    desk.teams.place(id, old, role="leader", joined="2018-08-26")
    desk.teams.place(id, new, role="leader", joined="2025-03-27")
    stored = desk.store.teams.get(id)
    assert [(m.role, str(m.joined)) for m in stored.members] == [
        ("member", "2018-08-26"), ("leader", "2025-03-27"),
    ]  # fmt: skip
    assert stored.leader == "新队长"
    assert [str(m.message) for m in board(desk.store, noon()).occasions] == [
        "新队长 has been with us for a year tomorrow"
    ]
    third = person(desk, "学员")
    desk.teams.place(id, third, role="learner", joined=None)
    other = team(desk, "维修队", third)
    assert len(desk.store.teams.get(id).members) == 3
    assert desk.store.teams.get(other).members[0].volunteer_id == third
    with pytest.raises(InvalidInput):
        desk.teams.place(id, new, role="boss", joined=None)
    with pytest.raises(InvalidInput):
        desk.teams.place(id, new, role="member", joined="2026-03-27")


def test_the_partners_of_a_team_must_be_there(desk: Desk) -> None:
    partner = int(desk.partners.add({"name": "灶具经销商", "kind": "business"})["id"])
    id = team(desk, "维修队", partner_ids=[partner], quiet_weeks=4)
    assert desk.store.teams.get(id).partner_ids == (partner,)
    with pytest.raises(InvalidInput) as refused, desk.teams.begin("team.edit") as transaction:
        transaction.update("teams", id, {"partner_ids": [9]})
    assert list(refused.value.errors) == ["partner_ids"]
    actor = desk.actor
    with desk.store.transaction(by=actor.name, seat=actor.seat, action="team.edit") as transaction:
        transaction.update("teams", id, {"partner_ids": [9]})
    assert "partner 9" in str(desk.store.check()[0])
    desk.history.undo()


def test_a_team_is_silent_after_its_own_weeks(desk: Desk) -> None:
    one = person(desk, "甲")
    fast, slow = team(desk, "快队", one, quiet_weeks=2), team(desk, "慢队", one)
    for id in (fast, slow):
        given(desk, one, team_id=id, on="2026-03-05")
    status = {line.id: line.status for line in board(desk.store, noon()).teams}
    assert (status[fast].kind, str(status[fast].reason)) == ("quiet", "no session for 3 weeks")
    assert status[slow].kind == "on_call"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"birthday": "1950-13-26"}, "birthday"), ({"availability": ["XX"]}, "availability")],
)
def test_of_a_volunteer_only_what_serves_is_kept(desk: Desk, fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        person(desk, "甲", **fields)
    assert set(refused.value.errors) == {wrong}
    id = person(desk, "甲", birthday="1950-03-26", availability=["SA", "FR.am", "SA.pm"])
    kept = desk.store.volunteers.get(id)
    assert (kept.birthday, kept.availability) == ("03-26", ("FR.am", "SA"))


# ---- the skill learning group


def test_a_learner_becomes_able_and_counts_in_matching(desk: Desk) -> None:
    teacher, learner = person(desk, "师傅", "理发"), person(desk, "学员", "宣讲")
    request = home(desk)
    lesson = int(
        desk.lessons.begin_with({"skill": "理发", "teacher_id": teacher, "learner_id": learner})["id"]
    )
    desk.lessons.meet(lesson)
    assert [m.helper.id for m in desk.matches.for_home(request)] == [teacher]
    seq = desk.store.seq
    desk.lessons.able(lesson)
    assert desk.store.seq == seq + 1
    assert desk.store.volunteers.get(learner).skills == ("宣讲", "理发")
    assert [m.helper.id for m in desk.matches.for_home(request)] == [teacher, learner]
    stored = desk.store.lessons.get(lesson)
    assert (stored.state, str(stored.ended_on), [str(d) for d in stored.met_on]) == ("able", TODAY, [TODAY])
    desk.history.undo()
    assert desk.store.volunteers.get(learner).skills == ("宣讲",)
    assert desk.store.lessons.get(lesson).state == "learning"


def test_learning_goes_its_way_once(desk: Desk) -> None:
    teacher, learner = person(desk, "师傅", "理发"), person(desk, "学员")
    fields = {"skill": "理发", "teacher_id": teacher, "learner_id": learner}
    lesson = int(desk.lessons.begin_with(fields)["id"])
    desk.lessons.meet(lesson)
    refused: list[tuple[type[Exception], Callable[[], object]]] = [
        (WrongState, lambda: desk.lessons.begin_with(fields)),
        (WrongState, lambda: desk.lessons.meet(lesson)),
        (InvalidInput, lambda: desk.lessons.meet(lesson, date(2026, 3, 27))),
        (InvalidInput, lambda: desk.lessons.stop(lesson, "")),
        (InvalidInput, lambda: desk.lessons.begin_with({**fields, "learner_id": teacher})),
        (NotFound, lambda: desk.lessons.begin_with({**fields, "skill": "维修", "learner_id": 99})),
    ]
    for error, deed in refused:
        with pytest.raises(error):
            deed()
    desk.lessons.stop(lesson, "搬走了")
    assert (desk.store.lessons.get(lesson).state, desk.store.lessons.get(lesson).note) == (
        "stopped",
        "搬走了",
    )
    for deed in (lambda: desk.lessons.able(lesson), lambda: desk.lessons.meet(lesson)):
        with pytest.raises(WrongState, match="ended"):
            deed()


# ---- home requests


def home(desk: Desk, resident: str = "王奶奶", **fields: Any) -> int:
    return int(desk.home.request({"resident": resident, "skill": "理发", **fields})["id"])


def test_a_home_request_goes_all_its_way(desk: Desk) -> None:
    one = person(desk, "闫爱民", "理发")
    cutters = team(desk, "义剪队", one)
    id = home(desk, wished_on="2026-03-27", phone="13712341234", address="3号楼2单元501")
    desk.home.act(id, "give", holder=("volunteer", one), on="2026-03-26")
    stored = desk.store.home_requests.get(id)
    assert (stored.state, stored.volunteer_id, stored.team_id) == ("given", one, cutters)
    assert stored.history[-1].note == "闫爱民 2026-03-26"
    seq = desk.store.seq
    desk.home.act(id, "complete", note="剪好了", hours=0.5)
    assert desk.store.seq == seq + 1
    (hours,) = desk.store.hours.all()
    assert (hours.hours, hours.content, hours.place, hours.team_id) == (0.5, "理发", "居民家中", cutters)
    desk.home.act(id, "rate", rating=5)
    stored = desk.store.home_requests.get(id)
    assert (stored.state, stored.rating, str(stored.done_on), stored.outcome) == ("rated", 5, TODAY, "剪好了")
    assert [e.action for e in stored.history] == ["request", "give", "complete", "rate"]
    desk.home.act(id, "reopen", note="还要修刘海")
    stored = desk.store.home_requests.get(id)
    assert (stored.state, stored.volunteer_id, stored.rating, stored.done_on) == (
        "requested",
        None,
        None,
        None,
    )


def test_the_service_that_offers_it_is_found_and_says_when_it_is_due_again(desk: Desk) -> None:
    service = desk.services.add(
        {"name": "上门理发", "first": "2018-08-26", "items": ["理发"], "at_home": True, "again_weeks": 6}
    )
    day = {
        "name": "银发义剪日",
        "first": "2018-08-26",
        "items": ["理发"],
        "rrule": "FREQ=MONTHLY;BYMONTHDAY=26",
    }
    desk.services.add(day)
    one = person(desk, "闫爱民", "理发")
    for resident, on in (("王奶奶", "2026-02-12"), ("李爷爷", "2026-02-13")):
        id = home(desk, resident)
        desk.home.act(id, "give", holder=("volunteer", one), on=TODAY)
        desk.home.act(id, "complete")
        with desk.home.begin("home.edit") as transaction:
            transaction.update("home_requests", id, {"done_on": on})
        assert desk.store.home_requests.get(id).service_id == service["id"]
    assert desk.home.due_day() == date(2026, 3, 26)
    assert [d.request["resident"] for d in desk.home.due()] == ["王奶奶"]
    assert [d.request["resident"] for d in desk.home.due(date(2026, 3, 27))] == ["王奶奶", "李爷爷"]


def test_a_home_request_refuses_what_is_missing(desk: Desk) -> None:
    one = person(desk, "闫爱民", "理发")
    cutters = team(desk, "义剪队", one)
    id = home(desk)
    refused: list[tuple[type[Exception], Callable[[], object]]] = [
        (InvalidInput, lambda: home(desk, resident="")),
        (InvalidInput, lambda: home(desk, wished_on="2026-03-25")),
        (InvalidInput, lambda: home(desk, state="done")),
        (WrongState, lambda: desk.home.act(id, "give", holder=("team", cutters))),
        (WrongState, lambda: desk.home.act(id, "complete")),
        (WrongState, lambda: desk.home.act(id, "cancel")),
        (InvalidInput, lambda: desk.home.act(id, "give", holder=("team", cutters), on="2026-03-25")),
        (NotFound, lambda: desk.home.act(id, "give", holder=("team", 9), on=TODAY)),
    ]
    for error, deed in refused:
        with pytest.raises(error):
            deed()
    desk.home.act(id, "give", holder=desk.home.holder("义剪队"), on=TODAY)
    with pytest.raises(InvalidInput, match="volunteer"):
        desk.home.act(id, "complete", hours=1)
    assert desk.store.home_requests.get(id).state == "given"
    assert len(desk.store.hours) == 0
    desk.home.edit(id, {"address": "2号楼"})
    assert desk.store.home_requests.get(id).address == "2号楼"


# ---- matching


def test_a_wish_is_matched_with_what_the_store_knows(desk: Desk) -> None:
    busy, free = (
        person(desk, "忙人", "维修"),
        person(desk, "闲人", "家电维修", availability=["FR"], compound=2),
    )
    resting = team(desk, "夕阳维修队", busy, skills=["家电维修"], paused=True)
    wardens = int(desk.partners.add({"name": "物业公司", "kind": "property"})["id"])
    desk.partners.add({"name": "社区党委", "kind": "party", "resources": ["维修"]})
    wish = record(desk, "厨房水龙头漏水", category="repairs", compound=2, due="2026-03-27")
    taken = record(desk, "换灯泡", category="repairs")
    desk.wishes.act(taken, "assign", assignee="忙人")
    found = desk.matches.for_wish(wish)
    assert [(m.helper.kind, m.helper.id) for m in found] == [
        ("volunteer", free), ("volunteer", busy), ("team", resting),
    ]  # fmt: skip
    assert str(found[0].reason) == "can do repair, free on Fri, same compound, nothing in hand"
    assert "1 in hand" in str(found[1].reason)
    road = desk.matches.for_wish(record(desk, "大门口路面坏了", category="roads"))
    assert [(m.helper.kind, m.helper.id) for m in road] == [("partner", wardens)]


def test_only_staff_does_this(tmp_path: Path) -> None:
    store = open_store(tmp_path, now=noon)
    staff = Desk(store, CLERK)
    one, id = person(staff, "甲", "理发", birthday="03-26", phone="13712341234"), 1
    home(staff, phone="13712341234", address="3号楼2单元501")
    given(staff, one)
    store.close()
    roles: tuple[Role, ...] = ("recorder", "viewer")
    for role in roles:
        store = open_store(tmp_path, role=role, now=noon)
        desk = Desk(store, Actor("x", "x", role))
        deeds: list[Callable[[], object]] = [
            lambda: given(desk, one),  # noqa: B023 - called at once
            lambda: desk.hours.correct(id, 3, "x"),  # noqa: B023
            lambda: desk.hours.withdraw(id, "x"),  # noqa: B023
            lambda: home(desk),  # noqa: B023
            lambda: desk.home.act(1, "cancel", note="x"),  # noqa: B023
            lambda: desk.lessons.able(1),  # noqa: B023
            lambda: desk.teams.place(1, one, role="leader", joined=None),  # noqa: B023
        ]
        for deed in deeds:
            with pytest.raises(NotAllowed):
                deed()
        if role == "viewer":
            seen = repr([*store.volunteers.stored(), *store.home_requests.stored()])
            assert "137****1234" in seen
            assert "13712341234" not in seen
            assert "501" not in seen
            assert store.volunteers.get(one).birthday == ""
        store.close()


def test_a_lesson_is_edited_under_the_rules_of_its_beginning(desk: Desk) -> None:
    teacher, learner = person(desk, "师傅", "理发"), person(desk, "学员", "宣讲")
    other = person(desk, "学员乙")
    fields = {"skill": "理发", "teacher_id": teacher, "learner_id": learner}
    lesson = int(desk.lessons.begin_with(fields)["id"])
    desk.lessons.begin_with({**fields, "learner_id": other})
    refused: list[tuple[type[Exception], Mapping[str, object]]] = [
        (InvalidInput, {"learner_id": teacher}),
        (InvalidInput, {"skill": "宣讲"}),
        (InvalidInput, {"met_on": ["2026-03-27"]}),
        (InvalidInput, {"state": "able"}),
        (WrongState, {"learner_id": other}),
        (NotFound, {"teacher_id": 999}),
    ]
    for error, given in refused:
        with pytest.raises(error):
            desk.lessons.edit(lesson, given)
    desk.lessons.edit(lesson, {"met_on": ["2026-03-20", "2026-03-13", "2026-03-20"], "note": "每周五"})
    stored = desk.store.lessons.get(lesson)
    assert ([str(d) for d in stored.met_on], stored.note) == (["2026-03-13", "2026-03-20"], "每周五")
    desk.lessons.able(lesson)
    with pytest.raises(WrongState):
        desk.lessons.edit(lesson, {"note": "x"})


def test_a_compound_that_records_name_does_not_go(desk: Desk) -> None:
    desk.communities.add({"name": "社区", "compounds": [{"number": 1}, {"number": 2}]})
    person(desk, "甲", compound=2)
    with pytest.raises(InvalidInput) as refused:
        desk.communities.edit(1, {"compounds": [{"number": 1}]})
    assert set(refused.value.errors) == {"compounds"}
    desk.communities.edit(1, {"compounds": [{"number": 2, "name": "北院"}]})
    assert [c.number for c in desk.store.communities.get(1).compounds] == [2]


def test_hours_of_two_homes_on_a_day_are_kept_and_told(desk: Desk) -> None:
    one, doubts = person(desk, "闫爱民", "理发"), []
    for _ in range(2):
        id = home(desk)
        desk.home.act(id, "give", holder=("volunteer", one), on="2026-03-26")
        doubts.append(desk.home.hours_doubts(desk.home.act(id, "complete", note="好", hours=1.0)))
    assert [len(told) for told in doubts] == [0, 1]
    assert total(desk.store.hours.stored()) == 2
