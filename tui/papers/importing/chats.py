"""What was copied out of a group chat, as a table: a list that people go on writing (接龙), or their messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from tui.capture.lines.chain import Chain, read_chain
from tui.capture.lines.chat import ChatLine, chat_days, read_chat
from tui.capture.lines.doors import neighbour
from tui.capture.lines.pasted import says_nothing
from tui.papers.importing.days import Day, read_day
from tui.papers.importing.grids import Cell, Grid
from tui.papers.importing.heads import Head
from tui.papers.importing.matching import stated_kind
from tui.papers.importing.plans import SheetPlan
from tui.papers.importing.values import Place

_OF_ENTRIES: Final = ("姓名", "联系电话", "住址", "备注")
_OF_WISHES: Final = ("居民姓名", "联系电话", "住址", "诉求内容")
_OF_MESSAGES: Final = ("反映人", "联系电话", "住址", "诉求内容", "登记日期", "诉求来源")
_DAY_AT: Final = _OF_MESSAGES.index("登记日期")
_SAYS_WHAT: Final = re.compile("诉求|意见|建议|心愿|反映|投诉|报修|问题|情况|困难")
# Who answers for the committee or the property management, and is no resident.
_OFFICE: Final = re.compile(
    "居委会?|社区(?:工作|服务|书记|主任|客服)|网格(?:员|长)|物业|群主|管理员|书记$|主任$"
)
_WEEKDAYS: Final = "一二三四五六日"
_BACK: Final = {"今天": 0, "昨天": 1, "前天": 2, "yesterday": 1}
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


class Written(NamedTuple):
    """What a text of a chat is as a table: its kind ("" if that is to be told as of any table), the line of the text on
    which each row stands, and the lines (from 1) that are no record, with the reason."""

    grid: Grid
    head: Head
    kind: str
    lines: tuple[int, ...]
    left: dict[int, str]


def written(text: str, place: Place, kind: str | None) -> Written | None:
    """The table that a text of a chat is; None if it is none. `kind` is what somebody said that its rows are."""
    chain = read_chain(text)
    if chain is not None:
        return _chain(chain, kind, place)
    messages = read_chat(text)
    return _messages(text, messages, place.today) if messages and kind in {None, "wish"} else None


def called_chain(text: str) -> bool:
    """Whether a text calls itself 接龙 and is one, whatever stands between commas in it."""
    return (chain := read_chain(text)) is not None and chain.said


def _chain(chain: Chain, kind: str | None, place: Place) -> Written:
    topic = "\n".join(chain.topic)
    entries = [one for one in chain.entries if one.name or one.note]
    noted = sum(bool(one.note) for one in entries) * 2 > len(entries)
    served = any(name in topic for name in place.services)  # who comes to a service, whatever they bring
    told = kind or (
        "signup" if served else "wish" if noted and _SAYS_WHAT.search(topic) else stated_kind(topic)
    )
    told = told or ("signup" if chain.said else "")
    headings = _OF_WISHES if told == "wish" else _OF_ENTRIES
    left = {one.line: "empty line of the form" for one in chain.entries if one not in entries}
    rows = [[one.name, one.phone, one.door, one.note] for one in entries]
    return _table(list(chain.topic), headings, rows, told, [one.line for one in entries], left)


def _messages(text: str, messages: Sequence[ChatLine], today: date) -> Written:
    rows: list[list[Cell]] = []
    lines: list[int] = []
    left: dict[int, str] = {}
    for message, said in zip(messages, chat_days(text, messages), strict=True):
        if says_nothing(message.text) or _OFFICE.search(message.sender):
            left[message.number] = "reply"
            continue
        door, name = neighbour(message.sender)
        rows.append([name, "", door, message.text, _day(said, today), "微信群"])
        lines.append(message.number)
    if not any(row[_DAY_AT] for row in rows):  # then it is asked for
        rows = [[*row[:_DAY_AT], *row[_DAY_AT + 1 :]] for row in rows]
        return _table([], (*_OF_MESSAGES[:_DAY_AT], *_OF_MESSAGES[_DAY_AT + 1 :]), rows, "wish", lines, left)
    return _table([], _OF_MESSAGES, rows, "wish", lines, left)


def _day(said: str, today: date) -> Cell:
    """The day above a message: 昨天 and 星期五 are days before today; "" where none is said."""
    word = said.lower()
    if word in _BACK:
        return today - timedelta(_BACK[word])
    if (last := word[-1:].replace("天", "日")) and last in _WEEKDAYS and not word[0].isdigit():
        return today - timedelta((today.weekday() - _WEEKDAYS.index(last)) % 7)
    if first := _DAY_FIRST.fullmatch(word):
        return f"{first[3]}-{first[2]}-{first[1]}"
    read = read_day(re.sub(r"[ ,]*\(?(?:星期|周).*", "", said), today.year)
    if isinstance(read, Day) and read.on > today:  # of December, read in January
        return read.on.replace(year=read.on.year - 1) if (read.on.month, read.on.day) != (2, 29) else said
    return read.on if isinstance(read, Day) else said


def _table(
    titles: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    kind: str,
    lines: Sequence[int],
    left: dict[int, str],
) -> Written:
    names = tuple(headings)
    grid = Grid(None, [*_lone(titles), list(names), *(list(row) for row in rows)])
    at = len(titles)
    first = min([*lines, *left], default=1)
    # Headings, which the text does not have, stand right above the first entry, or below all where nothing is above it.
    head = first - 1 or max([*lines, *left], default=0) + 1
    return Written(grid, Head(at, at, names, names), kind, (*range(1, at + 1), head, *lines), left)


def _lone(titles: Sequence[str]) -> list[list[Cell]]:
    return [[title] for title in titles]


def renumber(done: SheetPlan, of: Written) -> None:
    """Count the rows of a plan (in place) by the lines of the text."""
    line = dict(enumerate(of.lines, 1))
    rows: list[list[Cell]] = [[] for _ in range(max([*of.lines, *of.left], default=0))]
    for at, row in enumerate(of.grid.rows, 1):
        rows[line[at] - 1] = list(row)
    for record in done.records:
        record.row, record.last_row = line[record.row], line.get(record.last_row, 0)
        record.same_as = line.get(record.same_as, 0)
    done.refused = [
        type(one)(line[one.row], one.reason, one.heading, one.text, one.said) for one in done.refused
    ]
    done.ignored = {**{line[at]: why for at, why in done.ignored.items()}, **of.left}
    done.head = tuple(line[at] for at in done.head)
    done.rows = rows
