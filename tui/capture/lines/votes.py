"""Parses the field for votes: `4/0/1`, or by party: `物业 4/0/1，居委会 3/0/0`."""

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
    """The votes by party: for, against, abstaining (0 if left out); without a party under the key `all`.

    Raises InvalidInput for another notation, for a party that is unknown or ambiguous, and for one that is
    counted twice.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    found: dict[str, dict[str, int]] = {}
    at = 0
    while at < len(typed):
        ballot = _BALLOT.match(typed, at)
        if ballot is None:
            raise _unclear(text)
        who = voter(ballot["who"].strip()) if ballot["who"].strip() else "all"
        if who is None or who in found:
            raise _unclear(text)
        found[who] = {name: int(ballot[name] or 0) for name in ("yes", "no", "abstain")}
        between = _BETWEEN.match(typed, ballot.end())
        at = between.end() if between else ballot.end()
    return found


def voter(name: str) -> str | None:
    """The code of the party that `name` means: the code itself, or a text that only one label contains."""
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
