"""Words that many records share, the labels of choices and the names of places, with the positions of those records."""

from __future__ import annotations

from array import array


class SharedWords:
    """The positions of texts by the words in them, which are few however many the texts."""

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}

    def put(self, position: int, words: list[str]) -> None:
        """Add the words of the text at `position`."""
        for word in words:
            self._places.setdefault(word, array("i")).append(position)

    def having(self, piece: str) -> set[int]:
        """The positions of texts with a word that contains the piece; some may have had it earlier."""
        found: set[int] = set()
        for word, places in self._places.items():
            if piece in word:
                found.update(places)
        return found
