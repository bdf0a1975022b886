"""`xingfu export LEDGER`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tui.kinds.ledgers import LEDGERS


def test_the_command_writes_files_and_says_what_it_did(loaded: Run, tmp_path: Path) -> None:
    for suffix in ("xlsx", "csv", "tsv"):
        path = tmp_path / f"wishes.{suffix}"
        status, out, err = loaded("export", "wishes", "-o", str(path))
        assert (status, err) == (0, "")
        assert f"6 records of «居民心愿（诉求）登记与办理台账» written to {path}." in out
        assert (
            path.read_bytes()[:2] == {"xlsx": b"PK", "csv": b"\xef\xbb", "tsv": "序号".encode()[:2]}[suffix]
        )
    status, out, _ = loaded("export", "wishes", "--columns", "title")
    assert (status, out.splitlines()[0]) == (0, "序号\t诉求内容")
    log = json.loads(loaded("log", "--json")[1])
    assert [entry["action"] for entry in log[:4]] == ["paper.export"] * 4


def test_the_help_lists_the_ledgers(loaded: Run) -> None:
    status, out, _ = loaded("export", "--help")
    assert status == 0
    assert "{ics," + ",".join(LEDGERS) + "}" in out.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("wish",), 2, "wishes"),
        (("wishes", "--purpose", "fun"), 2, "street"),
        (("wishes", "--columns", "age"), 2, "受理日期"),
        (("wishes", "-o", "x.pdf"), 2, "xlsx, csv, tsv"),
        (("wishes", "--from", "2026-02-02", "--to", "2026-02-01"), 2, "(--to): The last day is before"),
        (("wishes", "--to", "2001-01-01"), 1, "nothing was written"),
        (("meetings", "--to", "2001-01-01"), 1, "nothing was written"),
        (("wishes", "--gb18030"), 2, "csv"),
        (("wishes", "--team", "义剪"), 2, "ics"),
        (("ics", "--purpose", "post"), 2, "ledgers"),
        (("wishes", "-o", "/nowhere/x.csv"), 1, "cannot be written"),
        (("visits", "--purpose", "post"), 1, "not posted"),
    ],
)
def test_wrong_use_is_refused_in_words(
    loaded: Run, arguments: tuple[str, ...], status: int, said: str
) -> None:
    found, out, err = loaded("export", *arguments)
    assert (found, out) == (status, "")
    assert said in err


def test_the_log_says_what_left_the_desk(loaded: Run, tmp_path: Path) -> None:
    loaded("export", "wishes", "--purpose", "post", "-o", str(tmp_path / "x.csv"))
    line = loaded("log", "--limit", "1")[1]
    assert "居民心愿（诉求）登记与办理台账  posted  6 rows" in line
    (entry,) = json.loads(loaded("log", "--limit", "1", "--json")[1])
    assert entry["export"] == {"what": "wishes", "purpose": "post", "rows": 6, "format": "csv"}
    loaded("hours", "certificate", "闫爱民", "-o", str(tmp_path / "x.docx"))
    assert "-0001 闫爱民" in loaded("log", "--limit", "1")[1]
