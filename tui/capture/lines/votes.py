"""Votes as they are counted out loud: `4/0/1`, or by party: `物业 4/0/1，居委会 3/0/0`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tui.kinds.words import VOTERS
from tui.language.errors import InvalidInput, Message
from tui.language.i18n import translator

_BALLOT: Final = re.compile(
    r"(?P<who>[^\d/,;=:]*?)[\s=:]*(?P<yes>\d{1,4})/(?P<no>\d{1,4})(?:/(?P<abstain>\d{1,4}))?"
)
_BETWEEN: Final = re.compile(r"[\s,;、]*")


def parse_votes(text: str) -> dict[str, dict[str, int]]:
    """The votes by who cast them: for, against and (0 if it is left out) abstaining.

    Without a name they are the whole meeting's. Raises InvalidInput for what is not written so, for a
    party that is not known or could be several, and for one that is counted twice.
    """
    said = unicodedata.normalize("NFKC", text).strip()
    found: dict[str, dict[str, int]] = {}
    at = 0
    while at < len(said):
        ballot = _BALLOT.match(said, at)
        if ballot is None:
            raise _unclear(text)
        who = voter(ballot["who"].strip()) if ballot["who"].strip() else "all"
        if who is None or who in found:
            raise _unclear(text)
        found[who] = {name: int(ballot[name] or 0) for name in ("yes", "no", "abstain")}
        between = _BETWEEN.match(said, ballot.end())
        at = between.end() if between else ballot.end()
    return found


def voter(name: str) -> str | None:
    """The party that `name` means: its code, or what only its name has, in either language."""
    chinese = translator("zh")
    if name in VOTERS:
        return name
    wanted = name.lower()
    having = [code for code, label in VOTERS.items() if wanted in label or wanted in chinese(label)]
    return having[0] if len(having) == 1 else None


def _unclear(text: str) -> InvalidInput:
    return InvalidInput(
        {
            "votes": Message(
                "«{text}» is not understood as votes. Write for/against/abstaining: 4/0/1, or by party: "
                "property 4/0/1, council 3/1/0.",
                {"text": text.strip()[:60]},
            )
        }
    )
