"""What was masked before, for when it comes again. All of it is in clear: only where a process may hold all in clear."""

from __future__ import annotations

from typing import Any, Final

from tui.kinds.declaration import Personal
from tui.rules.privacy.names import NameMark, looked_for, marks
from tui.rules.privacy.scrubbing import scrubbed

# Of these the same value is shown alike wherever it stands; a date of birth hangs on the field's name.
SHOWN_ALIKE: Final = frozenset({"name", "phone", "address"})
# So many texts are enough to remember.
_MOST: Final = 20_000


class Remembered:
    """Texts and fields of many documents, and what became of them; nothing is kept unless `keeping` says so."""

    def __init__(self) -> None:
        self.keeping = False
        # Without numbers and names, which hangs on which names are known: texts in Latin letters alone, and others.
        self.latin: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.shown: dict[tuple[Personal, str], str] = {}  # personal fields of a kind
        self._scrubbed: dict[str, str] = {}
        self._marks: dict[str, tuple[NameMark, ...]] = {}
        self._looked_for: dict[str, tuple[NameMark, ...]] = {}

    def without_numbers(self, text: str) -> str:
        """`scrubbed`."""
        found = self._scrubbed.get(text)
        if found is None:
            found = scrubbed(text)
            if self.keeping:
                self._scrubbed[text] = found
        return found

    def marks(self, names: str, key: bytes) -> tuple[NameMark, ...]:
        """The marks of the names in a field; always asked with the same `key`."""
        found = self._marks.get(names)
        if found is None:
            found = marks(names, key)
            if self.keeping:
                self._marks[names] = found
        return found

    def looked_for(self, names: str, key: bytes) -> tuple[NameMark, ...]:
        """Those of them that are looked for everywhere; always asked with the same `key`."""
        found = self._looked_for.get(names)
        if found is None:
            found = looked_for(names, key)
            if self.keeping:
                self._looked_for[names] = found
        return found

    def clear_texts(self) -> None:
        """Forget what hangs on names."""
        self.latin.clear()
        self.texts.clear()

    def trim(self) -> None:
        """Forget what has become too much."""
        for known in self._all():
            if len(known) > _MOST:
                known.clear()

    def clear(self) -> None:
        """Forget all of it."""
        for known in self._all():
            known.clear()

    def _all(self) -> tuple[dict[Any, Any], ...]:
        return (self.latin, self.texts, self.shown, self._scrubbed, self._marks, self._looked_for)
