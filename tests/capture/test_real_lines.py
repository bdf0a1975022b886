"""Lines of clerks by class: the table in real_lines.txt."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.capture.community import CONTEXT
from tests.capture.test_line import parts
from tui.capture.lines.parser import parse_line


def _table() -> list[list[str]]:
    lines = Path(__file__).with_name("real_lines.txt").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_there_are_lines_enough() -> None:
    assert Counter(kind for kind, *_ in _table()).total() > 130


@pytest.mark.parametrize(("said", "verb", "title", "meant"), [row[1:] for row in _table()])
def test_what_a_line_of_a_clerk_becomes(said: str, verb: str, title: str, meant: str) -> None:
    line = parse_line(said, CONTEXT)
    assert (line.verb, line.title, parts(line)) == (verb, title, meant)
