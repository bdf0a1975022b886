"""JournalDB does what TinyDB's documentation says, and what a TinyDB in memory does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb import Query, TinyDB, operations, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from tests.store.conftest import noon
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.table import JournalDB

Open = Callable[..., JournalStorage]


@pytest.fixture
def db(open_storage: Open) -> JournalDB:
    return JournalDB(open_storage())


def test_insert_gives_ids_from_one(db: JournalDB) -> None:
    assert db.insert({"a": 1}) == 1
    assert db.insert_multiple([{"a": 2}, {"a": 3}]) == [2, 3]
    assert db.insert_multiple({"a": n} for n in (4, 5)) == [4, 5]
    assert [d.doc_id for d in db] == [1, 2, 3, 4, 5]
    assert len(db) == 5
    assert db.all()[0] == {"a": 1}


def test_only_mappings_can_be_inserted(db: JournalDB) -> None:
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert([1])
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert_multiple([{"a": 1}, [2]])
    assert len(db) == 0


def test_a_given_id_is_kept_and_never_overwrites(db: JournalDB) -> None:
    assert db.insert(Document({"a": 1}, doc_id=12)) == 12
    assert db.insert({"a": 2}) == 13
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({"a": 3}, doc_id=12))
    assert db.insert_multiple([Document({"a": 4}, doc_id=20), Document({"a": 5}, doc_id=21)]) == [20, 21]
    with pytest.raises(ValueError, match="already exists"):
        db.insert_multiple([Document({"a": 6}, doc_id=30), Document({"a": 7}, doc_id=21)])
    assert not db.contains(doc_id=30)
    assert db.get(doc_id=12) == {"a": 1}


def test_an_id_is_not_used_again(db: JournalDB) -> None:
    db.insert_multiple([{}, {}, {}])
    db.remove(doc_ids=[3])
    assert db.insert({}) == 4
    db.truncate()
    assert len(db) == 0
    # Here TinyDB begins at 1 again; the store does not, for a record's number stays its own.
    assert db.insert({}) == 5


def test_update_fields_operations_and_ids(db: JournalDB) -> None:
    db.insert_multiple([{"n": 1, "s": "a"}, {"n": 2, "s": "b"}, {"n": 3}])
    assert db.update({"x": True}) == [1, 2, 3]
    assert db.update({"x": False}, where("n") > 1) == [2, 3]
    assert db.update({"n": 9}, doc_ids=[1, 77]) == [1]
    assert db.update(operations.increment("n"), where("n") == 9) == [1]
    db.update(operations.decrement("n"), doc_ids=[2])
    db.update(operations.add("n", 5), doc_ids=[3])
    db.update(operations.subtract("n", 1), doc_ids=[3])
    db.update(operations.set("s", "c"), doc_ids=[3])
    db.update(operations.delete("x"), doc_ids=[1])
    assert db.all() == [{"n": 10, "s": "a"}, {"n": 1, "s": "b", "x": False}, {"n": 7, "s": "c", "x": False}]
    assert db.update_multiple([({"s": "z"}, where("n") == 1), (operations.delete("s"), where("n") == 7)]) == [
        2,
        3,
    ]
    assert db.all()[1:] == [{"n": 1, "s": "z", "x": False}, {"n": 7, "x": False}]


def test_an_update_that_fails_changes_nothing(db: JournalDB) -> None:
    db.insert_multiple([{"n": 1}, {}])
    with pytest.raises(KeyError):
        db.update(operations.increment("n"))
    assert db.all() == [{"n": 1}, {}]


def test_upsert(db: JournalDB) -> None:
    assert db.upsert({"name": "闫爱民", "n": 1}, where("name") == "闫爱民") == [1]
    assert db.upsert({"n": 2}, where("name") == "闫爱民") == [1]
    assert db.get(doc_id=1) == {"name": "闫爱民", "n": 2}
    assert db.upsert(Document({"n": 3}, doc_id=1)) == [1]
    assert db.upsert(Document({"n": 4}, doc_id=8)) == [8]
    assert db.get(doc_id=8) == {"n": 4}
    with pytest.raises(ValueError, match="doc_id"):
        db.upsert({"n": 5})


def test_remove(db: JournalDB) -> None:
    db.insert_multiple({"n": n} for n in range(5))
    assert db.remove(where("n") >= 3) == [4, 5]
    assert db.remove(doc_ids=[1, 99]) == [1]
    assert [d["n"] for d in db] == [1, 2]
    with pytest.raises(RuntimeError, match="truncate"):
        db.remove()


def test_search_get_contains_count(db: JournalDB) -> None:
    db.insert_multiple([{"n": n, "deep": {"list": [{"k": n}]}} for n in range(4)])
    query = Query()
    assert [d.doc_id for d in db.search(query.n.test(lambda n: n % 2 == 1))] == [2, 4]
    assert db.search(query.deep.list.any(query.k == 2))[0].doc_id == 3
    assert db.count((query.n < 2) | (query.n == 3)) == 3
    assert db.count(~(query.n == 0)) == 3
    assert db.search(Query().fragment({"n": 1}))[0]["n"] == 1
    assert db.contains(query.n == 0)
    assert not db.contains(doc_id=9)
    found = db.get(query.n == 2)
    assert isinstance(found, Document)
    assert found.doc_id == 3
    assert [d.doc_id for d in db.get(doc_ids=[1, 3, 9])] == [1, 3]
    assert db.get(query.n == 77) is None
    with pytest.raises(RuntimeError):
        db.get()


def test_tables_are_apart_and_can_be_dropped(db: JournalDB) -> None:
    wishes, teams = db.table("wishes"), db.table("teams")
    wishes.insert({"title": "修路"})
    teams.insert({"name": "朗诵队"})
    assert db.tables() == {"wishes", "teams"}
    assert db.table("wishes") is wishes
    db.drop_table("wishes")
    assert db.tables() == {"teams"}
    assert len(db.table("wishes")) == 0
    db.drop_table("no such table")
    db.drop_tables()
    assert not db.tables()


def test_dropping_a_table_leaves_what_another_process_has_just_added(open_storage: Open) -> None:
    db, other = JournalDB(open_storage()), JournalDB(open_storage())
    db.table("wishes").insert({"n": 1})
    other.table("teams").insert({"n": 2})
    db.drop_table("wishes")
    assert db.tables() == {"teams"}


def test_a_query_is_cached_until_anybody_commits(open_storage: Open) -> None:
    db, other = JournalDB(open_storage()), JournalDB(open_storage())
    asked: list[int] = []

    def odd(n: int) -> bool:
        asked.append(n)
        return n % 2 == 1

    db.insert_multiple([{"n": 1}, {"n": 2}])
    query = where("n").test(odd)  # type: ignore[arg-type]
    assert db.count(query) == 1
    assert db.count(query) == 1
    assert asked == [1, 2]
    other.insert({"n": 3})
    db.storage.refresh()  # type: ignore[attr-defined]
    assert db.count(query) == 2
    db.update({"n": 5}, doc_ids=[2])
    assert db.count(query) == 3


def test_what_is_handed_out_is_not_the_stores_own(db: JournalDB) -> None:
    given: dict[str, Any] = {"list": [1, {"k": "v"}]}
    db.insert(given)
    given["list"].append("outside")
    got = db.get(doc_id=1)
    got["list"][1]["k"] = "changed"
    for document in db:
        document["list"].clear()
    assert db.get(doc_id=1) == {"list": [1, {"k": "v"}]}


def test_a_table_may_change_while_somebody_goes_through_it(db: JournalDB) -> None:
    db.insert_multiple({"n": n} for n in range(4))
    for document in db:
        db.remove(doc_ids=[document.doc_id])
    assert len(db) == 0


def test_memory_holds_what_was_written(db: JournalDB, open_storage: Open) -> None:
    db.insert({"pair": (1, 2)})
    db.update({"yes": 1}, doc_ids=[1])
    db.update({"yes": True}, doc_ids=[1])
    assert db.get(doc_id=1)["pair"] == [1, 2]
    assert db.get(doc_id=1)["yes"] is True
    assert JournalDB(open_storage()).get(doc_id=1)["yes"] is True


def test_what_json_cannot_hold_is_refused_and_nothing_changes(db: JournalDB) -> None:
    db.insert({"n": 1})
    with pytest.raises(TypeError):
        db.insert({"n": object()})
    assert db.all() == [{"n": 1}]
    assert db.storage.verify() == []  # type: ignore[attr-defined]


def test_as_a_context_manager_it_closes(folder: Path) -> None:
    with JournalDB(JournalStorage(folder, now=noon)) as db:
        db.insert({"n": 1})
    with JournalDB(JournalStorage(folder, now=noon)) as db:
        assert db.all() == [{"n": 1}]


def test_a_compacted_file_opens_in_stock_tinydb(folder: Path, open_storage: Open) -> None:
    storage = open_storage()
    db = JournalDB(storage)
    db.table("wishes").insert_multiple([{"title": "门口的路", "n": n} for n in range(3)])
    db.table("wishes").remove(doc_ids=[2])
    db.table("teams").insert({"name": "夕阳维修队"})
    storage.compact()
    with TinyDB(folder / "xingfu.json", encoding="utf-8") as stock:
        for name in ("wishes", "teams"):
            ours, theirs = db.table(name).all(), stock.table(name).all()
            assert theirs == ours
            assert [d.doc_id for d in theirs] == [d.doc_id for d in ours]
        assert stock.table("wishes").count(where("n") > 0) == 1


FIELDS = st.sampled_from(["a", "b", "c"])
VALUES = st.integers(0, 3) | st.sampled_from(["心愿", ""]) | st.lists(st.integers(0, 2), max_size=2)
DOCUMENTS = st.dictionaries(FIELDS, VALUES, max_size=3)
TABLES = st.sampled_from(["wishes", "teams"])


class SideBySide(RuleBasedStateMachine):
    """The same operations on a TinyDB in memory and on a JournalDB, which is opened anew at times."""

    @initialize()
    def begin(self) -> None:
        self.home = TemporaryDirectory()
        self.model = TinyDB(storage=MemoryStorage)
        self.storage = self.opened()
        self.db = JournalDB(self.storage)
        self.other = self.opened()

    def opened(self) -> JournalStorage:
        return JournalStorage(Path(self.home.name) / "store", now=noon)

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.db.close()
            self.other.close()
            self.home.cleanup()

    @rule(table=TABLES, document=DOCUMENTS)
    def insert(self, table: str, document: dict[str, Any]) -> None:
        assert self.db.table(table).insert(document) == self.model.table(table).insert(document)

    @rule(table=TABLES, documents=st.lists(DOCUMENTS, max_size=3))
    def insert_multiple(self, table: str, documents: list[dict[str, Any]]) -> None:
        ours = self.db.table(table).insert_multiple(documents)
        assert ours == self.model.table(table).insert_multiple(documents)

    @rule(table=TABLES, fields=DOCUMENTS, field=FIELDS, value=VALUES)
    def update(self, table: str, fields: dict[str, Any], field: str, value: object) -> None:
        ours = self.db.table(table).update(fields, where(field) == value)
        assert ours == self.model.table(table).update(fields, where(field) == value)

    @rule(table=TABLES, field=FIELDS)
    def delete_field(self, table: str, field: str) -> None:
        ours = self.db.table(table).update(operations.delete(field), where(field).exists())
        assert ours == self.model.table(table).update(operations.delete(field), where(field).exists())

    @rule(table=TABLES, document=DOCUMENTS, field=FIELDS, value=VALUES)
    def upsert(self, table: str, document: dict[str, Any], field: str, value: object) -> None:
        ours = self.db.table(table).upsert(document, where(field) == value)
        assert ours == self.model.table(table).upsert(document, where(field) == value)

    @rule(table=TABLES, field=FIELDS, value=VALUES)
    def remove(self, table: str, field: str, value: object) -> None:
        ours = self.db.table(table).remove(where(field) == value)
        assert ours == self.model.table(table).remove(where(field) == value)

    @rule(table=TABLES)
    def truncate(self, table: str) -> None:
        self.db.table(table).truncate()
        model = self.model.table(table)
        model.truncate()
        model._next_id = self.storage.next_id(table)  # type: ignore[assignment]

    @rule()
    def compact(self) -> None:
        self.storage.compact()

    @rule()
    def open_anew(self) -> None:
        self.db.close()
        self.storage = self.opened()
        self.db = JournalDB(self.storage)

    @rule(table=TABLES, field=FIELDS, value=VALUES)
    def search(self, table: str, field: str, value: object) -> None:
        ours = self.db.table(table).search(where(field) == value)
        theirs = self.model.table(table).search(where(field) == value)
        assert [(d.doc_id, d) for d in ours] == [(d.doc_id, d) for d in theirs]

    @precondition(lambda self: hasattr(self, "db"))
    @invariant()
    def same_documents(self) -> None:
        self.other.refresh()
        for table in ("wishes", "teams"):
            theirs = {str(d.doc_id): dict(d) for d in self.model.table(table)}
            assert dict(self.storage.table(table)) == theirs
            assert dict(self.other.table(table)) == theirs


TestSideBySide = SideBySide.TestCase
TestSideBySide.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
