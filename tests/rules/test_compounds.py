"""Compounds as a text: what is written is read back, neighbours are mutual, what is not understood is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.language.errors import InvalidInput
from tui.rules.households.compounds import compounds_written, neighbours, read_compounds


def test_two_that_lie_side_by_side_are_named_once_and_know_each_other() -> None:
    text = "1 3302（南院）：2、3\n2 邮电园\n3"
    read = read_compounds(text)
    assert [(one["number"], one["name"], one["next_to"]) for one in read] == [
        (1, "3302（南院）", [2, 3]), (2, "邮电园", [1]), (3, "", [1]),
    ]  # fmt: skip
    assert compounds_written(read) == text


@pytest.mark.parametrize(
    "text", ["1、南院:2,3\n2\n3", "１ 南院：２，３\n2 \n3", "1 南院\n2：1\n3：1", "3 ：1\n2: 1\n\n1 南院"]
)
def test_it_is_read_as_people_write_it(text: str) -> None:
    read = read_compounds(text)
    assert neighbours(read) == {1: {2, 3}, 2: {1}, 3: {1}}
    assert read[0]["name"] == "南院"


@pytest.mark.parametrize("text", ["南院", "1 南院：东边", "1 南院\n1 北院", "1 南院：9", "100 大院"])
def test_what_is_not_understood_is_said_at_the_field(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_compounds(text)
    assert set(caught.value.errors) == {"compounds"}


def test_what_else_is_known_of_a_compound_stays() -> None:
    (one,) = read_compounds("1 南院", [{"number": 1, "name": "旧名", "households": 320}])
    assert one == {"number": 1, "name": "南院", "households": 320, "next_to": []}


names = st.text(st.characters(whitelist_categories=["Lo", "Lu"], blacklist_characters="、．：:"), max_size=8)


@given(
    st.dictionaries(
        st.integers(1, 99), st.tuples(names, st.lists(st.integers(1, 99), max_size=4)), max_size=8
    )
)
def test_what_is_written_is_read_back(known: dict[int, tuple[str, list[int]]]) -> None:
    compounds: list[dict[str, Any]] = [
        {"number": number, "name": name, "next_to": [n for n in beside if n in known and n != number]}
        for number, (name, beside) in known.items()
    ]
    read = read_compounds(compounds_written(compounds))
    assert neighbours(read) == neighbours(compounds)
    assert {one["number"]: one["name"] for one in read} == {n: name for n, (name, _) in known.items()}
