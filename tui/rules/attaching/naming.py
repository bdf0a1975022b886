"""What attached files and links are called."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from tui.language.cleaning import one_line

MOST_CALLED: Final = 120
"""In characters."""
_UNFIT: Final = re.compile(r'[/\\:*?"<>|]')


def called(name: str) -> str:
    """The name of a file as it is kept and shown: one line, no part of a path, no unseen character, not too long.

    Its ending stays where the rest has to be cut. Letters of any script stay as they are. Empty if nothing is left.
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    text = one_line(_UNFIT.sub("_", one_line(text.replace("\0", "")))).strip(" .")
    if len(text) <= MOST_CALLED:
        return text
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return text[:MOST_CALLED].strip(" .")
    return f"{stem[: MOST_CALLED - len(ending) - 1].rstrip(' .')}.{ending}"


_LONGEST_ENDING: Final = 10


def link_called(link: str) -> str:
    """What a link is called where nobody says: its site and what it names last."""
    parts = urlsplit(link)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2], errors="replace")
    return called(f"{parts.hostname or ''} {last}".strip()) or str(parts.hostname)
