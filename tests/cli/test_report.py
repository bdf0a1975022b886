"""`xingfu report`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_command_prints_the_page_or_writes_the_workbook(loaded: Run, tmp_path: Path) -> None:
    status, out, err = loaded("report", "month")
    assert (status, err) == (0, "")
    assert "工作月报" in out
    path = tmp_path / "月报.xlsx"
    assert loaded("report", "month", "2026-01", "-o", str(path))[0] == 0
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("2026-13",), "no month"), (("2999-01",), "not come"), (("2026-01", "-o", "x.pdf"), ".xlsx or .txt")],
)
def test_wrong_use_is_refused_in_words(loaded: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = loaded("report", "month", *arguments)
    assert (status, out) == (2, "")
    assert said in err
