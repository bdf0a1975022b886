"""The alliance: partial deliveries add up, a need is met when enough was delivered, the best offer is told why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.alliance import current_member, delivered, left, misfit, need_state, stands, suggestions

TODAY = date(2026, 3, 26)


def need(**fields: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "kind": "goods",
        "title": "过冬棉被",
        "quantity": 20.0,
        "unit": "床",
        "by": None,
        "state": "open",
        **fields,
    }


def offer(id: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": id,
        "kind": "goods",
        "title": "棉被",
        "quantity": 10.0,
        "unit": "床",
        "until": None,
        "state": "open",
        **fields,
    }


def match(*amounts: float, need_id: int = 1, offer_id: int = 1) -> dict[str, Any]:
    return {"need_id": need_id, "offer_id": offer_id, "deliveries": [{"quantity": a} for a in amounts]}


@pytest.mark.parametrize(
    ("amounts", "by", "state"),
    [((), None, "open"), ((5.0,), None, "partly"), ((5.0, 15.0), None, "met"), ((25.0,), "2026-01-01", "met"),
     ((5.0,), "2026-03-25", "overdue"), ((), "2026-03-26", "open")],
)  # fmt: skip
def test_how_far_a_need_is(amounts: tuple[float, ...], by: str | None, state: str) -> None:
    assert need_state(need(by=by), delivered([match(*amounts)], need_id=1), TODAY) == state


def test_a_dropped_need_stays_dropped() -> None:
    assert need_state(need(state="dropped"), 50, TODAY) == "dropped"


def test_only_what_can_be_added_up_fits() -> None:
    assert misfit(need(), offer()) is None
    assert misfit(need(), offer(unit="")) is None
    assert misfit(need(), offer(unit="箱")) is not None
    assert misfit(need(), offer(kind="money")) is not None


def test_the_best_offer_comes_first_with_its_reason() -> None:
    offers = [
        offer(1, title="米面油", unit="", quantity=None), offer(2, until="2026-06-30"), offer(3, quantity=30.0),
        offer(4, quantity=30.0, until="2026-04-30"), offer(5, until="2026-03-25"), offer(6, state="withdrawn"),
        offer(7, kind="experts"), offer(8, quantity=5.0),
    ]  # fmt: skip
    found = suggestions(need(), offers, [match(5.0, need_id=9, offer_id=8)], TODAY)
    assert [s.offer_id for s in found] == [4, 3, 2, 1]
    assert str(found[0].reason) == "the same thing, covers all of it, until 2026-04-30"
    assert str(found[2].reason) == "the same thing, covers 10 of it, until 2026-06-30"
    assert str(found[3].reason) == "the same kind, covers all of it"


def test_an_offer_stands_up_to_its_last_day() -> None:
    assert stands(offer(until="2026-03-26"), TODAY)
    assert not stands(offer(until="2026-03-25"), TODAY)
    assert left(offer(), 12) == 0
    assert left(offer(quantity=None), 12) is None


def test_one_member_is_in_office_at_a_time() -> None:
    appointments = [
        {"team_id": 5, "name": "甲", "until": "2026-03-25"},
        {"team_id": 5, "name": "乙", "until": "2026-03-26"},
    ]
    found = current_member(appointments, 5, TODAY)
    assert found
    assert found["name"] == "乙"
    assert current_member(appointments, 6, TODAY) is None


AMOUNTS = st.lists(st.integers(1, 40).map(float), max_size=6)


@given(AMOUNTS, AMOUNTS, st.integers(1, 60).map(float))
def test_partial_deliveries_add_up(one: list[float], other: list[float], wanted: float) -> None:
    matches = [match(*one), match(*other, offer_id=2), match(99.0, need_id=2, offer_id=3)]
    total = delivered(matches, need_id=1)
    assert total == sum(one) + sum(other)
    assert (need_state(need(quantity=wanted), total, TODAY) == "met") == (total >= wanted)
    assert delivered(matches, offer_id=1) + delivered(matches, offer_id=2) == total
