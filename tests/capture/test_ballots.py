"""Votes as they are counted out in a line."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.dates.grammar import fold_width
from tui.capture.lines.ballots import counted
from tui.capture.lines.parsed_line import LineContext
from tui.capture.lines.parser import parse_line
from tui.capture.lines.shown_parts import shown_parts
from tui.capture.lines.vocabulary import STANDARD
from tui.capture.names.names import Names
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY

CONTEXT = LineContext(datetime(2026, 11, 24, 10, 30, tzinfo=LOCAL), Names(STANDARD), LIBRARY)
COUNTS = st.integers(0, 9999)
GAPS = st.sampled_from(["", " ", "，", ", ", "、", "；", "。"])
WORDS = (("赞成", "同意", "支持"), ("反对", "不同意", "不赞成"), ("弃权",))
ENGLISH = (("for", "yes", "in favour"), ("against", "no"), ("abstain", "abstaining", "abstentions"))


def total(text: str) -> tuple[int, ...] | None:
    """For, against and abstaining, all in all."""
    found = counted(fold_width(text))
    return tuple(map(sum, zip(*(count.votes for count in found), strict=True))) if found else None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("4/0/1", (4, 0, 1)), ("4/1", (4, 1, 0)), ("4:1", (4, 1, 0)), ("4 / 1 / 0", (4, 1, 0)), ("4-0-1", (4, 0, 1)), ("4，0，1", (4, 0, 1)),
        ("4 0 1", (4, 0, 1)), ("5比1", (5, 1, 0)), ("十二比三", (12, 3, 0)), ("5比1比2", (5, 1, 2)),
        ("赞成12 反对1 弃权2", (12, 1, 2)), ("赞成12票，反对1票，弃权2票", (12, 1, 2)), ("12票赞成1票反对2票弃权", (12, 1, 2)),
        ("赞成12反对1弃权2", (12, 1, 2)), ("12赞成1反对2弃权", (12, 1, 2)), ("赞成 12 反对 1", (12, 1, 0)), ("同意4 不同意1", (4, 1, 0)),
        ("不同意1 同意4", (4, 1, 0)), ("弃权2，反对1，赞成12", (12, 1, 2)), ("赞成：12票；反对：1票", (12, 1, 0)), ("赞成12票 1票反对", (12, 1, 0)),
        ("12票赞成，反对1票", (12, 1, 0)), ("同意的12人，不同意的1人", (12, 1, 0)), ("12人表示同意，1人表示反对", (12, 1, 0)),
        ("赞成票数12，反对票数1", (12, 1, 0)), ("同意12户，反对3户", (12, 3, 0)), ("十二票赞成，没有人反对，两票弃权", (12, 0, 2)),
        ("应到15人 赞成12 反对1", (12, 1, 0)), ("到会 15 赞成 12 反对 3", (12, 3, 0)), ("全票通过", None), ("15票全票通过", (15, 0, 0)), ("一致同意", None),
        ("for 4 against 1 abstain 0", (4, 1, 0)), ("4 for, 1 against", (4, 1, 0)), ("4 votes for and 1 against", (4, 1, 0)),
        ("yes 4 no 1", (4, 1, 0)), ("yes: 4, no: 1", (4, 1, 0)), ("12 in favour, none against", (12, 0, 0)), ("no 3", (0, 3, 0)), ("赞成", None),
        ("3号楼", None), ("同意3号楼装电梯", None), ("赞成率90%", None), ("2026-12-01", None), ("12.5", None), ("12", None), ("", None),
    ],
)  # fmt: skip
def test_what_is_counted(said: str, meant: tuple[int, ...] | None) -> None:
    assert total(said) == meant


@given(st.permutations([0, 1, 2]), st.tuples(COUNTS, COUNTS, COUNTS), GAPS, st.booleans(), st.data())
def test_every_order_gives_the_same(
    order: list[int], counts: tuple[int, int, int], gap: str, word_first: bool, data: st.DataObject
) -> None:
    style = data.draw(
        st.sampled_from(
            ["{w}{n}", "{w} {n}", "{w}{n}票", "{w}：{n}票"]
            if word_first
            else ["{n}{w}", "{n}票{w}", "{n} 票 {w}"]
        )
    )
    pieces = [style.format(w=data.draw(st.sampled_from(WORDS[side])), n=counts[side]) for side in order]
    assert total(gap.join(pieces)) == counts


@given(
    st.permutations([0, 1, 2]), st.tuples(COUNTS, COUNTS, COUNTS), st.sampled_from([", ", " "]), st.booleans()
)
def test_every_order_in_english(
    order: list[int], counts: tuple[int, int, int], gap: str, word_first: bool
) -> None:
    for at in range(2):
        words = [ENGLISH[side][at] for side in order]
        pieces = [
            f"{word} {counts[side]}" if word_first else f"{counts[side]} {word}"
            for word, side in zip(words, order, strict=True)
        ]
        assert total(gap.join(pieces)) == counts


def where(said: str) -> list[str]:
    """The pieces of `said` that count votes; each must lie within it, behind the one before."""
    pieces, last = [], 0
    for count in counted(fold_width(said)):
        start, end = count.span
        assert last <= start < end <= len(said)
        pieces.append(said[start:end])
        last = end
    return pieces


@given(st.text("赞成反对弃权同意不一十二票0129/比: ，人无没有"))
def test_what_is_counted_stands_within_any_text(said: str) -> None:
    where(said)


@given(st.text("路灯修好了 ，。"), st.text("路灯修好了 ，。"))
def test_what_is_counted_stands_where_it_says(before: str, after: str) -> None:
    pieces = where(f"{before}赞成12，反对3{after}")
    assert [piece.strip("，") for piece in pieces] == ["赞成12", "反对3"]


def test_the_line_says_all_of_it_once() -> None:
    line = parse_line("表决 赞成12 反对1 弃权2", CONTEXT)
    assert (line.votes, line.ballots, line.title) == ((12, 1, 2), ((None, (12, 1, 2)),), "")
    assert [str(shown.message) for shown in shown_parts(line) if shown.label == "votes"] == [
        "for 12, against 1, abstaining 2"
    ]


def test_votes_by_party() -> None:
    line = parse_line("表决 物业 4/0/1，居委会赞成3反对1", CONTEXT)
    assert line.ballots == (("property", (4, 0, 1)), ("committee", (3, 1, 0)))
    assert line.votes == (7, 1, 1)
    assert [str(shown.message) for shown in shown_parts(line) if shown.label == "votes"] == [
        "for 4, against 0, abstaining 1", "for 3, against 1, abstaining 0",
    ]  # fmt: skip
    assert parse_line("表决 4/0/1 物业", CONTEXT).ballots == (("property", (4, 0, 1)),)
    assert parse_line("表决 反对", CONTEXT).votes is None
