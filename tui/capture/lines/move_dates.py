"""The two days of a line that moves a session: `改期 义剪 26号 到 28号`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.lines.date_parts import add_date
from tui.capture.lines.parsed_line import LinePart
from tui.capture.lines.partial_line import PartialLine

_TO: Final = re.compile(
    r"(?:推迟|提前|延期|顺延|改期|改|调整?|挪|移)?(?:到|至|为|成|在) ?$|(?:改期?|推迟|提前) ?$|-> ?$| to ?$"
)
_LONGEST_TO: Final = 6


def add(line: PartialLine, before: LinePart | None, found: ParsedDate) -> None:
    """Add the day on which the session is, then the day that it moves to; 26号到28号 gives both."""
    if before is None and found.until is not None:
        add_date(line, replace(found, until=None, start=None, end=None), found.span)
        line.add("to", found.span, line.raw[slice(*found.span)], replace(found, day=found.until, until=None))
    elif before is None or found.day is None:
        add_date(line, found, found.span)
    elif not line.has("to"):
        start = found.span[0]
        to = _TO.search(line.text, max(0, start - _LONGEST_TO), start)
        typed = line.raw[slice(*found.span)]
        line.add("to", (to.start() if to else start, found.span[1]), typed, replace(found, text=typed))
