"""`xingfu quick`: lines of standard input, into the minutes of a meeting."""

from __future__ import annotations

import io
import json

import pytest

from tests.cli.conftest import Run


def test_lines_go_to_the_item_that_is_reached(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded("meeting", "plan", "--at", "tomorrow 15:00")[0] == 0
    for title in ("充电桩", "冬季消防检查"):
        assert loaded("meeting", "agenda", "--note", title)[0] == 0
    typed = "下一项\n物业已比选三家\n下一项\n决议 每楼配两个灭火器\n下一项\n任务 采购\nu\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    status, out, err = loaded("quick", "--meeting", "2")
    assert status == 1
    assert [line.split(":")[0] for line in err.splitlines()] == ["line 6", "line 7"]
    assert "Item 2: 冬季消防检查" in out
    assert "There is no further item." in out
    minutes = loaded("meeting", "minutes", "--meeting", "2")[1]
    assert minutes.index("充电桩") < minutes.index("物业已比选三家") < minutes.index("冬季消防检查")
    assert minutes.index("冬季消防检查") < minutes.index("每楼配两个灭火器")


def test_what_a_line_means_as_json(loaded: Run) -> None:
    status, out, _ = loaded(
        "quick", "--dry-run", "--json", "大门口路面坑洼 @闫爱民 #道路 !急 >物业 ^2030-01-04"
    )
    (read,) = json.loads(out)
    parts = {part["kind"]: part for part in read["parts"]}
    assert (status, read["verb"], read["title"], read["ready"]) == (0, "wish", "大门口路面坑洼", True)
    assert (parts["category"]["value"], parts["urgency"]["value"]) == ("roads", "urgent")
    assert parts["who"]["known"]["name"] == "闫爱民"
    assert parts["date"]["value"]["due"] == "2030-01-04"
    assert loaded("list", "wishes", "--json")[1].count("大门口路面坑洼") == 0
    assert loaded("quick", "--json", "路灯坏了")[0] == 2


def test_messages_copied_from_a_chat_are_kept_with_their_senders(
    loaded: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "张三 2026/11/28 10:21\n3号楼楼道灯不亮\n\n李四 2026/11/28 10:23\n下水又堵了\n晚上没法用\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    assert loaded("quick", "-")[0] == 0
    wishes = {w["title"]: w["resident"] for w in json.loads(loaded("list", "wishes", "--json")[1])}
    assert (wishes["3号楼楼道灯不亮"], wishes["下水又堵了 晚上没法用"]) == ("张三", "李四")


def test_a_session_is_not_cancelled_unasked(loaded: Run) -> None:
    assert loaded("quick", "服务 银发义剪日 明天 10点")[0] == 0
    status, _, err = loaded("quick", "取消 银发义剪日 明天 下雨")
    assert status == 2
    assert "--yes" in err
    assert loaded("quick", "--yes", "取消 银发义剪日 明天 下雨")[0] == 0
