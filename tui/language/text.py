"""Text in terminal cells, and a filter that finds Chinese text by its pinyin.

Pure functions over `str`, without Rich or Textual. A *cell* is one column of the terminal: an ASCII character
takes one, a Chinese character two, a combining mark none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final, Literal

Align = Literal["left", "right", "center"]

ELLIPSIS: Final = "…"

# What must not reach the terminal: escape sequences, controls (newlines and tabs included), line separators,
# bidi marks and overrides, and lone surrogates, which cannot be encoded.
_HARMFUL: Final = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x9b[0-?]*[ -/]*[@-~]"
    "|[\x00-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)
# Characters without a cell of their own that make terminals disagree about the width of their neighbours: joiners,
# variation selectors, skin tones, tags, soft hyphens.
_UNSETTLED: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060-\u2065\ufe00-\ufe0f\ufeff"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
_NO_LINE_START: Final = frozenset("、。，．：；？！）］｝〉》」』】〕…,.:;?!)]}%")

# Ranges of code points (first, last, width) common in Chinese text, the most frequent first; others are looked up
# in wcwidth.
_RANGES: Final = (
    (0x4E00, 0x9FFF, 2),
    (0x3000, 0x303E, 2),
    (0xFF01, 0xFF60, 2),
    (0x00A0, 0x02FF, 1),
    (0x2010, 0x2027, 1),
    (0x2030, 0x205E, 1),
    (0x0370, 0x0482, 1),
    (0x2100, 0x2319, 1),
    (0x2460, 0x25FC, 1),
    (0x3041, 0x3096, 2),
    (0x30A0, 0x30FF, 2),
    (0x3105, 0x312F, 2),
    (0x3200, 0x3247, 2),
    (0x3250, 0x4DBF, 2),
    (0xAC00, 0xD7A3, 2),
    (0xF900, 0xFAD9, 2),
    (0xFFE0, 0xFFE6, 2),
    (0x20000, 0x2FFFD, 2),
)


def clean(text: str) -> str:
    """`text` as one line that is safe to print: escapes, controls, newlines and bidi overrides become a
    space.

    Zero-width joiners and variation selectors are removed, as terminals disagree about their width.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSETTLED.sub("", _HARMFUL.sub(" ", text))


def without_last(text: str) -> str:
    """`text` without its last grapheme cluster (UAX 29): a family, a flag or an accented letter goes as one."""
    if not text or text[-1].isascii():
        return text[:-1]
    from wcwidth import grapheme_boundary_before  # noqa: PLC0415 - as below

    return text[: grapheme_boundary_before(text, len(text))]


def cell_len(text: str) -> int:
    """The number of cells that `text` takes; a control character takes none."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_char_cells, text))


def enumerated(names: Iterable[str]) -> str:
    """Names one after the other, as their own script writes a list: 张三、李四; Ann, Bob."""
    found = list(names)
    chinese = any("\u3400" <= char <= "\u9fff" for name in found for char in name)
    return ("、" if chinese else ", ").join(found)


def ellipsize(text: str, cells: int) -> str:
    """`text` cleaned and cut to at most `cells`, with … at the end if cut; a wide character is never split."""
    text = clean(text)
    if cells <= 0:
        return ""
    # No character is wider than two cells: a short text certainly fits.
    if 2 * len(text) <= cells or cell_len(text) <= cells:
        return text
    room = cells - 1
    for at, char in enumerate(text):
        room -= _char_cells(char)
        if room < 0:
            return text[:at] + ELLIPSIS
    return text


def pad(text: str, cells: int, align: Align = "left") -> str:
    """`text` cleaned, then cut or filled with spaces to exactly `cells`."""
    text = ellipsize(text, cells)
    room = cells - cell_len(text)
    if room <= 0:
        return text
    if align == "right":
        return " " * room + text
    if align == "center":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room


def wrap(text: str, cells: int) -> list[str]:
    """`text` broken into lines of at most `cells`; its own newlines are kept.

    It breaks between Chinese characters and at spaces, and not before closing punctuation if possible.
    """
    if cells < 2:
        return []
    return [line for paragraph in text.splitlines() for line in _wrap_paragraph(clean(paragraph), cells)]


def _wrap_paragraph(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    line = ""
    # A piece is not broken: an ASCII word with its trailing spaces, or one character.
    for piece in re.findall(r"[!-~]+ *| +|[^ -~]", text):
        word = piece.rstrip() or piece
        if line and cell_len(line) + cell_len(word) > cells:
            carried = ""
            if word[0] in _NO_LINE_START and len(line) > 1 and not line[-1].isascii():
                line, carried = line[:-1], line[-1]
            lines.append(line.rstrip())
            line = carried + piece.lstrip()
        else:
            line += piece
        while cell_len(line.rstrip()) > cells:
            cut = len(line)
            while cell_len(line[:cut]) > cells:
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()]


@lru_cache(maxsize=8192)
def _char_cells(char: str) -> int:
    code = ord(char)
    if 0x20 <= code < 0x7F:
        return 1
    if code < 0xA0 or code == 0xAD or 0x1F3FB <= code <= 0x1F3FF or 0xD800 <= code <= 0xDFFF:
        return 0
    for first, last, width in _RANGES:
        if first <= code <= last:
            return width
    if 0x1F1E6 <= code <= 0x1F1FF:  # two regional indicators make one flag of two cells
        return 1
    # Importing wcwidth takes some 30 ms: only for rare characters.
    from wcwidth import wcwidth  # noqa: PLC0415

    return max(0, wcwidth(char))


# ---------------------------------------------------------------------------------- filtering


def matches(query: str, text: str) -> bool:
    """Whether `text` matches the filter `query`; an empty query matches everything.

    Case and width are ignored. Every term of the query (between spaces) must occur in the text, literally or,
    if it has ASCII letters, as the pinyin of adjacent characters: initials (`dfl`) or full syllables, the
    last of which may be unfinished (`dongfengl`). Any reading of a character matches; ü is typed `v` or `u`.
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
    spelt = re.search("[a-z]", term) is not None

    def fits(text: str) -> bool:
        if term in _folded(text):
            return True
        if not spelt or text.isascii():
            return False
        sounds = _sounds(text)
        for ways in _pinyin_patterns(term):
            for way in ways:
                if way(sounds):
                    break
            else:
                return False
        return True

    return fits


def fold(text: str) -> str:
    """`text` in lower case and half width, for comparison."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=16384)
def _sounds(text: str) -> str:
    """The folded text with each Chinese character replaced by the symbol of its set of readings."""
    return fold(text).translate(_phonetics()[0])


@lru_cache(maxsize=256)
def _pinyin_patterns(term: str) -> tuple[tuple[Callable[[str], object], ...], ...]:
    """Patterns over `_sounds` for a term with letters: one of every group must match.

    A term that mixes Chinese and letters is split into groups; a term of letters is one group, read as
    initials and as syllables.
    """
    parts = re.findall("[!-~]+|[^!-~]+", term.replace("'", "") or term)
    return tuple(
        _spellings(part) if part.isascii() else (re.compile(re.escape(_sounds(part))).search,)
        for part in parts
    )


def _spellings(part: str) -> tuple[Callable[[str], object], ...]:
    _symbols, _by_reading, by_initial = _phonetics()
    patterns = ["".join(f"[{re.escape(char)}{by_initial.get(char, '')}]" for char in part)]
    # In letters; the ways of cutting a longer term into syllables would be too many.
    syllables = _syllable_pattern(part) if len(part) <= 24 else None
    if syllables is not None:
        patterns.append(syllables)
    return tuple(re.compile(pattern).search for pattern in patterns)


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
                ways.append(f"[{by_reading[head]}]{rest}")
        else:
            # The last syllable may be unfinished.
            begun = "".join(symbols for reading, symbols in by_reading.items() if reading.startswith(head))
            if begun:
                ways.append(f"[{begun}]")
    if not ways:
        return None
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


@lru_cache(maxsize=4096)
def readings(char: str) -> frozenset[str]:
    """The pinyin of a Chinese character without tones, ü as `v` and as `u`; empty for other characters."""
    marked = _shared_pinyin_table().get(ord(char), "")
    plain = {
        "".join("v" if part == "u\u0308" else part[0] for part in _letters(sound))
        for sound in marked.split(",")
    }
    return frozenset(sound for spelt in plain if spelt for sound in (spelt, spelt.replace("v", "u")))


def _letters(sound: str) -> list[str]:
    """The letters of a syllable, with their dots and without the tone."""
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", sound):
        if char == "\u0308" and letters:
            letters[-1] += char
        elif not unicodedata.combining(char):
            letters.append(char)
    return letters


@lru_cache(maxsize=1)
def _shared_pinyin_table() -> dict[int, str]:
    return _pinyin_table()


@lru_cache(maxsize=1)
def _phonetics() -> tuple[Mapping[int, str], Mapping[str, str], Mapping[str, str]]:
    """Code point -> symbol; reading -> symbols that have it; initial letter -> symbols that begin with it.

    A symbol is a private-use character for one set of readings, shared by all characters with that set. This
    keeps the character classes of the patterns short, and the search runs in C.
    """
    table = _shared_pinyin_table()
    plain: dict[int, str] = {}
    for char in {char for readings in table.values() for char in readings}:
        base = unicodedata.normalize("NFD", char)
        plain[ord(char)] = "v" if "\u0308" in base else "" if base[0] == "\u0308" else base[0]
    free = map(chr, range(0xE000, 0xF900))
    symbols: dict[int, str] = {}
    by_text: dict[str, str] = {}
    by_set: dict[frozenset[str], str] = {}
    by_reading: dict[str, str] = {}
    by_initial: dict[str, str] = {}
    for code, marked in table.items():
        readings = marked.translate(plain)
        symbol = by_text.get(readings)
        if symbol is None:
            sounds = frozenset(readings.split(",")) | frozenset(readings.replace("v", "u").split(","))
            symbol = by_set.get(sounds)
            if symbol is None:
                symbol = next(free, None)
                if symbol is None:
                    continue  # more sets than private-use characters: the rarest cannot be found by pinyin
                by_set[sounds] = symbol
                for sound in sounds:
                    by_reading[sound] = by_reading.get(sound, "") + symbol
                for initial in {sound[:1] for sound in sounds}:
                    by_initial[initial] = by_initial.get(initial, "") + symbol
            by_text[readings] = symbol
        symbols[code] = symbol
    return symbols, by_reading, by_initial


def _pinyin_table() -> dict[int, str]:
    """Code point -> its readings with tone marks, separated by commas, for all CJK characters, rare ones of names among them.

    Only pypinyin's table of single characters is imported: the whole package also loads phrases and word
    segmentation, which takes some 150 ms.
    """
    from importlib import util  # noqa: PLC0415 - only where Chinese is filtered by letters
    from pathlib import Path  # noqa: PLC0415

    package = util.find_spec("pypinyin")
    table: dict[int, str] | None = None
    if package is not None and package.origin is not None:
        spec = util.spec_from_file_location(
            "tui._pinyin_table", Path(package.origin).with_name("pinyin_dict.py")
        )
        if spec is not None and spec.loader is not None:
            module = util.module_from_spec(spec)
            spec.loader.exec_module(module)
            table = module.pinyin_dict
    if table is None:
        from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

        table = pinyin_dict
    known = table
    return {code: known[code] for code in known if code >= 0x3400 or code == 0x3007}
