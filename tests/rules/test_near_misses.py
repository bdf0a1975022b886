"""What nearly fits a need is told with the reason; skills count across kinds, whatever the words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.test_alliance import TODAY, match, need, offer
from tui.language.i18n import translator
from tui.rules.alliance import suggestions
from tui.rules.near_misses import able, near_misses

TR = translator("zh")
STOVE = need(title="灶具维修", kind="experts", quantity=1.0, unit="次")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": "燃气灶修理", "kind": "goods", "unit": "次"}, "对方提供的是物资，需要的是专家"),
        ({"title": "修炉子", "kind": "time", "unit": "次"}, "对方提供的是时间，需要的是专家"),
        ({"title": "灶具维修", "kind": "experts", "unit": "小时"}, "需求按“次”计"),
        ({"title": "灶具维修", "kind": "experts", "unit": "次", "until": "2026-03-01"}, "2026-03-01"),
        ({"title": "灶具维修", "kind": "experts", "unit": "次", "state": "withdrawn"}, "撤回"),
        ({"title": "灶具维修", "kind": "experts", "unit": "次", "quantity": 0.0}, "没有剩余"),
        ({"title": "煤气灶打不着火上门看", "kind": "rooms", "unit": "次", "until": "2026-03-01"}, "2026-03-01"),
    ],
)  # fmt: skip
def test_why_an_offer_that_is_about_the_same_does_not_fit(fields: dict[str, Any], why: str) -> None:
    one = offer(7, **fields)
    found = near_misses(STOVE, [one, offer(8, title="棉被")], [], TODAY)
    assert [miss.offer_id for miss in found] == [7]
    assert why in found[0].why.text(TR)
    assert not suggestions(STOVE, [one], [], TODAY)


def test_what_fits_is_no_near_miss_and_other_words_for_the_skill_are_the_same_thing() -> None:
    one = offer(3, title="炉灶修理", kind="experts", unit="次", quantity=None)
    assert not near_misses(STOVE, [one], [], TODAY)
    assert "同类" not in suggestions(STOVE, [one], [], TODAY)[0].reason.text(TR)


def test_an_offer_that_was_used_up_says_so() -> None:
    one = offer(1, title="棉被")
    assert "没有剩余" in near_misses(need(), [one], [match(10.0)], TODAY)[0].why.text(TR)


def test_teams_and_volunteers_who_can_do_it_are_found() -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "teams": [{"id": 1, "name": "夕阳维修队", "skills": [], "members": []}, {"id": 2, "name": "合唱队", "skills": [], "members": []}],
        "volunteers": [{"id": 5, "name": "吕师傅", "skills": ["家电维修"]}, {"id": 6, "name": "王芳", "skills": ["理发"]}],
    }  # fmt: skip
    found = able(STOVE, lambda name: tables.get(name, []), TODAY)
    assert [one.helper.name for one in found] == ["夕阳维修队", "吕师傅"]
