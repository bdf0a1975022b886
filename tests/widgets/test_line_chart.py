"""The line chart: as wide as asked, aligned with Chinese, in signs that every terminal draws in one cell."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from tui.language.signs import ambiguous
from tui.widgets.line_chart import Chart, Point, Run, drawn

VALUES = st.none() | st.integers(0, 200).map(lambda n: n / 2)
TEXTS = st.text("道路和公共空间 按月abc12%（）", max_size=24)
CHARTS = st.builds(
    lambda title, said, pairs, marked: Chart(
        title, said, ("本期", "上年"),
        [Point(str(at + 1), now, year, "" if now is None else f"{now:g}") for at, (now, year) in enumerate(pairs)],
        0, 100, ("0天", "100天"), min(marked, len(pairs) - 1),
    ),
    TEXTS, TEXTS, st.lists(st.tuples(VALUES, VALUES), max_size=13), st.integers(-1, 12),
)  # fmt: skip


def text_of(line: list[Run]) -> str:
    """The line as it is written."""
    return "".join(run.text for run in line)


@settings(max_examples=150, deadline=None)
@given(CHARTS, st.integers(20, 200), st.integers(1, 16), st.booleans())
def test_each_line_is_exactly_as_wide_as_asked(chart: Chart, cells: int, rows: int, plain: bool) -> None:
    lines = [text_of(line) for line in drawn(chart, cells, rows, plain=plain)]
    assert [wcswidth(line) for line in lines] == [cells] * rows
    assert not any(map(ambiguous, lines))
    assert all(line.isascii() for line in lines[2:-3])


@settings(max_examples=80, deadline=None)
@given(CHARTS, st.integers(60, 120), st.integers(4, 16), st.booleans())
def test_every_figure_has_its_point(chart: Chart, cells: int, rows: int, plain: bool) -> None:
    """In the column above its day, the higher the more; the marked one on a ground of its own."""
    lines = drawn(chart, cells, rows, plain=plain)
    step = (cells - 2 - 5 - 2) // len(chart.points) if chart.points else 0
    rows_of = {}
    for y, line in enumerate(lines[1:], 1):
        x = 0
        for run in line:
            if run.role == "point" or (plain and run.role == "now"):
                for at, sign in enumerate(run.text):
                    if run.role == "point" or sign == "o":
                        rows_of[(x + at - 8) // step] = y
            x += wcswidth(run.text)
    told = {at: point.now for at, point in enumerate(chart.points) if point.now is not None}
    assert rows_of.keys() == told.keys()
    for one, value in told.items():
        assert all(rows_of[one] <= rows_of[other] for other, less in told.items() if value > less)
    assert any(run.marked for line in lines for run in line) == (chart.marked >= 0 and bool(chart.points))


def test_a_line_is_drawn_from_point_to_point_and_is_interrupted_where_a_figure_is_missing() -> None:
    points = [Point(str(n), value, None, "") for n, value in enumerate((0, 100, 100, None, 50))]
    chart = Chart("办结", "", ("本期", "上年"), points, 0, 100, ("0", "100"))
    assert [text_of(line).rstrip() for line in drawn(chart, 40, 6, plain=True)] == [
        "= 办结                  o 本期  -- 上年",
        "  100         .o'''''o",
        "            .-                   o",
        "           -",
        "    0    o'",
        "         0     1     2     3     4",
    ]


def test_both_ends_of_the_scale_stand_at_the_line() -> None:
    chart = Chart(
        "办结", "2026-01..2026-03", ("本期", "上年"), [Point("1", 4, 5, "4")] * 3, 0, 10, ("0天", "10天")
    )
    lines = [text_of(line) for line in drawn(chart, 60, 9)]
    assert lines[0].split() == ["办结", "2026-01..2026-03", "本期", "上年"]
    assert lines[1].startswith("  10天 ")
    assert lines[6].startswith("   0天 ")
    assert lines[7].split() == ["1"] * 3
    assert lines[8].split() == ["4"] * 3
