"""Which parts each kind of line has a use for. All others are words: they stay in the title, and nothing is dropped.

`决议 下月装桩` decides on 下月装桩: only where somebody is to see to it (`>物业`) is the day one by which it is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.capture.lines.parsed_line import LinePart, PartKind, Verb
from tui.capture.lines.partial_line import PartialLine

# How many parts of a kind are used, in the order of the line. A verb that is not here uses all that it reads.
_USED: Final[Mapping[Verb, Mapping[PartKind, int]]] = {
    "wish": {"who": 1, "place": 1, "category": 1, "urgency": 1, "assignee": 1, "date": 1, "phone": 1},
    "action": {"assignee": 1, "who": 1, "date": 1},
    "decide": {"assignee": 1, "date": 1},
    "matter": {},
    "remind": {"who": 1, "place": 1, "assignee": 1, "date": 1},
}


def keep_unused(line: PartialLine) -> None:
    """Put back into the title what the verb has no use for, and no longer call it a part."""
    used = _USED.get(line.verb)
    if used is None:
        return
    left = {**used, "verb": 1}
    if line.verb in {"action", "decide"}:
        given = line.has("assignee")
        # Who sees to it is named by > or, in an action item, by @; a decision that nobody is to see to has no day.
        left["who" if line.verb == "action" else "date"] = int(given is (line.verb == "decide"))
    kept: list[LinePart] = []
    for part in sorted(line.parts, key=lambda part: part.span):
        if left.get(part.kind, 0) > 0:
            left[part.kind] -= 1
            kept.append(part)
        elif part.in_title or any(one.kind == part.kind and one.value == part.value for one in kept):
            kept.append(part)  # nothing of it is dropped: 26号 and 9点 are one date in two places
        else:
            start, end = part.span
            line.removed[start:end] = bytes(end - start)
    line.parts[:] = kept
