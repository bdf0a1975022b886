"""A telephone number that stands apart in a line is that of who asks: `李奶奶 13800001107 想理发`."""

from __future__ import annotations

import re
from typing import Final

from tui.capture.lines.parsed_line import Span, Verb
from tui.capture.lines.partial_line import STOPS, PartialLine

WITH_PHONE: Final[frozenset[Verb]] = frozenset({"wish", "home", "signup"})
"""The lines whose records have a telephone number."""

# Of a mobile telephone, with what says that it is one before it.
_PHONE: Final = re.compile(
    r"(?:(?:联系|手机)?(?:电话|手机号?码?|号码)[:：]? ?)?(?<![0-9-])(?:\+?86[ -]?)?(1[3-9][0-9](?:[0-9]{8}|[ -][0-9]{4}[ -][0-9]{4}))(?![0-9-])"
)


def read_phone(line: PartialLine) -> None:
    """Add the first number that stands apart from the words; one within them is only told: 打13800138000找王姐."""
    if line.verb not in WITH_PHONE:
        return
    for found in _PHONE.finditer(line.text):
        start, end = found.span()
        if any(line.removed[start:end]) or not (_free(line, start - 1) and _free(line, end)):
            continue
        if (
            line.text[end : end + 1] in {":", ","}
            or line.text[start - 1 : start] + line.text[end : end + 1] == ",)"
        ):
            start, end = (start - 1, end) if line.text[end] == ")" else (start, end + 1)
        line.add("phone", (start, end), line.raw[start:end], re.sub("[ -]", "", found[1]))
        return


def phone_span(line: PartialLine) -> Span | None:
    """Where the number stands."""
    return next((part.span for part in line.parts if part.kind == "phone"), None)


def _free(line: PartialLine, at: int) -> bool:
    return not 0 <= at < line.size or bool(line.removed[at]) or line.text[at] in STOPS
