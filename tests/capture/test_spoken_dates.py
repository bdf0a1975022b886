"""Phrases of clerks by class: the table in spoken_dates.txt, and what an approximation or a question says."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.dates.day import parse_day
from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.dates.parser import parse_date
from tui.language.errors import InvalidInput
from tui.language.i18n import translator
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY

TODAY = "2026-11-24"


def _table() -> list[tuple[str, str, str, str]]:
    lines = Path(__file__).with_name("spoken_dates.txt").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(kind, said, today or TODAY, meant) for kind, said, today, meant in rows]


def _at(today: str) -> datetime:
    return datetime.fromisoformat(today).replace(hour=10, minute=30, tzinfo=LOCAL)


def shown(found: ParsedDate | None) -> str:
    """As the table writes it."""
    if found is None:
        return "?"
    if found.day is None:
        return "ask" if found.asks else "!"
    days = ",".join(day.isoformat() for day in (found.day, *found.also))
    days += f"..{found.until.isoformat()}" if found.until else ""
    times = f" {found.start:%H:%M}" if found.start else ""
    return ("~" if found.about else "") + days + times + (f"-{found.end:%H:%M}" if found.end else "")


def test_there_are_phrases_enough_of_every_class() -> None:
    classes = Counter(kind for kind, *_ in _table())
    assert classes.total() > 660
    assert len(classes) == 25
    assert min(classes.values()) > 4


@pytest.mark.parametrize(("said", "today", "meant"), [row[1:] for row in _table()])
def test_what_clerks_say(said: str, today: str, meant: str) -> None:
    assert shown(parse_date(said, _at(today), LIBRARY)) == meant


@pytest.mark.parametrize(
    ("said", "words"),
    [("3点左右", "约"), ("周六、周日", "2026-11-28 周六、2026-11-29 周日"), ("周五夜里1点", "周五"), ("节前", "2027-01-01"),
     ("周三或周四", "2026-11-25"), ("25:00", "25:00"), ("2300年1月1日", "2300"), ("明年正月十五", "2027-02-20")],
)  # fmt: skip
def test_what_was_understood_is_said(said: str, words: str) -> None:
    found = parse_date(said, _at(TODAY), LIBRARY)
    assert found is not None
    assert words in found.message.text(translator("zh"))


@pytest.mark.parametrize(
    "said", ["年后", "周三或周四", "26号到24点", "2月30日", "2200年1月1日", "25:00", "九月三十一"]
)
def test_a_date_field_says_what_is_wrong(said: str) -> None:
    with pytest.raises(InvalidInput):
        parse_day(said, date(2026, 11, 24), LIBRARY)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.sampled_from("一二三四五六日"), st.integers(1, 5))
def test_an_nth_weekday_is_that_weekday_of_that_month_or_answered(today: date, name: str, nth: int) -> None:
    found = parse_date(
        f"下月第{nth}个周{name}", datetime(today.year, today.month, today.day, tzinfo=LOCAL), LIBRARY
    )
    assert found is not None
    if found.day is None:
        assert nth == 5
        return
    assert found.day.weekday() == "一二三四五六日".index(name)
    assert (found.day.year * 12 + found.day.month) - (today.year * 12 + today.month) == 1
    assert (found.day.day - 1) // 7 == nth - 1


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 59), st.integers(7, 12))
def test_short_of_an_hour_is_before_it(today: date, minutes: int, hour: int) -> None:
    found = parse_date(
        f"差{minutes}分{hour}点", datetime(today.year, today.month, today.day, tzinfo=LOCAL), LIBRARY
    )
    assert found is not None
    assert found.start is not None
    assert found.start.hour * 60 + found.start.minute == hour * 60 - minutes
