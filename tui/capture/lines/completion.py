"""What Tab offers in the entry line: verbs at its beginning, after a sign the names that fit what is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.capture.dates import dates
from tui.capture.dates.grammar import fold_width
from tui.capture.lines.parts import Context, PartKind, Span
from tui.capture.lines.reading import parse
from tui.capture.lines.signs import ASSIGNEE, WHO
from tui.capture.lines.vocabulary import SIGNS, URGENCY_OF, VERBS
from tui.capture.names.names import Known, NameKind
from tui.kinds.words import URGENCIES, Urgency
from tui.language.errors import Message
from tui.language.text import fold, matches

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
    """What can be put in: the text, and what it means (a message, or the name that is known)."""

    text: str
    meaning: Message | None = None
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """The candidates, the best first, and the part of the line that one of them takes the place of."""

    span: Span
    candidates: tuple[Candidate, ...] = ()


def candidates(line: str, cursor: int, context: Context) -> Completion:
    """What can stand where the cursor (0 to the length of `line`) is; empty where nothing is offered.

    By Chinese text, pinyin or initials.
    """
    cursor = max(0, min(cursor, len(line)))
    text = fold_width(line)
    start = cursor
    while start and text[start - 1] not in _BREAKS and text[start - 1] not in _SIGNS:
        start -= 1
    said = line[start:cursor]
    sign = text[start - 1] if start else ""
    if sign in _SIGNS:
        kind = SIGNS["……" if sign == "…" else sign]
        before = text[start - 2] if start > 1 else " "
        if before.isascii() and before.isalnum():
            return Completion((cursor, cursor))
        return Completion((start, cursor), _after_sign(kind, said, context))
    if not text[:start].strip():
        return Completion((start, cursor), _verbs(said))
    return Completion((start, cursor), _bare(line[:start], said, context))


def _after_sign(kind: PartKind, said: str, context: Context) -> tuple[Candidate, ...]:
    if kind == "date":
        return _dates(said, context)
    if kind == "urgency":
        fits = [(word, code) for word, code in _URGENCY_WORDS.items() if _fits(said, word)]
        if said and not fits:
            fits = [(word, code) for word, code in URGENCY_OF.items() if _fits(said, word)]  # type: ignore[misc]
        return tuple(Candidate(word, Message(URGENCIES[code])) for word, code in fits[:MOST])
    kinds: tuple[NameKind, ...] = (
        ("category",) if kind == "category" else ASSIGNEE if kind == "assignee" else WHO
    )
    found = _named(said, kinds, context)
    # The street office is no guest where it is given a task.
    return tuple(one for one in found if kind != "assignee" or one.known is None or one.known.id != "guest")


def _named(said: str, kinds: tuple[NameKind, ...], context: Context) -> tuple[Candidate, ...]:
    return tuple(Candidate(found.name, None, found) for found in context.names.like(said, kinds, MOST))


def _verbs(said: str) -> tuple[Candidate, ...]:
    if not said:
        return ()
    found: list[Candidate] = []
    for words in VERBS.values():
        for word in words.split("|"):
            if len(word) > 1 and word != said and _fits(said, word):
                found.append(Candidate(word + " "))
                break
    return tuple(found[:MOST])


def _bare(before: str, said: str, context: Context) -> tuple[Candidate, ...]:
    """Without a sign: people after 工时, parties after 到会, services after 服务."""
    if not said:
        return ()
    kinds: tuple[NameKind, ...] = {
        "hours": ("person", "team"), "present": ("party",), "session": ("service",),
    }.get(parse(before, context).verb, ())  # type: ignore[assignment]  # fmt: skip
    return _named(said, kinds, context) if kinds else ()


def _dates(said: str, context: Context) -> tuple[Candidate, ...]:
    words = [word for word in _DAYS if _fits(said, word)]
    if said and said not in words and dates.read(said, context.now) is not None:
        words.insert(0, said)
    found: list[Candidate] = []
    for word in words[:MOST]:
        when = dates.read(word, context.now)
        if when is not None:
            found.append(Candidate(word, when.message))
    return tuple(found)


def _fits(said: str, word: str) -> bool:
    query = fold(said)
    return not query or word.startswith(query) or (not word.isascii() and matches(query, word))


_SIGNS: Final = frozenset(sign[0] for sign in SIGNS)
