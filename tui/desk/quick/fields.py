"""The fields of records that the parts of a line give. Pure but for the desk's day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from tui.capture.lines.free_dates import recurs
from tui.capture.lines.parsed_line import LinePart, ParsedLine
from tui.language.errors import InvalidInput, Message
from tui.language.text import ELLIPSIS

_ASSIGNEES: Final = frozenset({"team", "partner"})
# As the records have it; what is longer is cut at the end of a phrase where there is one.
TITLE: Final = 120
_ENDS: Final = "。；！？，、;!?, "
# Digits and letters as an input method in full width gives them.
_HALF_WIDTH: Final = {
    code: code - 0xFEE0
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}

# What is missing of a line, said before Enter and by it.
NO_DAY: Final = Message("Say on which day: ^26th, ^next friday.")
NO_HOLDER: Final = Message("Say who sees to it: >name.")


def title_of(text: str) -> str:
    """`text` as the title of a record: a longer one is cut, with `..` at its end."""
    if len(text) <= TITLE:
        return text
    start = text[: TITLE - len(ELLIPSIS)]
    end = max(start.rfind(mark) for mark in _ENDS)
    return f"{start[:end] if end >= TITLE // 2 else start}{ELLIPSIS}"


def named(part: LinePart | None) -> str:
    """The name that a part gives: that on record, else as it was typed; empty for no part."""
    if part is None:
        return ""
    return part.known.name if part.known is not None else str(part.value).translate(_HALF_WIDTH)


def record_id(part: LinePart | None, kind: str) -> int | None:
    """The id of the record of `kind` that a part names; None if it names none."""
    if part is None or part.known is None or part.known.kind != kind:
        return None
    return int(part.known.id) if part.known.id is not None else None


def said_phone(line: ParsedLine) -> str | None:
    """The telephone number that stands apart in a line."""
    part = line.first("phone")
    return str(part.value) if part is not None else None


def due_of(line: ParsedLine) -> str | None:
    """By when, as stored."""
    return line.when.due.isoformat() if line.when is not None and line.when.due is not None else None


def single_day(line: ParsedLine) -> date | None:
    """The one day that a line names; None if it names none. Raises InvalidInput if it names several days."""
    when = line.when
    if when is not None and when.also:
        raise InvalidInput({"": Message("The line names several days: {days}. Write a line for each.",
                                        {"days": when.message})})  # fmt: skip
    return when.day if when is not None else None


def one_day(line: ParsedLine) -> date | None:
    """The one day on which something was or is, and no range of days either. Raises InvalidInput."""
    when = line.when
    if when is not None and when.until is not None:
        raise InvalidInput({"": Message("The line names several days: {days}. Write a line for each.",
                                        {"days": when.message})})  # fmt: skip
    return single_day(line)


def wish_fields(line: ParsedLine) -> dict[str, Any]:
    """The plain fields of a wish."""
    fields: dict[str, Any] = {"title": title_of(line.title)}
    if fields["title"] != line.title:
        fields["detail"] = line.title
    who, place = line.first("who"), line.first("place")
    if who is not None:
        fields["resident"] = named(who)
    if place is not None:
        compound = record_id(place, "place")
        fields |= {"compound": compound} if compound is not None else {"address": named(place)}
    for name, value in (
        ("phone", said_phone(line)),
        ("category", line.category),
        ("urgency", line.urgency),
        ("due", due_of(line)),
    ):
        if value is not None:
            fields[name] = value
    return fields


def assignee_of(line: ParsedLine) -> Mapping[str, Any] | None:
    """Who is to see to it, as a wish keeps it; None if nobody is named."""
    part = line.first("assignee")
    if part is None:
        return None
    known = part.known
    if known is not None and known.kind in _ASSIGNEES:
        return {"kind": known.kind, "id": known.id, "name": known.name}
    return {"kind": "person", "id": None, "name": named(part)}


NO_TIME: Final = Message("Say when: tomorrow 10:00, friday 3pm.")
_MORNING: Final = "09:00"


def reminder_fields(line: ParsedLine, now: datetime) -> dict[str, Any]:
    """The fields of a reminder; a day without a time means the morning. Raises InvalidInput without either."""
    when, day = line.when, single_day(line)
    if (when is None or not when.day_given) and recurs(line.title):
        raise InvalidInput(
            {
                "": Message(
                    "A reminder comes once. Write the day of the next one; for what returns there are services."
                )
            }
        )
    if when is not None and day is None:
        day = when.due
    if when is None or day is None:
        raise InvalidInput({"": NO_TIME})
    about = " ".join(filter(None, (line.title, named(line.first("who")), named(line.first("place")))))
    fields = {
        "title": title_of(about),
        "on": day.isoformat(),
        "at": f"{when.start:%H:%M}" if when.start else _MORNING,
    }
    if not when.start and day == now.date() and now.strftime("%H:%M") >= _MORNING:
        raise InvalidInput({"": NO_TIME})
    holder = line.first("assignee")
    return fields if holder is None else {**fields, "owner": named(holder)}


def action_fields(line: ParsedLine) -> dict[str, Any]:
    """The fields of an action item. Raises InvalidInput if nobody is to see to it."""
    holder = line.first("assignee") or line.first("who")
    if holder is None:
        raise InvalidInput({"": NO_HOLDER})
    fields = {"title": title_of(line.title), "owner": named(holder), "due": due_of(line)}
    return fields if fields["title"] == line.title else {**fields, "note": line.title}
