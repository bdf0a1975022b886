"""`xingfu report`."""

from __future__ import annotations

import json
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


def test_the_trends_are_printed_and_as_json_each_figure_has_its_records(loaded: Run) -> None:
    status, out, _ = loaded("report", "trends", "--from", "2026-10-01")
    assert status == 0
    assert "口径" in out or "day they were recorded" in out
    status, out, _ = loaded("report", "trends", "--json", "--compound", "邮电园")
    found = json.loads(out)
    assert status == 0
    assert found["compound"] == 2
    for row in (row for block in found["blocks"].values() for row in block):
        for figure in filter(None, (row[span] for span in ("period", "before", "year"))):
            assert row["unit"] != "number" or figure["value"] == len(figure["ids"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("trends", "--compound", "外星"), "外星"),
        (("trends", "--to", "2199-01-01"), "--to"),
        (("trends", "--from", "1970-01-01"), "--from"),
        (("trends", "2026-11"), "report trends"),
        (("month", "--json"), "--json"),
        (("month", "--from", "2026-01-01"), "--from"),
    ],
)
def test_what_does_not_fit_a_report_is_told(loaded: Run, options: tuple[str, ...], said: str) -> None:
    status, out, err = loaded("report", *options)
    assert status != 0
    assert not out
    assert said in err
