"""Notices of holidays in the forms in which they are passed on: by provinces and offices, as tables, as lists."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from tui.rules.calendar.notice import read_calendar

WORKED = "01-30 02-20 04-25 05-08 09-26 10-09"
ROWS = (
    ("元旦", "1月1日至3日", "", 3), ("春节", "2月5日至12日", "1月30日、2月20日", 8), ("清明节", "4月3日至5日", "", 3),
    ("劳动节", "5月1日至5日", "4月25日、5月8日", 5), ("端午节", "6月9日", "", 1), ("中秋节", "9月15日", "", 1),
    ("国庆节", "10月1日至7日", "9月26日、10月9日", 7),
)  # fmt: skip
SHORT = {"劳动节": "五一", "清明节": "清明", "端午节": "端午", "中秋节": "中秋", "国庆节": "国庆"}
NUMBERS = "一二三四五六七"


def worked(made_up: str, of: str = "上班") -> str:
    return f"{made_up}{of}" if made_up else ""


def dotted(days: str) -> str:
    """1月1日至3日 as 1.1-1.3."""
    first, _, last = days.partition("至")
    month = first.partition("月")[0]
    whole = last if "月" in last or not last else f"{month}月{last}"
    return first.replace("月", ".").replace("日", "") + (
        "-" + whole.replace("月", ".").replace("日", "") if last else ""
    )


HTML = "<table><tr><th>节日</th><th>放假时间</th><th>补班日期</th><th>天数</th></tr>{}</table><p>2027年放假安排</p>"
FORMS = {
    "by a province": "省人民政府办公厅关于2027年部分节假日安排的通知\n各市人民政府：\n现将具体安排通知如下：\n"
    + "\n".join(
        f"{NUMBERS[n]}、{a}。{b}放假，共{d}天。{worked(c)}{'。' if c else ''}" for n, (a, b, c, d) in enumerate(ROWS)
    )
    + "\n省人民政府办公厅\n2026年11月12日",
    "in one line": "2027年放假安排来了！" + "".join(f"{a}：{b}放假，共{d}天{'，' if c else ''}{worked(c)}。" for a, b, c, d in ROWS),
    "without colons": "2027年节假日\n" + "\n".join(f"{a} {b}放假，共{d}天。{worked(c)}" for a, b, c, d in ROWS),
    "in brackets": "【2027年放假安排】\n" + "\n".join(f"【{SHORT.get(a, a)}】{b}放假，共{d}天；{worked(c)}" for a, b, c, d in ROWS),
    "numbered": "2027年安排\n" + "\n".join(f"（{NUMBERS[n]}）{a}：2027年{b}放假，共{d}天。{worked(c)}" for n, (a, b, c, d) in enumerate(ROWS)),
    "with dots": "2027年放假\n" + "\n".join(
        f"{a}：{dotted(b)}放假，共{d}天{'，' if c else ''}{worked('、'.join(map(dotted, c.split('、'))) if c else '')}" for a, b, c, d in ROWS),
    "in Markdown": "## 2027年节假日安排\n" + "\n".join(
        f"- **{a}**：{b}，共{d}天{f'；调休上班：{c}' if c else ''}" for a, b, c, d in ROWS),
    "with bullets": "2027年放假一览\n" + "\n".join(f"●{SHORT.get(a, a)} {b}（{d}天）{f' 补班：{c}' if c else ''}" for a, b, c, d in ROWS),
    "with emoji": "🎉2027年放假🎉\n" + "\n".join(f"🎊{a}：{b}，放假{d}天{'，' if c else ''}{worked(c)}" for a, b, c, d in ROWS),
    "made up in other words": "2027年放假\n" + "\n".join(
        f"{NUMBERS[n]}、{a}：{b}放假调休，共{d}天。{worked(c, '补班' if n % 2 else '调整为工作日')}" for n, (a, b, c, d) in enumerate(ROWS)),
    "as a table": "2027年放假调休安排表\n节日\t放假时间\t调休上班日期\t放假天数\n"
    + "\n".join(f"{a}\t{b}\t{c or '不调休'}\t共{d}天" for a, b, c, d in ROWS),
    "as a table of Markdown": "2027年放假\n| 节日 | 放假日期 | 调休上班 | 天数 |\n|---|---|---|---|\n"
    + "\n".join(f"| {a} | {b} | {c or '无'} | {d}天 |" for a, b, c, d in ROWS),
    "with commas": "节日,放假时间,调休上班\n" + "\n".join(f"2027年{a},{b},{c.replace('、', '和')}" for a, b, c, d in ROWS),
    "the year without 年": "【放假通知】2027放假安排\n" + "\n".join(f"【转发】{a}：{b}放假，共{d}天。{worked(c)}" for a, b, c, d in ROWS),
    "as a table of a page": HTML.format(
        "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td><td>{d}</td></tr>" for a, b, c, d in ROWS)),
}  # fmt: skip


def whole_year() -> dict[date, bool]:
    off = [("01-01", 3), ("02-05", 8), ("04-03", 3), ("05-01", 5), ("06-09", 1), ("09-15", 1), ("10-01", 7)]
    days = {
        date.fromisoformat(f"2027-{first}") + timedelta(n): True for first, count in off for n in range(count)
    }
    return days | {date.fromisoformat(f"2027-{day}"): False for day in WORKED.split()}


@pytest.mark.parametrize("form", FORMS)
def test_a_notice_is_read_in_each_form(form: str) -> None:
    read = read_calendar(FORMS[form])
    assert {one.day: one.off for one in read.years[2027]} == whole_year()
    assert not read.doubts, [str(doubt) for doubt in read.doubts]
    assert read.whole


@pytest.mark.parametrize(
    ("text", "days", "off"),
    [
        ("关于2027年元旦放假的通知\n各社区：\n元旦放假时间为：1月1日（星期五）至3日（星期日），共3天。\n街道党政办\n2026年12月25日", "01-01 01-02 01-03", True),
        ("关于做好2027年元旦放假工作的通知\n元旦假期：2027年1月1日（星期五）至1月3日（星期日）放假三天。", "01-01 01-02 01-03", True),
        ("关于2027年中秋节放假的通知\n根据市政府通知，9月15日（星期三）放假1天，不调休。\n街道办事处\n2027年9月8日", "09-15", True),
    ],
)  # fmt: skip
def test_a_notice_about_one_festival_adds_its_days(text: str, days: str, off: bool) -> None:
    read = read_calendar(text)
    assert [(f"{one.day:%m-%d}", one.off) for one in read.years[2027]] == [(day, off) for day in days.split()]
    assert not read.whole


def test_what_is_only_encouraged_is_told_and_not_off() -> None:
    read = read_calendar(
        "二、春节：2024年2月10日至17日放假调休，共8天。2月4日、2月18日上班。"
        "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。"
    )
    assert date(2024, 2, 9) not in {one.day for one in read.years[2024]}
    assert [doubt.msgid for doubt in read.doubts] == ["Only encouraged, and left as it is: {text}"]


def test_json_is_read_in_the_usual_forms() -> None:
    days = [{"date": day.isoformat(), "isOffDay": off, "name": "x"} for day, off in whole_year().items()]
    year = {"year": 2027, "days": days}
    by_day = {one["date"]: {"date": one["date"], "holiday": one["isOffDay"]} for one in days}
    for given in (year, [year], days, {"code": 0, "holiday": by_day}):
        read = read_calendar(json.dumps(given))
        assert {one.day: one.off for one in read.years[2027]} == whole_year()
        assert read.whole


def test_a_holiday_made_longer_is_off_to_its_last_day_and_tells_what_it_does_not_say() -> None:
    words = "关于延长2020年春节假期的通知\n一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。"
    found = read_calendar(words)
    assert [(one.day, one.off) for one in found.years[2020]] == [
        (date(2020, 2, 2), True),
        (date(2020, 2, 3), False),
    ]
    assert any("longer" in doubt.msgid for doubt in found.doubts)


def test_numbers_on_keys_stand_before_festivals() -> None:
    found = read_calendar(
        "2027年放假安排来啦！\n1️⃣ 元旦：1月1日至3日放假，共3天。\n2️⃣ 清明节：4月3日至5日放假，共3天。"
    )
    assert [one.day.day for one in found.years[2027]] == [1, 2, 3, 3, 4, 5]
