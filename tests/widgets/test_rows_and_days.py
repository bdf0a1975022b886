"""How lists share rows, what a day has room for, and what is said whole beneath a narrow list. Pure functions."""

from __future__ import annotations

import pytest

from tui.screens.base.arrangement import rows_that_follow
from tui.widgets.columns import Column, Needs, Tinted
from tui.widgets.day_text import in_day
from tui.widgets.whole_texts import any_cut, cut_texts


@pytest.mark.parametrize(
    ("free", "others", "most", "rows"),
    [
        (20, 11, None, 9),  # the other list has all its rows
        (20, 18, None, 6),  # it is cut down to what the one that follows has at least
        (20, 18, 2, 2),  # which is never more than it needs
        (20, 11, 3, 3),  # blank rows are beneath all lists
        (9, 9, None, 4),
    ],
)
def test_a_list_that_follows_another_takes_no_rows_that_it_needs(
    free: int, others: int, most: int | None, rows: int
) -> None:
    assert rows_that_follow(free, others, most) == rows


@pytest.mark.parametrize(
    ("texts", "cells", "shown"),
    [
        (["巡防", "理发"], 11, ["巡防 +1"]),
        (["楼宇服务日", "理发"], 11, ["+2"]),
        (["楼宇服务日"], 11, ["楼宇服务日"]),
        (["巡防", "理发", "修灯"], 7, ["巡防 +2"]),
    ],
)
def test_a_day_of_one_row_names_the_first_where_it_fits(
    texts: list[str], cells: int, shown: list[str]
) -> None:
    assert [row.text for row in in_day([Tinted(text) for text in texts], 1, cells)] == shown


def test_what_is_cut_is_said_whole_and_then_what_is_left_out() -> None:
    columns = (Column("n", "n", 4), Column("title", "title", 20, grow=1), Column("by", "by", 8, drop=1))
    cells = ("0002", "把小区大门口坏了的路修一修", "物业公司")
    assert cut_texts(cells, ((0, 4), (1, 12)), columns) == "把小区大门口坏了的路修一修  物业公司"
    assert cut_texts(("0003", "换灯泡", "物业公司"), ((0, 4), (1, 12)), columns) == ""
    assert any_cut(((0, 4), (1, 12)), [Needs(4, 4), Needs(26, 26), Needs(8, 8)])
    assert not any_cut(((0, 4), (1, 26)), [Needs(4, 4), Needs(26, 26), Needs(8, 8)])
