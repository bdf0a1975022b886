"""What is typed of a service: recurrence, pauses, months, dates; and what is told back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tui.capture.service_fields import (
    months_written,
    pauses_written,
    read_days,
    read_months,
    read_pauses,
    read_recurrence,
    recurrence_preview,
    schedule_sentence,
)
from tui.language.errors import InvalidInput
from tui.language.i18n import translator
from tui.rules.calendar.workdays import LIBRARY

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("每周五", ("FREQ=WEEKLY;BYDAY=FR", "", 0)),
        ("按需", ("", "", 0)),
        ("重阳节前3天", ("", "double_ninth", -3)),
        ("every year on spring festival", ("", "spring", 0)),
    ],
)
def test_words_become_fields_and_are_told_back(words: str, fields: tuple[str, str, int]) -> None:
    read = read_recurrence(words, TODAY)
    assert (read["rrule"], read["festival"], read["festival_offset"]) == fields
    for lang in ("zh", "en"):
        assert read_recurrence(schedule_sentence(read).text(translator(lang)), TODAY) == read


@pytest.mark.parametrize(
    ("words", "rule", "treated"),
    [
        ("每周五，节假日除外", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "skip"}),
        ("每周五,法定节假日不办", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "skip"}),
        ("除节假日外每周五", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "skip"}),
        ("每周五，除法定节假日以外", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "skip"}),
        ("每月26日，遇节假日顺延", "FREQ=MONTHLY;BYMONTHDAY=26", {"on_holiday": "next"}),
        ("每月26日，遇节假日则提前。", "FREQ=MONTHLY;BYMONTHDAY=26", {"on_holiday": "previous"}),
        ("每月26日遇周末顺延", "FREQ=MONTHLY;BYMONTHDAY=26", {"on_weekend": "next"}),
        ("每周五，节假日照常", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "keep"}),
        ("every friday, except on public holidays", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "skip"}),
        ("每周五（节假日除外）", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "skip"}),
        ("每月26日，遇节假日顺延至下一个工作日", "FREQ=MONTHLY;BYMONTHDAY=26", {"on_holiday": "next"}),
        ("每天，周末和节假日除外", "FREQ=DAILY", {"on_holiday": "skip", "on_weekend": "skip"}),
        (
            "every day except weekends and holidays",
            "FREQ=DAILY",
            {"on_holiday": "skip", "on_weekend": "skip"},
        ),
        ("every friday, excluding holidays", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "skip"}),
        ("every friday but not on holidays", "FREQ=WEEKLY;BYDAY=FR", {"on_holiday": "skip"}),
        ("every month on the 26th, also on weekends", "FREQ=MONTHLY;BYMONTHDAY=26", {"on_weekend": "keep"}),
    ],
)
def test_what_becomes_of_free_days_is_said_with_the_recurrence(
    words: str, rule: str, treated: dict[str, str]
) -> None:
    read = read_recurrence(words, TODAY)
    assert read == {"rrule": rule, "festival": "", "festival_offset": 0, **treated}


def test_a_recurrence_alone_leaves_the_treatment_of_free_days_as_it_is() -> None:
    for words in ("每周五", "每周末", "每个工作日", "every weekday", "重阳节"):
        assert set(read_recurrence(words, TODAY)) == {"rrule", "festival", "festival_offset"}


@pytest.mark.parametrize(
    "words",
    [
        "节假日除外",
        "除节假日外",
        "except holidays",
        "随便，节假日除外",
        "有空",
        "FREQ=HOURLY",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
        "每年国庆黄金周",
    ],
)
def test_what_is_not_understood_is_told_at_the_field(words: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read_recurrence(words, TODAY)
    assert set(wrong.value.errors) == {"rrule"}


def test_the_next_three_days_are_told_and_what_is_not_sure_of_them() -> None:
    service: dict[str, Any] = {
        "rrule": "FREQ=MONTHLY;BYMONTHDAY=26",
        "first": "2018-08-26",
        "on_weekend": "next",
    }
    told = recurrence_preview(service, TODAY, LIBRARY)
    assert [d.day.isoformat() for d in told.days] == ["2026-11-26", "2026-12-28", "2027-01-26"]
    assert told.note is not None
    assert "2027" in told.note.text(translator("zh"))
    yearly = recurrence_preview(
        {**service, "rrule": "", "festival": "laba", "on_weekend": "keep"}, TODAY, LIBRARY
    )
    assert [d.day.isoformat() for d in yearly.days] == ["2027-01-15", "2028-01-04", "2029-01-22"]
    assert recurrence_preview({"rrule": "", "first": "2026-01-01"}, TODAY, LIBRARY).days == ()


def test_months_with_runs_and_over_the_turn_of_the_year() -> None:
    assert read_months("3-6, 9") == [3, 4, 5, 6, 9]
    assert read_months("3月到6月、9月") == [3, 4, 5, 6, 9]
    assert read_months("11-2") == [1, 2, 11, 12]
    assert read_months("") == []
    assert months_written([3, 4, 5, 6, 9]) == "3-6, 9"
    for wrong in ("13", "a", "1-2-3", "-"):
        with pytest.raises(InvalidInput):
            read_months(wrong)


def test_pauses_with_and_without_an_end() -> None:
    read = read_pauses("12-01~12-20 装修；2027-02-01~ 队长住院; 11-25到11-26 停电", TODAY, LIBRARY)
    assert [(p["first"], p["until"], p["reason"]) for p in read] == [
        ("2026-12-01", "2026-12-20", "装修"), ("2027-02-01", None, "队长住院"), ("2026-11-25", "2026-11-26", "停电"),
    ]  # fmt: skip
    assert read_pauses(pauses_written(read), TODAY, LIBRARY) == read
    assert read_pauses("", TODAY, LIBRARY) == []
    for wrong in ("下个月", "12-01 装修", "某天~12-01 x"):
        with pytest.raises(InvalidInput) as error:
            read_pauses(wrong, TODAY, LIBRARY)
        assert set(error.value.errors) == {"pauses"}


def test_dates_with_commas_of_any_kind() -> None:
    assert read_days("12-04，2026-12-11、周五", TODAY, LIBRARY) == ["2026-12-04", "2026-12-11", "2026-11-27"]
    with pytest.raises(InvalidInput):
        read_days("12-04, 改天", TODAY, LIBRARY)


@pytest.mark.parametrize(
    "text",
    ["every friday and the 5th", "every friday and the 5th of each month", "每周五和每月5号", "每周五、26号", "every 5th and friday",
     "fridays and the 26th", "every friday or the 26th", "每月5号和每周五"],
)  # fmt: skip
def test_two_recurrences_in_one_are_told(text: str) -> None:
    with pytest.raises(InvalidInput, match="two recurrences"):
        read_recurrence(text, date(2026, 11, 28))


@pytest.mark.parametrize(
    ("text", "rule"),
    [("friday the 13th", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"), ("first and third friday", "FREQ=MONTHLY;BYDAY=1FR,3FR"),
     ("the 5th and 20th of each month", "FREQ=MONTHLY;BYMONTHDAY=5,20"), ("every monday and friday", "FREQ=WEEKLY;BYDAY=MO,FR")],
)  # fmt: skip
def test_one_recurrence_with_several_days_is_one(text: str, rule: str) -> None:
    assert read_recurrence(text, date(2026, 11, 28))["rrule"] == rule
