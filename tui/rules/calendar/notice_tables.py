"""A table of holidays as sentences: what its head says of a column is said with each cell."""

from __future__ import annotations

import re
from typing import Final

_FESTIVAL: Final = re.compile(
    r"[\s\d年、.()一二三四五六七]*(?:元旦|春节|清明|五一|劳动|端午|中秋|国庆|十一)[^\d:。]{0,12}"
)
_CELLS: Final = re.compile(r"\t+|\s*\|\s*| {2,}|　{2,}")
_COMMA: Final = re.compile(",")
_COMMAS: Final = re.compile(
    r"\s*(?:节日|节假日|假日|假期|节日名称|名称),[^,]*(?:放假|休假|假期|日期|时间)[^,]*(?:,|$)"
)
_HAS_DATE: Final = re.compile(r"\d{1,2}(?:月|[./])\d{1,2}")
_OFF: Final = re.compile("放假|休假|假期|休息")
_WORKED: Final = re.compile("上班|补班|调班|调休")
_DAYS: Final = re.compile("天数|天$")


def written_out(words: str) -> str:
    """The text with the rows of tables as sentences: `春节:2月5日~12日放假,共8天。1月30日上班。`"""
    head: list[str] = []
    lines = []
    apart = _CELLS
    for line in words.split("\n"):
        if _COMMAS.match(line):  # 节日,放假时间,调休: so are the rows below
            apart = _COMMA
        cells = [cell.strip() for cell in apart.split(line.strip().strip("|"))]
        if len(cells) > 1 and not _HAS_DATE.search(line) and any(map(_OFF.search, cells)):
            head = cells
            continue
        if len(cells) > 1 and _FESTIVAL.fullmatch(cells[0]) and _HAS_DATE.search(line):
            lines.append(_sentences(cells, head))
            continue
        lines.append(line)
    return "\n".join(lines)


def _sentences(cells: list[str], head: list[str]) -> str:
    off, worked = [], []
    for at, cell in enumerate(cells[1:], 1):
        column = head[at] if at < len(head) else ""
        dated = bool(_HAS_DATE.search(cell))
        if dated and _WORKED.search(cell + ("" if _OFF.search(cell) else column)) and not _OFF.search(column):
            worked.append(cell if _WORKED.search(cell) else f"{cell}上班")
        elif dated:
            off.append(cell if _OFF.search(cell) or not _OFF.search(column) else f"{cell}放假")
        elif re.fullmatch(r"(?:共|放假)?\d{1,2}天?", cell) and (cell.endswith("天") or _DAYS.search(column)):
            off.append(f"共{re.sub('[^0-9]', '', cell)}天")
    return f"{cells[0].strip(' :')}:" + ",".join(off) + "。" + "".join(f"{one}。" for one in worked)
