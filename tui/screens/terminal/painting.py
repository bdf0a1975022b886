"""What is written to the terminal: the cells that differ from what is on it, and each style once a run.

Textual (8.2.8) writes every line of a region that may have changed, each piece of a cell with its style in full and a
reset, and cuts a character of two cells that stands at the region's edge: it becomes a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import ne, or_
from typing import Any, Final, NamedTuple

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

# What every terminal shows as wide as is reckoned here: ASCII, Chinese and its punctuation, full-width forms.
_AGREED: Final = re.compile(
    "[ -~\u3000-\u303e\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60\uffe0-\uffe6]*"
)
# Equal cells of one style between two that differ, up to which they are written again: to step over them costs as much.
_AGAIN: Final = 4
# The part of a piece's cells that differ from which on all of it is written.
_MOST: Final = 0.75
# SGR parameters (ECMA-48, 8.3.117) that show on a blank: underlined, blinking, reversed, struck out, underlined doubly, overlined.
_ON_BLANKS: Final = frozenset({"4", "5", "6", "7", "9", "21", "53"})
# What ends an attribute, where there is something that ends it alone.
_ENDS: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}
_RESET: Final = "\x1b[0m"


class Painting:
    """What is on the terminal, as far as it is known; without a word about it, nothing is known."""

    def __init__(self) -> None:
        self._width = 0
        self._rows: dict[int, _Row] = {}

    def forget(self) -> None:
        """Take nothing on the terminal as known: it may show something else by now."""
        self._rows.clear()

    def update(self, wanted: Any) -> Any:
        """An update that writes of `wanted` what is not on the terminal already; what is no update of cells is left as it is."""
        return _Lean(self, wanted) if isinstance(wanted, LayoutUpdate | ChopsUpdate) else wanted

    def written(self, wanted: LayoutUpdate | ChopsUpdate, colours: ColorSystem) -> str:
        """The text that makes the terminal show `wanted`; from then on that is taken as known."""
        width = wanted.region.width if isinstance(wanted, LayoutUpdate) else wanted.chop_ends[0][-1]
        if width != self._width:
            self.forget()
            self._width = width
        pen = _Pen()
        for y, x, strip in _pieces(wanted):
            if y not in self._rows:
                self._rows[y] = _Row(width)
            self._rows[y].take(pen, y, x, strip, colours)
        return pen.text


class _Lean(CompositorUpdate):
    """Renders an update as the difference to what is on the terminal."""

    def __init__(self, painting: Painting, wanted: LayoutUpdate | ChopsUpdate) -> None:
        self._painting, self._wanted = painting, wanted

    def render_segments(self, console: Console) -> str:
        """The text to be written."""
        return self._painting.written(self._wanted, console._color_system or ColorSystem.TRUECOLOR)  # noqa: SLF001


def _pieces(wanted: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Row, column and strip of each piece that an update has: whole pieces, which end where a widget does."""
    if isinstance(wanted, LayoutUpdate):
        for y, strips in enumerate(wanted.strips, wanted.region.y):
            x = wanted.region.x
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
        return
    done: set[tuple[int, int]] = set()
    for y, left, right in wanted.spans:
        for end, (x, piece) in zip(wanted.chop_ends[y], wanted.chops[y].items(), strict=False):
            if piece is not None and x < right and end > left and (y, x) not in done:
                done.add((y, x))
                yield y, x, piece


class _Row:
    """The cells of a row: the character of each, empty for the second half of a wide one, and its style."""

    def __init__(self, width: int) -> None:
        self._texts: list[str | None] = [None] * width
        self._looks: list[str] = [""] * width
        self._pieces: dict[int, Strip] = {}

    def take(self, pen: _Pen, y: int, x: int, strip: Strip, colours: ColorSystem) -> None:
        """Show a strip from column `x` on."""
        if self._pieces.get(x) is strip:
            return
        texts, looks, runs, agreed = _cells(strip, colours)
        end = x + len(texts)
        self._no_longer(x, end)
        self._pieces[x] = strip
        old_texts, old_looks = self._texts[x:end], self._looks[x:end]
        if old_texts == texts and old_looks == looks:
            return
        # Half of a wide character is about to be written over: terminals differ in what they make of the other half.
        cut_before = bool(texts) and x > 0 and self._texts[x] == ""
        cut_after = end < len(self._texts) and self._texts[end] == ""
        self._texts[x:end], self._looks[x:end] = texts, looks
        if cut_before:
            self._halve(pen, y, x - 1)
        if agreed and _AGREED.fullmatch("".join(filter(None, old_texts))):
            differs = bytearray(map(or_, map(ne, old_texts, texts), map(ne, old_looks, looks)))
            if sum(differs) > len(differs) * _MOST:
                pen.write(y, x, len(texts), runs)
            else:
                for start, stop in _spans(differs, texts, looks):
                    pen.write(y, x + start, stop - start, _runs(texts[start:stop], looks[start:stop]))
        else:
            pen.write(y, x, len(texts), runs)
            pen.lost()
        if cut_after:
            self._halve(pen, y, end)

    def _no_longer(self, x: int, end: int) -> None:
        """What is painted from `x` to `end` is no longer what it was."""
        for at, strip in [*self._pieces.items()]:
            if at < end and at + strip.cell_length > x:
                del self._pieces[at]

    def _halve(self, pen: _Pen, y: int, x: int) -> None:
        """A blank where half of a wide character was left, as Textual shows it."""
        self._no_longer(x, x + 1)
        look = _parts(self._looks[x])[2]
        self._texts[x], self._looks[x] = " ", look
        pen.write(y, x, 1, [(" ", look)])


def _spans(differs: bytearray, texts: list[str], looks: list[str]) -> Iterator[tuple[int, int]]:
    """From where to where cells are written, given which of them differ: wide characters whole, and small gaps as well."""
    start = differs.find(1)
    while start >= 0:
        stop = differs.find(0, start)
        while True:
            stop = len(texts) if stop < 0 else stop
            if stop < len(texts) and texts[stop] == "":
                stop += 1
            following = differs.find(1, stop, stop + _AGAIN + 1)
            if following < 0 or not all(look == looks[stop - 1] for look in looks[stop : following + 1]):
                break
            stop = differs.find(0, following)
        if texts[start] == "":
            start -= 1
        yield start, stop
        start = differs.find(1, stop)


class _Pen:
    """The text so far, where it leaves the cursor, and the style that it leaves."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._at: tuple[int, int] | None = None
        self._look: str | None = None

    def write(self, y: int, x: int, cells: int, runs: Iterable[tuple[str, str]]) -> None:
        """Write so many cells from there on: texts, each with its style."""
        out = self._written
        if self._at != (y, x):
            on = x - self._at[1] if self._at is not None and self._at[0] == y else 0
            out.append(f"\x1b[{on}C" if on > 0 else f"\x1b[{y + 1};{x + 1}H")
        look = self._look
        for text, wanted in runs:
            if wanted != look:
                change, look = _changed(look, wanted, blank=text.isspace())
                out.append(change)
            out.append(text)
        self._look, self._at = look, (y, x + cells)

    def lost(self) -> None:
        """The cursor may be elsewhere: what was written is not as wide everywhere."""
        self._at = None

    @property
    def text(self) -> str:
        """What is to be sent; it leaves the terminal without a style."""
        if self._look:
            return "".join((*self._written, _RESET))
        return "".join(self._written)


def _runs(texts: list[str], looks: list[str]) -> Iterator[tuple[str, str]]:
    """The cells as texts in one style."""
    at = 0
    for look, run in groupby(looks):
        end = at + len([*run])
        yield "".join(texts[at:end]), look
        at = end


def _cells(strip: Strip, colours: ColorSystem) -> tuple[list[str], list[str], list[tuple[str, str]], bool]:
    """The cells of a strip, their styles, both as texts in one style, and whether all terminals agree about the widths."""
    texts: list[str] = []
    looks: list[str] = []
    runs: list[tuple[str, str]] = []
    agreed = True
    for text, style, _ in strip:
        look = ""
        if style is not None:
            look = Strip.render_ansi(style, colours) if style._ansi is None else style._ansi  # noqa: SLF001 - as Textual does
        part = _cells_of_part(text, look)
        texts += part.texts
        looks += part.looks
        runs += part.runs
        agreed = agreed and part.agreed
    return texts, looks, runs, agreed


class _Part(NamedTuple):
    """A text in one style: its cells, the style of each, both as runs, and whether terminals agree about the widths."""

    texts: tuple[str, ...]
    looks: tuple[str, ...]
    runs: tuple[tuple[str, str], ...]
    agreed: bool


@lru_cache(maxsize=4096)
def _cells_of_part(text: str, look: str) -> _Part:
    """The cells of a text; the blanks around it have what of the style shows on them."""
    inner = text.strip(" ")
    before = len(text) - len(text.lstrip(" ")) if inner else len(text)
    after = len(text) - before - len(inner)
    texts: list[str] = []
    if inner.isascii():
        texts += inner
    else:
        for char in inner:
            width = get_character_cell_size(char)
            if width or not texts:
                texts += (char, "") if width == 2 else (char,)
            else:
                texts[-1] += char  # what stands above or beneath the character before it
    blank = _blank(look)
    runs = (" " * before, blank), (inner, look), (" " * after, blank)
    return _Part(
        (*" " * before, *texts, *" " * after),
        (*[blank] * before, *[look] * len(texts), *[blank] * after),
        tuple(run for run in runs if run[0]),
        _AGREED.fullmatch(inner) is not None,
    )


@lru_cache(maxsize=4096)
def _parts(look: str) -> tuple[frozenset[str], str, str]:
    """The attributes, the colour and the ground of SGR parameters."""
    attributes: set[str] = set()
    colour = ground = ""
    codes = iter(look.split(";") if look else ())
    for code in codes:
        if code in {"38", "48"}:
            kind = next(codes)
            whole = ";".join((code, kind, *(next(codes) for _ in range(3 if kind == "2" else 1))))
        else:
            whole = code
        if code in {"38", "39"} or (code[:-1] in {"3", "9"} and len(code) == 2):
            colour = whole
        elif code in {"48", "49"} or (code[:-1] in {"4", "10"} and len(code) > 1):
            ground = whole
        else:
            attributes.add(code)
    return frozenset(attributes), colour, ground


@lru_cache(maxsize=4096)
def _blank(look: str) -> str:
    """The part of a style that shows on a blank."""
    attributes, _, ground = _parts(look)
    return look if attributes & _ON_BLANKS else ground


@lru_cache(maxsize=8192)
def _changed(old: str | None, new: str, *, blank: bool) -> tuple[str, str]:
    """The sequence from one style to another, and the style that is then set: a blank shows only some of it."""
    had, colour, ground = _parts(old or "")
    has, new_colour, new_ground = _parts(new)
    if blank and old is not None and not new_colour and not has and not had & _ON_BLANKS:
        has, new_colour = had, colour
    gone = had - has
    if old is None or gone - _ENDS.keys():
        return (f"\x1b[0;{new}m" if new else _RESET), new
    ends = {_ENDS[one] for one in gone}
    begun = {one for one in has if one not in had or _ENDS.get(one) in ends}
    codes = [*sorted(ends), *sorted(begun)]
    if new_colour != colour:
        codes.append(new_colour or "39")
    if new_ground != ground:
        codes.append(new_ground or "49")
    after = ";".join(filter(None, (*sorted(has), new_colour, new_ground)))
    return (f"\x1b[{';'.join(codes)}m" if codes else ""), after
