"""Columns share a line by what their texts need; a list tells how much of it is below."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.language.english import counted
from tui.language.text import enumerated
from tui.widgets.columns import GAP, Column, fit

COLUMNS = st.lists(
    st.builds(
        lambda n, width, grow, drop: Column(str(n), "", width, grow=grow, drop=drop),
        st.integers(), st.integers(2, 24), st.integers(0, 5), st.integers(0, 3),
    ),
    min_size=1, max_size=7,
)  # fmt: skip


@given(COLUMNS, st.data(), st.integers(1, 200))
def test_no_text_is_cut_while_another_column_has_more_than_it_needs(
    columns: list[Column], data: st.DataObject, cells: int
) -> None:
    needs = [data.draw(st.integers(0, 40)) for _ in columns]
    widths = dict(fit(columns, cells, needs))
    assert sum(widths.values()) + GAP * max(0, len(widths) - 1) <= cells
    least = sum(min(columns[at].width, needs[at]) for at in widths) + GAP * (len(widths) - 1)
    if least <= cells and any(widths[at] < needs[at] for at in widths):  # something is cut
        assert all(widths[at] <= needs[at] for at in widths)


def test_a_long_title_takes_what_a_short_name_leaves() -> None:
    columns = (Column("title", "", 10, grow=1), Column("team", "", 20, grow=5), Column("state", "", 6))
    assert fit(columns, 40, (26, 4, 6)) == ((0, 26), (1, 4), (2, 6))


def test_a_narrow_terminal_shortens_texts_and_keeps_numbers() -> None:
    columns = (Column("n", "", 9), Column("title", "", 24, grow=5), Column("left", "", 8))
    assert fit(columns, 37, (9, 40, 8)) == ((0, 9), (1, 18), (2, 8))


def test_english_counts_one_day() -> None:
    for plural, singular in {
        "open for 1 days": "open for 1 day", "1 lack people": "1 lacks people", "2 lack people": "2 lack people",
        "11 days": "11 days", "2.1 hours": "2.1 hours", "1 people": "1 person", "1 records have no day": "1 record has no day",
        "every 1 weeks on Fri": "every 1 week on Fri", "12-1 days": "12-1 days", "1 wishes": "1 wish", "1 services": "1 service",
        "1 working days from": "1 working day from", "1 of 2 steps": "1 of 2 steps", "1 h": "1 h",
    }.items():  # fmt: skip
        assert counted(plural) == singular


def test_names_are_listed_as_their_script_does() -> None:
    assert enumerated(["张三", "Bob"]) == "张三、Bob"
    assert enumerated(["Ann", "Bob"]) == "Ann, Bob"
    assert enumerated([]) == ""


def test_what_can_be_left_out_is_cut_as_long_as_it_can_be_read() -> None:
    columns = (Column("room", "", 8), Column("who", "", 8, grow=1, drop=1))
    assert fit(columns, 25, (8, 16)) == ((0, 8), (1, 16))
    assert fit(columns, 20, (8, 16)) == ((0, 8), (1, 11))
    assert fit(columns, 18, (8, 16)) == ((0, 8),)
