"""A monthly report: its figures, as one page of text and as a workbook with charts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Count: TypeAlias = float | str | None
"""A figure; None where there is nothing to count; a text where it is withheld."""


class Figure(NamedTuple):
    """One figure of the month, of the month before, and of the same month of last year."""

    name: str
    unit: str
    this: Count
    last: Count
    year: Count


class Part(NamedTuple):
    """Figures that make a whole, by what they are of, the greatest first."""

    title: str
    unit: str
    counts: tuple[tuple[str, Count], ...]


class Report(NamedTuple):
    """A report with what it says of itself. `compared` says up to which day other months are counted."""

    title: str
    unit: str
    period: str
    made_by: str
    made_on: date
    compared: str
    figures: tuple[Figure, ...]
    parts: tuple[Part, ...]


_A4: Final = 9
_ROW_HEIGHT: Final = 20  # pixels
# Up to so many a chart counts in ones.
_FEW: Final = 10
_HEADS: Final = ("指标", "单位", "本月", "上月", "上年同月", "比上月", "比上年同月")


def shown(value: Count, unit: str = "") -> str:
    """A figure in words: 12件, 3.5小时, —."""
    if value is None:
        return "—"
    return value if isinstance(value, str) else f"{value:.10g}{unit}"


def change(this: Count, before: Count) -> float | None:
    """By how much a figure grew; None where one of the two is not known."""
    if isinstance(this, int | float) and isinstance(before, int | float):
        return round(this - before, 1)
    return None


def text(report: Report) -> str:
    """The report as a page of text."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield report.title
    yield f"（{report.period}{f'；{report.compared}' if report.compared else ''}）"
    yield ""
    for figure in report.figures:
        yield f"{figure.name}{shown(figure.this, figure.unit)}{_against(figure)}。"
    for part in report.parts:
        yield ""
        said = "、".join(f"{name}{shown(count, part.unit)}" for name, count in part.counts)
        yield f"{part.title}：{said or '无'}。"
    yield ""
    yield f"{report.unit}　制表人：{report.made_by}　{report.made_on:%Y-%m-%d}"


def _against(figure: Figure) -> str:
    """How a figure stands to last month and last year: （上月10件，增加2件；上年同月无）."""
    unit = "个百分点" if figure.unit == "%" else figure.unit
    said = []
    for name, before in (("上月", figure.last), ("上年同月", figure.year)):
        grown = change(figure.this, before)
        turn = ""
        if grown is not None:
            turn = f"，{'增加' if grown > 0 else '减少'}{abs(grown):.10g}{unit}" if grown else "，持平"
        said.append(f"{name}{shown(before, figure.unit)}{turn}")
    return f"（{'；'.join(said)}）"


def workbook(report: Report) -> bytes:
    """The report as a workbook: the figures and what they were before, the parts, and a chart for each."""
    from xlsxwriter import Workbook  # only exports need it

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    _overview(book, book.add_worksheet("月报"), report)
    _comparison(book, book.add_worksheet("对比"), report)
    _details(book, book.add_worksheet("分项"), report)
    book.close()
    return buffer.getvalue()


def _overview(book: Workbook, page: Worksheet, report: Report) -> None:
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
    head = book.add_format({"font_name": "黑体", "border": 1, "align": "center", "bg_color": "#E7E6E6"})
    cell = book.add_format({"font_name": "宋体", "border": 1})
    value_cell = book.add_format(
        {"font_name": "宋体", "border": 1, "align": "right"}
    )  # — stands as numbers do
    page.merge_range(0, 0, 0, len(_HEADS) - 1, report.title, title)
    said = (f"单位：{report.unit}", f"期间：{report.period}", report.compared,
            f"制表人：{report.made_by}", f"制表日期：{report.made_on:%Y-%m-%d}")  # fmt: skip
    page.write_string(1, 0, "　　".join(filter(None, said)))
    for at, name in enumerate(_HEADS):
        page.write_string(2, at, name, head)
    for row, figure in enumerate(report.figures, 3):
        counts = (figure.this, figure.last, figure.year)
        changes = (change(figure.this, figure.last), change(figure.this, figure.year))
        page.write_string(row, 0, figure.name, cell)
        page.write_string(row, 1, figure.unit, cell)
        for at, value in enumerate((*counts, *changes), 2):
            _put(page, row, at, value, value_cell)
    page.set_column(0, 0, 22)
    page.set_column(1, len(_HEADS) - 1, 11)
    _printed(page)


def _comparison(book: Workbook, page: Worksheet, report: Report) -> None:
    """The figures once more by their unit, with a chart of each: what is counted in different units has no common axis."""
    head = book.add_format({"font_name": "黑体", "border": 1, "bg_color": "#E7E6E6"})
    cell = book.add_format({"font_name": "宋体", "border": 1})
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
    page.merge_range(0, 0, 0, 12, f"{report.title}（对比）", title)
    page.set_column(0, 0, 22)
    by_unit: dict[str, list[Figure]] = {}
    for figure in report.figures:
        by_unit.setdefault(figure.unit, []).append(figure)
    row = 2
    for unit, figures in by_unit.items():
        for at, name in enumerate((f"单位：{unit}", *_HEADS[2:5])):
            page.write_string(row, at, name, head)
        last = row + len(figures)
        for at, figure in enumerate(figures, row + 1):
            page.write_string(at, 0, figure.name, cell)
            for column, value in enumerate((figure.this, figure.last, figure.year), 1):
                _put(page, at, column, value, cell)
        chart = book.add_chart({"type": "bar"})
        for at in (1, 2, 3):
            chart.add_series({
                "name": ["对比", row, at], "categories": ["对比", row + 1, 0, last, 0],
                "values": ["对比", row + 1, at, last, at],
            })  # fmt: skip
        chart.set_title({"name": f"本月与上月、上年同月（{unit}）"})
        chart.set_y_axis({"reverse": True})
        height = 120 + 44 * len(figures)
        chart.set_size({"width": 560, "height": height})
        page.insert_chart(row, 5, chart)
        row = max(last, row + height // _ROW_HEIGHT) + 2
    _printed(page)


def _details(book: Workbook, page: Worksheet, report: Report) -> None:
    head = book.add_format({"font_name": "黑体", "border": 1, "bg_color": "#E7E6E6"})
    cell = book.add_format({"font_name": "宋体", "border": 1})
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 12)
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
    page.merge_range(0, 0, 0, 10, f"{report.title}（分项）", title)
    row = 2
    for part in report.parts:
        page.write_string(row, 0, part.title, head)
        page.write_string(row, 1, f"数量（{part.unit}）", head)
        first = row + 1
        for at, (name, count) in enumerate(part.counts, first):
            page.write_string(at, 0, name, cell)
            _put(page, at, 1, count, cell)
        last = row + len(part.counts)
        if not part.counts:
            page.write_string(first, 0, "无", cell)
            page.write_blank(first, 1, None, cell)
        else:
            chart = book.add_chart({"type": "column"})
            chart.add_series(
                {
                    "categories": ["分项", first, 0, last, 0],
                    "values": ["分项", first, 1, last, 1],
                    "data_labels": {"value": True},
                    "gap": 150,
                }
            )
            numbers = [count for _, count in part.counts if isinstance(count, int | float)]
            few = max(numbers, default=0) <= _FEW
            chart.set_y_axis({"min": 0, **({"major_unit": 1} if few else {})})  # no half of a matter
            chart.set_title({"name": part.title})
            chart.set_legend({"none": True})
            chart.set_size({"width": 520, "height": 240})
            page.insert_chart(row, 3, chart)
        row = max(last + 2, row + 13) if part.counts else first + 2
    _printed(page)


def _put(page: Worksheet, row: int, at: int, value: Count, cell: Any) -> None:
    if isinstance(value, int | float):
        page.write_number(row, at, value, cell)
    else:
        page.write_string(row, at, shown(value), cell)


def _printed(page: Worksheet) -> None:
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页  共 &N 页")
