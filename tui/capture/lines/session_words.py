"""What lines about a session that is planned name without a sign: its service, its team, who signs up."""

from __future__ import annotations

from typing import Final

from tui.capture.lines.parsed_line import Verb
from tui.capture.lines.partial_line import PartialLine
from tui.capture.names.name_index import TYPO, WHOLE

ABOUT_A_SESSION: Final[frozenset[Verb]] = frozenset({"signup", "cancel", "move"})
_LONGEST_NAME: Final = 12
_SHORT_NAME: Final = 4


def read_session_words(line: PartialLine) -> None:
    """Add the service or team of 报名, 取消 and 改期, and the resident of 报名."""
    if line.verb not in ABOUT_A_SESSION:
        return
    for start, end in line.words():
        typed = line.raw[start:end]
        if not 1 < len(typed) <= _LONGEST_NAME:
            continue
        service = line.context.names.find(typed, ("service",), TYPO - 1)
        if service.known is not None and not line.has("service"):
            line.add_match("service", (start, end), typed, service, service.known.name)
            continue
        if line.verb == "signup" and not line.has("who"):
            short = len(typed) <= _SHORT_NAME or typed.isascii()
            person = line.context.names.find(typed, ("person",), TYPO if short else WHOLE)
            if person.state != "unknown":
                name = person.known.name if person.known else typed
                line.add_match("who", (start, end), typed, person, name)
                continue
        team = line.context.names.find(typed, ("team",), TYPO - 1)
        if team.known is not None and not line.has("team"):
            line.add_match("team", (start, end), typed, team, team.known.name, in_title=True)
