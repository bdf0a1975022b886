"""Lines in which the day, the hour and the verb stand where people put them."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.capture.community import CONTEXT
from tui.capture.lines.parser import parse_line

TOMORROW, THE_26TH, NEXT_FRIDAY = date(2026, 11, 25), date(2026, 11, 26), date(2026, 12, 4)


@pytest.mark.parametrize(
    ("said", "title", "due"),
    [
        ("路灯坏了明天", "路灯坏了", TOMORROW), ("路灯坏了 明天", "路灯坏了", TOMORROW), ("路灯坏了，明天", "路灯坏了", TOMORROW),
        ("明天路灯坏了", "明天路灯坏了", None), ("明天 路灯坏了", "路灯坏了", TOMORROW), ("路灯坏了26号", "路灯坏了", THE_26TH),
        ("路灯坏了下周五", "路灯坏了", NEXT_FRIDAY), ("路灯坏了", "路灯坏了", None), ("物业明天来", "物业明天来", None),
        ("26号楼路灯坏了", "26号楼路灯坏了", None), ("26号路灯坏了", "26号路灯坏了", None),
    ],
)  # fmt: skip
def test_a_day_joined_to_the_end_of_the_words_is_a_day(said: str, title: str, due: date | None) -> None:
    line = parse_line(said, CONTEXT)
    assert (line.verb, line.title, line.ready) == ("wish", title, True)
    assert (line.when.due if line.when else None) == due


@pytest.mark.parametrize(
    "said",
    ["服务 9点 义务理发 26号", "服务 26号 9点 义务理发", "服务 义务理发 9点 26号", "服务 26号 义务理发 9点",
     "服务 义务理发26号9点", "服务 ９点 义务理发 ２６号"],
)  # fmt: skip
def test_day_and_hour_may_stand_apart_and_in_any_order(said: str) -> None:
    line = parse_line(said, CONTEXT)
    assert (line.verb, line.title, line.ready) == ("session", "义务理发", True)
    assert line.when is not None
    assert (line.when.day, line.when.start, line.when.end) == (THE_26TH, time(9), None)
    assert line.when.day_given


def test_an_hour_before_a_wish_with_a_day_stays_among_its_words() -> None:
    line = parse_line("9点 义务理发 26号", CONTEXT)
    assert (line.verb, line.title) == ("wish", "9点 义务理发")
    assert line.when is not None
    assert (line.when.day, line.when.start) == (THE_26TH, None)


@pytest.mark.parametrize(
    ("said", "title", "day_given"),
    [("服务 义务理发", "义务理发", None), ("服务 义务理发 9点", "义务理发", False), ("服务 义务理发 今天", "义务理发", True),
     ("服务", "", None), ("服务 26号", "", True)],
)  # fmt: skip
def test_whether_a_day_was_said_of_a_service(said: str, title: str, day_given: bool | None) -> None:
    line = parse_line(said, CONTEXT)
    assert (line.verb, line.title) == ("session", title)
    assert (line.when.day_given if line.when else None) is day_given
