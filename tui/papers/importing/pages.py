"""A web page by the name of a workbook: the tables in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from tui.language.errors import InvalidInput, Message
from tui.papers.importing.delimited import decoded
from tui.papers.importing.grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, MergedCell, Source

_BREAKS: Final = frozenset({"br", "p", "div", "li"})


def read(content: bytes) -> Source:
    """The tables of the page. Raises InvalidInput where it has none."""
    text, encoding = decoded(content)
    page = _Page()
    page.feed(text)
    page.close()
    grids = [_grid(rows) for rows in page.tables if rows]
    if not grids:
        raise InvalidInput({"": Message("This is a web page without a table.")})
    return Source("html", grids, encoding)


class _Page(HTMLParser):
    """Collects the cells of each table: text, rows that it spans, columns that it spans."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self._open = 0
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open += 1
            if self._open == 1:
                self.tables.append([])
        elif tag == "tr" and self._open:
            self._end_cell()
            self.tables[-1].append([])
        elif tag in {"td", "th"} and self._open:
            self._end_cell()
            given = dict(attrs)
            self._spans = (_span(given.get("rowspan"), MOST_ROWS), _span(given.get("colspan"), MOST_COLUMNS))
            self._cell = []
        elif tag == "caption" and self._open == 1:  # a spreadsheet shows it as the first row
            self.tables[-1].append([])
            self._spans = (1, 1)
            self._cell = []
        elif tag in _BREAKS and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table", "caption"}:
            self._end_cell()
        if tag == "table":
            self._open = max(0, self._open - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(" ".join(data.split()))

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        text = "".join(self._cell).replace("\xa0", " ").strip()
        self.tables[-1][-1].append((text, *self._spans))
        self._cell = None
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise InvalidInput({"": Message("The table is too long: at most {n} rows.", {"n": MOST_ROWS})})


def _span(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.strip().isdecimal() else 1


def _grid(rows: list[list[tuple[str, int, int]]]) -> Grid:
    """Cells that span several put where they stand."""
    taken: set[tuple[int, int]] = set()
    cells: list[list[Cell]] = []
    merged: list[MergedCell] = []
    for at, row in enumerate(rows):
        line: list[Cell] = []
        column = 0
        for text, down, across in row:
            while (at, column) in taken:
                line.append("")
                column += 1
            if column + across > MOST_COLUMNS:
                raise InvalidInput(
                    {"": Message("The table is too wide: at most {n} columns.", {"n": MOST_COLUMNS})}
                )
            deep = min(down, len(rows) - at)
            if deep * across > 1:
                merged.append(MergedCell(at, column, at + deep - 1, column + across - 1))
                taken |= {(at + d, column + a) for d in range(1, deep) for a in range(across)}
                if len(taken) > MOST_CELLS:
                    raise InvalidInput(
                        {"": Message("The table is too long: at most {n} rows.", {"n": MOST_ROWS})}
                    )
            line += [text, *([""] * (across - 1))]
            column += across
        cells.append(line)
    width = max(map(len, cells), default=0)
    return Grid(None, [[*line, *([""] * (width - len(line)))] for line in cells], merged)
