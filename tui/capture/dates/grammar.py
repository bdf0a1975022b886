"""A small table-driven parser that knows nothing of dates.

A `Lexicon` lists the tokens (words, numbers, other shapes) that can begin at an offset of a text, each with
its kind. A `Grammar` is a table of rows such as `which? WEEK weekday`; each row has a function that is called
with the values of its lower-case kinds. To extend the language, add a word or a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, Generic, Literal, NamedTuple, TypeVar, cast

from tui.capture.dates.characters import SIMPLIFIED_OF

Row = TypeVar("Row")
# Where a row may be read: anywhere in a line, only between blanks or punctuation, or only in a date field
# (which includes what follows ^).
Placement = Literal["free", "delimited", "date_field"]
PLACEMENT_RANK: Final[Mapping[Placement, int]] = {"free": 0, "delimited": 1, "date_field": 2}
# A longer run of blanks ends a phrase.
_MOST_BLANKS: Final = 2

_ODD: Final = "○—–－―～〜﹣’‘∶"
_PLAIN: Final = "零----~~-'':"
_FULL: Final[dict[int, str]] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)},
    **{code: chr(code - 0xFEE0 + 32) for code in range(0xFF21, 0xFF3B)},
    **dict.fromkeys((0x3000, 0xA0, 0x09, 0x0A, 0x0D), " "),
    **{ord(odd): plain for odd, plain in zip(_ODD, _PLAIN, strict=True)},
    **{ord(odd): plain for odd, plain in SIMPLIFIED_OF.items()},
}


def fold_width(text: str) -> str:
    """`text` in half width and lower case, traditional characters of the words that are read simplified.

    No character is added or removed: offsets stay valid.
    """
    return text.translate(_FULL)


class Token(NamedTuple):
    """A token at an offset of a text: its kind, its value, and the offset where it ends."""

    kind: str
    value: object
    end: int


Shape = tuple[str, "re.Pattern[str]", Callable[[str], Iterable[tuple[object, int]]]]


class Lexicon:
    """The tokens that can begin at an offset.

    `words` maps kinds to words and their values. `shapes` are triples (kind, pattern, reader) for text that
    begins with one of the characters `starts`; the reader yields pairs (value, length) for the text that
    matched.
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

    def first_characters(self, kinds: Collection[str]) -> frozenset[str]:
        """The characters that words of these kinds begin with."""
        return frozenset(
            first
            for first, words in self._by_first.items()
            if any(kind in kinds for _, meanings in words for kind, _ in meanings)
        )

    def tokens_at(self, text: str, start: int) -> list[Token]:
        """The tokens of `text` (folded) at `start`; a Latin word only as a whole word."""
        found: list[Token] = []
        first = text[start]
        inside = start > 0 and _latin(first) and _latin(text[start - 1])
        for word, meanings in () if inside else self._by_first.get(first, ()):
            if not text.startswith(word, start):
                continue
            end = start + len(word)
            if end < len(text) and _latin(word[-1]) and _latin(text[end]):
                continue
            found.extend([Token(kind, value, end) for kind, value in meanings])
        for kind, pattern, read in self._shapes if first in self._starts else ():
            match = pattern.match(text, start)
            if match:
                found.extend(Token(kind, value, start + length) for value, length in read(match[0]))
        return found


# 元月5日 is 1月5日; 500元月租 has no month.
_FIRST_MONTH: Final = re.compile(
    r"(?<![0-9〇零一二两三四五六七八九十百千万亿美欧日公单])元(?=月(?:[0-9份初底上中下末]|[一二三四五六七八九十廿]))"
)


class TokenizedText:
    """A folded text that looks up the tokens at each offset once."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.folded = _FIRST_MONTH.sub("1", fold_width(text))
        self._lexicon = lexicon
        self._tokens: dict[int, list[Token]] = {}
        # The rows that each grammar was found to match at an offset: days, times and placements ask again.
        self.matched: dict[tuple[object, int], object] = {}

    def tokens(self, at: int) -> list[Token]:
        """All tokens that begin at the offset `at`."""
        found = self._tokens.get(at)
        if found is None:
            found = self._tokens[at] = (
                self._lexicon.tokens_at(self.folded, at) if at < len(self.folded) else []
            )
        return found

    def skip_blanks(self, at: int) -> int:
        """The offset of the first character from `at` on that is no blank.

        It is `at` itself after a longer run of blanks: that ends a phrase.
        """
        end = at
        while end < len(self.folded) and self.folded[end] == " ":
            end += 1
        return end if end - at <= _MOST_BLANKS else at

    def token(self, at: int, kind: str) -> Token | None:
        """The longest token of that kind at `at`."""
        return next((token for token in self.tokens(at) if token.kind == kind), None)


class RowMatch(NamedTuple, Generic[Row]):
    """A row that matches at an offset, up to `end`, with the values of its lower-case kinds."""

    end: int
    row: Row
    values: tuple[object, ...]


class _Node(Generic[Row]):
    def __init__(self) -> None:
        self.next: dict[str, _Node[Row]] = {}
        self.rows: list[tuple[Row, tuple[int | None, ...]]] = []


class Grammar(Generic[Row]):
    """Rows of kinds, written `which? WEEK weekday`: `?` marks an optional kind, upper case one without a value."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        self._root: _Node[Row] = _Node()
        for pattern, row in rows:
            self._add(self._root, pattern.split(), row, ())

    def _add(
        self, node: _Node[Row], kinds: list[str], row: Row, value_places: tuple[int | None, ...]
    ) -> None:
        """Add a row. `value_places` are the indexes of its values among the tokens so far; None for one left out."""
        self._walk(node, kinds, row, value_places, 0)

    def _walk(
        self, node: _Node[Row], kinds: list[str], row: Row, value_places: tuple[int | None, ...], depth: int
    ) -> None:
        if not kinds:
            node.rows.append((row, value_places))
            return
        kind, rest = kinds[0], kinds[1:]
        name = kind.rstrip("?")
        has_value = name.islower()
        if kind.endswith("?"):
            self._walk(node, rest, row, (*value_places, None) if has_value else value_places, depth)
        child = node.next.get(name)
        if child is None:
            child = node.next[name] = _Node()
        self._walk(child, rest, row, (*value_places, depth) if has_value else value_places, depth + 1)

    @property
    def first_kinds(self) -> frozenset[str]:
        """The kinds that a row can begin with."""
        return frozenset(self._root.next)

    def matches(self, text: TokenizedText, at: int) -> list[RowMatch[Row]]:
        """The rows that match at `at`, the longest first, equal ones in the order of the table."""
        if (before := text.matched.get((self, at))) is not None:
            return cast(list[RowMatch[Row]], before)
        found: list[RowMatch[Row]] = []
        text.matched[self, at] = found
        self._collect(found, self._root, text, at, at, ())
        if len(found) > 1:
            found.sort(key=lambda match: -match.end)
        return found

    def _collect(
        self,
        found: list[RowMatch[Row]],
        node: _Node[Row],
        text: TokenizedText,
        at: int,
        end: int,
        values: tuple[object, ...],
    ) -> None:
        """Add the rows that `node` ends, and those that go on with the tokens at `at`."""
        for row, value_places in node.rows:
            found.append(
                RowMatch(
                    end, row, tuple([None if place is None else values[place] for place in value_places])
                )
            )
        following = node.next
        if not following:
            return
        for kind, value, token_end in text.tokens(at):
            child = following.get(kind)
            if child is not None:
                after = text.skip_blanks(token_end) if child.next else token_end
                self._collect(found, child, text, after, token_end, (*values, value))


def _latin(char: str) -> bool:
    return "a" <= char <= "z"
