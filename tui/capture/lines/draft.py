"""A line while it is being read: what has been found in it, what is taken out of its title, what is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tui.capture.dates.grammar import fold_width
from tui.capture.dates.meanings.seen import Facing
from tui.capture.lines.parts import Context, Part, PartKind, Span, Verb
from tui.capture.names.names import Match

# In these a date says by when; a day that is past cannot be meant.
DUE: Final[frozenset[Verb]] = frozenset({"wish", "action", "decide", "note", "comment"})
# What is said after these is kept whole: what a sign marks stays in it too.
KEPT_WHOLE: Final[frozenset[Verb]] = frozenset({"rate", "comment", "note"})
# Here no date and no urgency is looked for without a sign.
TEXT_ONLY: Final[frozenset[Verb]] = frozenset({"rate", "present", "vote", "comment", "note", "matter"})
_LOOKING_BACK: Final[frozenset[Verb]] = frozenset({"hours"})
# Where a word ends, and what a title may end with.
STOPS: Final = frozenset(" ,，。、；;：:！？!?…\"“”'()（）【】[]|")
EDGES: Final = frozenset(' ,，。、；;：:！？!?…“”"()（）【】|.~\n\t')


class Draft:
    """The line and, character by character, what is `taken` out of its title and `kept` from being read."""

    def __init__(self, text: str, context: Context) -> None:
        self.raw = text
        self.text = fold_width(text)
        self.context = context
        self.size = len(text)
        self.parts: list[Part] = []
        self.taken = bytearray(self.size)
        self.kept = bytearray(self.size)
        self.verb: Verb = context.default
        self.verb_said = False

    @property
    def facing(self) -> Facing:
        """Whether what is spoken of lies ahead or back."""
        return "back" if self.verb in _LOOKING_BACK else "ahead"

    def has(self, kind: PartKind) -> bool:
        """Whether a part of that kind has been found."""
        return any(part.kind == kind for part in self.parts)

    def keep(self, start: int, end: int) -> None:
        """Nothing more is read there."""
        self.kept[start:end] = b"\1" * (end - start)

    def take(self, start: int, end: int) -> None:
        """It is not in the title."""
        self.taken[start:end] = b"\1" * (end - start)

    def add_match(
        self, kind: PartKind, span: Span, said: str, match: Match, value: object, *, in_title: bool = False
    ) -> None:
        """Note a part that names something, as far as the look-up understood it."""
        state = "understood" if match.state == "resolved" else match.state
        self.add(
            kind,
            span,
            said,
            value,
            state=state,
            known=match.known,
            candidates=match.candidates,
            in_title=in_title,
        )

    def add(self, kind: PartKind, span: Span, text: str, value: object, **more: object) -> None:
        """Note a part; what it says leaves the title unless it is `in_title`."""
        part = replace(Part(kind, "understood", span, text, value), **more)  # type: ignore[arg-type]
        self.parts.append(part)
        if not part.in_title:
            self.take(*span)

    def rest(self, *, kept: bool = True) -> str:
        """The text with blanks where something is taken, or, if not `kept`, kept from being read as well."""
        gone = self.taken if kept else bytes(map(max, self.taken, self.kept))
        return "".join(" " if away else char for char, away in zip(self.text, gone, strict=True))

    def tokens(self) -> list[Span]:
        """The words that blanks and punctuation set apart, of what is not taken."""
        return list(self.tokens_from(0))

    def tokens_from(self, start: int) -> Iterator[Span]:
        """Those from `start` on."""
        begin = -1
        for at in range(start, self.size + 1):
            inside = at < self.size and not self.taken[at] and self.text[at] not in STOPS
            if inside and begin < 0:
                begin = at
            elif not inside and begin >= 0:
                yield begin, at
                begin = -1

    def nothing(self, start: int, end: int) -> bool:
        """Whether all of it is taken or blank."""
        return all(self.taken[at] or self.text[at] == " " for at in range(start, end))

    def title(self) -> str:
        """What is not taken. Where something was taken between Latin letters, a blank keeps them apart."""
        pieces: list[str] = []
        for start, end in _runs(self.taken, self.size):
            piece = self.raw[start:end]
            if pieces and _latin_edge(pieces[-1][-1:], piece[:1]):
                pieces.append(" ")
            pieces.append(piece)
        return " ".join("".join(pieces).split())


def _runs(taken: bytearray, size: int) -> list[Span]:
    found: list[Span] = []
    begin = -1
    for at in range(size + 1):
        free = at < size and not taken[at]
        if free and begin < 0:
            begin = at
        elif not free and begin >= 0:
            found.append((begin, at))
            begin = -1
    return found


def _latin_edge(left: str, right: str) -> bool:
    return (left.isascii() and left.isalnum()) or (right.isascii() and right.isalnum())
