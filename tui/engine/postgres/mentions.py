"""In which documents of a community a resident may be named, told without going through all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from tui.engine.documents import Tables
from tui.rules.privacy.names import SURNAMES_BEGIN, persons

Key = tuple[str, str]

# Surname and given name as far as nearly all names go, wherever one can begin.
_NAME: Final = re.compile(f"(?=([{''.join(sorted(SURNAMES_BEGIN))}][一-龥㐀-䶿]{{1,2}}))")
_USUAL: Final = re.compile("[一-龥㐀-䶿]{2,}")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_LONGEST: Final = 3


class Mentions:
    """By what looks like a name, the documents of `tables` in which it stands, or stood once."""

    def __init__(self, tables: Tables) -> None:
        self._at: dict[str, set[Key]] = {}
        for table, documents in tables.items():
            for key, document in list(documents.items()):
                self.put((table, key), document)

    def put(self, at: Key, document: Mapping[str, Any]) -> None:
        """Take in a document as it is now."""
        text = "\n".join(_NOT_ASCII.findall(compared(document)))
        for name in set(_NAME.findall(text)):
            self._at.setdefault(name, set()).add(at)
            if len(name) == _LONGEST:
                self._at.setdefault(name[:2], set()).add(at)

    def of(self, names: Iterable[str]) -> set[Key] | None:
        """Where the persons whose names these are may be named; None for anywhere."""
        found: set[Key] = set()
        for name in {person for one in names for person in persons(one)}:
            if name[0] not in SURNAMES_BEGIN or not _USUAL.fullmatch(name):
                return None  # one of other letters, or of several words
            found |= self._at.get(name[:_LONGEST], set())
        return found


def compared(document: Mapping[str, Any]) -> str:
    """The text of a document without spaces and ends of lines, in lower case."""
    return "".join(orjson.dumps(document).decode().replace("\\n", "").split()).casefold()
