"""Records that were kept before a field was there: lists show them, and programs get the field as null."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tui.kinds import registry
from tui.kinds.registry import LISTS
from tui.store import open_store

# What lists choose and calculate by; it has been there as long as their tables.
BEGINNING = {"state", "quantity", "deliveries"}
TABLES = {"home": "home_requests"}


def _optional(table: str) -> dict[str, Any]:
    """The fields that a document of the table may lack."""
    module, _, name = registry.stored_kind(table).model.partition(":")
    fields = getattr(import_module(module), name).model_fields
    return {name: field for name, field in fields.items() if not field.is_required()}


@pytest.fixture
def older(loaded: Run, tmp_path: Path) -> Run:
    """The model community with as many alliance's records as needed, all without what may be lacking."""
    for line in (
        ("partner", "offer", "--partner", "1", "--title", "棉被", "--kind", "goods", "--quantity", "9"),
        ("need", "add", "--title", "棉被", "--kind", "goods", "--quantity", "5"),
        ("deliver", "1", "2"),
        ("partner", "appoint", "--name", "王强", "--team", "1"),
        ("room", "add", "议事厅"),
        ("book", "1", "+1", "9:00-10:00", "--who", "闫爱民"),
        ("meeting", "plan", "--at", "+3 15:00"),
        ("action", "add", "--title", "充电桩", "--owner", "物业"),
        ("visit", "add", "闫爱民"),
        ("mediation", "add", "--title", "漏水"),
        ("reminder", "add", "--title", "回访"),
        ("session", "confirm", "银发义剪日", "26"),
    ):
        loaded(*line)
    store = open_store(tmp_path / "data")
    with store.transaction(by="", seat="", action="test") as transaction:
        for table in registry.tables():
            optional = _optional(table)
            for stored in list(store.collection(table).stored()):
                kept = {name: v for name, v in stored.items() if name not in optional or name in BEGINNING}
                transaction.replace(table, int(stored["id"]), kept)
    store.close()
    return loaded


@pytest.mark.parametrize("what", LISTS)
def test_a_list_for_programs_has_every_field(older: Run, what: str) -> None:
    status, out, err = older("list", what, "--all", "--json")
    assert status == 0, err
    found = [record for record in json.loads(out) if record["id"]]
    assert found
    wanted = _optional(TABLES.get(what, what)).keys()
    for record in found:
        assert wanted <= record.keys()
        assert {name for name in wanted - BEGINNING if record[name] is not None} == set()


@pytest.mark.parametrize("what", LISTS)
def test_a_list_for_people_shows_it(older: Run, what: str) -> None:
    status, _, err = older("list", what, "--all")
    assert status == 0, err
