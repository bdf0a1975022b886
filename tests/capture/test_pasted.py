"""Several lines that were pasted: messages with senders, points of a list, plain lines; no line goes unnamed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.lines.pasted import read_pasted

TWO = [("张三", "灯不亮"), ("李四", "下水堵了")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三 2026-11-28 10:12:33\n灯不亮\n\n李四 2026-11-28 10:13:01\n下水堵了\n", TWO),
        ("张三: 灯不亮\n李四：下水堵了", TWO),
        ("[10:12] 张三：灯不亮\n[10:13] 李四：下水堵了", TWO),
        ("[10:12] 张三：\n灯不亮\n[10:13] 李四：\n下水堵了", TWO),
        ("张三 周六 10:12\n灯不亮\n李四 昨天 20:11\n下水堵了", TWO),
        ("张三(12345678) 2026-11-28 10:12:33\n灯不亮\n李四<li@qq.com> 2026-11-28 10:12:40\n下水堵了", TWO),
        ("【管理员】张三(123456) 10:12:33\n灯不亮\n【活跃】李四(123457) 10:12:39\n下水堵了", TWO),
        ("11月28日\n张三：灯不亮\n李四：下水堵了", TWO),
        ("3-2-501 王姐: 灯不亮\n6栋 小赵：电梯停了", [("3-2-501 王姐", "灯不亮"), ("6栋 小赵", "电梯停了")]),
        ("张三：灯不亮\n晚上看不见\n李四：下水堵了", [("张三", "灯不亮 晚上看不见"), ("李四", "下水堵了")]),
        ("1. 灯不亮\n2、下水堵了", [("", "灯不亮"), ("", "下水堵了")]),
        ("（1）灯不亮\n（2）下水堵了，\n臭得很", [("", "灯不亮"), ("", "下水堵了， 臭得很")]),
        ("①灯不亮\n②下水堵了", [("", "灯不亮"), ("", "下水堵了")]),
        ("一、灯不亮\n二、下水堵了", [("", "灯不亮"), ("", "下水堵了")]),
        ("- 灯不亮\n- 下水堵了", [("", "灯不亮"), ("", "下水堵了")]),
        ("3号楼灯不亮\n5号楼下水堵了", [("", "3号楼灯不亮"), ("", "5号楼下水堵了")]),
        ("时间：8点\n地点：初心亭", [("", "时间：8点"), ("", "地点：初心亭")]),
    ],
)  # fmt: skip
def test_the_usual_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(line.sender, line.text) for line in read_pasted(text).lines] == expected


def test_pictures_and_thanks_say_nothing_to_keep() -> None:
    read = read_pasted("张三 10:12\n[图片]\n张三 10:12\n灯不亮\n李四 10:13\n收到，谢谢！")
    assert [line.says for line in read.lines] == [False, True, False]


words = st.text(st.sampled_from("灯不亮路口张王李ab：:1.、-（）[]10:12 "), min_size=1, max_size=12)


@given(st.lists(words, min_size=2, max_size=6))
def test_every_character_that_is_no_mark_is_in_a_line_or_between(rows: list[str]) -> None:
    read = read_pasted("\n".join(rows))
    kept = "".join(f"{line.sender}{line.text}" for line in read.lines) + "".join(read.between)
    for char in "灯亮路口张王李ab":
        assert sum(row.count(char) for row in rows) <= kept.count(char), (rows, read)
