"""Forgetting finishes, and finds a name wherever the data folder still has it."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.upkeep import holders
from tests.store.conftest import NOON
from tui.engine.changes import Change
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.daily import daily_backup
from tui.engine.embedded.upkeep.forget import forget, person
from tui.engine.embedded.upkeep.forget_plan import is_pending
from tui.seats.actor import Actor

Open = Callable[..., JournalStorage]
CLERK = Actor("小李", "local")
NAME = "王小明"


def wish(storage: JournalStorage, id: int, resident: str) -> None:
    storage.commit(
        [Change("wishes", str(id), None, {"id": id, "rev": 1, "title": "灯", "resident": resident})]
    )


def corrected(storage: JournalStorage) -> None:
    wish(storage, 1, NAME)
    storage.commit([Change("wishes", "1", {"resident": NAME}, {"resident": "王晓明"})])


def backed_up_and_removed(storage: JournalStorage) -> None:
    wish(storage, 1, NAME)
    daily_backup(storage, NOON.date())
    storage.commit([Change("wishes", "1", storage.table("wishes")["1"], None)])


def exported(storage: JournalStorage) -> None:
    wish(storage, 1, "李平")
    (storage.folder / "导出.json").write_text(json.dumps({"resident": NAME}))


def copied_by_a_sync_program(storage: JournalStorage) -> None:
    wish(storage, 1, NAME)
    storage.compact()
    folder = storage.folder
    shutil.copyfile(folder / "xingfu.json", folder / "xingfu (conflicted copy).json")
    shutil.copyfile(folder / "journal" / "00000001.jsonl", folder / "journal" / "00000001 (1).jsonl")


def mentioned_by_others(storage: JournalStorage) -> None:
    wish(storage, 1, "李平")
    action = {"id": 1, "rev": 1, "title": f"回访{NAME}", "note": "王 小 明的女儿开门"}
    storage.commit([Change("actions", "1", None, action)])
    storage.commit([Change("actions", "1", {"note": action["note"]}, {"note": f"{NAME}来过"})])
    daily_backup(storage, NOON.date())
    storage.compact()


@pytest.mark.parametrize("named", [True, False])
def test_where_others_mention_them_the_name_goes_too_unless_somebody_else_has_it(
    open_storage: Open, folder: Path, named: bool
) -> None:
    storage = open_storage()
    mentioned_by_others(storage)
    for id in (2, 3) if named else (2,):
        person_of = {"id": id, "rev": 1, "title": "灯", "resident": NAME, "phone": f"1390311000{id}"}
        storage.commit([Change("wishes", str(id), None, person_of)])
    done = forget(storage, person(storage, NAME, "13903110002"), CLERK)
    title = storage.table("actions")["1"]["title"]
    assert title == (f"回访{NAME}" if named else "回访（已删除）")
    told = [message for message in done.unreached if message.params.get("table") == "actions"]
    assert bool(told) is named
    if not named:
        assert holders(folder) == []


@pytest.mark.parametrize(
    "held", [mentioned_by_others, corrected, backed_up_and_removed, exported, copied_by_a_sync_program]
)
def test_a_name_that_only_other_files_hold_is_found_and_removed(
    open_storage: Open, folder: Path, held: Callable[[JournalStorage], None]
) -> None:
    storage = open_storage()
    held(storage)
    others = storage.table("wishes").get("1", {}).get("resident")
    assert holders(folder)
    forget(storage, person(storage, NAME), CLERK)
    assert holders(folder) == []
    assert not is_pending(folder)
    assert storage.verify() == []
    if others not in (None, NAME):
        assert storage.table("wishes")["1"]["resident"] == others


def test_a_form_that_is_open_is_waited_for(open_storage: Open, folder: Path) -> None:
    storage = open_storage()
    wish(storage, 1, NAME)
    draft = folder / "drafts" / "window-1-1.json"
    draft.parent.mkdir()
    draft.write_text(json.dumps({"resident": NAME}, ensure_ascii=False), encoding="utf-8")
    with draft.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        forget(storage, person(storage, NAME), CLERK)
        assert is_pending(folder)
        assert "not finished" in str(storage.verify()[0])
        wish(storage, 2, NAME)  # somebody else of that name comes meanwhile
    storage.tidy()
    assert not is_pending(folder)
    assert not draft.exists()
    assert storage.table("wishes")["2"]["resident"] == NAME
    assert storage.verify() == []
