"""The texts of one table's records, searched by terms.

Texts lie folded, the name first: looking through 50,000 of them for a piece takes tens of milliseconds, so that what
is asked for is first narrowed down by `spelling`. A record is found by its id; where it stands among the texts is its position.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from heapq import nlargest
from itertools import islice
from typing import Final, NamedTuple

from tui.language.filtering import initialed, sounding, sounds
from tui.language.filtering import spelt as has_syllables
from tui.queries.search import typos
from tui.queries.search.spelling import Spellings, begins_with
from tui.queries.search.terms import Term
from tui.queries.search.words import SharedWords

# Ranks of a match, the best first: the whole name, the beginning of it, within it, in another text,
# in any of these with a typo.
WHOLE, BEGINS, NAMED, MENTIONED, TYPO = range(5)

BETWEEN: Final = "\x1f"
NAME_END: Final = "\x1e"
SPELT_END: Final = "\x1d"
_LETTERS: Final = re.compile("[a-z]")
_LAST_DIGITS: Final = 4
_TELLING_DIGITS: Final = 3
# Records on which a term of letters is tested, at most; the newest first.
_MOST_TESTED: Final = 8000
# Answers that are kept for the next key: so many, each of at most so many positions.
_RECENT, _MOST_KEPT = 16, 20_000
# Fewer texts than these are tested without compiling a pattern.
_FEW: Final = 100
# If at least one position in so many is wanted, positions are gone through one by one.
_FEW_OF: Final = 40


class Entry(NamedTuple):
    """What a record is found by: its names, other texts, texts not searched by pinyin (all folded), digits of telephone
    numbers, dates (ISO 8601); and the day by which it is newer or older, as a number."""

    names: Collection[str]
    others: Collection[str] = ()
    words: Collection[str] = ()
    phones: tuple[str, ...] = ()
    days: Collection[str] = ()
    when: int = 0

    @property
    def text(self) -> str:
        """All texts in one."""
        return f"{BETWEEN.join(self.names)}{NAME_END}{BETWEEN.join(self.others)}{SPELT_END}{BETWEEN.join(self.words)}"


class TableIndex:
    """Folded texts by id. Without `spelt` there are no bit sets of spellings, and letters are tested on all texts."""

    def __init__(self, *, spelt: bool = True) -> None:
        self._ids = array("q")
        self._texts: list[str] = []
        self._sounds: list[str] = []
        self._phones: dict[int, tuple[str, ...]] = {}
        self._days: dict[str, array[int]] = {}
        self._changed: set[int] = set()  # ids whose former dates are still in the index
        self._spellings = Spellings() if spelt else None
        self._words = SharedWords()
        self._firsts: dict[
            str, array[int]
        ] = {}  # positions by the first character of the name, also former ones
        self._whens = array("i")
        # Pieces asked for since the last change, with the positions of the texts that have them.
        self._recent: dict[str, array[int]] = {}
        self._latin: set[int] = set()  # positions of texts in which letters stand as they are typed

    def __len__(self) -> int:
        return len(self._ids)

    def put(self, id: int, entry: Entry) -> bool:
        """Index a record by `entry`; False if its id is not the highest and it has no position yet: nothing is done."""
        position = self._position(id)
        if position is None:
            if self._ids and id < self._ids[-1]:
                return False
            position = len(self._ids)
            self._ids.append(id)
            self._texts.append("")
            self._whens.append(0)
            if self._spellings is not None:
                self._sounds.append("")
        else:
            self._changed.add(position)
        self._whens[position] = entry.when
        self._write(position, entry.text)
        if entry.phones:
            self._phones[position] = entry.phones
        else:
            self._phones.pop(position, None)
        for day in entry.days:
            self._days.setdefault(day, array("i")).append(position)
        return True

    def remove(self, id: int) -> None:
        """Remove the record from the index."""
        position = self._position(id)
        if position is not None:
            self._write(position, "")
            self._changed.add(position)
            self._phones.pop(position, None)

    def free_caches(self) -> None:
        """Free the caches that are useful only while many records are added."""
        if self._spellings is not None:
            self._spellings.free_caches()

    def name(self, id: int) -> str:
        """The folded names of a record; empty if there is none."""
        position = self._position(id)
        return "" if position is None else self._texts[position].partition(NAME_END)[0]

    def _write(self, position: int, text: str) -> None:
        before = self._texts[position]
        if text == before:
            return
        if self._spellings is not None:
            spelt, _, words = text.partition(SPELT_END)
            spelt_before, _, words_before = before.partition(SPELT_END)
            self._spellings.remove(position, spelt_before)
            self._spellings.put(position, spelt)
            self._sounds[position] = sounds(spelt)
            if words and words != words_before:
                self._words.put(position, words.split(BETWEEN))
        if text[:1] != before[:1]:
            self._firsts.setdefault(text[:1], array("i")).append(position)
        self._texts[position] = text
        self._recent.clear()
        (self._latin.add if _LETTERS.search(text) else self._latin.discard)(position)

    def _position(self, id: int) -> int | None:
        at = bisect_left(self._ids, id)
        return at if at < len(self._ids) and self._ids[at] == id else None

    # ---- one term

    def found(self, term: Term, dated: Callable[[int, frozenset[str]], bool]) -> set[int]:
        """The positions of the records that match a term. `dated` tells of an id whether the record has one of these dates now."""
        if term.kind == "letters":
            found = self._spelt(term.text)
        elif term.kind == "digits":
            found = self._counted(term.text)
        else:
            found = self._holding(term.text)
        ids, changed = self._ids, self._changed
        for day in term.days:
            for at in self._days.get(day, ()):
                if at not in changed or (self._texts[at] and dated(ids[at], term.days)):
                    found.add(at)
        return found

    def _holding(self, piece: str) -> set[int]:
        """The positions of texts with this piece."""
        texts = self._texts
        known = self._going_on(piece)
        if known is None:
            places = self._perhaps(piece)
            known = {at for at in places if piece in texts[at]}
            self._keep(piece, known)
        return known

    def _going_on(self, piece: str) -> set[int] | None:
        """The positions of texts with this piece, if it goes on from one that was asked for before; else None."""
        texts, before = self._texts, self._recent
        start = max((one for one in before if piece.startswith(one)), key=len, default="")
        if not start:
            return None
        found = {at for at in before[start] if piece in texts[at]}
        self._keep(piece, found)
        return found

    def _keep(self, piece: str, found: Collection[int]) -> None:
        if len(found) <= _MOST_KEPT:
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            self._recent[piece] = array("i", found)

    def _perhaps(self, piece: str) -> Collection[int]:
        """The positions of texts that may contain the piece."""
        having = None if self._spellings is None else self._spellings.having(piece)
        if having is None:
            return range(len(self._texts))
        return self._words.having(piece).union(having)

    def numbered(self, term: Term) -> set[int]:
        """The positions of the records whose number (2026-0042) the term is."""
        if term.number is None:
            return set()
        (year, serial), texts = term.number, self._texts
        piece = f"{year or ''}-{serial:04}"
        having = None if self._spellings is None else self._spellings.having(piece)
        return {
            at
            for at in (range(len(texts)) if having is None else having)
            if piece in texts[at] and has_number(texts[at].partition(NAME_END)[0], year, serial)
        }

    def nearly(self, term: Term) -> set[int]:
        """The positions of the records that match the term with one typo; a number has none: any other is another's."""
        if term.kind == "digits" or term.number is not None:
            return set()
        if term.kind == "letters":
            return typos.misspelt(term.text, self._sounding, self._spellings)
        return typos.near(term.text, self._texts, self._sounding, self._spellings, self._words)

    def ids(self, positions: Iterable[int]) -> list[int]:
        """The ids at these positions."""
        return [self._ids[at] for at in positions]

    def when(self, position: int) -> int:
        """The day by which the record at a position is newer or older than others; 0 for none."""
        return self._whens[position]

    def newest(self, positions: Collection[int], most: int) -> list[int]:
        """The highest `most` of the positions, in descending order."""
        if len(positions) * _FEW_OF < len(self._ids):
            return nlargest(most, positions)
        return list(islice((at for at in range(len(self._ids) - 1, -1, -1) if at in positions), most))

    def starting_with(self, positions: Iterable[int], term: Term) -> list[int]:
        """Those of the positions at which the record's name begins with the term."""
        texts, piece = self._texts, term.text
        return [at for at in positions if texts[at].startswith(piece)]

    def rank(self, position: int, term: Term) -> int:
        """The rank of the match of a term at a position; lower is better."""
        text, piece = self._texts[position], term.text
        if text.startswith(piece):
            return WHOLE if text[len(piece)] in {BETWEEN, NAME_END} else BEGINS
        names = text.partition(NAME_END)[0]
        if term.number is not None and has_number(names, *term.number):
            return WHOLE
        at = names.find(piece)
        if at < 0:
            if term.kind == "letters" and sounding(piece)(self._names_sound(position, names)):
                return NAMED
            return MENTIONED
        if at and names[at - 1] != BETWEEN:
            return NAMED
        return WHOLE if names[at + len(piece) : at + len(piece) + 1] in {BETWEEN, ""} else BEGINS

    def _names_sound(self, position: int, names: str) -> str:
        """The sounds of a record's names; those that are kept, where they are."""
        if self._spellings is None:
            return sounds(names)
        return self._sounds[position].partition(NAME_END)[0]

    @property
    def _sounding(self) -> list[str]:
        return self._sounds if self._spellings is not None else list(map(_sounds_of, self._texts))

    def _spelt(self, term: str) -> set[int]:
        texts = self._texts
        if len(term) == 1:
            begin = [(char, places) for char, places in self._firsts.items() if begins_with(char, term)]
            return {at for char, places in begin for at in places if texts[at].startswith(char)}
        fits = sounding(term)
        if self._spellings is None:
            return {at for at, text in enumerate(texts) if term in text or fits(_sounds_of(text))}
        holding = self._spellings.holding(term)
        spelt = self._sounds
        if holding is None:
            return {at for at in range(len(texts))[-_MOST_TESTED:] if fits(spelt[at])}
        found = {at for at in self._latin if term in texts[at]}
        found.update(holding.certain)
        if not holding.whole:
            fits = initialed(term)
        found.update(at for at in holding.perhaps[-_MOST_TESTED:] if fits(spelt[at]))
        for way, places in holding.spelt:
            search = has_syllables(way, few=len(places) < _FEW)
            found.update(at for at in places[-_MOST_TESTED:] if search(spelt[at]))
        return found

    def _counted(self, digits: str) -> set[int]:
        """The positions with these digits at the beginning of a number in a text, or within a telephone number."""
        begins = re.compile(rf"(?<![0-9]){digits}").search
        texts, in_name = self._texts, f"{BETWEEN}{digits}"  # as a record's number stands
        first = max(0, len(texts) - _MOST_TESTED) if len(digits) < _TELLING_DIGITS else 0
        found = {
            at
            for at in self._perhaps(digits)
            if at >= first and (in_name in (text := texts[at]) or (digits in text and begins(text)))
        }
        if len(digits) >= _LAST_DIGITS:
            short = len(digits) == _LAST_DIGITS
            for at, phones in self._phones.items():
                if any(phone.endswith(digits) if short else digits in phone for phone in phones):
                    found.add(at)
        return found


def _sounds_of(text: str) -> str:
    """The sounds of what is typed in pinyin."""
    return sounds(text.partition(SPELT_END)[0])


def has_number(names: str, year: int, serial: int) -> bool:
    """Whether `names` have the number YYYY-NNNN of that serial; of any year for 0."""
    return re.search(rf"(?<![0-9]){year or '[0-9]{4}'}-{serial:04}(?![0-9])", names) is not None
