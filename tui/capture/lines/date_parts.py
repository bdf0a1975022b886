"""Adds a parsed date to a line, with an error where a deadline is past."""

from __future__ import annotations

from dataclasses import replace

from tui.capture.dates.parsed_date import ParsedDate, error_if_past
from tui.capture.lines.parsed_line import Span
from tui.capture.lines.partial_line import SETS_DEADLINE, PartialLine
from tui.language.errors import Message


def add_date(line: PartialLine, found: ParsedDate, span: Span, *, in_title: bool = False) -> None:
    """Add the part for `found`, or for the error if there is no such day."""
    text = line.raw[slice(*found.span)]
    found = found if found.text == text else replace(found, text=text)
    if found.problem is not None:
        line.add("date", span, text, found, state="unknown", in_title=True, problem=found.problem)
        return
    line.add("date", span, text, found, in_title=in_title, problem=past_date_error(line, found))


def past_date_error(line: PartialLine, found: ParsedDate) -> Message | None:
    """The error that the date is past, in a line whose verb takes it as a deadline."""
    return error_if_past(found, line.context.now.date()) if line.verb in SETS_DEADLINE else None
