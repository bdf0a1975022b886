"""A chain of merged wishes is taken apart in any order, and everybody is behind the wish that was theirs."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tui.desk.desk import Desk
from tui.seats.actor import Actor
from tui.store import open_store


@pytest.mark.parametrize(
    "residents", [("甲", "乙", "丙", "丁"), ("甲", "甲", "甲", "甲"), ("甲", "", "乙", "甲")]
)
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_chain_is_taken_apart_in_any_order(
    tmp_path: Path, order: tuple[int, ...], residents: tuple[str, ...]
) -> None:
    store = open_store(tmp_path / "data", holder="a")
    desk = Desk(store, Actor("a", "staff"))
    try:
        ids = [
            int(desk.wishes.record({"title": f"路灯{at}", "resident": name})["id"])
            for at, name in enumerate(residents)
        ]
        desk.wishes.support(ids[0], "戊")
        desk.wishes.support(ids[1], "己")
        before = [list((store.wishes.find_stored(id) or {})["supporters"]) for id in ids]
        for at in range(3):
            desk.wishes.act(ids[at], "merge", into=ids[at + 1])
        for at in order:
            desk.wishes.act(ids[at], "unmerge")
        after = [list((store.wishes.find_stored(id) or {})["supporters"]) for id in ids]
        assert after == before
    finally:
        store.close()
