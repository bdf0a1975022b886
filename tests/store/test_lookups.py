"""What is looked up by a value is what going through everything finds, whatever was committed, taken back or put before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import noon
from tests.store.memory_engine import Commits, MemoryEngine
from tui.engine.changes import Entry, difference
from tui.engine.documents import Documents
from tui.engine.lookups import values_at
from tui.engine.transaction import Transaction
from tui.store import Store

VALUES = st.one_of(
    st.none(),
    st.integers(0, 3),
    st.sampled_from(["", "甲", "2026-0009", "2026-0010", "2026-10000", "2025-0011"]),
    st.booleans(),
)
PARTS = st.fixed_dictionaries({}, optional={"id": VALUES, "more": st.lists(VALUES, max_size=3)})
DOCUMENT = st.one_of(
    st.none(),
    st.fixed_dictionaries({}, optional={"on": VALUES, "held": PARTS, "members": st.lists(PARTS, max_size=3)}),
)
PATHS = ("on", "held.id", "held.more", "members.id", "members.more", "held", "on.id")
ASKED: tuple[str | int, ...] = (1, 2, 3, "甲", "2026-0010")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(1, 4), DOCUMENT), min_size=1, max_size=3), max_size=6),
    st.integers(0, 5),
)
def test_it_follows_each_commit(
    commits: list[list[tuple[int, dict[str, Any] | None]]], asked_first: int
) -> None:
    documents = Documents({}, 0, {})
    for seq, put in enumerate(commits, 1):
        if seq > asked_first:
            _same(documents)
        after = {str(key): document for key, document in put}
        table = documents.tables.get("t", {})
        changes = (difference("t", key, table.get(key), one) for key, one in after.items())
        documents.apply(Entry(seq, "", "", "", "", tuple(c for c in changes if c), {}))
    _same(documents)


def _same(documents: Documents) -> None:
    table = documents.tables.get("t", {})
    for prefix in ("", "2026-", "2025-", "甲"):
        texts = [one["on"] for one in table.values() if isinstance(one.get("on"), str)]
        fitting = [text for text in texts if text.startswith(prefix)]
        highest = max(fitting, key=lambda text: (len(text), text), default="")
        assert documents.lookups.highest("t", "on", prefix) == highest
    for path in PATHS:
        for value in ASKED:
            expected = [table[key] for key in sorted(table, key=int) if value in values_at(table[key], path)]
            assert documents.lookups.having("t", path, value) == expected, (path, value)


def test_what_is_put_before_in_the_transaction_is_seen() -> None:
    engine = MemoryEngine(Commits(), now=noon)
    first = Transaction(engine, noon())
    for name in ("甲", "甲", "乙"):
        first.insert("teams", {"name": name})
    assert [one["id"] for one in first.having("teams", "name", "甲")] == [1, 2]


def test_a_transaction_sees_what_it_has_put_and_not_what_it_took(open_a_store: Callable[[], Store]) -> None:
    store = open_a_store()
    with store.transaction(by="", seat="", action="write") as transaction:
        for name in ("甲", "甲", "乙", "甲"):
            transaction.insert("teams", {"name": name, "members": [{"volunteer_id": len(name)}]})
    assert [one["id"] for one in store.teams.having("name", "甲")] == [1, 2, 4]
    with store.transaction(by="", seat="", action="write") as transaction:
        transaction.update("teams", 1, {"name": "丙"})
        transaction.update("teams", 3, {"name": "甲"})
        transaction.delete("teams", 2)
        transaction.insert("teams", {"name": "甲"})
        assert [one["id"] for one in transaction.having("teams", "name", "甲")] == [4, 3, 5]
        assert [one["id"] for one in transaction.having("teams", "members.volunteer_id", 1)] == [4, 1, 3]
    assert [one["id"] for one in store.teams.having("name", "甲")] == [3, 4, 5]


def test_a_number_follows_the_highest_that_stands_also_within_a_transaction(
    open_a_store: Callable[[], Store],
) -> None:
    store = open_a_store()
    with store.transaction(by="", seat="", action="write") as transaction:
        for number in ("2026-0002", "2025-0900", "2026-0001"):
            transaction.insert("wishes", {"number": number})
        assert transaction.highest("wishes", "number", "2026-") == "2026-0002"
    with store.transaction(by="", seat="", action="write") as transaction:
        assert transaction.highest("wishes", "number", "2026-") == "2026-0002"
        transaction.insert("wishes", {"number": "2026-10000"})
        assert transaction.highest("wishes", "number", "2026-") == "2026-10000"
        transaction.delete("wishes", 4)
        transaction.update("wishes", 1, {"title": "修路"})
        assert transaction.highest("wishes", "number", "2026-") == "2026-0002"
        transaction.delete("wishes", 1)
        assert transaction.highest("wishes", "number", "2026-") == "2026-0001"
        assert transaction.highest("wishes", "number", "2024-") == ""
    assert store.wishes.having("number", "2026-0002") == []
