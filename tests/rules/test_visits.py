"""Who wants a visit, in which order; how a mediation may go; what somebody holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tui.rules.households.mediation import check, mediation_order
from tui.rules.households.visits import (
    INTERVALS,
    OTHERWISE,
    VisitNeed,
    follow_up_days,
    interval,
    last_visits,
    need,
    pending,
    visit_order,
)
from tui.rules.people.handover import held_by, holders
from tui.rules.people.same_name import same_person

TODAY = date(2026, 11, 24)


def home(id: int = 1, *flags: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": id,
        "created_at": "2026-11-04T09:00:00+08:00",
        "flags": list(flags),
        "listed": True,
        **fields,
    }


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def test_the_interval_is_the_households_own_or_the_shortest_of_its_flags() -> None:
    assert interval(home(1, "low_income", "alone")) == INTERVALS["alone"] == 30
    assert interval(home()) == OTHERWISE
    assert interval(home(1, "alone", every=7)) == 7


def test_why_a_household_wants_a_visit() -> None:
    alone = home(1, "alone")
    assert need(alone, None, TODAY) == VisitNeed("never", 20, None)
    assert need(alone, ago(45), TODAY) == VisitNeed("overdue", 15, 45)
    assert need(alone, ago(30), TODAY) == VisitNeed("later", 0, 30)
    assert need(alone, ago(5), TODAY, ago(2)) == VisitNeed("follow_up", 2, 5)
    assert need(alone, ago(5), TODAY, TODAY + timedelta(1)).reason == "later"
    assert need(home(1, "alone", listed=False), None, TODAY).reason == "unlisted"


def test_elderly_living_alone_come_first_and_within_a_kind_who_was_never_visited() -> None:
    cases = {
        "alone, never": (home(1, "alone"), None),
        "alone, long over": (home(2, "alone"), ago(130)),
        "alone, over": (home(3, "alone"), ago(31)),
        "disabled, never": (home(4, "disabled"), None),
        "disabled, long over": (home(5, "disabled"), ago(300)),
        "no flag, never": (home(6), None),
        "alone, soon": (home(7, "alone"), ago(28)),
        "low income, later": (home(8, "low_income"), ago(1)),
        "moved away": (home(9, "alone", listed=False), None),
    }
    order = sorted(sorted(cases), key=lambda n: visit_order(cases[n][0], need(*cases[n], TODAY)))
    assert order == list(cases)


flags = st.lists(st.sampled_from(["alone", "disabled", "low_income"]), unique=True, max_size=3)
lasts = st.none() | st.integers(0, 2000).map(ago)


@given(flags, lasts, st.none() | st.integers(1, 730), st.booleans())
def test_reason_and_days_tell_the_same(
    f: list[str], last: date | None, every: int | None, listed: bool
) -> None:
    wanted = need(home(1, *f, every=every, listed=listed), last, TODAY)
    assert wanted.days >= 0
    assert wanted.since == (None if last is None else (TODAY - last).days)
    if not listed:
        assert not wanted.pressing
    elif last is None:
        assert wanted.reason == "never"
    else:
        due = last + timedelta(interval(home(1, *f, every=every)))
        assert wanted.pressing == (due < TODAY)
        assert abs((due - TODAY).days) == wanted.days


@given(st.lists(st.tuples(flags, lasts), min_size=2, max_size=8))
def test_who_presses_comes_before_who_does_not_and_living_alone_before_the_others(
    drawn: list[tuple[list[str], date | None]],
) -> None:
    known = [(home(at, *f), need(home(at, *f), last, TODAY)) for at, (f, last) in enumerate(drawn)]
    order = sorted(known, key=lambda pair: visit_order(*pair))
    pressing = [wanted.pressing for _, wanted in order]
    assert pressing == sorted(pressing, reverse=True)
    alone = ["alone" in h["flags"] for h, wanted in order if wanted.pressing]
    assert alone == sorted(alone, reverse=True)


def visit(id: int, on: date, household: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": id, "household_id": household, "on": on.isoformat(), "by": "李梅", **fields}


def test_the_last_visit_and_the_first_follow_up_of_each() -> None:
    visits = [
        visit(1, ago(9), follow_up_on=ago(1).isoformat()),
        visit(2, ago(3), follow_up_on=ago(2).isoformat(), followed_up_on=ago(1).isoformat()),
        visit(3, ago(3)),
        visit(4, ago(40), 2, follow_up_on=TODAY.isoformat()),
    ]
    assert {id: v["id"] for id, v in last_visits(visits).items()} == {1: 3, 2: 4}
    assert {id: v["id"] for id, v in pending(visits).items()} == {1: 1, 2: 4}
    assert [follow_up_days(v, TODAY) for v in visits] == [-1, None, None, 0]


def mediation(id: int, state: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "title": "噪音", "state": state, "mediator": "李梅", **fields}


def test_a_mediation_that_is_over_is_not_gone_on_with() -> None:
    assert check("session", mediation(1, "open")) is None
    assert check("close", mediation(1, "open")) is None
    assert check("session", mediation(1, "agreed"))
    assert check("close", mediation(1, "failed"))
    assert check("follow_up", mediation(1, "agreed"))
    assert check("follow_up", mediation(1, "agreed", follow_up_on="2026-12-01")) is None


def test_a_follow_up_that_is_due_presses_before_open_mediations() -> None:
    known = [
        mediation(1, "agreed"),
        mediation(2, "open", opened_on="2026-11-01"),
        mediation(3, "agreed", follow_up_on="2026-11-20"),
        mediation(4, "failed"),
    ]
    assert [m["id"] for m in sorted(known, key=lambda m: mediation_order(m, TODAY))] == [3, 2, 4, 1]


def tables(name: str) -> dict[str, list[dict[str, Any]]]:
    person = {"kind": "person", "id": None, "name": name}
    wish = {"number": "2026-0001", "title": "修路", "state": "assigned"}
    return {
        "wishes": [
            {**wish, "id": 1, "assignee": person},
            {**wish, "id": 2, "assignee": person, "state": "closed"},
            {**wish, "id": 3, "assignee": {"kind": "team", "id": 1, "name": name}},
            {**wish, "id": 4, "assignee": None},
        ],
        "actions": [
            {"id": 1, "title": "充电桩", "owner": name, "state": "open"},
            {"id": 2, "title": "充电桩", "owner": name, "state": "done"},
        ],
        "households": [{"id": 1, "name": "王秀英"}],
        "visits": [
            visit(1, ago(9), follow_up_on="2026-11-30"),
            visit(2, ago(9), follow_up_on="2026-11-30", follow_up_by=name),
            visit(3, ago(9)),
        ],
        "mediations": [
            {**mediation(1, "open"), "mediator": name},
            {**mediation(2, "agreed"), "mediator": name},
            {**mediation(3, "agreed", follow_up_on="2026-12-01"), "mediator": name},
        ],
        "teams": [{"id": 1, "name": "环保队", "committee_member": name}],
    }


def test_what_a_colleague_holds() -> None:
    held = held_by(" 张三 ", tables("张三"))
    assert [(h.key, h.field) for h in held] == [
        ("wishes:1", "assignee"), ("actions:1", "owner"), ("visits:2", "follow_up_by"),
        ("mediations:1", "mediator"), ("mediations:3", "follow_up_by"), ("teams:1", "committee_member"),
    ]  # fmt: skip
    assert [h.key for h in held_by("李梅", tables("张三"))] == ["visits:1"]
    assert holders(tables("张三")) == {"张三": 6, "李梅": 1}


@given(st.text(), st.text())
def test_holders_and_what_they_hold_agree(one: str, other: str) -> None:
    found = holders(tables(one))
    assert all(len(held_by(name, tables(one))) == count for name, count in found.items() if name)
    assert same_person(one, other) == same_person(other, one)
    assert held_by("", tables("")) == []
