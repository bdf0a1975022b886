"""Text in terminal cells.

Pure functions over `str`, without Rich or Textual. A *cell* is one column of the terminal: an ASCII character
takes one, a Chinese character two, a combining mark none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from tui.language.cleaning import visible_line

Align = Literal["left", "right", "center"]

# What stands where a text is cut: no terminal takes it for wider than it is.
ELLIPSIS: Final = ".."

JOINER: Final = "\u200d"
"""Joins signs to one, such as a family of emoji. An input method sends it between them as a key of its own, which prints nothing."""

_NO_LINE_START: Final = frozenset("、。，．：；？！）］｝〉》」』】〕…,.:;?!)]}%")
_NO_LINE_END: Final = frozenset("（「『《〈【［｛([{")

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
    """`text` as one line that is safe to print: newlines become a space, other controls an escape (`\\x1b`).

    Zero-width joiners and variation selectors are removed, as terminals disagree about their width.
    """
    return visible_line(text)


def without_last(text: str) -> str:
    """`text` without its last grapheme cluster (UAX 29): a family, a flag or an accented letter goes as one."""
    if not text or text[-1].isascii():
        return text[:-1]
    from wcwidth import grapheme_boundary_before

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
    """`text` cleaned and cut to at most `cells`, with `..` at the end if cut; a wide character is never split."""
    text = clean(text)
    if cells <= 0:
        return ""
    # No character is wider than two cells: a short text certainly fits.
    if 2 * len(text) <= cells or cell_len(text) <= cells:
        return text
    room = cells - len(ELLIPSIS)
    if room < 0:
        return ELLIPSIS[:cells]
    for at, char in enumerate(text):
        room -= _char_cells(char)
        if room < 0:
            return text[:at] + ELLIPSIS
    return text


def without_remark(text: str) -> str:
    """`text` without a remark in brackets at its end: 徐德明（示例） is 徐德明."""
    if not text.endswith(("）", ")")):
        return text
    at = max(text.rfind("（"), text.rfind("("))
    return text[:at].rstrip() if at > 0 else text


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

    It breaks between Chinese characters and at spaces, not before closing punctuation and not behind an opening bracket if possible.
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
            closes = word[0] in _NO_LINE_START and not line[-1].isascii()
            if len(line) > 1 and (closes or line[-1] in _NO_LINE_END):
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
    from wcwidth import wcwidth

    return max(0, wcwidth(char))
