"""Keys for twenty notes of a meeting: by lines, by the forms, and typed into a plain text file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final

from pypinyin import lazy_pinyin

from benchmarks.measure import Row
from benchmarks.stores import ROOT

# A test plays its lines and its forms, and compares what both have kept.
PAGE: Final = ROOT / "tests" / "screens" / "twenty_notes.md"
_PART: Final = re.compile(r"`(?P<key>[^`]+)`|\*(?P<text>[^*]+)\*")


@dataclass(frozen=True, slots=True)
class Part:
    """A key that is pressed, or a text that is typed."""

    key: str = ""
    text: str = ""

    @property
    def strokes(self) -> int:
        """How many keys it takes."""
        return 1 if self.key else typed(self.text)


@dataclass(frozen=True)
class Note:
    """One note, and what is pressed and typed for it in each of the three ways."""

    what: str
    lines: Sequence[Part]
    forms: Sequence[Part]
    plain: Sequence[Part]

    @cached_property
    def strokes(self) -> tuple[int, int, int]:
        """How many keys it takes: by lines, by forms, as plain text."""
        return _sum(self.lines), _sum(self.forms), _sum(self.plain)


def typed(text: str) -> int:
    """Keys to type a text: a run of Chinese is the letters of its pinyin and one to choose it; all else one each.

    Changing between the input method and letters is counted nowhere.
    """
    count = 0
    for chinese, run in groupby(text, key=_is_chinese):
        chars = "".join(run)
        count += len("".join(lazy_pinyin(chars))) + 1 if chinese else len(chars)
    return count


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _sum(parts: Sequence[Part]) -> int:
    return sum(part.strokes for part in parts)


def notes(page: Path = PAGE) -> Sequence[Note]:
    """The way to the place of writing, and the twenty notes after it."""
    return list(_read(page.read_text(encoding="utf-8")))


def _read(page: str) -> Iterator[Note]:
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    for what, *ways in rows[1:]:
        lines, forms, plain = (_parts(way) for way in ways)
        yield Note(what.strip(), lines, forms, plain)


def _parts(cell: str) -> Sequence[Part]:
    return [Part(found["key"] or "", found["text"] or "") for found in _PART.finditer(cell)]


def totals() -> tuple[int, int, int]:
    """All keys by lines, by forms, as plain text; with the way there."""
    lines, forms, plain = (sum(ways) for ways in zip(*(note.strokes for note in notes()), strict=True))
    return lines, forms, plain


def run(_folder: Path) -> list[Row]:
    """A row a note, and the sum."""
    rows = [_row(note.what, *note.strokes) for note in notes()]
    return [*rows, _row("all twenty", *totals())]


def _row(what: str, lines: int, forms: int, plain: int) -> Row:
    ratios = " / ".join(f"{lines / other:.2f}" if other else "-" for other in (forms, plain))
    return Row(what, f"{lines}", f"{forms} by forms / {plain} as plain text", ratios)
