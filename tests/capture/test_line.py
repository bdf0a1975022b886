"""Lines of quick entry: the table in lines.txt, and that no text is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.capture.community import CONTEXT, WISHES, wishes
from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.lines.parsed_line import LineContext, ParsedLine, wishes_named
from tui.capture.lines.parser import parse_line
from tui.capture.names.names import NamedEntity, Names
from tui.rules.calendar.workdays import LIBRARY


def _rows(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line[:1] != "#" or "\t" in line]


ROWS = _rows("lines.txt")


def parts(line: ParsedLine) -> str:
    """As the table writes them."""
    shown = []
    for part in line.parts:
        value = str(part.value.message) if isinstance(part.value, ParsedDate) else part.value
        state = "" if part.state == "understood" else f"?{part.state}"
        shown.append(f"{part.kind}={value}{'~' if part.in_title else ''}{state}")
    return "; ".join(shown)


@pytest.mark.parametrize(("said", "verb", "title", "meant"), ROWS)
def test_what_a_line_becomes(said: str, verb: str, title: str, meant: str) -> None:
    line = parse_line(said, CONTEXT)
    assert (line.verb, line.title, parts(line)) == (verb, title, meant)


@pytest.mark.parametrize(("said", "verb", "title", "meant"), _rows("meeting_lines.txt"))
def test_what_a_line_becomes_in_a_meeting(said: str, verb: str, title: str, meant: str) -> None:
    line = parse_line(said, replace(CONTEXT, default="note"))
    assert (line.verb, line.title, parts(line)) == (verb, title, meant)


def test_there_are_lines_enough() -> None:
    assert len({said for said, *_ in ROWS}) == len(ROWS) > 300


def test_several_that_fit_are_asked_about() -> None:
    two = Names([NamedEntity("person", 1, "张秀英"), NamedEntity("person", 2, "张秀兰")])
    line = parse_line("修路灯 @张秀", LineContext(CONTEXT.now, two, LIBRARY))
    assert [known.id for known in line.questions[0].candidates] == [1, 2]
    assert not line.ready


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("2026-0042", [42]),
        ("42", [42]),
        ("0042", [42]),
        ("3", [3]),
        ("2026-0003", []),
        ("8", [8, 9]),
        ("42x", []),
        ("", []),
        ("2", []),
    ],
)
def test_which_wishes_a_number_may_be(said: str, ids: list[int]) -> None:
    assert [known.id for known in wishes_named(said, WISHES, 2026)] == ids


def test_wishes_are_asked_for_only_where_one_is_named() -> None:
    asked: list[str] = []

    def asking(said: str) -> tuple[NamedEntity, ...]:
        asked.append(said)
        return wishes(said)

    context = replace(CONTEXT, wishes=asking)
    for said in ("心愿 路灯坏了 @闫爱民 ^26号", "3号楼2单元漏水", "工时 闫爱民 3h", ""):
        parse_line(said, context)
    assert asked == []
    for said in ("评 42 5", "备注 0042 好", "跟进2026-0042"):
        parse_line(said, context)
    assert asked == ["42", "0042", "2026-0042"]
    assert [known.id for known in parse_line("评 8 5", context).questions[0].candidates] == [8, 9]
