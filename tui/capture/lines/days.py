"""A date as a part of a line: where it is past and should not be, it says so."""

from __future__ import annotations

from dataclasses import replace

from tui.capture.dates.when import When, past
from tui.capture.lines.draft import DUE, Draft
from tui.capture.lines.parts import Span
from tui.language.errors import Message


def add_date(draft: Draft, found: When, span: Span, *, in_title: bool = False) -> None:
    text = draft.raw[slice(*found.span)]
    found = replace(found, text=text)
    if found.problem is not None:
        draft.add("date", span, text, found, state="unknown", in_title=True, problem=found.problem)
        return
    draft.add("date", span, text, found, in_title=in_title, problem=why_past(draft, found))


def why_past(draft: Draft, found: When) -> Message | None:
    return past(found, draft.context.now.date()) if draft.verb in DUE else None
