"""No place leaves a field or a kind out: forms, command line, quick entry, details, lists, words, the demo.

Each test fails by the name of the kind or the field that is missing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from tests.kinds.samples import DAY, STAMPS, choices, document
from tests.store.conftest import noon
from tui.commandline.commands import COMMANDS as COMMAND_LINE
from tui.desk.demo import load_demo
from tui.kinds import registry
from tui.kinds.commands import COMMANDS
from tui.kinds.declaration import Field, Kind
from tui.kinds.record import Target
from tui.kinds.words import ACTIONS
from tui.language.i18n import translator
from tui.platform.locations import model_community
from tui.queries import records
from tui.rules.calendar.time_zone import LOCAL
from tui.screens.base.details import details
from tui.seats.actor import Actor
from tui.store import Store, open_store

KINDS = [registry.stored_kind(table) for table in registry.tables()]
CLERK = Actor("小李", "local")
TR = translator("zh")
# By which commands a kind is typed, where that is not its own name.
COMMANDS_OF: Mapping[str, tuple[str, ...]] = {
    "wish": ("add", "wish"),
    "household": ("visit",),
    "supervision": ("supervise",),
    "lesson": ("volunteer",),
    "offer": ("partner",),
    "appointment": ("partner",),
    "match": ("deliver",),
    "booking": ("book",),
}
# Kinds without a place of their own, and why.
NOT_LISTED = {
    "community": "xingfu community --json",
    "hours": "xingfu hours list",
    "supervision": "a wish shows its notes",
    "export": "the audit trail shows them",
    "identity": "a person's page goes by them",
}
WITHOUT_DETAIL = {
    "hours": "a volunteer shows them",
    "export": "the audit trail shows them",
    "identity": "a person's page goes by them",
    "match": "needs and offers show what was delivered",
}
# What else must be so for the record to show the field.
SHOWN_WHEN: Mapping[str, Mapping[str, Any]] = {
    "partner.count": {"count": 4},
    "team.needed": {"needed": 5},
    "team.paused": {"paused_until": None},
    "team.paused_until": {"paused_until": "2026-05-01"},
    "service.rrule": {"paused": False, "pauses": [], "until": "2027-03-26"},
    "service.first": {"first": "2026-05-01"},
    "service.festival": {
        "paused": False,
        "pauses": [],
        "until": "2027-03-26",
        "rrule": "",
        "festival": "chongyang",
    },
    "service.festival_offset": {
        "paused": False,
        "pauses": [],
        "until": "2027-03-26",
        "rrule": "",
        "festival": "chongyang",
    },
    "session.shifted": {"starts_at": "2026-03-27T09:00:00+08:00", "ends_at": "2026-03-27T11:00:00+08:00"},
    "visit.follow_up_on": {"followed_up_on": None},
    "visit.follow_up_by": {"followed_up_on": None},
    "mediation.follow_up_on": {"followed_up_on": None},
    "mediation.follow_up_by": {"followed_up_on": None},
}
# What the lines of a record leave out although it has a label, and why.
NOT_SHOWN: Mapping[str, str] = {
    "team.committee_member": "whom a partner sent goes before the name",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The model community, with a session on record and a mediation that goes on."""
    store = open_store(tmp_path_factory.mktemp("demo"), now=lambda: datetime(2026, 11, 24, 10, tzinfo=LOCAL))
    load_demo(store, model_community(), CLERK)
    yield store
    store.close()


# ---- the command line


def options() -> dict[str, set[str]]:
    """The options of each command."""
    found: dict[str, set[str]] = {}
    for command in COMMAND_LINE:
        one = argparse.ArgumentParser(add_help=False)
        command.load()(one, TR)
        found[command.name] = {option for action in one._actions for option in action.option_strings}
    return found


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS])
def test_the_command_line_takes_every_option_that_is_declared(kind: Kind) -> None:
    known = options()
    taken = set[str]().union(
        *(known[name] for name in COMMANDS_OF.get(kind.name, (kind.name,)) if name in known)
    )
    declared = {f.typed.option for f in registry.declared(kind.table).values() if f.typed and f.typed.option}
    assert declared - taken == set(), kind.name


# ---- lists


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS])
def test_list_knows_every_kind_and_gives_null_for_what_an_older_record_lacks(
    kind: Kind, tmp_path: Path
) -> None:
    if kind.name in NOT_LISTED:
        assert not kind.listed
        return
    assert kind.listed in registry.LISTS, kind.name
    store = open_store(tmp_path, now=noon)
    whole = {name: value for name, value in document(kind).items() if name not in STAMPS}
    if kind.name == "booking":
        whole["until"] = "2026-04-30"
    required = {field.name for field in kind.fields if field.required}
    with store.transaction(by="小李", seat="local", action="demo.load") as transaction:
        for table in ("services", "households", "teams"):
            if table != kind.table:
                other = document(registry.stored_kind(table))
                transaction.insert(table, {n: v for n, v in other.items() if n not in STAMPS})
        transaction.insert(kind.table, whole)
    found = records.records(store, kind.listed, noon(), everything=True)
    # A session is listed as planned, too; the one on record is meant.
    mine = orjson.loads(orjson.dumps(next(one for one in found if one.get("id") == 1)))
    derived = {"state", "team"}  # told of a record rather than stored
    assert {n: mine[n] for n in whole if n not in derived} == {
        n: v for n, v in whole.items() if n not in derived
    }
    heads, rows = records.columns(kind.listed, [mine], TR)
    assert len(heads) == len(rows[0]) > 0
    older = {"id": 1, **{name: whole[name] for name in whole if name in required}}
    completed = records.complete(kind.listed, older)
    assert {name: completed[name] for name in whole if name not in required} == dict.fromkeys(
        name for name in whole if name not in required
    )
    store.close()


def test_no_list_is_of_a_kind_that_nobody_declares() -> None:
    assert sorted(registry.LISTS) == sorted(kind.listed for kind in KINDS if kind.listed)


# ---- details


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Record 1 of every kind with every field filled in, each naming the others, and a second volunteer."""
    store = open_store(tmp_path_factory.mktemp("linked"), now=noon)
    with store.transaction(by="小李", seat="local", action="demo.load") as transaction:
        for kind in KINDS:
            transaction.insert(kind.table, fields_of(document(kind)))
        volunteer = fields_of(document(registry.stored_kind("volunteers")))
        transaction.insert("volunteers", {**volunteer, "name": "周红"})
    yield store
    store.close()


def fields_of(whole: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in whole.items() if name not in STAMPS}


def lines(kind: Kind, store: Store, whole: Mapping[str, Any]) -> list[str]:
    """What is shown of record 1 as `whole` has it."""
    with store.transaction(by="小李", seat="local", action="demo.load") as transaction:
        transaction.update(kind.table, 1, fields_of(whole))
    target = Target(kind.name, 1, date.fromisoformat(DAY) if kind.name == "session" else None)
    return [str(line) for line in details(store, target, noon(), TR)]


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, id=kind.name) for kind in KINDS if kind.name not in WITHOUT_DETAIL]
)
def test_the_detail_shows_every_field_that_has_a_label(kind: Kind, linked: Store) -> None:
    missing = []
    for field in kind.fields:
        at = f"{kind.name}.{field.name}"
        if field.label and at not in NOT_SHOWN:
            whole = {**document(kind), **SHOWN_WHEN.get(at, {})}
            told = lines(kind, linked, whole)
            assert told, f"{kind.name} is not shown at all"
            if told == lines(kind, linked, changed(field, whole)):
                missing.append(at)
    lines(kind, linked, document(kind))
    assert missing == [], f"not shown in full: {missing}"


def changed(field: Field, whole: dict[str, Any]) -> dict[str, Any]:
    """The document with another value in the field, or none."""
    value = whole[field.name]
    if isinstance(value, bool):
        other: Any = not value
    elif isinstance(value, int):
        other = value + 2
    elif isinstance(value, list | dict):
        other = type(value)() if field.type != "part" else None
    elif field.choices is not None:
        other = next(code for code in choices(field) if code != value)
    elif field.type in {"day", "time"} and field.required:
        other = {"day": "2026-03-25", "time": "2026-03-26T08:00:00+08:00"}[field.type]
    elif field.type in {"day", "time"}:
        other = None
    else:
        other = "别的" if field.required else ""
    return whole | {field.name: other}


def test_only_kinds_that_are_shown_elsewhere_have_no_detail() -> None:
    assert {kind.name for kind in KINDS if kind.detail is None} == set(WITHOUT_DETAIL)


# ---- words, commands, the demo


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS])
def test_what_is_shown_has_words_in_chinese(kind: Kind) -> None:
    texts = [kind.label]
    for field in (*registry.declared(kind.table).values(), *kind.derived):
        texts += [field.label, *((field.typed.hint, field.typed.help) if field.typed else ())]
    texts += [text for act in kind.acts for text in (act.label, act.tooltip, act.said)]
    assert [text for text in texts if text and TR(text) == text] == []
    for act in kind.acts:
        assert act.use_case == "" or act.use_case in ACTIONS, f"{kind.name}: {act.command}"
        assert act.command in COMMANDS, f"{kind.name}: {act.command}"


WITHOUT_DEMO = {"export", "supervision", "meeting", "action", "identity", "reminder"}


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS])
def test_the_model_community_has_records_of_every_kind(kind: Kind, demo: Store) -> None:
    content = cast("Mapping[str, Any]", orjson.loads(model_community().read_bytes()))
    assert set(content) - set(registry.tables()) <= {"about"}
    if kind.name not in WITHOUT_DEMO:
        assert len(demo.collection(kind.table)) > 0, kind.name
