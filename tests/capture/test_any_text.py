"""Any text at all: nothing raises, nothing typed is lost, everything can be told in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capture.community import CONTEXT
from tui.capture.lines.completion import MOST, candidates
from tui.capture.lines.parsed_line import ParsedLine, Verb
from tui.capture.lines.parser import parse_line
from tui.capture.lines.shown_parts import shown_parts
from tui.capture.lines.vocabulary import VERBS
from tui.language.i18n import translator

PIECES = st.sampled_from(
    ["@", "＠", "#", "＃", "!", "！", ">", "＞", "》", "^", "＾", "……", "…", "：", " ", "　", "，", "。", "（", "）", "【", "】", "「", "」", "~", "～", "心愿", "工时",
     "表决", "到会", "服务", "走访", "上门", "评 ", "备注", "记录", "闫爱民", "yam", "yanaimn", "王大妈", "物业", "物业2人", "四方", "道路", "急", "下周五", "26号", "9点",
     "9点到11点", "2月30日", "12月5日（周六）", "春节前", "腊月", "十二", "3h", "4/0/0", "赞成12", "反对1", "无", "2026-0042", "42", "3号楼", "a@b.cn", "C#", "3>2", "50#",
     "http://a.b/c#d", "\x00", "\x1b", "\n", "\t", "\u200d", "\ufe0f", "👨‍👩‍👧", "İ", "ﬁ", "㍿", "①", "路灯坏了", "《", "每周五", "每", "二十", "到", "的", "５", "every ",
     "friday", "since ", "very satisfied", "★★★"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=30).map("".join),
    st.text("@#!>^＠＃！》＾…今明周五26号物业yam急 ，", max_size=40),
)
LONG = st.builds(
    lambda piece, times: piece * times,
    st.lists(PIECES, min_size=1, max_size=3).map("".join),
    st.integers(1, 900),
)
DEFAULTS: st.SearchStrategy[Verb] = st.sampled_from([*VERBS])
SPEAKERS = translator("zh"), translator("en")


def check(said: str, line: ParsedLine) -> None:
    """What is not in the title is in the span of a part, and all of it can be told."""
    covered = bytearray(len(said))
    for part in line.parts:
        start, end = part.span
        assert 0 <= start <= end <= len(said)
        if not part.in_title:
            covered[start:end] = b"\1" * (end - start)
    rest = "".join(char for char, gone in zip(said, covered, strict=True) if not gone)
    assert "".join(rest.split()) == "".join(line.title.split())
    shown = shown_parts(line)
    assert shown
    told = [
        *(one.message for one in shown),
        *line.problems,
        *(question.message for question in line.questions),
    ]
    for tr in SPEAKERS:
        assert all(message.text(tr) for message in told)


@given(TEXTS, DEFAULTS)
def test_no_text_is_lost(said: str, default: Verb) -> None:
    line = parse_line(said, replace(CONTEXT, default=default))
    assert line.text == said
    check(said, line)
    assert line.ready == (not line.questions and not line.problems)


@given(TEXTS, st.integers(-2, 200), DEFAULTS)
def test_something_or_nothing_can_stand_at_the_cursor(said: str, cursor: int, default: Verb) -> None:
    offered = candidates(said, cursor, replace(CONTEXT, default=default))
    start, end = offered.span
    assert 0 <= start <= end <= len(said)
    assert end == max(0, min(cursor, len(said)))
    assert len(offered.candidates) <= MOST
    for one in offered.candidates:
        assert one.text
        assert one.meaning is None or all(one.meaning.text(tr) for tr in SPEAKERS)
        taken = said[:start] + one.text + said[end:]
        assert parse_line(taken, CONTEXT).text == taken


@settings(deadline=None)
@given(LONG, DEFAULTS)
def test_length_does_not_matter(said: str, default: Verb) -> None:
    context = replace(CONTEXT, default=default)
    check(said, parse_line(said, context))
    assert candidates(said, len(said), context).span[1] == len(said)


@pytest.mark.parametrize(
    "piece",
    [
        "物业",
        "物业2人",
        "@王",
        "#道路",
        "赞成1",
        "今天",
        "「",
        "急，",
        "2026-0042",
        "^",
        "每周",
        "9点到",
        "路",
    ],
)
@pytest.mark.parametrize("verb", ["", "到会 ", "表决 ", "工时 ", "评 ", "心愿 "])
def test_as_long_as_a_line_is_read_and_longer(verb: str, piece: str) -> None:
    for length in (1990, 2010):
        said = verb + piece * (length // len(piece))
        check(said, parse_line(said, CONTEXT))
