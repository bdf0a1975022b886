"""A command leaves no long journal behind: whoever runs the desk by scripts alone never opens the board."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tui.engine.embedded.segment import ALWAYS_KEPT
from tui.store import open_store


@pytest.fixture
def grown(run: Run, tmp_path: Path) -> Path:
    """The folder of a store whose journal is due to be folded."""
    store = open_store(tmp_path / "data")
    with store.transaction(by="script", seat="", action="x") as transaction:
        transaction.insert("x", {"text": "字" * ALWAYS_KEPT})
    store.close()
    return tmp_path / "data"


def segments(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "journal").iterdir())


@pytest.mark.parametrize("command", [("add", "wish", "--title", "路灯坏了"), ("list", "wishes")])
def test_a_command_folds_the_journal_if_it_has_grown(run: Run, grown: Path, command: tuple[str, ...]) -> None:
    assert segments(grown) == ["00000001.jsonl"]
    assert run(*command)[0] == 0
    assert segments(grown) == ["00000001.jsonl", "00000002.jsonl"]
    assert (grown / "xingfu.json").stat().st_size > ALWAYS_KEPT
    assert run("list", "wishes")[0] == 0
    assert segments(grown) == ["00000001.jsonl", "00000002.jsonl"]
    store = open_store(grown)
    assert store._engine.verify() == []
    store.close()


def test_a_small_journal_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    assert run("add", "wish", "--title", "路灯坏了")[0] == 0
    assert segments(tmp_path / "data") == ["00000001.jsonl"]
    assert not (tmp_path / "data" / "xingfu.json").exists()


def test_a_command_that_cannot_fold_is_done_all_the_same(
    run: Run, grown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []

    def no_room(path: Path, _: bytes) -> Any:
        tried.append(path)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.engine.embedded.folding.replace_file", no_room)
    status, _, err = run("add", "wish", "--title", "路灯坏了")
    assert (status, err) == (0, "")
    assert tried == [grown / "xingfu.json"]
    store = open_store(grown)
    assert (len(store.wishes), store.check()) == (1, [])
    store.close()
