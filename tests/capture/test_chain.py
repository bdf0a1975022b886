"""A list that people of a group chat go on writing: who it is, their door and number, and what they add."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tui.capture.lines.chain import read_chain
from tui.capture.lines.pasted import read_pasted

ABOVE = "#接龙\n周六来的接龙\n"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("白云", ("白云", "", "", "")),
        ("白云🌹🌹", ("白云", "", "", "")),
        ("白云+1", ("白云", "", "", "+1")),
        ("白云 2人", ("白云", "", "", "2人")),
        ("白云（3号楼）", ("白云", "", "3号楼", "")),
        ("白云13800000035", ("白云", "13800000035", "", "")),
        ("3-1-201 白云 138 0000 0035", ("白云", "13800000035", "3-1-201", "")),
        ("3号楼2单元 501 白云，厨房没水", ("白云", "", "3号楼2单元501", "厨房没水")),
        ("邮电园3号楼2门501白云", ("白云", "", "邮电园3号楼2门501", "")),
        ("白云 我要两份，不要辣的", ("白云", "", "", "我要两份 不要辣的")),
        ("白云+3号楼", ("白云", "", "3号楼", "")),
        ("", ("", "", "", "")),
    ],
)
def test_an_entry_is_taken_apart_in_whatever_order_it_stands(entry: str, expected: tuple[str, ...]) -> None:
    chain = read_chain(f"{ABOVE}1. {entry}\n2. 青松\n")
    assert chain is not None
    one = chain.entries[0]
    assert (one.name, one.phone, one.door, one.note) == expected
    assert (one.line, chain.topic, chain.entries[1].name) == (3, ("周六来的接龙",), "青松")


@pytest.mark.parametrize("mark", ["{}. ", "{}、", "{}．", "{}) ", "{} ", "{}）"])
def test_numbers_are_written_in_many_ways(mark: str) -> None:
    entries = "\n".join(mark.format(n) + f"{n}号楼 白云" for n in range(1, 12))
    chain = read_chain(f"{ABOVE}{entries}")
    assert chain is not None
    assert [(one.door, one.name) for one in chain.entries] == [(f"{n}号楼", "白云") for n in range(1, 12)]


@pytest.mark.parametrize(
    "marks", ["①②③", ("1\ufe0f\u20e3", "2\ufe0f\u20e3", "3\ufe0f\u20e3"), ("1.", "2.", "3.")]
)
def test_numbers_in_circles_and_on_keys(marks: Sequence[str]) -> None:
    chain = read_chain(ABOVE + "\n".join(f"{mark}{n}号楼 白云" for n, mark in enumerate(marks, 1)))
    assert chain is not None
    assert [one.door for one in chain.entries] == ["1号楼", "2号楼", "3号楼"]


@pytest.mark.parametrize(
    "text",
    [
        "通知\n1. 明天停水\n2. 请储水",
        "接龙买菜真方便",
        "1. 白云\n2. 青松",
        "报名须知\n1. 请带身份证原件和复印件到社区服务大厅办理\n2. 谢谢",
        f"{ABOVE}3. 白云\n5. 青松",
    ],
)
def test_other_lists_are_no_chain(text: str) -> None:
    assert read_chain(text) is None


def test_what_is_added_behind_names_is_pasted_as_lines() -> None:
    pasted = read_pasted("接龙 谁家漏水\n1. 3-1-201 白云 厨房漏\n2. 青松\n")
    assert [(one.sender, one.text, one.says) for one in pasted.lines] == [
        ("3-1-201 白云", "厨房漏", True),
        ("", "青松", False),
    ]
    assert pasted.between == ("接龙 谁家漏水",)
