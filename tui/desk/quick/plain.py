"""A line as understood, in plain values for other programs: `xingfu quick --dry-run --json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.lines.parsed_line import LinePart
from tui.capture.names.names import NamedEntity
from tui.desk.quick.quick_entry import ReadLine
from tui.language.errors import Translate


def plain(read: ReadLine, tr: Translate) -> dict[str, Any]:
    """`text`, `verb`, `title`, `ready`, `parts`, and in words `problems`, `questions` and `preview`."""
    line = read.line
    return {
        "text": line.text,
        "verb": line.verb,
        "title": line.title,
        "ready": line.ready,
        "parts": [_part(part, tr) for part in line.parts],
        "problems": [problem.text(tr) for problem in line.problems],
        "questions": [question.message.text(tr) for question in line.questions],
        "outlook": [message.text(tr) for message in read.preview],
    }


def _part(part: LinePart, tr: Translate) -> Mapping[str, Any]:
    found: dict[str, Any] = {
        "kind": part.kind,
        "text": part.text,
        "state": part.state,
        "value": _value(part.value),
    }
    if part.known is not None:
        found["known"] = _known(part.known)
    if part.candidates:
        found["candidates"] = [_known(known) for known in part.candidates]
    if part.problem is not None:
        found["problem"] = part.problem.text(tr)
    return found


def _known(known: NamedEntity) -> Mapping[str, Any]:
    return {"kind": known.kind, "id": known.id, "name": known.name}


def _value(value: object) -> Any:
    if isinstance(value, ParsedDate):
        more: dict[str, Any] = {"also": [day.isoformat() for day in value.also]} if value.also else {}
        if value.about:
            more["about"] = True
        return more | {
            "day": value.day.isoformat() if value.day else None,
            "until": value.until.isoformat() if value.until else None,
            "starts": f"{value.start:%H:%M}" if value.start else None,
            "ends": f"{value.end:%H:%M}" if value.end else None,
            "due": value.due.isoformat() if value.due else None,
        }
    return list(value) if isinstance(value, tuple) else value
