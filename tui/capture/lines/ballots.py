"""Vote counts in a line: `4/0/1`, `赞成12 反对1`, `12票赞成、1票弃权`, `4 for, 1 against`.

A word and a number form a pair, in either order; of several ways to pair them the one that leaves the fewest
unpaired is taken. Numbers that count no votes (3号楼, 37.5%) are excluded. All functions take folded text,
in which offsets stay valid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from tui.capture.dates.numbers import CHINESE, number
from tui.capture.lines.parsed_line import Span, Votes

Side = Literal["yes", "no", "abstain"]
SIDES: Final[tuple[Side, ...]] = ("yes", "no", "abstain")
WORDS: Final[Mapping[Side, str]] = {
    "yes": "赞成|同意|支持|赞同|全票通过|一致通过|in favour|in favor|for|yes|aye|ayes",
    "no": "不同意|不赞成|不支持|不赞同|反对|against|no|nay|nays|noes|opposed",
    "abstain": "弃权|abstaining|abstained|abstentions|abstention|abstain",
}


class CountedVotes(NamedTuple):
    """Votes (for, against, abstaining) and their span in the text."""

    votes: Votes
    span: Span


_SIDE_OF: Final[Mapping[str, Side]] = {
    word: side for side, words in WORDS.items() for word in words.split("|")
}
_N: Final = rf"[0-9]{{1,4}}|[{CHINESE}]{{1,4}}"
_THREE: Final = re.compile(
    r"(?<![0-9/:.-])([0-9]{1,4})\s?/\s?([0-9]{1,4})\s?/\s?([0-9]{1,4})(?![0-9/:.-])"
    r"|(?<![0-9/:.-])([0-9]{1,4})\s?:\s?([0-9]{1,4})\s?:\s?([0-9]{1,4})(?![0-9/:.-])"
)
_TWO: Final = re.compile(
    rf"(?<![0-9/:.{CHINESE}-])({_N})\s?(?:[/:]|比)\s?({_N})(?:\s?比\s?({_N}))?(?![0-9/:.{CHINESE}-])"
)
# A text of numbers only.
_BARE: Final = re.compile(
    r"[\s:,]*(?:([0-9]{1,4})[\s,、]+([0-9]{1,4})[\s,、]+([0-9]{1,4})|([0-9]{1,3})\s?-\s?([0-9]{1,3})(?:\s?-\s?([0-9]{1,3}))?)[\s,。.;]*"
)
# No votes: 3号楼, 12月, 80%, 一致, and numbers with a decimal point.
_NO_COUNT: Final = (
    r"(?![0-9%]|[./:-][0-9]|\s?(?:号|栋|幢|单元|楼|层|年|月|日|元|块|万|点|时|分|小时|米|平|级|周|天|次|项|条|轮"
    r"|致|律|起|些|下|直|定|面|方|共|般|期|届))"
)
_WORD: Final = "|".join(
    re.escape(word) + (r"(?![a-z])" if word.isascii() else "")
    for word in sorted(_SIDE_OF, key=len, reverse=True)
)
_TOKEN: Final = re.compile(
    rf"(?P<count>(?:(?<![0-9])(?<![0-9][./:-])[0-9]{{1,4}}|(?<![{CHINESE}第])[{CHINESE}]{{1,4}}(?![{CHINESE}])){_NO_COUNT})"
    rf"|(?P<none>(?:没有?人?|无人?|(?<![0-9a-z])(?<![0-9] )no)\s?(?=(?:投|表示)?(?:{_WORD})))"
    rf"|(?P<word>(?<![a-z])(?:{_WORD}))"
)
_AFTER_WORD: Final = re.compile(r"(?:的|者|意见|户|人|votes?)?票?数?[\s:=]*(?:有|共计|共|计|为|是|都)?\s?")
_AFTER_COUNT: Final = re.compile(
    r"\s?(?:票|个?人|户|名|位|家|张|个|votes?|people)?[\s(]*(?:的|were|was|voted?)?\s?"
    r"(?:投了?|表示|一致|全部|全都|都|均)*\s?"
)
_COUNTER: Final = re.compile(r"\s?(?:票|个?人|户|名|位|家|张|votes?)")
# A motion may mention consent more often; no count has so many tokens.
_MOST_TOKENS: Final = 24


def counted(text: str) -> tuple[CountedVotes, ...]:
    """The vote counts in `text`, in its order; each side at most once."""
    three = _THREE.search(text)
    if three is not None:
        return _numbers(three)
    in_words = _counts_in_words(text)
    if in_words:
        return in_words
    found = _TWO.search(text) or _BARE.fullmatch(text)
    return _numbers(found) if found is not None else ()


def _numbers(found: re.Match[str]) -> tuple[CountedVotes, ...]:
    groups = [place for place in range(1, (found.re.groups or 0) + 1) if found[place] is not None]
    values = [number(found[place]) for place in groups]
    if None in values:
        return ()
    yes, no, abstain = ([value or 0 for value in values] + [0])[:3]
    return (CountedVotes((yes, no, abstain), (found.start(groups[0]), found.end(groups[-1]))),)


# ---- words and numbers


class _Token(NamedTuple):
    """A number, or a word for a side."""

    start: int
    end: int
    side: Side | None
    value: int


class _Cut(NamedTuple):
    """A way to pair words and numbers. The greatest is the best: most pairs, closest, word first."""

    pairs: int
    closeness: int
    word_first: int
    counts: tuple[CountedVotes, ...]


_NOTHING: Final = _Cut(0, 0, 0, ())


def _counts_in_words(text: str) -> tuple[CountedVotes, ...]:
    tokens = _tokens(text)
    known: dict[tuple[int, frozenset[Side]], _Cut] = {}

    def best(at: int, before: frozenset[Side]) -> _Cut:
        if at >= len(tokens) - 1:
            return _NOTHING
        found = known.get((at, before))
        if found is None:
            found = best(at + 1, before)
            pair = _pair(text, tokens[at], tokens[at + 1])
            if pair is not None and pair[0] not in before:
                side, count, blanks = pair
                rest = best(at + 2, before | {side})
                with_it = _Cut(
                    rest.pairs + 1,
                    rest.closeness - blanks,
                    rest.word_first + (tokens[at].side is not None),
                    (count, *rest.counts),
                )
                found = max(found, with_it, key=lambda cut: cut[:3])
            known[at, before] = found
        return found

    return best(0, frozenset()).counts


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        value = number(match["count"]) if match["count"] else 0
        if value is not None:
            found.append(_Token(start, end, _SIDE_OF.get(match["word"] or ""), value))
    return found[:_MOST_TOKENS]


def _pair(text: str, first: _Token, second: _Token) -> tuple[Side, CountedVotes, int] | None:
    """The side, the votes and the number of blanks between the two tokens; None if they form no pair."""
    side = first.side or second.side
    if side is None or (first.side is not None and second.side is not None):
        return None
    between = _AFTER_WORD if first.side is not None else _AFTER_COUNT
    if between.fullmatch(text, first.end, second.start) is None:
        return None
    counter = _COUNTER.match(text, second.end) if second.side is None else None
    span = first.start, counter.end() if counter else second.end
    yes, no, abstain = (first.value + second.value if one == side else 0 for one in SIDES)
    return side, CountedVotes((yes, no, abstain), span), text.count(" ", first.end, second.start)
