"""Votes that do not fit with who is there: more than are present, or by a party that is not.

They are told, not refused: somebody came late, or attendance is noted at the end. The minutes say it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tui.kinds.words import PARTIES
from tui.language.errors import Message, listed

# Guests are heard and have no vote.
_GUESTS: Final = "guest"


def vote_doubts(
    votes: Mapping[str, Mapping[str, int]], attendance: Iterable[Mapping[str, Any]]
) -> list[Message]:
    """What does not fit between the votes on an item, by party or `all`, and the attendance of the meeting.

    Nothing where no attendance is noted at all, which the minutes say themselves. Of a party whose number is not noted one
    may be there; more votes than that are told.
    """
    there = {str(one["party"]): _people(one) for one in attendance}
    if not there or not any(sum(ballot.values()) for ballot in votes.values()):
        return []
    warnings: list[Message] = []
    for party, ballot in votes.items():
        cast = sum(ballot.values())
        if party == "all" or not cast:
            continue
        facts = {"party": Message(PARTIES[party]), "n": cast}  # type: ignore[index]
        if party not in there:
            warnings.append(Message("{party}: {n} votes, and not noted as present", facts))
        elif (people := there[party]) is None and cast > 1:
            warnings.append(Message("{party}: {n} votes, and not noted how many are present", facts))
        elif people is not None and cast > people:
            warnings.append(Message("{party}: {n} votes, {m} present", {**facts, "m": people}))
    voting = [people for party, people in there.items() if party != _GUESTS]
    counted = [people for people in voting if people is not None]
    in_all = sum(sum(ballot.values()) for ballot in votes.values())
    # Of a party without a number at least one came.
    certain = sum(counted) + len(voting) - len(counted)
    if in_all > certain and not warnings:
        sums: dict[str, object] = {"n": in_all, "m": sum(counted)}
        unknown = [
            Message(PARTIES[party])
            for party in PARTIES
            if party != _GUESTS and party in there and there[party] is None
        ]
        if unknown:
            sums["parties"] = listed(unknown)
            warnings.append(Message("{n} votes in all, {m} present; not noted how many of {parties}", sums))
        else:
            warnings.append(Message("{n} votes in all, {m} present", sums))
    return warnings


def meeting_doubts(meeting: Mapping[str, Any]) -> list[Message]:
    """What does not fit with the votes of a meeting, by item."""
    return [
        Message("Item {n}: {what}.", {"n": item["number"], "what": doubt})
        for item in meeting["items"]
        for doubt in vote_doubts(item["votes"], meeting["attendance"])
    ]


def _people(attendance: Mapping[str, Any]) -> int | None:
    """How many of a party are there: as noted, or as many as are named; None if neither is."""
    noted, named = attendance.get("people"), len(attendance.get("names") or ())
    return max(int(noted), named) if noted is not None else named or None
