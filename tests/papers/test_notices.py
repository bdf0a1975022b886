"""Notices stay short enough for a phone, whatever is on record."""

from __future__ import annotations

from datetime import date

import pytest

from tui.papers import notices

LONG = "把小区大门口夜里停得满满当当的车一辆一辆都挪到该停的地方去，" * 6


@pytest.mark.parametrize(
    "text",
    [
        notices.session(LONG, "12月26日（周六）09:00—11:30", LONG, LONG, items=(LONG,) * 30, left=3),
        notices.called_off(LONG, "12月26日（周六）09:00—11:30", LONG),
        notices.decisions(LONG, date(2026, 11, 27), [(LONG, LONG)] * 20),
        notices.fulfilled(LONG, LONG, LONG),
    ],
)
def test_a_notice_fits_a_phone(text: str) -> None:
    assert len(text) <= 400
    assert "…" in text


def test_what_a_notice_leaves_out_is_counted() -> None:
    short = notices.decisions("议事会", date(2026, 11, 27), [("停车", "试行一个月"), ("路灯", "十二月修好")])
    assert "1. 停车：试行一个月。\n2. 路灯：十二月修好。\n有意见" in short
    text = notices.decisions("议事会", date(2026, 11, 27), [(LONG, LONG)] * 9)
    told = sum(line[:2] in {f"{n}." for n in range(1, 10)} for line in text.splitlines())
    assert f"其余{9 - told}项请到社区查看。" in text
