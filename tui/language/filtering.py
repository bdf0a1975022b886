"""A filter that finds Chinese text by its characters in any form, by pinyin or by initials.

Pure functions over `str`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from tui.language.folding import fold, plain, simplified
from tui.language.pinyin import pinyin_table, typed_ways, without_tones

# The longest syllable: zhuang. Initials of two letters. Longer terms of syllables and initials would have too many cuts.
_LONGEST_SYLLABLE: Final = 6
_TWO_LETTERS: Final = frozenset(("zh", "ch", "sh"))
_LONGEST_MIXED: Final = 12
_MOST_MIXED: Final = 8
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")


def matches(query: str, text: str) -> bool:
    """Whether `text` matches the filter `query`; an empty query matches everything.

    Case, width and the form of characters (traditional, simplified, variant) are ignored. Every term of the query
    (between spaces) must occur in the text, literally or, if it has Latin letters, as the pinyin of adjacent
    characters: initials (`dfl`), full syllables, the last of which may be unfinished (`dongfengl`), or both mixed
    (`dongfl`). Any reading of a character matches; ü is typed `ü`, `v`, `u` or `yu`.
    """
    return matcher(query)(text)


@lru_cache(maxsize=64)
def matcher(query: str) -> Callable[[str], bool]:
    """The test of `matches` for one `query`, compiled for use on many texts."""
    terms = tuple(fold(query).split())
    if len(terms) == 1:
        return _term_matcher(terms[0])
    tests = tuple(map(_term_matcher, terms))

    def fits_all(text: str) -> bool:
        return all(fits(text) for fits in tests)

    return fits_all


def _term_matcher(term: str) -> Callable[[str], bool]:
    spelling = without_tones(term)
    spelt = re.search("[a-z]", spelling) is not None

    def fits(text: str) -> bool:
        if term in _folded(text):
            return True
        if not spelt or text.isascii():
            return False
        return any(_spells(spelling, sounds) for sounds in _sounds(text))

    return fits


def sounds(folded: str) -> str:
    """A folded text with a symbol for the readings of each Chinese character: `sounding` and `spelt` look into it."""
    return folded.translate(_phonetics()[0])


def sounding(term: str) -> Callable[[str], bool]:
    """Whether the `sounds` of a text have a folded term with letters in it, as `matches` would find it."""
    spelling = without_tones(term)
    return lambda sounds: _spells(spelling, sounds)


def initialed(term: str) -> Callable[[str], bool]:
    """Whether the `sounds` of a text have the letters of a folded term, each as a letter or as an initial, in a row."""
    search = _initialed(without_tones(term))
    return lambda sounds: search(sounds) is not None


@lru_cache(maxsize=256)
def _initialed(letters: str) -> Callable[[str], object]:
    return re.compile(_initials(letters)).search


def spelt(syllables: Sequence[str], *, few: bool = False) -> Callable[[str], bool]:
    """Whether the `sounds` of a text have these syllables in a row; the last may be unfinished, and so may those
    in capitals (`("ge", "J", "T")`, see `mixed`). With `few`, in the way that is quicker for fewer than a hundred texts.
    """
    classes = _classes(tuple(syllables))
    if not all(classes):
        return lambda _: False
    if few:
        return lambda sounds: _in_a_row(classes, sounds)
    search = _searching(classes)
    return lambda sounds: search(sounds) is not None


@lru_cache(maxsize=2048)
def _classes(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """The symbols of each of the syllables."""
    by_reading = _phonetics()[1]
    return (
        *(_begun(one.lower()) if one.isupper() else by_reading.get(one, "") for one in syllables[:-1]),
        _begun(syllables[-1].lower()),
    )


# A typo asks for many spellings, of each table the same ones: compiling them would take most of the time.
@lru_cache(maxsize=512)
def _searching(classes: tuple[str, ...]) -> Callable[[str], object]:
    return re.compile("".join(f"[{_ranges(symbols)}]" for symbols in classes)).search


def _in_a_row(classes: tuple[str, ...], sounds: str) -> bool:
    first, rest = classes[0], classes[1:]
    for at, sound in enumerate(sounds[: len(sounds) - len(rest)]):
        if sound in first and all(sounds[at + n] in one for n, one in enumerate(rest, 1)):
            return True
    return False


@lru_cache(maxsize=256)
def mixed(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut letters into full syllables and initials, the initials in capitals: `gejt` is ("ge", "J", "T").

    Full syllables and then initials; any mixture where that alone makes sense of the letters (`zhjguo`). Of the
    ways those of the fewest characters, and of one more. None for what may be one syllable, perhaps unfinished:
    `zhang` is no zh-a-n-g.
    """
    if not 2 < len(letters) <= _LONGEST_MIXED or _begun(letters):
        return ()
    known = syllables()
    ways = tuple(
        (*head, *letters[cut:].upper())
        for cut in range(1, len(letters))
        if all(map(_begun, letters[cut:]))
        for head in _whole(letters[:cut], known)
    )
    if _syllable_pattern(letters) is None:
        ways += tuple(way for way in _mixtures(letters, known) if way not in ways)
    fewest = min(map(len, ways), default=0)
    return tuple(sorted((way for way in ways if len(way) <= fewest + 1), key=len)[:_MOST_MIXED])


def _whole(letters: str, known: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The ways to cut letters into full syllables."""
    if not letters:
        yield ()
    for size in range(1, min(_LONGEST_SYLLABLE, len(letters)) + 1):
        if letters[:size] in known:
            for rest in _whole(letters[size:], known):
                yield (letters[:size], *rest)


def _mixtures(letters: str, known: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The ways to cut letters into initials and syllables of two letters or more."""
    if not letters:
        yield ()
        return
    for rest in _mixtures(letters[1:], known) if _begun(letters[0]) else ():
        yield (letters[0].upper(), *rest)
    for size in range(2, min(_LONGEST_SYLLABLE, len(letters)) + 1):
        head = letters[:size]
        if head in known or head in _TWO_LETTERS:
            for rest in _mixtures(letters[size:], known):
                yield (head if head in known else head.upper(), *rest)


@lru_cache(maxsize=512)
def _begun(head: str) -> str:
    """The symbols of the readings that begin so."""
    return "".join(symbols for reading, symbols in _phonetics()[1].items() if reading.startswith(head))


def syllables() -> Collection[str]:
    """The syllables of pinyin as they are typed, without tones."""
    return _phonetics()[1].keys()


def _spells(spelling: str, sounds: str) -> bool:
    for ways in _pinyin_patterns(spelling):
        for way in ways:
            if way(sounds):
                break
        else:
            return False
    return True


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=16384)
def _sounds(text: str) -> tuple[str, ...]:
    """The text with each Chinese character replaced by the symbol of its set of readings: as it is written and,
    where that is something else, as it is simplified. 乾 is qian as a name, gan as 干.
    """
    symbols = _phonetics()[0]
    written = plain(text)
    folded = simplified(written)
    ways = [written.translate(symbols), folded.translate(symbols)]
    if _HAN.search(ways[0]):  # a form so rare that its reading is not known
        ways[0] = "".join(b if _HAN.match(a) else a for a, b in zip(ways[0], ways[1], strict=True))
    return tuple(dict.fromkeys(ways))


@lru_cache(maxsize=256)
def _pinyin_patterns(term: str) -> tuple[tuple[Callable[[str], object], ...], ...]:
    """Patterns over `_sounds` for a term with letters: one of every group must match.

    A term that mixes Chinese and letters is split into groups; a term of letters is one group, read as
    initials and as syllables.
    """
    parts = re.findall("[!-~]+|[^!-~]+", term.replace("'", "") or term)
    return tuple(
        _spellings(part)
        if part.isascii()
        else tuple(re.compile(re.escape(way)).search for way in _sounds(part))
        for part in parts
    )


def _spellings(part: str) -> tuple[Callable[[str], object], ...]:
    patterns = [_initials(part)]
    # In letters; the ways of cutting a longer term into syllables would be too many.
    syllables = _syllable_pattern(part) if len(part) <= 24 else None
    if syllables is not None:
        patterns.append(syllables)
    by_reading = _phonetics()[1]
    patterns += [
        "".join(f"[{_ranges(_begun(one.lower()) if one.isupper() else by_reading[one])}]" for one in way)
        for way in (mixed(part) if part.isalpha() else ())
    ]
    return tuple(re.compile(pattern).search for pattern in patterns)


def _initials(letters: str) -> str:
    """A pattern for letters, each written or as an initial."""
    by_initial = _phonetics()[2]
    return "".join(f"[{re.escape(char)}{_ranges(by_initial.get(char, ''))}]" for char in letters)


@lru_cache(maxsize=1024)
def _ranges(symbols: str) -> str:
    """The symbols as they stand in a character class, neighbours as a range."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, set(symbols))):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs)


def _syllable_pattern(part: str) -> str | None:
    """A pattern for every way to cut `part` into syllables; None if there is none."""
    _symbols, by_reading, _by_initial = _phonetics()
    if not part[0].isalpha():
        rest = _syllable_pattern(part[1:]) if len(part) > 1 else ""
        return None if rest is None else re.escape(part[0]) + rest
    ways: list[str] = []
    for end in range(1, min(len(part), 6) + 1):
        head, tail = part[:end], part[end:]
        if tail:
            rest = _syllable_pattern(tail) if head in by_reading else None
            if rest is not None:
                ways.append(f"[{_ranges(by_reading[head])}]{rest}")
        else:
            # The last syllable may be unfinished.
            begun = _begun(head)
            if begun:
                ways.append(f"[{_ranges(begun)}]")
    if not ways:
        return None
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


@lru_cache(maxsize=1)
def _phonetics() -> tuple[Mapping[int, str], Mapping[str, str], Mapping[str, str]]:
    """Code point -> symbol; reading -> symbols that have it; initial letter -> symbols that begin with it.

    A symbol is a private-use character for one set of readings, shared by all characters with that set. This
    keeps the character classes of the patterns short, and the search runs in C.
    """
    table = pinyin_table()
    plain: dict[int, str] = {}
    for char in {char for readings in table.values() for char in readings}:
        base = unicodedata.normalize("NFD", char)
        plain[ord(char)] = "v" if "\u0308" in base else "" if base[0] == "\u0308" else base[0]
    texts = {code: marked.translate(plain) for code, marked in table.items()}
    sets = {
        text: frozenset(way for sound in text.split(",") for way in typed_ways(sound))
        for text in dict.fromkeys(texts.values())
    }
    # In the order of their readings, so that a class of symbols is a few ranges: long classes are slow to compile.
    # Were there more sets than private-use characters, the last could not be found by pinyin.
    by_set = dict(zip(sorted(set(sets.values()), key=sorted), map(chr, range(0xE000, 0xF900)), strict=False))
    by_reading: dict[str, str] = {}
    by_initial: dict[str, str] = {}
    for known, symbol in by_set.items():
        for sound in known:
            by_reading[sound] = by_reading.get(sound, "") + symbol
        for initial in {sound[:1] for sound in known}:
            by_initial[initial] = by_initial.get(initial, "") + symbol
    symbols = {code: by_set[sets[text]] for code, text in texts.items() if sets[text] in by_set}
    return symbols, by_reading, by_initial
