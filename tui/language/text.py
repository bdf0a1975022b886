"""Text in terminal cells, and the filter that finds Chinese text by its pinyin.

Plain functions over `str`; nothing here knows of Rich or Textual. A *cell* is one column of the
terminal: an ASCII character takes one, a Chinese character two, a combining mark none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, Literal

Align = Literal["left", "right", "center"]

ELLIPSIS: Final = "…"

# What must not reach the terminal as it stands: whole escape sequences, controls (newlines and tabs
# among them), line separators, bidi marks and overrides, and lone surrogates, which cannot be encoded.
_HARMFUL: Final = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x9b[0-?]*[ -/]*[@-~]"
    "|[\x00-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)
# What takes no cell of its own but makes terminals disagree about its neighbours' width: joiners,
# variation selectors, skin tones, tags, soft hyphens.
_UNSETTLED: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060-\u2065\ufe00-\ufe0f\ufeff"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
_NO_LINE_START: Final = frozenset("、。，．：；？！）］｝〉》」』】〕…,.:;?!)]}%")

# First and last code point of what a Chinese desk writes, with its width, the commonest first. The
# rest is looked up in wcwidth.
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
    """`text` as one harmless line: escapes, controls, newlines and bidi overrides become a space.

    Zero-width joiners and variation selectors go, since terminals do not agree about their width.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSETTLED.sub("", _HARMFUL.sub(" ", text))


def cell_len(text: str) -> int:
    """Cells that `text` takes; a control character takes none."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_char_cells, text))


def ellipsize(text: str, cells: int) -> str:
    """`text` cleaned and cut to at most `cells`; ends in … when cut, a wide character is never split."""
    text = clean(text)
    if cells <= 0:
        return ""
    # No character is wider than two cells, so a short text needs no measuring.
    if 2 * len(text) <= cells or cell_len(text) <= cells:
        return text
    room = cells - 1
    for at, char in enumerate(text):
        room -= _char_cells(char)
        if room < 0:
            return text[:at] + ELLIPSIS
    return text


def pad(text: str, cells: int, align: Align = "left") -> str:
    """`text` cleaned, cut and filled with spaces to exactly `cells`."""
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
    """`text` broken into lines of at most `cells`; its own newlines stay.

    Breaks between Chinese characters and at spaces; closing punctuation does not begin a line where
    that can be helped.
    """
    if cells < 2:
        return []
    return [line for paragraph in text.splitlines() for line in _wrap_paragraph(clean(paragraph), cells)]


def _wrap_paragraph(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    line = ""
    # A piece is what may not be broken: an ASCII word with its trailing spaces, or one character.
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
    if 0x1F1E6 <= code <= 0x1F1FF:  # two of these make one flag of two cells
        return 1
    # Loading wcwidth costs some 30 ms: only for a character that is out of the ordinary.
    from wcwidth import wcwidth  # noqa: PLC0415

    return max(0, wcwidth(char))


# ---------------------------------------------------------------------------------- filtering


def matches(query: str, text: str) -> bool:
    """Whether `text` fits the filter `query`; an empty query fits everything.

    Case and full width do not matter. Every term of the query (between spaces) has to occur in the
    text: as it stands, or, where it has ASCII letters, as the pinyin of a run of the text, written as
    initials (`dfl`) or in full with the last syllable perhaps unfinished (`dongfengl`). A character
    with several readings fits by any of them; ü is typed `v` or `u`.
    """
    return matcher(query)(text)


@lru_cache(maxsize=64)
def matcher(query: str) -> Callable[[str], bool]:
    """The test that `matches` makes for `query`, prepared once for many texts."""
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
    """`text` without regard to case and full width."""
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
    """Searches over `_sounds` for a term with letters: of every group, one has to find something.

    A term that mixes Chinese and letters is taken apart into groups; one of letters alone is one
    group, spelt as initials or in syllables.
    """
    parts = re.findall("[!-~]+|[^!-~]+", term.replace("'", "") or term)
    return tuple(
        _spellings(part) if part.isascii() else (re.compile(re.escape(_sounds(part))).search,)
        for part in parts
    )


def _spellings(part: str) -> tuple[Callable[[str], object], ...]:
    _symbols, _by_reading, by_initial = _phonetics()
    patterns = ["".join(f"[{re.escape(char)}{by_initial.get(char, '')}]" for char in part)]
    # Beyond this nobody spells; the ways of cutting a term into syllables grow with its length.
    syllables = _syllable_pattern(part) if len(part) <= 24 else None
    if syllables is not None:
        patterns.append(syllables)
    return tuple(re.compile(pattern).search for pattern in patterns)


def _syllable_pattern(part: str) -> str | None:
    """A pattern for `part` cut into whole syllables in every possible way, or None if there is none."""
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
            # The last syllable may still be in the typing.
            begun = "".join(symbols for reading, symbols in by_reading.items() if reading.startswith(head))
            if begun:
                ways.append(f"[{begun}]")
    if not ways:
        return None
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


@lru_cache(maxsize=4096)
def readings(char: str) -> frozenset[str]:
    """How a Chinese character is read, without tones, ü as `v` and as `u`; nothing for any other character."""
    marked = _shared_pinyin_table().get(ord(char), "")
    plain = {
        "".join("v" if part == "u\u0308" else part[0] for part in _letters(sound))
        for sound in marked.split(",")
    }
    return frozenset(sound for spelt in plain if spelt for sound in (spelt, spelt.replace("v", "u")))


def _letters(sound: str) -> list[str]:
    """The letters of a syllable, each with its dots and without its tone."""
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
    """Code point -> symbol; reading -> symbols that have it; initial letter -> symbols that begin so.

    A symbol is one private-use character that stands for a set of readings. Characters that sound
    alike share one, so that a pattern's character classes stay short and the search stays in C.
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
                    continue  # more sets than private-use characters: the rarest stay unspelt
                by_set[sounds] = symbol
                for sound in sounds:
                    by_reading[sound] = by_reading.get(sound, "") + symbol
                for initial in {sound[:1] for sound in sounds}:
                    by_initial[initial] = by_initial.get(initial, "") + symbol
            by_text[readings] = symbol
        symbols[code] = symbol
    return symbols, by_reading, by_initial


def _pinyin_table() -> dict[int, str]:
    """Code point -> its readings with tone marks, comma separated, for the common CJK blocks.

    Only pypinyin's table of single characters is loaded: the package as a whole brings phrases and
    word segmentation, which cost some 150 ms and serve nothing here.
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
    common = range(0x4E00, 0xA000)
    return {code: known[code] for code in (0x3007, *common) if code in known}
