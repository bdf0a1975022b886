"""The state of a line during parsing: the parts found, the characters of the title, those not to be parsed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.capture.dates.grammar import fold_width
from tui.capture.dates.meanings.context import Direction
from tui.capture.lines.parsed_line import LineContext, LinePart, PartKind, Span, Verb
from tui.capture.names.names import NameMatch

# In these a date is a deadline and cannot be past.
SETS_DEADLINE: Final[frozenset[Verb]] = frozenset({"wish", "action", "decide", "note", "comment"})
# In these the whole text stays in the title, the parts with signs included.
KEEP_FULL_TEXT: Final[frozenset[Verb]] = frozenset({"rate", "comment", "note"})
# In these dates and urgencies need a sign.
TEXT_ONLY: Final[frozenset[Verb]] = frozenset({"rate", "present", "vote", "comment", "note", "matter"})
_ABOUT_THE_PAST: Final[frozenset[Verb]] = frozenset({"hours", "visit"})
# What ends a word, and what may stand at the edges of a title.
STOPS: Final = frozenset(" ,，。、；;：:！？!?…\"“”'()（）【】[]|")
EDGES: Final = frozenset(' ,，。、；;：:！？!?…“”"()（）【】|.~\n\t')


class PartialLine:
    """A line with its parts, and with two flags per character.

    `removed` marks what is no longer in the title, `protected` what is not parsed further.
    """

    def __init__(self, text: str, context: LineContext) -> None:
        self.raw = text
        self.text = fold_width(text)
        self.context = context
        self.size = len(text)
        self.parts: list[LinePart] = []
        self.removed = bytearray(self.size)
        self.protected = bytearray(self.size)
        self.verb: Verb = context.default
        self.verb_given = False

    @property
    def direction(self) -> Direction:
        """Whether dates in the line are in the future or in the past (hours given, visits paid)."""
        return "around" if self.verb in _ABOUT_THE_PAST else "future"

    def has(self, kind: PartKind) -> bool:
        """Whether there is a part of that kind."""
        return any(part.kind == kind for part in self.parts)

    def protect(self, start: int, end: int) -> None:
        """Exclude a span from further parsing."""
        self.protected[start:end] = b"\1" * (end - start)

    def remove(self, start: int, end: int) -> None:
        """Remove a span from the title."""
        self.removed[start:end] = b"\1" * (end - start)

    def add_match(
        self,
        kind: PartKind,
        span: Span,
        typed: str,
        match: NameMatch,
        value: object,
        *,
        in_title: bool = False,
    ) -> None:
        """Add a part that names an entity, in the state that the look-up returned."""
        state = "understood" if match.state == "resolved" else match.state
        self.add(
            kind,
            span,
            typed,
            value,
            state=state,
            known=match.known,
            candidates=match.candidates,
            in_title=in_title,
        )

    def add(self, kind: PartKind, span: Span, text: str, value: object, **more: object) -> None:
        """Add a part; its span is removed from the title unless it is `in_title`."""
        part = LinePart(kind, **{"state": "understood", "span": span, "text": text, "value": value, **more})  # type: ignore[arg-type]
        self.parts.append(part)
        if not part.in_title:
            self.remove(*span)

    def remaining(self, *, protected: bool = True) -> str:
        """The text with blanks in place of what is removed and, unless `protected`, of protected characters."""
        gone = self.removed if protected else bytearray(map(max, self.removed, self.protected))
        pieces: list[str] = []
        at = 0
        for start, end in _runs(gone, self.size):
            pieces += (" " * (start - at), self.text[start:end])
            at = end
        pieces.append(" " * (self.size - at))
        return "".join(pieces)

    def words(self) -> list[Span]:
        """The spans between blanks and punctuation that are not removed."""
        return list(self.words_from(0))

    def words_from(self, start: int) -> Iterator[Span]:
        """The same, from `start` on."""
        begin = -1
        for at in range(start, self.size + 1):
            inside = at < self.size and not self.removed[at] and self.text[at] not in STOPS
            if inside and begin < 0:
                begin = at
            elif not inside and begin >= 0:
                yield begin, at
                begin = -1

    def is_empty(self, start: int, end: int) -> bool:
        """Whether the span is removed or blank."""
        return all(self.removed[at] or self.text[at] == " " for at in range(start, end))

    def title(self) -> str:
        """What is not removed; a blank is put where a removal would join two Latin words."""
        pieces: list[str] = []
        for start, end in _runs(self.removed, self.size):
            piece = self.raw[start:end]
            if pieces and _latin_edge(pieces[-1][-1:], piece[:1]):
                pieces.append(" ")
            pieces.append(piece)
        return " ".join("".join(pieces).split())


def _runs(removed: bytearray, size: int) -> list[Span]:
    """The spans that are not removed."""
    found: list[Span] = []
    begin = removed.find(0)
    while begin >= 0:
        end = removed.find(1, begin)
        if end < 0:
            end = size
        found.append((begin, end))
        begin = removed.find(0, end)
    return found


def _latin_edge(left: str, right: str) -> bool:
    return (left.isascii() and left.isalnum()) or (right.isascii() and right.isalnum())
