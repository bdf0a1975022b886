"""The Store: revisions, editors side by side, transactions, the change feed, migrations."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.embedded import storage_of
from tests.store.conftest import noon
from tui.kinds.record import Stored
from tui.language.errors import NotFound, StoreConflict, StoreDamaged
from tui.store import Merged, Store

OpenStore = Callable[[], Store]

PARTNER = {"name": "红色联盟", "kind": "party"}


def put(store: Store, fields: dict[str, Any], table: str = "partners") -> Stored:
    with store.transaction(by="王", seat="desk", action="record") as transaction:
        return transaction.insert(table, fields)


def change(store: Store, id: int, fields: dict[str, Any], seen: Stored | None = None) -> Merged:
    with store.transaction(by="李", seat="ssh", action="edit") as transaction:
        return transaction.update("partners", id, fields, base_version=seen)


@pytest.fixture
def store(open_a_store: OpenStore) -> Store:
    return open_a_store()


def now(store: Store, id: int = 1) -> dict[str, Any]:
    found = store.partners.find_stored(id)
    assert found is not None
    return dict(found)


# ---- revisions and editors


def test_a_document_gets_its_id_revision_and_times(store: Store) -> None:
    put(store, PARTNER)
    at = noon().isoformat(timespec="seconds")
    assert now(store) == {**PARTNER, "id": 1, "rev": 1, "created_at": at, "updated_at": at}
    change(store, 1, {"name": "新名"})
    assert (now(store)["rev"], now(store)["name"]) == (2, "新名")


def test_an_update_that_changes_nothing_is_no_commit(store: Store) -> None:
    put(store, PARTNER)
    seq = store.seq
    merged = change(store, 1, {**PARTNER, "rev": 77, "id": 5, "updated_at": "x"}, now(store))
    assert merged.document["rev"] == 1
    assert store.seq == seq


def test_two_editors_of_different_fields_are_merged(store: Store, open_a_store: OpenStore) -> None:
    put(store, {**PARTNER, "note": "", "phone": ""})
    other = open_a_store()
    seen = now(other)
    change(store, 1, {"note": "周五来"})
    merged = change(other, 1, {"phone": "12345"}, seen)
    assert merged.others == ("note",)
    store.refresh()
    assert (now(store)["note"], now(store)["phone"], now(store)["rev"]) == ("周五来", "12345", 3)


def test_two_editors_of_the_same_field_are_a_conflict(store: Store, open_a_store: OpenStore) -> None:
    put(store, {**PARTNER, "note": ""})
    other = open_a_store()
    seen = now(other)
    change(store, 1, {"note": "周五来"})
    with pytest.raises(StoreConflict) as caught:
        change(other, 1, {"note": "周六来"}, seen)
    theirs = caught.value.theirs
    assert theirs is not None
    assert (caught.value.table, caught.value.id, theirs["note"]) == ("partners", 1, "周五来")
    assert change(other, 1, {"note": "周五来"}, seen).document["rev"] == 2  # the same words are no conflict


@pytest.mark.parametrize(("first", "then"), [({"extra": 1}, {"extra": 2}), ({"flag": True}, {"flag": 1})])
def test_a_field_that_came_meanwhile_is_a_conflict_too(
    store: Store, first: dict[str, Any], then: dict[str, Any]
) -> None:
    put(store, PARTNER)
    seen = now(store)
    change(store, 1, first)
    with pytest.raises(StoreConflict):
        change(store, 1, then, seen)


def test_a_field_that_went_meanwhile_counts_as_changed(store: Store) -> None:
    put(store, {**PARTNER, "old": 1})
    seen = now(store)
    with store.transaction(by="", seat="", action="undo") as transaction:
        transaction.replace("partners", 1, {k: v for k, v in seen.items() if k != "old"})
    assert "old" not in now(store)
    with pytest.raises(StoreConflict):
        change(store, 1, {"old": 2}, seen)


def test_history_is_never_in_conflict(store: Store) -> None:
    put(store, {**PARTNER, "history": ["a"]})
    seen = now(store)
    change(store, 1, {"history": ["a", "b"]})
    with store.transaction(by="", seat="", action="edit") as transaction:
        history = [*transaction.read("partners", 1)["history"], "c"]
        transaction.update("partners", 1, {"name": "新名", "history": history}, base_version=seen)
    assert now(store)["history"] == ["a", "b", "c"]


def test_a_document_that_others_removed(store: Store) -> None:
    put(store, PARTNER)
    seen = now(store)
    with store.transaction(by="", seat="", action="delete") as transaction:
        transaction.delete("partners", 1)
        with pytest.raises(NotFound):
            transaction.update("partners", 1, {"name": "x"})
        with pytest.raises(NotFound):
            transaction.delete("partners", 1)
    with pytest.raises(StoreConflict) as caught:
        change(store, 1, {"name": "x"}, seen)
    assert caught.value.theirs is None
    with pytest.raises(NotFound):
        change(store, 1, {"name": "x"})
    with pytest.raises(NotFound):
        store.partners.get(1)


def test_putting_back_goes_on_counting(store: Store) -> None:
    first = put(store, PARTNER)
    change(store, 1, {"name": "新名"})
    with store.transaction(by="", seat="", action="undo") as transaction:
        transaction.replace("partners", 1, first)
    assert (now(store)["name"], now(store)["rev"]) == (PARTNER["name"], 3)
    with store.transaction(by="", seat="", action="undo") as transaction:
        transaction.replace("partners", 1, None)
    assert store.partners.find_stored(1) is None
    assert put(store, PARTNER)["id"] == 2


def test_unknown_fields_survive(store: Store, open_a_store: OpenStore) -> None:
    put(store, {**PARTNER, "from_a_newer_version": {"deep": [1, None, "字"]}})
    change(store, 1, {"name": "新名"})
    store.tidy(force=True)
    change(store, 1, {"name": "又一个"})
    again = open_a_store()
    assert now(again)["from_a_newer_version"] == {"deep": [1, None, "字"]}
    assert again.partners.get(1).stored()["from_a_newer_version"] == {"deep": [1, None, "字"]}


# ---- transactions and the trail


def test_a_transaction_is_all_or_nothing(store: Store, open_a_store: OpenStore) -> None:
    put(store, PARTNER)
    told: list[object] = []
    store.subscribe(told.append)
    with pytest.raises(ZeroDivisionError), store.transaction(by="", seat="", action="x") as transaction:  # noqa: PT012 - the block is what is tested
        transaction.insert("partners", PARTNER)
        transaction.update("partners", 1, {"name": "x"})
        assert len(list(transaction.all("partners"))) == 2
        raise ZeroDivisionError
    assert len(store.partners) == 1
    assert now(store)["name"] == PARTNER["name"]
    assert told == []
    assert len(open_a_store().partners) == 1


def test_a_transaction_reads_what_it_put(store: Store) -> None:
    put(store, PARTNER)
    with store.transaction(by="", seat="", action="x") as transaction:
        one = transaction.insert("partners", {"name": "甲"})
        two = transaction.insert("partners", {"name": "乙"})
        assert (one["id"], two["id"]) == (2, 3)
        transaction.update("partners", 2, {"name": "丙"})
        transaction.delete("partners", 1)
        assert [p["name"] for p in transaction.all("partners")] == ["丙", "乙"]
        for _ in transaction.all("partners"):
            transaction.insert("partners", {"name": "more"})
    assert store.seq == 2
    assert len(store.partners) == 4


def test_the_trail_says_who_what_and_from_where(store: Store) -> None:
    put(store, PARTNER)
    with store.transaction(by="李", seat="ssh", action="edit", about={"why": "改名"}) as transaction:
        transaction.update("partners", 1, {"name": "新名"})
    store.tidy(force=True)
    first, second = store.audit()
    assert (first.seq, first.by, first.seat, first.action) == (1, "王", "desk", "record")
    assert (second.by, second.seat, second.action, second.about) == ("李", "ssh", "edit", {"why": "改名"})
    assert second.at == noon().isoformat(timespec="milliseconds")
    (edit,) = second.changes
    assert edit.was == {"name": PARTNER["name"], "rev": 1}
    assert edit.now == {"name": "新名", "rev": 2}
    assert [e.seq for e in store.audit(newest_first=True)] == [2, 1]


# ---- the change feed


def test_a_listener_that_fails_breaks_nothing(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[int] = []

    def fail(_: object) -> None:
        raise ValueError("张三 13800000000")

    store.subscribe(fail)
    store.subscribe(lambda entries: heard.extend(e.seq for e in entries))
    with caplog.at_level(logging.ERROR):
        assert put(store, PARTNER)["id"] == 1
    assert heard == [1]
    assert "ValueError" in caplog.text
    assert "张三" not in caplog.text
    assert "13800000000" not in caplog.text


def test_listeners_hear_after_the_lock_was_given_back(store: Store, open_a_store: OpenStore) -> None:
    other = open_a_store()

    def answer(entries: Any) -> None:
        if entries[0].action == "record":
            change(other, 1, {"name": "answered"})

    stop = store.subscribe(answer)
    put(store, PARTNER)
    assert now(other)["name"] == "answered"
    stop()
    stop()


def test_own_and_others_commits_are_told_once_and_in_order(store: Store, open_a_store: OpenStore) -> None:
    other = open_a_store()
    heard: list[int] = []
    store.subscribe(lambda entries: heard.extend(e.seq for e in entries))
    put(store, PARTNER)
    put(other, PARTNER)
    put(store, PARTNER)
    put(other, PARTNER)
    assert [e.seq for e in store.refresh()] == [4]
    assert store.refresh() == ()
    assert heard == [1, 2, 3, 4]


# ---- models


def test_documents_are_parsed_once_and_forgotten_when_gone(store: Store) -> None:
    put(store, PARTNER)
    assert store.partners.get(1) is store.partners.find(1)
    assert store.partners.all()[0] is store.partners.get(1)
    for _ in range(100):
        id = put(store, PARTNER)["id"]
        store.partners.get(id)
        with store.transaction(by="", seat="", action="delete") as transaction:
            transaction.delete("partners", id)
    assert len(store.partners._parsed) < 80


def test_check_tells_what_does_not_fit(store: Store) -> None:
    assert store.check() == []
    put(store, PARTNER)
    assert store.check() == []
    put(store, {"name": 5})
    put(store, {"name": "x", "service_id": 9}, "sessions")
    texts = [str(problem) for problem in store.check()]
    assert any("partners 2 does not fit" in text for text in texts)
    assert any("session 1: service names service 9" in text for text in texts)


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_check_reads_the_journal_from_its_first_segment(folder: Path, store: Store) -> None:
    put(store, PARTNER)
    put(store, PARTNER)
    store.tidy(force=True)
    segment = folder / "journal" / "00000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"desk", b"disk", 1))
    (problem,) = store.check()
    assert problem.params == {"file": str(segment), "line": 2}


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_check_compares_memory_with_the_files(store: Store) -> None:
    put(store, PARTNER)
    storage_of(store)._replica.tables["partners"]["1"]["name"] = "only in memory"
    (problem,) = store.check()
    assert "other documents" in str(problem)


def test_a_record_that_does_not_fit_is_told_without_its_data(store: Store) -> None:
    put(store, {"name": ["13800000000"]})
    with pytest.raises(StoreDamaged) as caught:
        store.partners.get(1)
    assert "13800000000" not in json.dumps(str(caught.value))
