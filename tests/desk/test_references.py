"""What names another record never names nothing: undo refuses, whoever wrote meanwhile, and whatever the field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.test_people import given, person, team
from tests.desk.test_wish_life import record
from tests.kinds.samples import STAMPS, document
from tests.store.conftest import noon
from tui.desk.desk import Desk
from tui.kinds import registry
from tui.kinds.references import Referring, references
from tui.language.errors import InvalidInput, WrongState
from tui.seats.actor import Actor
from tui.store import Store, open_store

EVERY = [
    pytest.param(r, id=f"{r.table}.{r.path} of {r.reference.when or r.reference.table}") for r in references()
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Record 1 of every kind, each of which names the others' record 1."""
    store = open_store(tmp_path, now=noon)
    with store.transaction(by="示例", seat="local", action="demo.load") as transaction:
        for table in registry.tables():
            transaction.insert(table, sample(table))
        transaction.insert("volunteers", sample("volunteers"))  # a lesson has a learner, too
    assert store.check() == []
    yield store
    store.close()


@pytest.fixture
def mine(store: Store) -> Desk:
    return Desk(store, Actor("小李", "front"))


@pytest.fixture
def colleagues(store: Store) -> Desk:
    return Desk(store, Actor("老王", "back"))


def sample(table: str) -> dict[str, Any]:
    whole = document(registry.stored_kind(table))
    # A file that is attached would have to be in the data folder.
    return {name: value for name, value in whole.items() if name not in {*STAMPS, "attachments"}}


def naming(referring: Referring, id: int) -> dict[str, Any]:
    """A document that names record `id` in the one field."""
    whole = sample(referring.table)
    *steps, last = referring.path.split(".")
    holder: dict[str, Any] = whole
    for step in steps:
        inner = holder[step]
        holder = inner[0] if isinstance(inner, list) else inner
    if referring.reference.when:
        field, value = referring.reference.when
        holder[field] = value
    holder[last] = [id] if isinstance(holder[last], list) else id
    return whole


def added(desk: Desk, table: str, fields: dict[str, Any]) -> int:
    with desk.teams.begin("team.add") as transaction:
        return int(transaction.insert(table, fields)["id"])


@pytest.mark.parametrize("referring", EVERY)
def test_what_a_colleague_refers_to_is_not_taken_back(
    referring: Referring, mine: Desk, colleagues: Desk, store: Store
) -> None:
    target = referring.reference.table
    id = added(mine, target, sample(target))
    added(colleagues, referring.table, naming(referring, id))
    with pytest.raises(WrongState, match="Something was added to this record since"):
        mine.history.undo()
    assert store.collection(target).find_stored(id) is not None
    assert store.check() == []
    colleagues.history.undo()
    mine.history.undo()
    assert store.collection(target).find_stored(id) is None
    assert store.check() == []


@pytest.mark.parametrize("referring", EVERY)
def test_what_was_taken_back_cannot_be_referred_to_any_more(
    referring: Referring, mine: Desk, colleagues: Desk, store: Store
) -> None:
    target = referring.reference.table
    id = added(mine, target, sample(target))
    mine.history.undo()
    before = len(store.collection(referring.table))
    with pytest.raises(InvalidInput) as refused:
        added(colleagues, referring.table, naming(referring, id))
    assert list(refused.value.errors) == [referring.path.partition(".")[0]]
    assert len(store.collection(referring.table)) == before
    assert store.check() == []


@pytest.mark.parametrize("referring", EVERY)
def test_check_names_every_reference_to_nothing(referring: Referring, store: Store) -> None:
    with store.transaction(by="老王", seat="back", action="team.add") as transaction:
        transaction.insert(referring.table, naming(referring, 99))
    label = registry.declared(referring.table)[referring.path].label
    assert [str(m.params["field"]) for m in store.check()] == [label or referring.path]
    assert [m.params["missing"] for m in store.check()] == [99]


def test_a_team_and_a_volunteer_stay_where_a_colleague_counted_on_them(mine: Desk, colleagues: Desk) -> None:
    one = person(mine, "闫爱民")
    given(colleagues, one)
    with pytest.raises(WrongState):
        mine.history.undo()
    cutters = team(mine, "义剪队", one)
    colleagues.services.add({"name": "剪发", "team_id": cutters, "first": "2026-03-27"})
    with pytest.raises(WrongState):
        mine.history.undo()
    assert mine.store.check() == []


def test_undoing_does_not_name_again_what_somebody_took_back(mine: Desk, colleagues: Desk) -> None:
    cutters = team(colleagues, "义剪队")
    one = person(mine, "闫爱民")
    colleagues.teams.edit_with_roster(cutters, {}, [one])
    colleagues.teams.edit_with_roster(cutters, {"leader": "王芳"}, [])
    mine.history.undo()
    with pytest.raises(WrongState, match="not there any more"):
        colleagues.history.undo()
    assert mine.store.check() == []
    assert colleagues.store.teams.get(cutters).members == ()


def test_a_form_that_was_open_meanwhile_says_at_which_field(mine: Desk, colleagues: Desk) -> None:
    cutters = team(mine, "义剪队")
    mine.history.undo()
    with pytest.raises(InvalidInput) as refused:
        colleagues.services.add({"name": "剪发", "team_id": cutters, "first": "2026-03-27"})
    assert list(refused.value.errors) == ["team_id"]
    wish = record(colleagues, category=sample("communities")["categories"][0]["code"])
    with pytest.raises(InvalidInput):
        colleagues.wishes.act(wish, "assign", assignee={"kind": "team", "id": 77, "name": "没有的队"})
    assert colleagues.store.wishes.get(wish).state == "recorded"
