"""Lines of quick entry: the table in lines.txt, and that no text is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.completion import candidates
from tui.capture.line import parse
from tui.capture.names import Known, Names
from tui.capture.parts import Context, Line, wishes_named
from tui.capture.preview import preview
from tui.capture.vocabulary import STANDARD
from tui.capture.when import When
from tui.store import LOCAL

ROOT = Path(__file__).parents[2]
WISHES = [(42, "2026-0042"), (7, "2026-0007"), (3, "2025-0003"), (8, "2024-0008"), (9, "2025-0008")]


def _context() -> Context:
    data = json.loads((ROOT / "data" / "community.json").read_text("utf-8"))
    known = list(STANDARD)
    known += [Known("person", at, r["name"]) for at, r in enumerate(data["volunteers"], 1)]
    known += [Known("team", at, r["name"]) for at, r in enumerate(data["teams"], 1)]
    known += [Known("partner", at, r["name"]) for at, r in enumerate(data["partners"], 1)]
    known += [Known("service", at, r["name"]) for at, r in enumerate(data["services"], 1)]
    known += [Known("place", None, name) for name in ("邮电园", "老年活动中心", "社区服务站", "社区小广场")]
    return Context(datetime(2026, 11, 24, 10, 30, tzinfo=LOCAL), Names(known), wishes=_wishes)


def _wishes(said: str) -> tuple[Known, ...]:
    return wishes_named(said, WISHES, 2026)


CONTEXT = _context()


def _rows(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line[:1] != "#" or "\t" in line]


ROWS = _rows("lines.txt")
PIECES = st.sampled_from(
    ["@", "＠", "#", "＃", "!", "！", ">", "》", "^", "＾", "……", "：", " ", "　", "，", "。", "心愿", "工时", "表决", "评 ", "闫爱民", "yam",
     "物业", "道路", "急", "下周五", "26号", "9点", "2月30日", "3h", "4/0/1", "2026-0042", "3号楼", "a@b.cn", "C#", "3>2", "\x00", "\x1b",
     "\n", "路灯坏了", "《", "》", "每周五", "每", "二十", "到", "的", "５"]
)  # fmt: skip


def parts(line: Line) -> str:
    """As the table writes them."""
    shown = []
    for part in line.parts:
        value = str(part.value.message) if isinstance(part.value, When) else part.value
        state = "" if part.state == "understood" else f"?{part.state}"
        shown.append(f"{part.kind}={value}{'~' if part.in_title else ''}{state}")
    return "; ".join(shown)


@pytest.mark.parametrize(("said", "verb", "title", "meant"), ROWS)
def test_what_a_line_becomes(said: str, verb: str, title: str, meant: str) -> None:
    line = parse(said, CONTEXT)
    assert (line.verb, line.title, parts(line)) == (verb, title, meant)


@pytest.mark.parametrize(("said", "verb", "title", "meant"), _rows("meeting_lines.txt"))
def test_what_a_line_becomes_in_a_meeting(said: str, verb: str, title: str, meant: str) -> None:
    line = parse(said, replace(CONTEXT, default="note"))
    assert (line.verb, line.title, parts(line)) == (verb, title, meant)


def test_there_are_lines_enough() -> None:
    assert len({said for said, *_ in ROWS}) == len(ROWS) > 300


@pytest.mark.parametrize(
    "piece",
    ["物业", "物业2人", "@王", "#道路", "赞成1", "今天", "「", "急，", "2026-0042", "^", "每周", "9点到"],
)
@pytest.mark.parametrize("verb", ["", "到会 ", "表决 ", "工时 ", "评 "])
def test_as_long_as_you_like(verb: str, piece: str) -> None:
    said = verb + piece * (1990 // len(piece))
    assert parse(said, CONTEXT).text == said


def test_several_that_fit_are_asked_about() -> None:
    two = Names([Known("person", 1, "张秀英"), Known("person", 2, "张秀兰")])
    line = parse("修路灯 @张秀", Context(CONTEXT.now, two))
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

    def wishes(said: str) -> tuple[Known, ...]:
        asked.append(said)
        return _wishes(said)

    context = replace(CONTEXT, wishes=wishes)
    for said in ("心愿 路灯坏了 @闫爱民 ^26号", "3号楼2单元漏水", "工时 闫爱民 3h", ""):
        parse(said, context)
    assert asked == []
    for said in ("评 42 5", "备注 0042 好", "跟进2026-0042"):
        parse(said, context)
    assert asked == ["42", "0042", "2026-0042"]
    assert [known.id for known in parse("评 8 5", context).questions[0].candidates] == [8, 9]


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_no_text_is_lost(said: str) -> None:
    line = parse(said, CONTEXT)
    covered = bytearray(len(said))
    for part in line.parts:
        if not part.in_title:
            covered[slice(*part.span)] = b"\1" * (part.span[1] - part.span[0])
    rest = "".join(char for char, gone in zip(said, covered, strict=True) if not gone)
    assert "".join(rest.split()) == "".join(line.title.split())
    assert preview(line)
    candidates(said, len(said) // 2, CONTEXT)
