"""The content lines of a calendar file, split quickly: nearly all of them have nothing that is quoted or escaped.

The library looks at each character of each line; where a line has no quote, no backslash and no blank before its
value, it falls into parts at its first colon. All other lines are the library's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from icalendar.parser import Contentline, Parameters

# A name, parameters without anything unusual in them, and the value (RFC 5545, section 3.1).
_PLAIN: Final = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=[^;:,"\\%^\s]*)*):([^\\]*)')


class _Line(Contentline):
    def parts(self) -> tuple[str, Parameters, str]:
        """Name, parameters and value of the line. Raises ValueError."""
        found = _PLAIN.fullmatch(self)
        if found is None:
            whole: tuple[str, Parameters, str] = super().parts()
            return whole
        name, given, value = found.groups()
        return name, Parameters(_parameters(given)) if given else Parameters(), value


@lru_cache(maxsize=256)
def _parameters(given: str) -> Parameters:
    found: Parameters = Parameters.from_ical(given[1:], strict=False)  # type: ignore[no-untyped-call]
    return found


def content_lines(lines: Sequence[str]) -> list[Contentline]:
    """The lines of a file, in which folded ones have been put together, for the library.

    Where no UID stands twice, without those that nothing is read from: of two versions the newer has to be told,
    and whether they are the same.
    """
    uids = [line for line in lines if line[:4].upper() == "UID:"]
    if len(uids) == len(set(uids)):
        lines = [line for line in lines if not (found := _NAME.match(line)) or found[1].upper() not in UNREAD]
    return [_Line(line) for line in lines]  # type: ignore[no-untyped-call]


_NAME: Final = re.compile(r"([A-Za-z-]+)[:;]")
# Stamps, which are read where a UID stands twice alone, and what is never read (RFC 5545, section 3.8).
UNREAD: Final = frozenset(
    [
        "DTSTAMP",
        "CREATED",
        "LAST-MODIFIED",
        "CLASS",
        "TRANSP",
        "PRIORITY",
        "ORGANIZER",
        "ATTENDEE",
        "CONTACT",
        "GEO",
        "RESOURCES",
        "URL",
        "ATTACH",
        "CATEGORIES",
        "PERCENT-COMPLETE",
        "TRIGGER",
        "ACTION",
        "REPEAT",
        "REQUEST-STATUS",
        "CALSCALE",
        "PRODID",
    ]
)
