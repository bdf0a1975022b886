"""Dates and times as people say them: the table in dates.txt, and what holds for any text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.dates.parsed_date import ParsedDate, error_if_past
from tui.capture.dates.parser import parse_date, parse_date_at
from tui.language.i18n import translator
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=LOCAL)
FIRST, LAST = datetime(2000, 1, 1), datetime(2090, 12, 31)  # noqa: DTZ001 - hypothesis adds the zone
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(LOCAL))
PIECES = st.sampled_from(
    [
        "今天",
        "明",
        "下",
        "下下",
        "周",
        "五",
        "26",
        "号",
        "十月",
        "二十六",
        "月",
        "底",
        "年",
        "初",
        "三",
        "天",
        "后",
        "前",
        "内",
        "两",
        "半个月",
        "9",
        "点",
        "半",
        "一刻",
        "上午",
        "下午",
        ":",
        "：",
        "/",
        ".",
        "-",
        "2026",
        "春节",
        "重阳节",
        "next",
        "friday",
        "in",
        "days",
        "dec",
        "pm",
        "half",
        "past",
        "three",
        "到",
        "至",
        "+",
        "个工作日",
        "０",
        "１",
        "T",
        "Z",
        "之前",
        "季度",
        "末",
        "旬",
    ]
)


def _table() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("dates.txt").read_text("utf-8").splitlines()
    rows = [line.rpartition("|") for line in lines if line and not line.startswith("#")]
    return [(said.removesuffix(" "), meant.strip()) for said, _, meant in rows]


def shown(found: ParsedDate | None) -> str:
    """As the table writes it."""
    if found is None:
        return "?"
    if found.day is None:
        return "!"
    days = found.day.isoformat() + (f"..{found.until.isoformat()}" if found.until else "")
    times = f" {found.start:%H:%M}" if found.start else ""
    return days + times + (f"-{found.end:%H:%M}" if found.end else "")


def test_there_are_phrases_enough() -> None:
    assert len(_table()) > 500


@pytest.mark.parametrize(("said", "meant"), _table())
def test_what_people_say(said: str, meant: str) -> None:
    assert shown(parse_date(said, NOW, LIBRARY)) == meant


@pytest.mark.parametrize(("said", "meant"), _table())
def test_what_is_shown_can_be_said_again(said: str, meant: str) -> None:
    found = parse_date(said, NOW, LIBRARY)
    if found is not None and found.day is not None and found.until is None and found.end is None:
        plain = found.day.isoformat() + (f" {found.start:%H:%M}" if found.start else "")
        assert shown(parse_date(plain, NOW, LIBRARY)) == shown(found)


def test_looking_back_the_last_one_is_meant() -> None:
    back = {"周五": "2026-11-20", "周二": "2026-11-24", "26号": "2026-10-26", "12月1日": "2025-12-01", "10月26日": "2026-10-26"}  # fmt: skip
    assert {said: shown(parse_date(said, NOW, LIBRARY, "past")) for said in back} == back


# Said, and its meaning where of two days the past one is meant, and for the first and last day of a table of records.
_BACK = [
    ("3月", "2026-03-01..2026-03-31", "2026-03-01..2026-03-31"), ("12月", "2025-12-01..2025-12-31", "2026-12-01..2026-12-31"),
    ("11月中旬", "2026-11-11..2026-11-20", "2026-11-11..2026-11-20"), ("12月20日", "2025-12-20", "2026-12-20"),
    ("5月30日", "2026-05-30", "2026-05-30"), ("月底", "2026-10-31", "2026-11-30"), ("8月底", "2026-08-31", "2026-08-31"),
    ("年底", "2025-12-31", "2026-12-31"), ("第三季度", "2026-07-01..2026-09-30", "2026-07-01..2026-09-30"),
    ("四季度", "2026-10-01..2026-12-31", "2026-10-01..2026-12-31"), ("国庆期间", "2026-10-01..2026-10-07", "2026-10-01..2026-10-07"),
    ("重阳节", "2026-10-18", "2026-10-18"), ("国庆后", "2026-10-08", "2026-10-08"), ("腊月二十三", "2026-02-10", "2026-02-10"),
    ("初八", "2026-11-16", "2026-11-16"), ("5月至7月", "2026-05-01..2026-07-31", "2026-05-01..2026-07-31"),
    ("最近7天", "2026-11-18..2026-11-24", "2026-11-18..2026-11-24"), ("past 30 days", "2026-10-26..2026-11-24", "2026-10-26..2026-11-24"),
    ("since october", "2026-10-01..2026-11-24", "2026-10-01..2026-11-24"), ("10月以来", "2026-10-01..2026-11-24", "2026-10-01..2026-11-24"),
    ("25年", "2025-01-01..2025-12-31", "2025-01-01..2025-12-31"), ("明天", "2026-11-25", "2026-11-25"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "past", "around"), _BACK)
def test_looking_back_over_longer_times(said: str, past: str, around: str) -> None:
    assert shown(parse_date(said, NOW, LIBRARY, "past")) == past
    assert shown(parse_date(said, NOW, LIBRARY, "around")) == around


@pytest.mark.parametrize(
    ("said", "now", "meant"),
    [
        # Holidays of 2026 are published: after one is after its last day off.
        ("国庆后", "2026-09-20", "2026-10-08"), ("国庆期间", "2026-09-20", "2026-10-01..2026-10-07"), ("国庆后", "2026-10-03", "2026-10-08"),
        ("春节前", "2026-01-20", "2026-02-16"), ("春节后", "2026-01-20", "2026-02-24"), ("五一后", "2026-04-01", "2026-05-06"),
        ("国庆后第一个工作日", "2026-09-20", "2026-10-08"), ("3个工作日内", "2026-09-29", "2026-10-09"), ("中秋", "2026-09-25", "2026-09-25"),
        ("月底", "2026-11-30", "2026-11-30"), ("周日", "2026-11-29", "2026-11-29"), ("下周日", "2026-11-29", "2026-12-06"),
        ("31号", "2027-02-01", "2027-03-31"), ("1个月后", "2027-01-31", "2027-02-28"), ("周末", "2026-11-29", "2026-11-28..2026-11-29"),
        ("下月31号", "2026-08-31", "!"), ("腊八", "2022-12-01", "2022-12-30"), ("大年三十", "2026-12-01", "2027-02-05"),
    ],
)  # fmt: skip
def test_from_another_day(said: str, now: str, meant: str) -> None:
    assert (
        shown(parse_date(said, datetime.fromisoformat(now).replace(hour=9, tzinfo=LOCAL), LIBRARY)) == meant
    )


@pytest.mark.parametrize(
    ("line", "place", "text"),
    [
        ("26号9点开会", 0, "26号9点"), ("请3号楼", 1, None), ("3号楼2单元", 0, None), ("每周五", 1, None), ("提3点意见", 1, None),
        ("一周年庆", 0, None), ("今后门口", 0, None), ("月底前台", 0, "月底"), ("三天后门", 0, None), ("花12.1元", 1, None), ("2026-0042", 0, None),
        ("周三到周五值班", 0, "周三到周五"), ("friday", 0, "friday"), ("fridays", 0, None), ("12号线", 0, None),
        ("两天内容", 0, None), ("一周内科门诊", 0, None), ("明天周三例会", 0, "明天周三"), ("明天周四例会", 0, "明天"), ("12月5日（周六）上午", 0, "12月5日（周六）上午"),
        ("12月5日（周日）", 0, "12月5日"), ("26号周四9点", 0, "26号周四9点"), ("下班前交", 0, "下班前"), ("周五下班前交", 0, "周五下班前"), ("周五开始下雨", 0, "周五"),
        ("今天内科停诊", 0, "今天"), ("2026-12", 0, None), ("26-12-01", 0, None), ("周六9-11点", 0, "周六9-11点"), ("周六9-11", 0, "周六"), ("周六 3-5栋停水", 0, "周六"), ("从3到5栋停水", 0, None), ("friday 9-11", 0, "friday"), ("十一", 0, None), ("腊月", 0, None),
    ],
)  # fmt: skip
def test_in_a_line_a_date_ends_where_it_ends(line: str, place: int, text: str | None) -> None:
    found = parse_date_at(line, place, NOW, LIBRARY)
    assert (found.text if found else None) == text


def test_a_day_that_is_past_says_so() -> None:
    yesterday = parse_date("昨天", NOW, LIBRARY)
    assert yesterday is not None
    message = error_if_past(yesterday, NOW.date())
    assert message is not None
    assert "2026-11-23" in message.text(translator("zh"))
    today = parse_date("今天", NOW, LIBRARY)
    assert today is not None
    assert error_if_past(today, NOW.date()) is None


@given(st.one_of(st.text(), st.lists(PIECES, max_size=10).map("".join)), MOMENTS)
def test_any_text_is_a_date_or_none(said: str, now: datetime) -> None:
    found = parse_date(said, now, LIBRARY)
    if found is not None:
        assert found.text == said[slice(*found.span)]
        assert (found.day is None) == (found.problem is not None)
        assert found.until is None or (found.day is not None and found.until >= found.day)
        assert found.end is None or (found.start is not None and found.end > found.start)
        assert str(found.message)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), MOMENTS)
def test_a_full_date_is_itself(day: date, now: datetime) -> None:
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}T000000",
    ):
        found = parse_date(text, now, LIBRARY)
        assert found is not None
        assert found.day == day


@given(
    MOMENTS,
    st.sampled_from("一二三四五六日"),
    st.sampled_from([("下", 1), ("下下", 2), ("本", 0), ("上", -1)]),
)
def test_a_weekday_of_a_week_is_in_that_week(now: datetime, name: str, which: tuple[str, int]) -> None:
    found = parse_date(f"{which[0]}周{name}", now, LIBRARY)
    assert found is not None
    assert found.day is not None
    monday = now.date() - timedelta(now.weekday())
    assert found.day == monday + timedelta(7 * which[1] + "一二三四五六日".index(name))
