"""English numbers: what is one has no plural. Chinese has none, and the msgids are written with it."""

from __future__ import annotations

import re
from typing import Final

# What is counted in the texts of the program.
_COUNTED: Final = (
    "attachments|backups|bookings|buildings|changes|characters|columns|commits|days|documents|drafts|events|figures|hours|households|"
    "keys|lines|mediations|minutes|months|offers|organisations|people|places|PINs|records|residents|rows|seats|services|sessions|stars|"
    "steps|teams|times|units|visits|volunteers|votes|weeks|wishes"
)
_ONE: Final = re.compile(
    rf"(?<![\w.,:/\-–])1 ((?:working |empty |later )?)({_COUNTED})\b( (?:are|were|have)\b)?"
)
_IRREGULAR: Final = {"people": "person", "times": "time"}
_VERBS: Final = {" are": " is", " were": " was", " have": " has"}
_LACK: Final = re.compile(r"(?<![\w.,:/\-–])1 lack\b")


def counted(text: str) -> str:
    """An English text in which one day is not `1 days`; all else stays as it is."""
    return _LACK.sub("1 lacks", _ONE.sub(_singular, text)) if "1 " in text else text


def _singular(match: re.Match[str]) -> str:
    before, noun, verb = match.groups()
    one = _IRREGULAR.get(noun) or (noun[:-2] if noun.endswith("shes") else noun[:-1])
    return f"1 {before}{one}{_VERBS.get(verb or '', '')}"
