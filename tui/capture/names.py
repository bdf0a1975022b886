"""Names looked up by Chinese text, by pinyin in full or by initials; slips of the pen forgiven.

A `Names` is made once from what is known (people, teams, partners, places, ...). What fits best wins: the
name itself before its beginning, that before a part of it, whole initials before some of them; a slip is
forgiven only where nothing fits without one and one name alone fits with it. Several that fit equally
well are all given: who asks decides, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Final, Literal

from tui.text import fold, matches, readings

NameKind = Literal["person", "team", "partner", "party", "place", "service", "category", "wish"]
NameState = Literal["resolved", "ambiguous", "unknown"]
# An organisation that stands in several lists is one: the first of these kinds is taken.
_SAME: Final[Mapping[NameKind, int]] = {"team": 0, "partner": 1, "party": 2}
# How far a fit is from the name itself, in steps; from SLIP on it needs a slip to be forgiven.
EXACT, WHOLE, BEGINS, PART, SCATTERED, SLIP, FAR_SLIP = range(7)
Rank = int

# Surnames that are not read as the character mostly is; what is typed for them is this alone.
SURNAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "单": ("shan",), "解": ("xie",), "曾": ("zeng",), "仇": ("qiu",), "区": ("ou",), "查": ("zha",), "朴": ("piao",),
    "乐": ("yue",), "盖": ("ge",), "任": ("ren",), "华": ("hua",), "秘": ("bi",), "缪": ("miao",), "员": ("yun",),
    "冼": ("xian",), "覃": ("qin", "tan"), "谌": ("chen", "shen"), "翟": ("zhai",), "贾": ("jia",), "折": ("she",),
    "重": ("chong",), "种": ("chong",), "黑": ("he",), "那": ("na",), "尹": ("yin",), "应": ("ying",), "纪": ("ji",),
    "宁": ("ning",), "葛": ("ge",), "逄": ("pang",), "瞿": ("qu",), "隗": ("wei", "kui"), "牟": ("mu", "mou"), "阚": ("kan",),
    "繁": ("po",), "褚": ("chu",), "臧": ("zang",), "洗": ("xian",), "召": ("shao",), "祭": ("zhai",), "过": ("guo",),
    "哈": ("ha",), "乜": ("nie",), "句": ("gou",), "适": ("kuo",), "柏": ("bai",), "车": ("che",), "石": ("shi",),
    "沈": ("shen",), "郇": ("xun", "huan"), "呙": ("guo",), "幺": ("yao",), "曲": ("qu",), "都": ("du",), "长": ("zhang",),
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"), "澹台": ("tan", "tai"),
    "令狐": ("ling", "hu"), "宇文": ("yu", "wen"), "夏侯": ("xia", "hou"), "皇甫": ("huang", "fu"), "尉": ("wei", "yu"),
}  # fmt: skip
_ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]$")
_FUZZY: Final = re.compile("(?<=[zcs])h|(?<=n)g$")
# More ways of reading one name than this are not spelt out.
_MOST_READINGS: Final = 16


@dataclass(frozen=True, slots=True)
class Known:
    """Something that has a name: its kind, its record's id or code, its name, and what else it is called."""

    kind: NameKind
    id: int | str | None
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What a look-up found: one (`known`), several that fit equally well, or none."""

    state: NameState
    known: Known | None = None
    candidates: tuple[Known, ...] = ()


NOBODY: Final = Match("unknown")


class _Entry:
    """One name with its spellings, worked out when letters are first typed."""

    def __init__(self, known: Known, name: str) -> None:
        self.known = known
        self.name = fold(name)
        self._person = known.kind == "person"

    @cached_property
    def sounds(self) -> tuple[frozenset[str], ...]:
        """How each character is read; the surname of a person as a surname is."""
        found = [readings(char) or frozenset((char,)) for char in self.name]
        if self._person:
            size = 2 if self.name[:2] in SURNAMES else 1
            own = SURNAMES.get(self.name[:size])
            if own is not None and size == 2:
                found[:2] = [frozenset((sound,)) for sound in own]
            elif own is not None:
                found[0] = frozenset(own)
        return tuple(found)

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """`yam`, in every reading."""
        letters = [sorted({sound[0] for sound in sounds}) for sounds in self.sounds]
        return tuple("".join(way) for way in islice(product(*letters), _MOST_READINGS))

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """`yanaimin`, in every reading."""
        return tuple("".join(way) for way in islice(product(*map(sorted, self.sounds)), _MOST_READINGS))

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """`aimin`, `min`: the spellings from the second character on."""
        return tuple(
            dict.fromkeys(
                "".join(way)
                for start in range(1, len(self.sounds))
                for way in islice(product(*map(sorted, self.sounds[start:])), _MOST_READINGS)
            )
        )


class Names:
    """What can be named. Made once of what is known; looking up changes nothing."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.known: Final = tuple(known)
        self._entries: Final = tuple(_entries(self.known))
        self._exact: dict[str, list[Known]] = {}
        for entry in self._entries:
            self._exact.setdefault(entry.name, []).append(entry.known)

    def find(self, said: str, kinds: tuple[NameKind, ...], worst: Rank = FAR_SLIP) -> Match:
        """What `said` names among those kinds; `worst` is the least that counts as fitting.

        One alone is resolved; several that fit equally well are ambiguous.
        """
        query = fold(said).strip()
        if not query:
            return NOBODY
        exact = _merged(known for known in self._exact.get(query, ()) if known.kind in kinds)
        if exact:
            return _match(exact)
        ranked = self._ranked(query, kinds, worst)
        if not ranked:
            return NOBODY
        best = min(rank for rank, _ in ranked)
        found = _merged(known for rank, known in ranked if rank == best)
        if best >= SLIP and len(found) > 1:
            return NOBODY
        return _match(found)

    def like(self, said: str, kinds: tuple[NameKind, ...], most: int = 8) -> tuple[Known, ...]:
        """What `said` may be the beginning of, the best first; with nothing said, the first there are."""
        query = fold(said).strip()
        if not query:
            return _merged(known for known in self.known if known.kind in kinds)[:most]
        ranked = self._ranked(query, kinds, FAR_SLIP)
        certain = [pair for pair in ranked if pair[0] < SLIP] or ranked
        certain.sort(key=lambda pair: pair[0])
        return _merged(known for _, known in certain)[:most]

    def leading(self, text: str, kinds: tuple[NameKind, ...]) -> tuple[Known, int] | None:
        """The longest name of at least two characters that `text` begins with, and its length."""
        folded = fold(text)
        if len(folded) != len(text):
            return None
        fits = [
            (entry.known, len(entry.name))
            for entry in self._entries
            if len(entry.name) > 1 and entry.known.kind in kinds and folded.startswith(entry.name)
        ]
        longest = max((length for _, length in fits), default=0)
        found = _merged(known for known, length in fits if length == longest)
        return (found[0], longest) if len(found) == 1 else None

    def mentioned(self, text: str, kinds: tuple[NameKind, ...]) -> Iterator[tuple[int, int]]:
        """Where names of at least two characters stand in `text` as they are."""
        for entry in self._entries:
            if len(entry.name) > 1 and entry.known.kind in kinds:
                start = text.find(entry.name)
                while start >= 0:
                    yield start, start + len(entry.name)
                    start = text.find(entry.name, start + 1)

    def _ranked(self, query: str, kinds: tuple[NameKind, ...], worst: Rank) -> list[tuple[Rank, Known]]:
        rank = _by_letters if query.isascii() else _by_characters
        ranked = self._try(rank, query, kinds, worst)
        if not ranked and worst >= SLIP:
            ranked = self._try(_by_slip, query, kinds, worst)
        return ranked

    def _try(
        self, rank: Callable[[str, _Entry], Rank | None], query: str, kinds: tuple[NameKind, ...], worst: Rank
    ) -> list[tuple[Rank, Known]]:
        return [
            (found, entry.known)
            for entry in self._entries
            if entry.known.kind in kinds and (found := rank(query, entry)) is not None and found <= worst
        ]


def _entries(known: Iterable[Known]) -> Iterator[_Entry]:
    for one in known:
        names = dict.fromkeys((one.name, _ASIDE.sub("", one.name), *one.also))
        yield from (_Entry(one, name) for name in names if name)


def _merged(found: Iterable[Known]) -> tuple[Known, ...]:
    """Each once; an organisation that stands in several lists counts as one."""
    kept: dict[object, Known] = {}
    for known in found:
        place = _SAME.get(known.kind)
        key: object = (
            ("organisation", known.name) if place is not None else (known.kind, known.id, known.name)
        )
        before = kept.get(key)
        if before is None or (place is not None and place < _SAME.get(before.kind, 9)):
            kept[key] = known
    return tuple(kept.values())


def _match(found: tuple[Known, ...]) -> Match:
    if len(found) == 1:
        return Match("resolved", found[0])
    return Match("ambiguous", None, found)


def _by_characters(query: str, entry: _Entry) -> Rank | None:
    """By Chinese text, or Chinese and letters mixed."""
    name = entry.name
    if name == query:
        return EXACT
    if name.startswith(query):
        return BEGINS
    if query in name:
        return PART
    if len(query) >= 2 and _scattered(query, name):
        return SCATTERED
    if re.search("[a-z]", query) and matches(query, name):
        return PART
    return None


def _by_letters(query: str, entry: _Entry) -> Rank | None:
    """By pinyin or initials, or by a name in letters."""
    if entry.name == query:
        return EXACT
    if entry.name.isascii():
        if entry.name.startswith(query):
            return BEGINS
        return PART if len(query) > 1 and query in entry.name else None
    if query in entry.initials or query in entry.spellings:
        return WHOLE
    if not query.isalpha():
        return PART if query in entry.name else None
    if any(way.startswith(query) for way in entry.initials + entry.spellings):
        return BEGINS
    if len(query) > 1:
        if any(query in way for way in entry.initials):
            return PART
        if any(way.startswith(query) for way in entry.tails):
            return PART
        if len(query) > 2 and any(_scattered(query, way) for way in entry.initials):
            return SCATTERED
    return None


def _by_slip(query: str, entry: _Entry) -> Rank | None:
    """With a slip: characters that sound alike, one letter too many or too few; of no person another character."""
    name = entry.name
    if query.isascii():
        near = len(query) >= 5 and any(_one_off(query, way) for way in entry.spellings)
        return SLIP if near else None
    if len(query) < 2 or abs(len(query) - len(name)) > 1:
        return None
    if len(query) == len(name):
        odd = [(q, sounds) for q, n, sounds in zip(query, name, entry.sounds, strict=True) if q != n]
        if all(_alike(q, sounds) for q, sounds in odd):
            return SLIP
    if entry.known.kind == "person":
        return None  # 闫爱玲 may well be somebody else, whom no list knows
    return FAR_SLIP if min(len(query), len(name)) >= 4 and _one_off(query, name) else None


def _alike(char: str, sounds: frozenset[str]) -> bool:
    heard = {_FUZZY.sub("", sound) for sound in sounds}
    return any(_FUZZY.sub("", sound) in heard for sound in readings(char))


def _scattered(query: str, text: str) -> bool:
    rest = iter(text)
    return all(char in rest for char in query)


def _one_off(one: str, other: str) -> bool:
    """Whether one letter changed, added, left out, or two swapped make one of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
