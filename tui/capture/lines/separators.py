"""Removes what parts leave behind in a title: commas with nothing to separate, empty brackets."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tui.capture.lines.parsed_line import Span
from tui.capture.lines.partial_line import EDGES, PartialLine

_SEPARATORS: Final = frozenset(",，、；;。")
# The same at the beginning of a line: 急！水管爆了.
_SEPARATORS_AT_START: Final = _SEPARATORS | frozenset(":：!！")
_BRACKETS: Final = frozenset(("()", "（）", "[]", "【】", "「」"))


def remove_separators(line: PartialLine) -> None:
    """Extend the spans of parts by the commas and brackets around them that have lost their purpose."""
    title = _Title(line)
    for number, part in enumerate(line.parts):
        if not part.in_title:
            start, end = _bracketed(line, *part.span)
            end = title.separators_end(start, end)
            start = title.separators_start(start, end)
            line.remove(start, end)
            if (start, end) != part.span:
                line.parts[number] = replace(part, span=(start, end))


def _bracketed(line: PartialLine, start: int, end: int) -> Span:
    while start and end < line.size and line.text[start - 1] + line.text[end] in _BRACKETS:
        start, end = start - 1, end + 1
    return start, end


class _Title:
    """The first and last offset of the title, which move inward as parts are removed."""

    def __init__(self, line: PartialLine) -> None:
        self._line = line
        self._first = 0
        self._last = line.size

    def separators_end(self, start: int, end: int) -> int:
        """The end of the commas after a part, if they separate nothing."""
        line = self._line
        first = self._begins_after(start)
        after = end
        while (
            after < line.size
            and not line.removed[after]
            and line.text[after] in (_SEPARATORS_AT_START if first else _SEPARATORS)
        ):
            after += 1
        joins = not (
            first or self._ends_before(after) or line.removed[start - 1] or line.text[start - 1] in EDGES
        )
        return end if joins else after

    def separators_start(self, start: int, end: int) -> int:
        """The start of the commas before a part, if nothing of the title follows it."""
        line, before = self._line, start
        if self._ends_before(end):
            while before and not line.removed[before - 1] and line.text[before - 1] in "，,、；; ":
                before -= 1
        return before if line.raw[before:start].strip() else start

    def _begins_after(self, start: int) -> bool:
        while self._first < start and self._gone(self._first):
            self._first += 1
        return self._first >= start

    def _ends_before(self, end: int) -> bool:
        while self._last > end and self._gone(self._last - 1):
            self._last -= 1
        return self._last <= end

    def _gone(self, at: int) -> bool:
        return bool(self._line.removed[at]) or self._line.text[at] == " "
