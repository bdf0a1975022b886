"""Completions that Tab offers in the entry line: verbs at its beginning, matching names after a sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.capture.dates.grammar import fold_width
from tui.capture.dates.parser import parse_date
from tui.capture.lines.parsed_line import LineContext, PartKind, Span
from tui.capture.lines.parser import parse_line
from tui.capture.lines.signs import ASSIGNEE, WHO
from tui.capture.lines.vocabulary import SIGNS, URGENCY_OF, VERBS
from tui.capture.names.names import NamedEntity, NameKind
from tui.kinds.words import URGENCIES, Urgency
from tui.language.errors import Message
from tui.language.filtering import matches
from tui.language.folding import fold

MOST: Final = 8
_BREAKS: Final = frozenset(" ,，。、；;")
_DAYS: Final = (
    "今天", "明天", "后天", "周五", "下周一", "下周五", "月底", "下月底", "三天内", "一周内", "半个月后", "5个工作日内", "年底", "春节前",
    "today", "tomorrow", "friday", "next friday", "end of month", "in 3 days", "in 2 weeks",
)  # fmt: skip
_URGENCY_WORDS: Final[dict[str, Urgency]] = {
    "急": "urgent", "较急": "high", "一般": "normal", "不急": "low", "urgent": "urgent", "high": "high",
    "normal": "normal", "low": "low",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text to insert, and its meaning: a message or the entity that it names."""

    text: str
    meaning: Message | None = None
    known: NamedEntity | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """The candidates, the best first, and the span of the line that the chosen one replaces."""

    span: Span
    candidates: tuple[Candidate, ...] = ()


def candidates(line: str, cursor: int, context: LineContext) -> Completion:
    """The completions at the cursor (0 to the length of `line`), matched by Chinese text, pinyin or initials."""
    cursor = max(0, min(cursor, len(line)))
    text = fold_width(line)
    start = cursor
    while start and text[start - 1] not in _BREAKS and text[start - 1] not in _SIGNS:
        start -= 1
    typed = line[start:cursor]
    sign = text[start - 1] if start else ""
    if sign in _SIGNS:
        kind = SIGNS["……" if sign == "…" else sign]
        before = text[start - 2] if start > 1 else " "
        if before.isascii() and before.isalnum():
            return Completion((cursor, cursor))
        return Completion((start, cursor), _after_sign(kind, typed, context))
    if not text[:start].strip():
        return Completion((start, cursor), _verbs(typed))
    return Completion((start, cursor), _bare(line[:start], typed, context))


def _after_sign(kind: PartKind, typed: str, context: LineContext) -> tuple[Candidate, ...]:
    if kind == "date":
        return _dates(typed, context)
    if kind == "urgency":
        fits = [(word, code) for word, code in _URGENCY_WORDS.items() if _fits(typed, word)]
        if typed and not fits:
            fits = [(word, code) for word, code in URGENCY_OF.items() if _fits(typed, word)]  # type: ignore[misc]
        return tuple(Candidate(word, Message(URGENCIES[code])) for word, code in fits[:MOST])
    kinds: tuple[NameKind, ...] = (
        ("category",) if kind == "category" else ASSIGNEE if kind == "assignee" else WHO
    )
    found = _named(typed, kinds, context)
    # As an assignee the street office is no guest.
    return tuple(one for one in found if kind != "assignee" or one.known is None or one.known.id != "guest")


def _named(typed: str, kinds: tuple[NameKind, ...], context: LineContext) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(found.name, None, found) for found in context.names.completions(typed, kinds, MOST)
    )


def _verbs(typed: str) -> tuple[Candidate, ...]:
    if not typed:
        return ()
    found: list[Candidate] = []
    for words in VERBS.values():
        for word in words.split("|"):
            if len(word) > 1 and word != typed and _fits(typed, word):
                found.append(Candidate(word + " "))
                break
    return tuple(found[:MOST])


def _bare(before: str, typed: str, context: LineContext) -> tuple[Candidate, ...]:
    """Completions without a sign: people after 工时, parties after 到会, services after 服务."""
    if not typed:
        return ()
    kinds: tuple[NameKind, ...] = {
        "hours": ("person", "team"),
        "present": ("party",),
        "session": ("service",),
    }.get(parse_line(before, context).verb, ())  # type: ignore[assignment]
    return _named(typed, kinds, context) if kinds else ()


def _dates(typed: str, context: LineContext) -> tuple[Candidate, ...]:
    words = [word for word in _DAYS if _fits(typed, word)]
    if typed and typed not in words and parse_date(typed, context.now, context.calendar) is not None:
        words.insert(0, typed)
    found: list[Candidate] = []
    for word in words[:MOST]:
        when = parse_date(word, context.now, context.calendar)
        if when is not None:
            found.append(Candidate(word, when.message))
    return tuple(found)


def _fits(typed: str, word: str) -> bool:
    query = fold(typed)
    return not query or word.startswith(query) or (not word.isascii() and matches(query, word))


_SIGNS: Final = frozenset(sign[0] for sign in SIGNS)
