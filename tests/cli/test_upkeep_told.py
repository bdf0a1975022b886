"""What `check` and `restore` tell besides damage: a plan that nobody can read, a history that is gone, far dates."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.embedded import storage_of
from tui.engine.changes import Change
from tui.store import open_store


@pytest.mark.parametrize("content", [b"", b"garbage\n", b"{}\n"])
def test_a_plan_of_forgetting_that_cannot_be_read_is_told_and_taken_away(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    assert run("add", "wish", "--title", "灯坏了")[0] == 0
    (tmp_path / "data" / "forgetting").write_bytes(content)
    status, _, err = run("check")
    assert (status, "forgetting is damaged" in err) == (1, True)
    status, out, _ = run("check", "--repair", "--yes")
    assert status == 0
    assert "run «xingfu forget» with the name again" in out
    assert run("check")[0] == 0


def test_a_snapshot_without_its_history_is_told_until_a_repair_writes_it_down(
    run: Run, tmp_path: Path
) -> None:
    for title in ("灯坏了", "井盖松了"):
        assert run("add", "wish", "--title", title)[0] == 0
    store = open_store(tmp_path / "data")
    store.tidy(force=True)
    store.close()
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copyfile(tmp_path / "data" / "xingfu.json", alone / "xingfu.json")

    def alone_run(*words: str) -> tuple[int, str, str]:
        return run("--data", str(alone), *words)

    assert "commits 1 to 2 is lost" in alone_run("check")[2]
    assert alone_run("add", "wish", "--title", "门坏了")[0] == 0  # the records are of use all the same
    assert "commits 1 to 2 is lost" in alone_run("check")[2]
    assert alone_run("check", "--repair", "--yes")[0] == 0
    assert alone_run("check")[0] == 0
    assert "门坏了" in alone_run("list", "wishes")[1]


def test_dates_out_of_reach_in_a_backup_are_told_when_it_is_restored(run: Run, tmp_path: Path) -> None:
    assert run("add", "wish", "--title", "灯坏了")[0] == 0
    store = open_store(tmp_path / "data")
    (key, document), *_ = storage_of(store).table("wishes").items()
    storage_of(store).commit(
        [Change("wishes", key, dict(document), {**document, "recorded_on": "1066-10-14"})]
    )
    store.close()
    assert run("backup", str(tmp_path / "far.tar.gz"))[0] == 0
    status, out, _ = run("--data", str(tmp_path / "other"), "restore", str(tmp_path / "far.tar.gz"), "--yes")
    assert status == 0
    assert "has the date 1066-10-14, outside of the years 1900 to 2199" in out
