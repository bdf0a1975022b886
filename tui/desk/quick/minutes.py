"""What a line typed in a meeting is to the minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from tui.capture.lines.parsed_line import ParsedLine
from tui.desk.meetings.minute_taking import TypedLine, counted_votes
from tui.desk.quick.fields import action_fields, assignee_of, due_of, named, title_of, wish_fields
from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.rules.ballots import vote_doubts

_BETWEEN: Final = re.compile(r"[\s,，、;；]+")


def typed_line(line: ParsedLine, meeting: Stored, item: int | None) -> TypedLine | None:
    """The line as minute-taking keeps it; None for one that is no part of the minutes (hours, visits).

    Raises InvalidInput for what is missing.
    """
    text = " ".join(line.text.split())
    match line.verb:
        case "note":
            return TypedLine("note", text, {"text": _said(line)})
        case "matter":
            return TypedLine("matter", text, {"title": line.title})
        case "wish":
            return TypedLine("wish", text, {**wish_fields(line), "assignee": assignee_of(line)})
        case "action":
            return TypedLine("action", text, action_fields(line))
        case "present":
            return TypedLine("present", text, {"present": _present(line)})
        case "vote" if line.ballots:
            return TypedLine("votes", text, {"votes": _votes(line)})
        case "decide":
            return TypedLine("decision", text, _decision(line, meeting, item))
    return None


def _said(line: ParsedLine) -> str:
    """A note as it was typed: signs and names stay where they were said."""
    verb = line.first("verb")
    return " ".join(line.text[verb.span[1] if verb is not None else 0 :].split())


def _present(line: ParsedLine) -> list[Mapping[str, Any]]:
    """Who is there: parties with how many people, and people by name."""
    found: dict[str, dict[str, Any]] = {}
    for code, people in line.parties:
        found[code] = {"party": code, **({"people": people} if people else {})}
    for party, name in by_name(line):
        names = found.setdefault(party, {"party": party}).setdefault("names", [])
        names.append(name)
    return list(found.values())


def by_name(line: ParsedLine) -> Iterator[tuple[str, str]]:
    """Who is named among those who are there, each with their party.

    A name that is not on record is of the party before it (`物业2人 王经理`); all others are guests.
    """
    for part in line.all("who"):
        yield "guest", named(part)
    parties = [part for part in line.all("party") if part.state == "understood"]
    at = 0
    for name in filter(None, _BETWEEN.split(line.title)):
        at = max(at, line.text.find(name, at))
        before = [part for part in parties if part.span[0] < at]
        # 四方 are four parties in one word: none of them is that of a name after it.
        one = len([part for part in before if part.span == before[-1].span]) == 1
        yield (cast("tuple[str, object]", before[-1].value)[0] if one else "guest"), name


def doubts_of_votes(line: ParsedLine, meeting: Stored, item: int | None) -> list[Message]:
    """What does not fit between the votes of the item, those of the line with them, and who is there."""
    before: Mapping[str, Any] = next((one["votes"] for one in meeting["items"] if one["number"] == item), {})
    return vote_doubts(counted_votes(before, _votes(line)), meeting["attendance"])


def _votes(line: ParsedLine) -> dict[str, dict[str, int]]:
    """The votes by who cast them; those without a party are the whole meeting's."""
    return {
        party or "all": {"yes": yes, "no": no, "abstain": abstain}
        for party, (yes, no, abstain) in line.ballots
    }


def _decision(line: ParsedLine, meeting: Stored, item: int | None) -> dict[str, Any]:
    """Who is named gets the wish that is decided on; where the item is no wish, an action item."""
    fields: dict[str, Any] = {"text": line.title}
    holder = line.first("assignee")
    if holder is None:
        return fields
    about = next((i for i in meeting["items"] if i["number"] == item), None)
    if about is not None and about.get("wish_id") is not None:
        return {**fields, "ruling": "assign", "assignee": named(holder), "due": due_of(line)}
    # The decision has the whole of a text that is too long for a title.
    return {**fields, "action": {"title": title_of(line.title), "owner": named(holder), "due": due_of(line)}}
