"""Times of day as people type them."""

from __future__ import annotations

import contextlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.dates.clock import parse_clock, parse_span, read_clock
from tui.capture.dates.moment import parse_moment
from tui.language.errors import InvalidInput
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY


@pytest.mark.parametrize(
    ("text", "clock"),
    [("9:00", "09:00"), ("９：３０", "09:30"), ("0930", "09:30"), ("930", "09:30"), ("9", "09:00"), ("9点", "09:00"),
     ("9点半", "09:30"), ("九点", "09:00"), ("15：00", "15:00"), ("1500", "15:00"), ("15 : 00", "15:00"), ("下午三点半", "15:30"), ("3点半", "15:30"), ("3点", "15:00"), ("3", "15:00"),
     ("3:30", "03:30"), ("03:30", "03:30"), ("3:30pm", "15:30"), ("half past three", "15:30"), ("晚上8点", "20:00"), ("早上六点半", "06:30"), ("零点", "00:00"), ("noon", "12:00"),
     ("9点05", "09:05"), ("十点一刻", "10:15"), ("下午3:00", "15:00"), ("9點", "09:00"), ("9:00-11:00", ""), ("明天9点", ""), ("99", ""), ("9999", ""), ("9 点 半", "09:30"), ("下午3点", "15:00"), ("下午 3:20", "15:20"), ("晚上7点一刻", "19:15"), ("14时05分", "14:05"),
     ("3pm", "15:00"), ("12am", "00:00"), ("12pm", "12:00"), ("中午12点", "12:00"), ("上午11点整", "11:00"), ("8.30", "08:30"),
     ("25:00", ""), ("9:75", ""), ("", ""), ("明天", ""), ("9点61分", "")],
)  # fmt: skip
def test_a_time(text: str, clock: str) -> None:
    if clock:
        assert parse_clock(text) == clock
    else:
        with pytest.raises(InvalidInput):
            parse_clock(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [("9-11", ("09:00", "11:00")), ("9:00-11:30", ("09:00", "11:30")), ("9点到11点半", ("09:00", "11:30")),
     ("下午2-4点", ("14:00", "16:00")), ("9:00 11:00", ("09:00", "11:00")), ("１４：００—１６：００", ("14:00", "16:00")), ("2-4", ("14:00", "16:00")),
     ("下午2点到4点", ("14:00", "16:00")), ("9am to 11am", ("09:00", "11:00")), ("3:00-5:00", ("03:00", "05:00")), ("上午9点 11点半", ("09:00", "11:30")), ("0900-1130", ("09:00", "11:30"))],
)  # fmt: skip
def test_from_when_to_when(text: str, span: tuple[str, str]) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize("text", ["9点", "", "9-10-11", "上午"])
def test_half_a_span_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_span(text)


@given(st.integers(0, 23), st.integers(0, 59))
def test_what_is_written_is_read(hour: int, minute: int) -> None:
    assert parse_clock(f"{hour}:{minute:02}") == f"{hour:02}:{minute:02}"
    # What is said with 点 is said of the desk's hours: 3点 is in the afternoon.
    assert parse_clock(f"{hour}点{minute}分") == f"{hour + 12 * (1 <= hour <= 6):02}:{minute:02}"


NOW = datetime(2026, 11, 24, 10, 30, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("said", "moment"),
    [("2026-12-03 15:00", "2026-12-03 15:00"), ("fri 15:00", "2026-11-27 15:00"), ("周五下午3点", "2026-11-27 15:00"), ("周五 15：00", "2026-11-27 15:00"),
     ("fri 3pm", "2026-11-27 15:00"), ("明天 9:30", "2026-11-25 09:30"), ("12月5日（周六）上午9点", "2026-12-05 09:00"), ("fri", ""), ("15:00", ""), ("", ""),
     ("2月30日 9点", ""), ("改天 9点", "")],
)  # fmt: skip
def test_a_day_with_its_time(said: str, moment: str) -> None:
    if moment:
        assert f"{parse_moment(said, NOW, LIBRARY):%Y-%m-%d %H:%M%z}" == f"{moment}+0800"
    else:
        with pytest.raises(InvalidInput) as raised:
            parse_moment(said, NOW, LIBRARY, "starts_at")
        assert set(raised.value.errors) == {"starts_at"}


def test_a_refusal_stands_at_the_field() -> None:
    with pytest.raises(InvalidInput) as raised:
        read_clock("改天", "starts")
    assert set(raised.value.errors) == {"starts"}
    assert "改天" in str(raised.value.errors["starts"])
    assert read_clock("下午3点") == (15, 0)


@given(st.text(max_size=12))
def test_no_text_is_an_unexpected_error(text: str) -> None:
    with contextlib.suppress(InvalidInput):
        assert len(parse_clock(text)) == 5
