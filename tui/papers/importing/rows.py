"""Rows that are no record: totals, sections, signatures, the head once more, lines of a form left empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from tui.papers.importing.grids import Cell, Grid, text_of
from tui.papers.importing.headings import plain
from tui.papers.importing.heads import Head

_TOTAL: Final = re.compile(
    r"(?:总?(?:人数|户数|件数|数量|时长|人次|金额))?(?:合计|总计|共计|累计|总数|总合计).{0,16}", re.DOTALL
)
_COUNTED_UP: Final = re.compile(
    r"(?:本[页月周季年次]|以上|上述|全[年月])?(?:共|总共|合计|共计).{0,10}?\d+[人户件次名条项场家个位对起宗]次?(?:[，,；;].{0,40})?。?"
)
_SUBTOTAL: Final = re.compile(
    r".{0,8}小计.{0,16}|(?:本[页月周季年]|第?[一二三四1-4]季度?|\d{1,2}月份?|上半年|下半年)(?:合计|共计|总计|累计).{0,16}",
    re.DOTALL,
)
_PAGE: Final = re.compile(
    r"第?\d{1,3}页?[,，/]?(?:共\d{1,3}页?|/\d{1,3})?|第\d{1,3}页.{0,8}|-\d{1,3}-|page\d{1,3}(?:of\d{1,3})?",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}[部章节类])\s*\S"
)
_LABEL: Final = re.compile(
    r"[^：:\n]{1,16}[：:]|(?:注|说明|备注|填表说明|附注|填报说明)\s*[：:、\d]|.{0,12}(?:签字|签名|盖章|签章)"
)
# 以下空白, and where a list goes on.
_NOTHING_BELOW: Final = re.compile(
    r"[（(【\-—*~＊]*(?:(?:此|本)?(?:页|行|处|表)?以下(?:空白|无正文|无内容|无)|[下转续接]{1,2}[上下]页|(?:下|上)页[续接]?|未完待续|空白)[)）】\-—*~＊]*"
)
# A title that stands there once more: 走访记录（续）.
_GOES_ON: Final = re.compile(
    r"[（(\s]*(?:续表?|接上表|续前|接上页|[一二三四五六七八九十]|\d{1,2})[一二三四五六七八九十\d]{0,2}[)）\s]*$"
)
_SIGNED: Final = re.compile(
    r"(?:填表|制表|填报|审核|审批|负责|经办|主管|记录|复核|统计|分管|单位)(?:人|单位|日期|时间|领导|负责人)?[：:]?|(?:签字|盖章)[：:]?"
)
_DATED: Final = re.compile(r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|年\s*月\s*日")
_SIGN: Final = re.compile(r"[计总：:签注人单填制章日第]")
_NUMBER: Final = re.compile(r"\d{1,5}")
_COUNTED: Final = re.compile(r"[（(][^（()）]*\d+[^（()）]*[)）]$")
_ORDINAL: Final = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}[、.．])[、.．]?\s*"
)


def ignored(
    grid: Grid, head: Head, number_at: int | None, key_at: int | None, sorts: AbstractSet[str] = frozenset()
) -> dict[int, str]:
    """Row (from 0) -> why it is no record; "" for a row with nothing in it. Rows before the head's end have none.

    `number_at` is the column with the number of the line, `key_at` that of the name or title. `sorts` are words which
    alone in a row are a section, also where names stand.
    """
    names = [plain(name) for name in head.names]
    above = {text for row in grid.rows[: head.first] for c in row if len(text := text_of(c)) > 4}
    across = {s.top: s.right - s.left + 1 for s in grid.merged if s.top == s.bottom}
    found: dict[int, str] = {}
    lone: list[int] = []
    last = head.last
    for at in range(head.last + 1, len(grid.rows)):
        row = grid.rows[at]
        if key_at is not None and len(row) > 2 and _plainly(row, key_at, head):
            last = at
            continue
        filled = [
            i
            for i, cell in enumerate(row)
            if cell is not None and cell != "" and not (type(cell) is str and cell.isspace())
        ]
        looked = filled if len(filled) <= 4 else filled[:2]
        why = _why([text_of(row[i]) for i in looked], filled, number_at) if filled else ""
        if (
            not why
            and len(filled) > 1
            and any(row[i] in head.names for i in filled[:3])
            and _again(grid, at, names)
        ):
            why = "heading again"
        if filled and not why and len(filled) <= 2 and title_again(text_of(row[filled[0]]), above):
            why = "heading again"
        if (
            filled
            and not why
            and len(filled) == 1
            and (
                filled[0] != key_at or across.get(at, 1) > 1 or section_name(text_of(row[filled[0]])) in sorts
            )
        ):
            lone.append(at)
            why = "section"
        if why or not filled:
            found[at] = why
        else:
            last = at
    for at in lone:  # what stands alone below the last record heads nothing
        if at > last:
            found[at] = "footer"
    return found


def _plainly(row: Sequence[Cell], key_at: int, head: Head) -> bool:
    """Whether a row is a record at the first glance: name or title and the first two cells, and no sign of another row."""
    first, second = row[0], row[1]
    if not first or not second or key_at >= len(row) or not row[key_at] or first in head.names:
        return False
    return not (
        (type(first) is str and (first.isspace() or _SIGN.search(first)))
        or (type(second) is str and (second.isspace() or _SIGN.search(second)))
    )


def _why(texts: Sequence[str], filled: Sequence[int], number_at: int | None) -> str:
    """Why a row with these first texts is no record; "" if nothing in them says so."""
    squeezed = ["".join(t.split()) for t in texts]
    for text in squeezed[:2]:
        if "计" not in text and "总数" not in text:
            continue
        if len(text) <= 24 and _SUBTOTAL.fullmatch(text):
            return "subtotal"
        if len(text) <= 24 and _TOTAL.fullmatch(text):
            return "total"
    if len(filled) == 1:
        why = _alone(texts[0], squeezed[0], numbered=filled[0] == number_at)
        if why:
            return why
    labels = [bool(_LABEL.match(text)) for text in texts]
    if len(texts) == len(filled) and any(labels):
        dated = [bool(_DATED.fullmatch(text.strip())) for text in texts]
        if all(a or b for a, b in zip(labels, dated, strict=True)):
            return "footer"
    if _SIGNED.fullmatch(squeezed[0]) and len(filled) <= 4:
        return "footer"
    return "footer" if len(filled) == 1 and _DATED.fullmatch(texts[0]) else ""


def is_section(text: str) -> bool:
    """Whether a text begins as a section does: 一、, （二）, 第三部分."""
    return bool(_SECTION.match(text))


def may_head(text: str) -> bool:
    """Whether a text that stands alone may be a title or a section: no total, signature, remark or page number."""
    return _why([text], [0], None) in {"", "section"}


def _alone(text: str, squeezed: str, *, numbered: bool) -> str:
    """What a row is that has this one text; "" if nothing in it says so."""
    if numbered and _NUMBER.fullmatch(squeezed):
        return "empty line of the form"
    if _COUNTED_UP.fullmatch(squeezed):
        return "total"
    if _NOTHING_BELOW.fullmatch(squeezed):
        return "footer"
    if _PAGE.fullmatch(squeezed) and not _NUMBER.fullmatch(squeezed):
        return "page number"
    return "section" if _SECTION.match(text) else ""


def _again(grid: Grid, at: int, names: Sequence[str]) -> bool:
    texts = [plain(text_of(cell)) for cell in grid.rows[at]]
    same = sum(bool(t) and t == n for t, n in zip(texts, names, strict=False))
    return same >= 2 and same * 2 > sum(map(bool, texts))


def title_again(text: str, above: AbstractSet[str]) -> bool:
    """Whether a text is one of those above the head, also with （续） at its end."""
    return text in above or _GOES_ON.sub("", text) in {_GOES_ON.sub("", title) for title in above}


def section_name(text: str) -> str:
    """What a section is about: `一、银发爱心义剪队（7人）` is 银发爱心义剪队."""
    name = _COUNTED.sub("", _ORDINAL.sub("", text.strip())).strip()
    return re.sub(r"[：:，,].*$", "", name, flags=re.DOTALL).strip()
