"""A door and a name: the door is the address, the name the resident, however a neighbour is written."""

from __future__ import annotations

import pytest

from tui.capture.lines.doors import is_called, neighbour
from tui.capture.lines.pasted import read_pasted
from tui.desk.desk import Desk
from tui.desk.quick.quick_entry import QuickEntry


@pytest.mark.parametrize(
    ("said", "door", "name"),
    [
        ("3-2-501 王姐", "3-2-501", "王姐"), ("3-2-501王姐", "3-2-501", "王姐"), ("王姐 3-2-501", "3-2-501", "王姐"),
        ("张三（2-1-302）", "2-1-302", "张三"), ("5号楼李大爷", "5号楼", "李大爷"), ("3号楼2单元501 赵敏", "3号楼2单元501", "赵敏"),
        ("５栋３０２ 刘阿姨", "５栋３０２", "刘阿姨"), ("王姐", "", "王姐"), ("3-2-501", "", "3-2-501"), ("物业小李", "", "物业小李"),
    ],
)  # fmt: skip
def test_what_somebody_is_called_in_a_group_is_taken_apart(said: str, door: str, name: str) -> None:
    assert neighbour(said) == (door, name)


def test_who_is_called_like_a_neighbour() -> None:
    called = "王姐 李奶奶 老张家 欧阳阿姨 刘师傅 赵大爷 陈老师 孙嫂 闫主任 诸葛先生"
    others = "高血压 安全检查 温暖 大姐 路灯 常年独居 金属 水管 方便面 管道 家"
    assert [word for word in called.split() if not is_called(word)] == []
    assert [word for word in others.split() if is_called(word)] == []


@pytest.mark.parametrize(
    ("line", "title", "resident", "address"),
    [
        ("3-2-501 王姐 路灯坏了", "路灯坏了", "王姐", "3-2-501"),
        ("路灯坏了 @3-2-501王姐", "路灯坏了", "王姐", "3-2-501"),
        ("3号楼2单元 李奶奶，水管漏水", "水管漏水", "李奶奶", "3号楼2单元"),
        ("3号楼 电梯坏了", "3号楼 电梯坏了", "", ""),
        ("3-2-501 高血压药买不到", "3-2-501 高血压药买不到", "", ""),
    ],
)
def test_a_wish_knows_whose_it_is(
    desk: Desk, quick_entry: QuickEntry, line: str, title: str, resident: str, address: str
) -> None:
    quick_entry.keep(line)
    wish = desk.store.wishes.all()[-1]
    assert (wish.title, wish.resident, wish.address) == (title, resident, address)


def test_a_chat_with_doors_before_the_names(desk: Desk, quick_entry: QuickEntry) -> None:
    pasted = read_pasted("3-2-501 王姐：路灯坏了\n5号楼李大爷：水管漏水")
    quick_entry.keep_all(pasted.lines)
    assert [(w.resident, w.address) for w in desk.store.wishes.all()[-2:]] == [
        ("王姐", "3-2-501"),
        ("李大爷", "5号楼"),
    ]


def test_two_pasted_lines_put_one_household_on_the_list(desk: Desk, quick_entry: QuickEntry) -> None:
    before = len(desk.store.households)
    pasted = read_pasted("走访 5-2-501 王姐 想学手机\n走访 5-2-501 王姐 又说路灯坏了\n走訪 5-2-501 王姐 好")
    quick_entry.keep_all(pasted.lines)
    (new,) = desk.store.households.all()[before:]
    assert (new.name, new.address) == ("王姐", "5-2-501")
    assert [visit.heard for visit in desk.store.visits.all()[-3:]] == ["想学手机", "又说路灯坏了", "好"]


def test_a_neighbour_of_another_name_is_the_household_at_that_door(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    quick_entry.keep("走访 5-2-501 王姐 想学手机")
    before = len(desk.store.households)
    quick_entry.keep("走访 5-2-501 赵奶奶 换灯")
    assert len(desk.store.households) == before
    assert desk.store.visits.all()[-1].heard == "赵奶奶 换灯"
