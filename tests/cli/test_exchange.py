"""`xingfu export ics` and `xingfu import ics`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_calendar_goes_out_and_comes_in_once(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.ics"
    status, out, _ = loaded("export", "ics", str(path))
    assert status == 0
    assert f"written to {path}" in out
    assert loaded("export", "ics", "--team", "义剪")[1].count("SUMMARY:银发义剪日") == 8
    other = ("--data", str(tmp_path / "other"))
    status, out, _ = loaded("import", "ics", str(path), "--dry-run", *other)
    assert status == 0
    assert "new service  银发义剪日  7 sessions" in out
    assert json.loads(loaded("list", "services", "--json", *other)[1]) == []
    status, out, err = loaded("import", "ics", str(path), *other)
    assert (status, "--yes" in err) == (2, True)  # nobody is there to be asked
    assert loaded("import", "ics", str(path), "--yes", *other)[1].splitlines()[-1].startswith("Imported: ")
    names = [s["name"] for s in json.loads(loaded("list", "services", "--json", *other)[1])]
    assert "楼宇服务日" in names
    assert "上门理发" not in names  # on request: nothing of it is in a calendar
    assert "Imported: 0 new" in loaded("import", "ics", str(path), "--yes", *other)[1]
    assert loaded("check", *other)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "ics", "--team", "没有的队"), "No one team is named"),
        (("export", "ics", "--team", "队"), "No one team is named"),
        (("export", "ics", "--from", "+9", "--to", "+3"), "before"),
        (("export", "ics", "--from", "何时"), "not understood"),
        (("export", "ics", "/nowhere/x.ics"), "cannot be written"),
        (("import", "ics", "/nowhere/x.ics"), "cannot be read"),
    ],
)
def test_wrong_use_is_refused_in_words(loaded: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = loaded(*arguments)
    assert status in {1, 2}
    assert out == ""
    assert said in err


def test_a_file_that_is_no_calendar_is_refused_in_words(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_text("hello")
    status, _, err = loaded("import", "ics", str(path), "--yes")
    assert (status, "iCalendar" in err) == (2, True)
