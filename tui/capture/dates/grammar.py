"""A small grammar engine: words by kind, and rows of kinds that mean something.

Knows nothing of dates. A `Lexicon` says which words (and numbers, and other shapes) begin at a place
in a text; a `Grammar` is a table of rows such as `which? WEEK weekday`, each with a function that is
given the values of its lower-case kinds. Adding a word or a row is all that extending takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Generic, Literal, NamedTuple, TypeVar

Row = TypeVar("Row")
# Where a row may be read: anywhere in a line, only where blanks or punctuation set it apart, or only
# where a date is asked for (a date field, what follows ^).
Where = Literal["free", "apart", "asked"]
WHERE: Final[Mapping[Where, int]] = {"free": 0, "apart": 1, "asked": 2}
# Longer runs of blanks than this do not hold a phrase together.
_MOST_BLANKS: Final = 2

_ODD: Final = "後週點號兩個鐘禮陽節國慶內間時開過從〇○—–－―～〜﹣’‘∶"
_PLAIN: Final = "后周点号两个钟礼阳节国庆内间时开过从零零----~~-'':"
_FULL: Final[dict[int, str]] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)},
    **{code: chr(code - 0xFEE0 + 32) for code in range(0xFF21, 0xFF3B)},
    **dict.fromkeys((0x3000, 0xA0, 0x09, 0x0A, 0x0D), " "),
    **{ord(odd): plain for odd, plain in zip(_ODD, _PLAIN, strict=True)},
}  # fmt: skip


def fold_width(text: str) -> str:
    """`text` in half width and lower case, traditional date words simplified; every character keeps its place."""
    return text.translate(_FULL)


class Word(NamedTuple):
    """A word as it stands in a text: its kind, what it is worth, and where it ends."""

    kind: str
    value: object
    end: int


Shape = tuple[str, "re.Pattern[str]", Callable[[str], Iterable[tuple[object, int]]]]


class Lexicon:
    """Which words begin at a place.

    `words` maps kinds to words and what these are worth; `shapes` are (kind, pattern, reading), beginning
    with one of `starts`: the reading gives, for the text found, values with the length that each takes.
    """

    def __init__(
        self, words: Mapping[str, Mapping[str, object]], shapes: Sequence[Shape], starts: str
    ) -> None:
        self._by_first: dict[str, list[tuple[str, list[tuple[str, object]]]]] = {}
        table: dict[str, list[tuple[str, object]]] = {}
        for kind, entries in words.items():
            for word, value in entries.items():
                table.setdefault(word, []).append((kind, value))
        for word in sorted(table, key=len, reverse=True):
            self._by_first.setdefault(word[0], []).append((word, table[word]))
        self._shapes = tuple(shapes)
        self._starts = frozenset(starts)
        self.beginnings: Final = frozenset(self._by_first) | self._starts

    def at(self, text: str, start: int) -> list[Word]:
        """The words of `text` (folded) that begin at `start`; a Latin word is taken as a whole only."""
        found: list[Word] = []
        first = text[start]
        for word, meanings in self._by_first.get(first, ()):
            if not text.startswith(word, start):
                continue
            end = start + len(word)
            if _latin(word[-1]) and end < len(text) and _latin(text[end]):
                continue
            if _latin(first) and start and _latin(text[start - 1]):
                continue
            found.extend(Word(kind, value, end) for kind, value in meanings)
        for kind, pattern, read in self._shapes if first in self._starts else ():
            match = pattern.match(text, start)
            if match:
                found.extend(Word(kind, value, start + length) for value, length in read(match[0]))
        return found


class Text:
    """A folded text whose words are looked up once for every place."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = fold_width(text)
        self._lexicon = lexicon
        self._words: dict[int, list[Word]] = {}

    def words(self, at: int) -> list[Word]:
        """The words that begin at `at`."""
        found = self._words.get(at)
        if found is None:
            found = self._words[at] = self._lexicon.at(self.text, at) if at < len(self.text) else []
        return found

    def blanks(self, at: int) -> int:
        """The first place from `at` on that is no blank, as far as blanks hold a phrase together."""
        end = at
        while end < len(self.text) and self.text[end] == " ":
            end += 1
        return end if end - at <= _MOST_BLANKS else at

    def word(self, at: int, kind: str) -> Word | None:
        """The longest word of that kind at `at`."""
        return next((w for w in self.words(at) if w.kind == kind), None)


class Found(NamedTuple, Generic[Row]):
    """A row that fits at a place, up to `end`, with the values of its lower-case kinds."""

    end: int
    row: Row
    values: tuple[object, ...]


class _Node(Generic[Row]):
    def __init__(self) -> None:
        self.next: dict[str, _Node[Row]] = {}
        self.rows: list[tuple[Row, tuple[int | None, ...]]] = []


class Grammar(Generic[Row]):
    """Rows of kinds, written `which? WEEK weekday`: `?` may be missing, an upper-case kind has no value."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        self._root: _Node[Row] = _Node()
        for pattern, row in rows:
            self._add(self._root, pattern.split(), row, ())

    def _add(self, node: _Node[Row], kinds: list[str], row: Row, taken: tuple[int | None, ...]) -> None:
        """`taken` are the places of the values among the words so far; None for what is missing."""
        self._walk(node, kinds, row, taken, 0)

    def _walk(
        self, node: _Node[Row], kinds: list[str], row: Row, taken: tuple[int | None, ...], depth: int
    ) -> None:
        if not kinds:
            node.rows.append((row, taken))
            return
        kind, rest = kinds[0], kinds[1:]
        name = kind.rstrip("?")
        valued = name.islower()
        if kind.endswith("?"):
            self._walk(node, rest, row, (*taken, None) if valued else taken, depth)
        child = node.next.get(name)
        if child is None:
            child = node.next[name] = _Node()
        self._walk(child, rest, row, (*taken, depth) if valued else taken, depth + 1)

    def fits(self, text: Text, at: int) -> list[Found[Row]]:
        """The rows that fit at `at`, the longest first; of equal ones that which is written first."""
        found = list(self._fits(self._root, text, at, at, ()))
        found.sort(key=lambda fit: -fit.end)
        return found

    def _fits(
        self, node: _Node[Row], text: Text, at: int, end: int, values: tuple[object, ...]
    ) -> Iterator[Found[Row]]:
        for row, taken in node.rows:
            yield Found(end, row, tuple(None if place is None else values[place] for place in taken))
        if not node.next:
            return
        for word in text.words(at):
            child = node.next.get(word.kind)
            if child is not None:
                yield from self._fits(child, text, text.blanks(word.end), word.end, (*values, word.value))


def _latin(char: str) -> bool:
    return "a" <= char <= "z"
