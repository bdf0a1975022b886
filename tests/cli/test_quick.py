"""`xingfu quick`: lines of standard input, into the minutes of a meeting."""

from __future__ import annotations

import io

import pytest

from tests.cli.conftest import Run


def test_lines_go_to_the_item_that_is_reached(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded("meeting", "plan", "--at", "tomorrow 15:00")[0] == 0
    for title in ("充电桩", "冬季消防检查"):
        assert loaded("meeting", "agenda", "--note", title)[0] == 0
    typed = "下一项\n物业已比选三家\n下一项\n决议 每楼配两个灭火器\n下一项\n任务 采购\nu\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    status, out, err = loaded("quick", "--meeting", "1")
    assert status == 1
    assert [line.split(":")[0] for line in err.splitlines()] == ["line 6", "line 7"]
    assert "Item 2: 冬季消防检查" in out
    assert "There is no further item." in out
    minutes = loaded("meeting", "minutes", "--meeting", "1")[1]
    assert minutes.index("充电桩") < minutes.index("物业已比选三家") < minutes.index("冬季消防检查")
    assert minutes.index("冬季消防检查") < minutes.index("每楼配两个灭火器")
