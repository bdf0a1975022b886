"""Dates, times and words of lines in traditional characters are read as in simplified ones."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from opencc import OpenCC

from tests.capture.community import CONTEXT
from tests.capture.test_line import parts
from tests.capture.test_spoken_dates import TODAY, _at, _table, shown
from tui.capture.dates.characters import SIMPLIFIED_OF
from tui.capture.dates.grammar import fold_width
from tui.capture.dates.lexicon import WORDS
from tui.capture.dates.parser import parse_date
from tui.capture.lines.parser import parse_line
from tui.capture.lines.vocabulary import VERB_OF
from tui.rules.calendar.workdays import LIBRARY

_CONVERT = OpenCC("s2t").convert
CAPTURE = Path(__file__).parents[2] / "tui" / "capture"


def traditional(text: str) -> str:
    """`text` as OpenCC writes it; 覆 (of 回覆) is a simplified character of its own."""
    return str(_CONVERT(text)).replace("回覆", "回復")


def test_each_character_of_the_table_is_that_of_opencc() -> None:
    to_simplified = OpenCC("t2s").convert
    other = {"〇": "零"}
    assert {char: other.get(char) or to_simplified(char) for char in SIMPLIFIED_OF} == SIMPLIFIED_OF


def test_the_table_has_the_traditional_characters_of_every_word() -> None:
    words = [*VERB_OF, *(word for kind in WORDS.values() for word in kind)]
    for path in CAPTURE.rglob("*.py"):
        words += [
            str(node.value)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "characters.py"
        ]
    unread = {word: traditional(word) for word in words if fold_width(traditional(word)) != fold_width(word)}
    assert unread == {}


@pytest.mark.parametrize(("said", "today", "meant"), [row[1:] for row in _table() if not row[1].isascii()])
def test_a_phrase_means_the_same(said: str, today: str, meant: str) -> None:
    assert shown(parse_date(traditional(said), _at(today), LIBRARY)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("週五", "2026-11-27"), ("禮拜天", "2026-11-29"), ("下週三下午兩點", "2026-12-02 14:00"), ("臘月二十三", "2027-01-30"),
     ("農曆正月初八", "2027-02-13"), ("這個週末", "2026-11-28..2026-11-29")],
)  # fmt: skip
def test_dates(said: str, meant: str) -> None:
    assert shown(parse_date(said, _at(TODAY), LIBRARY)) == meant


def test_a_line_keeps_its_title_as_it_was_typed() -> None:
    line = parse_line("任務 修路燈 >物業 ^下週五", CONTEXT)
    assert (line.title, parts(line)) == ("修路燈", "verb=action; assignee=物业公司; date=2026-12-04 Fri")
