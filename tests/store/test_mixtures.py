"""Files of two copies of one store, mixed in every way: one whole history of the two, or it is told."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import NOON
from tui.engine.changes import Change
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.rebuild import locked
from tui.engine.embedded.upkeep.salvage import examine, repair
from tui.language.errors import StoreError
from tui.seats.actor import Actor

CLERK = Actor("小李", "local")


def opened(folder: Path) -> JournalStorage:
    ticks = itertools.count()
    return JournalStorage(folder, now=lambda: NOON + timedelta(seconds=next(ticks)))


def work(folder: Path, who: str, steps: Sequence[str]) -> None:
    """Commit (`c`) and fold (`f`) in this order."""
    storage = opened(folder)
    for step in steps:
        if step == "c":
            number = str(storage.next_id("wishes"))
            storage.commit([Change("wishes", number, None, {"id": int(number), "by": who})])
            if int(number) > 2:
                was = storage.table("wishes")["1"]
                storage.commit([Change("wishes", "1", {"by": was["by"]}, {"by": f"{who}{number}"})])
        else:
            storage.compact()
    storage.close()


def documents(folder: Path) -> Any:
    storage = opened(folder)
    try:
        return storage.read()
    finally:
        storage.close()


def parts(*folders: Path) -> list[str]:
    """What is swapped: every file that one of them has, but for what nothing depends on."""
    found = {
        path.relative_to(folder).as_posix()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock.compact"
    }
    return sorted(found)


def differing(one: Path, other: Path) -> list[str]:
    """The files in which the two differ."""

    def content(path: Path) -> bytes | None:
        return path.read_bytes() if path.exists() else None

    return [name for name in parts(one, other) if content(one / name) != content(other / name)]


def mixtures(one: Path, other: Path, made: Path) -> Iterator[tuple[tuple[str, ...], Path]]:
    """Each subset of the differing files taken from `other`, the rest from `one`."""
    names = differing(one, other)
    for size in range(1, len(names)):
        for chosen in itertools.combinations(names, size):
            shutil.copytree(one, made)
            for name in chosen:
                (made / name).unlink(missing_ok=True)
                if (other / name).exists():
                    (made / name).parent.mkdir(exist_ok=True)
                    shutil.copyfile(other / name, made / name)
            yield chosen, made
            shutil.rmtree(made)


def told(folder: Path) -> list[str]:
    """What `check` says of the store: nothing if it is sound."""
    try:
        storage = opened(folder)
    except StoreError as error:
        return [str(error.message)]
    try:
        return [str(message) for message in storage.verify()]
    finally:
        storage.close()


HISTORIES = {
    "older and newer": ("ccfcc", "", "cfccfcc"),
    "apart by commits": ("ccfcfcc", "cc", "ccc"),
    "apart by folds": ("ccfc", "cfcc", "ccfcfc"),
    "apart in the live segment": ("ccfc", "c", "c"),
    "apart by commits and folds": ("ccfc", "ccfcc", "cfcfc"),
    "one was folded": ("cccfc", "", "f"),
    "no snapshot yet": ("cc", "c", "cc"),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_no_mixture_of_two_copies_opens_as_a_third_history(name: str, tmp_path: Path) -> None:
    common, mine, theirs = HISTORIES[name]
    one, other = tmp_path / "one", tmp_path / "other"
    work(one, "甲", common)
    shutil.copytree(one, other)
    work(one, "甲", mine)
    work(other, "乙", theirs)
    whole = [documents(one), documents(other)]
    tried, silent = 0, []
    for chosen, mixed in mixtures(one, other, tmp_path / "mixed"):
        tried += 1
        try:
            found = documents(mixed)
        except StoreError:
            continue  # refused
        if found not in whole:
            silent.append(chosen)
    assert tried > 0
    assert silent == [], f"{len(silent)} of {tried}"


@pytest.mark.parametrize("name", ["older and newer", "apart by commits"])
def test_a_mixture_that_is_repaired_is_one_history_again(name: str, tmp_path: Path) -> None:
    common, mine, theirs = HISTORIES[name]
    one, other = tmp_path / "one", tmp_path / "other"
    work(one, "甲", common)
    shutil.copytree(one, other)
    work(one, "甲", mine)
    work(other, "乙", theirs)
    for count, (chosen, mixed) in enumerate(mixtures(one, other, tmp_path / "mixed")):
        if count % 5 or not told(mixed):
            continue
        with locked(mixed, "test") as lock:
            plan = examine(mixed)
            assert plan is not None, chosen
            repair(mixed, lock, plan, CLERK, NOON)
        assert told(mixed) == [], chosen
        by = {str(wish.get("by"))[0] for wish in (documents(mixed) or {}).get("wishes", {}).values()}
        assert by <= {"甲", "乙"}


def test_two_stores_that_were_made_apart_never_mix(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        work(folder, "甲", "ccfcc")
    whole = [documents(one), documents(other)]
    for chosen, mixed in mixtures(one, other, tmp_path / "mixed"):
        assert told(mixed) or documents(mixed) in whole, chosen
