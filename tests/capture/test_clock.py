"""Times of day as people type them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.clock import parse_clock, parse_span
from tui.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "clock"),
    [("9:00", "09:00"), ("９：３０", "09:30"), ("0930", "09:30"), ("930", "09:30"), ("9", "09:00"), ("9点", "09:00"),
     ("9点半", "09:30"), ("九点", ""), ("下午3点", "15:00"), ("下午 3:20", "15:20"), ("晚上7点一刻", "19:15"), ("14时05分", "14:05"),
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
     ("下午2-4点", ("14:00", "16:00")), ("9:00 11:00", ("09:00", "11:00")), ("１４：００—１６：００", ("14:00", "16:00"))],
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
    assert parse_clock(f"{hour}点{minute}分") == f"{hour:02}:{minute:02}"


@given(st.text(max_size=12))
def test_no_text_is_an_unexpected_error(text: str) -> None:
    with contextlib.suppress(InvalidInput):
        assert len(parse_clock(text)) == 5
