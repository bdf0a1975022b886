"""Loads what a line of quick entry loads when it first needs it, so that no line that is typed waits for it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from tui.capture.lines.completion import candidates
from tui.capture.lines.parsed_line import LineContext
from tui.capture.lines.parser import parse_line
from tui.capture.lines.vocabulary import STANDARD
from tui.capture.names.names import NamedEntity, Names
from tui.language.folding import fold
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY

# Beside the tables of pinyin and of traditional characters: working days with the library's holidays, a lunar day,
# a solar term, a name on no record, a name with a slip.
_LINES: Final = (
    "任务 五个工作日内回覆 @yaniamin >ywxdui", "心愿 路燈壞了 @欧阳无人 ^腊月二十三", "服务 义剪 冬至前 9点到11点", "工时 王修英 3h", "wish lamp broken ^friday", "qigong", "心愿 ^xqw", "！jin",
)  # fmt: skip
_AT: Final = datetime(2026, 11, 24, 10, 30, tzinfo=LOCAL)


def load_for_lines() -> None:
    """Read a few lines against a name or two: each needs something that is loaded only then."""
    fold("路燈😡")  # the tables of variant characters
    names = Names([*STANDARD, NamedEntity("person", 1, "闫爱民"), NamedEntity("team", 1, "夕阳维修队")])
    names.prepare()
    context = LineContext(_AT, names, LIBRARY)
    for line in _LINES:
        parse_line(line, context)
        candidates(line, len(line), context)
