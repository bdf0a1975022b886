"""Matching: the skill goes before everything, ties are broken the same way, and the reason is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.kinds.words import CATEGORIES
from tui.language.i18n import translator
from tui.rules.people.matching import Helper, Need, Person, ranked
from tui.rules.people.skills import OF_CATEGORY, SKILLS, same_skill, skills_in

FRIDAY = date(2026, 11, 27)
EMPTY: frozenset[str] = frozenset()


def person(*skills: str, days: str = "", compound: int | None = None) -> Person:
    return Person(frozenset(skills), frozenset(days.split()), compound)


def volunteer(id: int, one: Person, load: int = 0) -> Helper:
    return Helper("volunteer", id, f"志愿者{id}", one.skills, (one,), load)


def team(id: int, *people: Person, skills: frozenset[str] = EMPTY, **fields: Any) -> Helper:
    return Helper("team", id, f"队{id}", skills, people, **fields)


def ids(need: Need, *helpers: Helper, **more: Any) -> list[int]:
    return [m.helper.id for m in ranked(need, helpers, **more)]


REPAIR = Need(frozenset({"repair"}), on=FRIDAY, compound=2)


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("上门剪发", {"haircut"}), ("想请人义剪", {"haircut"}), ("灶具维修", {"repair", "gas"}),
        ("家电坏了修理一下", {"repair"}), ("邻里纠纷调解", {"mediation"}), ("法律咨询", {"law"}),
        ("敬老爱老服务队", {"elderly"}), ("独居老人陪诊", {"elderly"}), ("电动自行车飞线", {"safety"}),
        ("垃圾没人清理", {"green"}), ("大门口的路", {"property"}), ("你好", set()),
    ],
)  # fmt: skip
def test_the_skills_that_a_text_speaks_of(text: str, skills: set[str]) -> None:
    assert skills_in(text) == skills


def test_the_tables_name_what_there_is() -> None:
    assert set(OF_CATEGORY) <= set(CATEGORIES)
    assert all(code in SKILLS for codes in OF_CATEGORY.values() for code in codes)
    assert same_skill("理发", "剪发")
    assert same_skill("编织", "编织 ")
    assert not same_skill("理发", "维修")


def test_who_has_not_the_skill_is_left_out() -> None:
    assert ids(REPAIR, volunteer(1, person("haircut")), volunteer(2, person("repair"))) == [2]
    assert ids(Need(EMPTY), volunteer(1, person()), volunteer(2, person("repair"))) == [1, 2]


def test_skill_then_time_then_distance_then_load() -> None:
    helpers = [
        volunteer(1, person("repair", days="MO", compound=2)),
        volunteer(2, person("repair", days="FR", compound=5), load=9),
        volunteer(3, person("repair", compound=2)),
        volunteer(4, person("repair", days="FR", compound=2), load=2),
        volunteer(5, person("repair", days="FR", compound=2), load=1),
        volunteer(6, person("repair", days="FR", compound=3)),
        volunteer(7, person("repair", "gas", days="MO", compound=5), load=9),
    ]
    need = Need(frozenset({"repair", "gas"}), on=FRIDAY, compound=2)
    assert ids(need, *helpers, neighbours=frozenset({3})) == [7, 5, 4, 6, 2, 3, 1]


def test_a_word_goes_before_the_category_and_a_team_before_a_person() -> None:
    need = Need(frozenset({"gas"}), frozenset({"repair"}))
    one = volunteer(1, person("repair"))
    assert ids(need, one, volunteer(2, person("gas")), team(3, skills=frozenset({"gas"}))) == [3, 2, 1]


def test_a_resting_team_comes_last_of_those_that_can() -> None:
    resting = team(1, person("repair", days="FR"), skills=frozenset({"repair"}), resting=True)
    (first, last) = ranked(REPAIR, [resting, volunteer(2, person("repair", days="MO"))])
    assert (first.helper.id, last.helper.id) == (2, 1)
    assert "resting" in str(last.reason)


def test_a_team_has_the_time_and_the_place_of_those_who_can() -> None:
    one = team(1, person("repair", days="MO", compound=5), person("haircut", days="FR", compound=2))
    (match,) = ranked(REPAIR, [one])
    assert (match.free, match.distance) == (False, "other")


def test_a_skill_that_no_table_knows_matches_word_for_word() -> None:
    knits = Helper(
        "volunteer", 1, "甲", EMPTY, (Person(EMPTY, own=frozenset({"编织"})),), own=frozenset({"编织"})
    )
    assert ids(Need(EMPTY, own="编织"), knits, volunteer(2, person("repair"))) == [1]


def test_the_reason_is_said_in_both_languages() -> None:
    (match,) = ranked(REPAIR, [volunteer(1, person("repair", days="FR", compound=2), load=2)])
    assert match.reason.text(translator("zh")) == "会维修，周五有空，同小区，手上2件"
    assert match.reason.text(translator("en")) == "can do repair, free on Fri, same compound, 2 in hand"


_CODES = st.sets(st.sampled_from(sorted(SKILLS)), max_size=4).map(frozenset)
_PEOPLE = st.builds(
    Person, _CODES, st.sets(st.sampled_from(["MO", "FR"])).map(frozenset), st.none() | st.integers(1, 6)
)


@given(
    _CODES,
    _CODES,
    st.lists(st.tuples(_PEOPLE, st.integers(0, 5)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_order_does_not_depend_on_the_order_of_the_records(
    words: frozenset[str], category: frozenset[str], people: list[tuple[Person, int]], random: Any
) -> None:
    helpers = [volunteer(id, one, load) for id, (one, load) in enumerate(people, 1)]
    need = Need(words, category - words, FRIDAY, 2)
    expected = ids(need, *helpers)
    random.shuffle(helpers)
    assert ids(need, *helpers) == expected
    assert len(expected) <= 8
    if need.known:
        wanted = words | category
        assert all(wanted & h.skills for h in helpers if h.id in expected)


@given(_PEOPLE, st.integers(0, 5), _CODES)
def test_every_candidate_has_a_reason(one: Person, load: int, words: frozenset[str]) -> None:
    helper = volunteer(1, one, load)
    found = ranked(Need(words, on=FRIDAY, compound=2), [helper])
    assert len(found) == (not words or bool(words & helper.skills))
    for match in found:
        assert match.reason.text(translator("zh"))
        assert "{" not in match.reason.text(translator("en"))
