"""The yearly calendar as it is published: notices as pasted, JSON, days by hand."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from chinese_calendar import constants
from hypothesis import given
from hypothesis import strategies as st

from tui.language.errors import InvalidInput
from tui.rules.calendar.festivals import festival_on
from tui.rules.calendar.named_days import ReadCalendar
from tui.rules.calendar.notice import read_calendar
from tui.rules.calendar.statutory import statutory_days
from tui.rules.calendar.workdays import LIBRARY, WorkCalendar

HEAD = """国务院办公厅关于{year}年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将{year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
"""
TAIL = """
鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期，推动错峰出行。节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
{before}年11月4日
（此件公开发布）
"""
NOTICES = {
    2026: """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2019: """一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2017: """一、元旦：1月1日放假，1月2日（星期一）补休。
二、春节：1月27日至2月2日放假调休，共7天。1月22日（星期日）、2月4日（星期六）上班。
三、清明节：4月2日至4日放假调休，共3天。4月1日（星期六）上班。
四、劳动节：5月1日放假，与周末连休。
五、端午节：5月28日至30日放假调休，共3天。5月27日（星期六）上班。
六、中秋节、国庆节：10月1日至8日放假调休，共8天。9月30日（星期六）上班。""",
    2014: """一、元旦：1月1日放假1天。
二、春节：1月31日至2月6日放假调休，共7天。1月26日（星期日）、2月8日（星期六）上班。
三、清明节：4月5日放假，4月7日（星期一）补休。
四、劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。
五、端午节：6月2日放假，与周末连休。
六、中秋节：9月8日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。""",
    2008: """一、元旦：2007年12月30日—2008年1月1日放假，共3天。其中，1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。
二、春节：2月6日—12日（农历除夕至正月初六）放假，共7天。其中，2月6日（除夕）、2月7日（春节）、2月8日（正月初二）为法定节假日，2月9日（星期六）、2月10日（星期日）照常公休，2月2日（星期六）、2月3日（星期日）两个公休日调至2月11日（星期一）、2月12日（星期二），2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月4日—6日放假，共3天。其中，4月4日（清明节）为法定节假日，4月5日（星期六）、4月6日（星期日）照常公休。
四、“五一”国际劳动节：5月1日—3日放假，共3天。其中，5月1日为法定节假日，5月3日（星期六）为公休日，5月4日（星期日）公休日调至5月2日（星期五），5月4日（星期日）上班。
五、端午节：6月7日—9日放假，共3天。其中，6月7日（星期六）照常公休，6月8日（农历五月初五，端午节）为法定节假日，6月8日（星期日）公休日调至6月9日（星期一）。
六、中秋节：9月13日—15日放假，共3天。其中，9月13日（星期六）为公休日，9月14日（农历八月十五，中秋节）为法定节假日，9月14日（星期日）公休日调至9月15日（星期一）。
七、国庆节：9月29日—10月5日放假，共7天。其中，10月1日、2日、3日为法定节假日，9月27日（星期六）、9月28日（星期日）两个公休日调至9月29日（星期一）、30日（星期二），10月4日（星期六）、5日（星期日）照常公休。""",
}  # fmt: skip
NEXT = (HEAD.format(year=2027) + """一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）上班。
二、春节：2月5日（农历除夕前一日、周五）至12日（周五）放假调休，共8天。1月30日（周六）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""
    + TAIL.format(before=2026))  # fmt: skip


def forms(year: int) -> list[str]:
    """A notice in the forms in which it is pasted."""
    whole = HEAD.format(year=year) + NOTICES[year] + TAIL.format(before=year - 1)
    return [
        whole,
        whole.replace("\n", "\r\n\r\n"),
        whole.replace("\n", ""),
        whole.replace("：", ":").replace("（", "(").replace("）", ")").replace("，", ","),
        "\n".join("　　" + line for line in whole.split("\n")),
        whole.replace("月", " 月 ").replace("日", " 日"),
        "".join(f"<p>{line}</p>\n" for line in whole.split("\n")),
        "\n".join(line[at : at + 30] for line in whole.split("\n") for at in range(0, len(line), 30)),
    ]


def effective(read: ReadCalendar, year: int) -> dict[date, bool]:
    """What is off from the 元旦 to the last day of that year."""
    calendar = WorkCalendar(frozenset([year]), {one.day: one.off for one in read.years[year]})
    first = date(year, 1, 1)
    return {
        day: calendar.kind(day) in {"workday", "made_up"}
        for day in (first + timedelta(n) for n in range(365))
    }


@pytest.mark.parametrize(("year", "form"), [(year, form) for year in NOTICES for form in range(8)])
def test_a_notice_is_read_as_it_is_pasted(year: int, form: int) -> None:
    read = read_calendar(forms(year)[form])
    assert list(read.years) == [year]
    assert not read.doubts, read.doubts
    worked = effective(read, year)
    for day, works in worked.items():
        decreed = day in constants.workdays or (day.weekday() < 5 and day not in constants.holidays)
        assert works == decreed, day


def test_what_a_notice_says_wrongly_is_told() -> None:
    doubts = [one.msgid for one in read_calendar(NEXT).doubts]
    # 1月4日 is a Monday: worked anyway.
    assert doubts == ["{day} is worked anyway: it is no weekend."]
    wrong = (
        NEXT.replace("1月1日（周五）", "1月1日（周四）")
        .replace("共5天", "共6天")
        .replace("6月9日", "6月31日")
    )
    said = {one.msgid for one in read_calendar(wrong).doubts}
    assert "{day} is {really}, not {weekday}: is it the right year?" in said
    assert "{name}: the notice counts {n} days off, {m} were read." in said
    assert "{text}: there is no such day." in said
    assert "Not in it, and off by law all the same: {days}" in said


def test_days_of_a_notice() -> None:
    read = read_calendar(NEXT)
    days = {one.day: one for one in read.years[2027]}
    assert days[date(2027, 2, 5)].off
    assert days[date(2027, 2, 5)].name == "春节"
    assert not days[date(2027, 10, 9)].off
    assert len([one for one in days.values() if one.off]) == 3 + 8 + 3 + 5 + 1 + 1 + 7


def test_json_and_days_by_hand() -> None:
    given = {"$schema": "x", "year": 2027, "papers": [], "days": [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2026-12-31", "isOffDay": True},
        {"name": "春节", "date": "2027-02-20", "isOffDay": False},
        {"name": "春节", "date": "2027-02-30", "isOffDay": False},
    ]}  # fmt: skip
    read = read_calendar(json.dumps(given, ensure_ascii=False))
    assert [(f"{d.day}", d.off) for d in read.years[2027]] == [
        ("2026-12-31", True), ("2027-01-01", True), ("2027-02-20", False)]  # fmt: skip
    assert any("2027-02-30" in str(one.params) for one in read.doubts)
    by_hand = read_calendar("2027-01-01~2027-01-03 元旦\n2027年2月20日 上班 春节\n2027/10/1 off\nsomething")
    assert [(f"{d.day}", d.name, d.off) for d in by_hand.years[2027]] == [
        ("2027-01-01", "元旦", True), ("2027-01-02", "元旦", True), ("2027-01-03", "元旦", True),
        ("2027-02-20", "春节", False), ("2027-10-01", "", True)]  # fmt: skip
    assert not by_hand.whole
    assert len(by_hand.doubts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "{",
        "[]",
        "[1]",
        '{"year": 2027}',
        "放假通知",
        "元旦：放假",
        "一、元旦：1月1日放假。",
        "[" * 5000,
    ],
)
def test_what_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_calendar(text)


@given(
    st.text(
        alphabet='一二、：:。；\n123至日月年（）()周五放假上班共天元旦春节公休调-—~2027{}[]"', max_size=120
    )
)
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    try:
        read = read_calendar(text, 2027)
    except InvalidInput:
        return
    assert any(read.years.values())


@given(st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), min_size=1), st.randoms(use_true_random=False))
def test_json_is_read_to_the_day(days: set[date], random: object) -> None:
    del random
    given_days = [{"name": "x", "date": f"{d}", "isOffDay": d.day % 2 == 0} for d in sorted(days)]
    read = read_calendar(json.dumps({"year": 2027, "days": given_days}))
    assert {d.day: d.off for d in read.years[2027]} == {d: d.day % 2 == 0 for d in days}


@pytest.mark.parametrize("year", [*range(2025, 2061, 1), 2100, 2101])
def test_the_days_by_law(year: int) -> None:
    days = statutory_days(year)
    if year > 2100:
        assert len(days) == 6
        return
    moving = {name: festival_on(name, year) for name in ("春节", "清明节", "端午节", "中秋节")}
    spring = [moving["春节"] + timedelta(n) for n in (-1, 0, 1, 2)]
    fixed = [date(year, 1, 1), date(year, 5, 1), date(year, 5, 2), *(date(year, 10, n) for n in (1, 2, 3))]
    assert set(days) == {*spring, *fixed, moving["清明节"], moving["端午节"], moving["中秋节"]}


def test_a_year_that_nobody_published_has_its_days_by_law() -> None:
    kinds = {day: LIBRARY.kind(day) for day in statutory_days(2027)}
    assert set(kinds.values()) == {"holiday"}
    assert not LIBRARY.published(date(2027, 1, 1))
    assert LIBRARY.after(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert LIBRARY.kind(date(2027, 2, 4)) == "workday"
    assert LIBRARY.kind(date(2027, 2, 20)) == "weekend"


def test_imported_days_go_before_the_library() -> None:
    read = read_calendar(NEXT)
    imported = WorkCalendar(frozenset([2027]), {one.day: one.off for one in read.years[2027]})
    assert imported.published(date(2027, 1, 1))
    assert imported.kind(date(2027, 2, 20)) == "made_up"
    assert imported.kind(date(2027, 2, 5)) == "holiday"
    assert imported.kind(date(2026, 10, 10)) == "made_up"
    assert LIBRARY.kind(date(2027, 2, 20)) == "weekend"
    other = WorkCalendar(frozenset([2026]), {date(2026, 10, 10): True})
    assert other.kind(date(2026, 10, 10)) == "holiday"
    assert other.kind(date(2026, 10, 1)) == "holiday"  # by law, though it was not named
    assert other.kind(date(2026, 9, 20)) == "weekend"
    assert LIBRARY.kind(date(2026, 10, 10)) == "made_up"


def test_a_year_of_which_only_some_days_are_known_is_not_published() -> None:
    named = {"year": 2027, "days": [{"day": "2027-02-20", "name": "春节", "off": False}]}
    partly = WorkCalendar.of([named])
    assert partly.kind(date(2027, 2, 20)) == "made_up"
    assert partly.published(date(2027, 2, 20))
    assert partly.kind(date(2027, 2, 5)) == "holiday"
    assert not partly.published(date(2027, 2, 22))
    assert not partly.knows(2027)
