"""What is left over when parts are taken out of a title: commas that join nothing, brackets around nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tui.capture.lines.draft import EDGES, Draft
from tui.capture.lines.parts import Span

_JOINTS: Final = frozenset(",，、；;。")
# The same after what a line begins with: 急！水管爆了.
_JOINTS_FIRST: Final = _JOINTS | frozenset(":：!！")
_BRACKETS: Final = frozenset(("()", "（）", "[]", "【】", "「」"))


def take_joints(draft: Draft) -> None:
    """Brackets and commas that are left with nothing in them or to join go with the part."""
    title = _Title(draft)
    for number, part in enumerate(draft.parts):
        if not part.in_title:
            start, end = _bracketed(draft, *part.span)
            end = title.joints_after(start, end)
            start = title.joints_before(start, end)
            draft.take(start, end)
            draft.parts[number] = replace(part, span=(start, end))


def _bracketed(draft: Draft, start: int, end: int) -> Span:
    while start and end < draft.size and draft.text[start - 1] + draft.text[end] in _BRACKETS:
        start, end = start - 1, end + 1
    return start, end


class _Title:
    """Where the title begins and ends, as more and more is taken out of it."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._first = 0
        self._last = draft.size

    def joints_after(self, start: int, end: int) -> int:
        """Where the commas after a part end, if nothing is left that they join."""
        draft = self._draft
        first = self._begins_after(start)
        after = end
        while (
            after < draft.size
            and not draft.taken[after]
            and draft.text[after] in (_JOINTS_FIRST if first else _JOINTS)
        ):
            after += 1
        joins = not (
            first or self._ends_before(after) or draft.taken[start - 1] or draft.text[start - 1] in EDGES
        )
        return end if joins else after

    def joints_before(self, start: int, end: int) -> int:
        """Where the commas before a part begin, if nothing of the title follows it."""
        draft, before = self._draft, start
        if self._ends_before(end):
            while before and not draft.taken[before - 1] and draft.text[before - 1] in "，,、；; ":
                before -= 1
        return before if draft.raw[before:start].strip() else start

    def _begins_after(self, start: int) -> bool:
        while self._first < start and self._gone(self._first):
            self._first += 1
        return self._first >= start

    def _ends_before(self, end: int) -> bool:
        while self._last > end and self._gone(self._last - 1):
            self._last -= 1
        return self._last <= end

    def _gone(self, at: int) -> bool:
        return bool(self._draft.taken[at]) or self._draft.text[at] == " "
