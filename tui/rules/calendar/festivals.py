"""Dates of the festivals of the Chinese year: by solar date, lunar date, solar term or weekday.

Lunar dates and solar terms come from the borax library (1901 to 2100), holidays around a festival from the
State Council's announcements (see `tui.rules.calendar.workdays`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from tui.rules.calendar.workdays import WorkCalendar

FestivalKind = Literal["solar", "lunar", "term", "weekday"]
FIRST_YEAR: Final = 1901
LAST_YEAR: Final = 2100
# Festivals of the last lunar month belong to the year of the Spring Festival after them.
_LAST_MONTH: Final = 12
_TERMS: Final = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival: its names, the usual one first, and its rule.

    `at` is month and day (solar; lunar, with day 0 for the last of the month), the index of the solar term
    (0 is 小寒), or month, week and weekday (the second Sunday of May is 5, 2, 6). `theme` marks days that remind
    of something (世界读书日, 双十二).
    """

    code: str
    names: tuple[str, ...]
    english: tuple[str, ...]
    kind: FestivalKind
    at: tuple[int, ...]
    theme: bool = False


def _festivals() -> tuple[Festival, ...]:
    rows: tuple[tuple[str, str, str, FestivalKind, tuple[int, ...]], ...] = (
        ("new_year", "元旦 元旦节 阳历年", "new year's day|new year|new years day", "solar", (1, 1)),
        ("lei_feng", "学雷锋日 学雷锋纪念日 雷锋日", "lei feng day", "solar", (3, 5)),
        ("women", "妇女节 三八妇女节 三八节 三八 女神节", "women's day|womens day", "solar", (3, 8)),
        ("arbor", "植树节", "arbor day|tree planting day", "solar", (3, 12)),
        ("labour", "劳动节 五一劳动节 五一节 五一", "labour day|labor day|may day", "solar", (5, 1)),
        ("youth", "青年节 五四青年节 五四", "youth day", "solar", (5, 4)),
        ("children", "儿童节 六一儿童节 六一节 六一", "children's day|childrens day", "solar", (6, 1)),
        ("party", "建党节 七一建党节 党的生日 七一", "party founding day", "solar", (7, 1)),
        ("army", "建军节 八一建军节 八一", "army day", "solar", (8, 1)),
        ("teachers", "教师节", "teachers' day|teacher's day|teachers day", "solar", (9, 10)),
        ("national", "国庆节 国庆 十一国庆节 十一国庆", "national day", "solar", (10, 1)),
        ("fire", "消防日 全国消防日 消防宣传日 119消防日 119消防宣传日 全国消防宣传日 消防安全日", "fire safety day", "solar", (11, 9)),
        ("constitution", "宪法日 国家宪法日", "constitution day", "solar", (12, 4)),
        ("volunteers", "志愿者日 国际志愿者日", "volunteer day|volunteers' day", "solar", (12, 5)),
        ("new_years_eve", "跨年夜 跨年", "new year's eve|new years eve", "solar", (12, 31)),
        ("christmas_eve", "平安夜 圣诞夜", "christmas eve", "solar", (12, 24)),
        ("christmas", "圣诞节 圣诞", "christmas|christmas day", "solar", (12, 25)),
        ("valentine", "情人节", "valentine's day|valentines day", "solar", (2, 14)),
        ("mothers", "母亲节", "mother's day|mothers day", "weekday", (5, 2, 6)),
        ("fathers", "父亲节", "father's day|fathers day", "weekday", (6, 3, 6)),
        ("spring", "春节 大年初一 农历新年 正月初一", "spring festival|chinese new year|lunar new year", "lunar", (1, 1)),
        ("lantern", "元宵节 元宵 灯节 正月十五 正月十五元宵节 正月十五元宵", "lantern festival", "lunar", (1, 15)),
        ("dragon_head", "龙抬头 二月二", "dragon head day", "lunar", (2, 2)),
        ("fifth_of_first", "破五", "", "lunar", (1, 5)),
        ("third_of_third", "三月三", "", "lunar", (3, 3)),
        ("dragon_boat", "端午节 端午 端阳节 五月初五端午节 五月初五端午", "dragon boat festival|dragon boat", "lunar", (5, 5)),
        ("qixi", "七夕节 七夕", "qixi|qixi festival", "lunar", (7, 7)),
        ("ghost", "中元节 中元 七月半", "ghost festival", "lunar", (7, 15)),
        ("mid_autumn", "中秋节 中秋 八月十五 八月十五中秋节 八月十五中秋", "mid-autumn festival|mid autumn festival|mid-autumn|moon festival",
         "lunar", (8, 15)),
        ("double_ninth", "重阳节 重阳 老人节 老年节 敬老节 九九重阳节 九九重阳 九月初九重阳节 九月九重阳节",
         "double ninth festival|double ninth|chongyang|chongyang festival|seniors' day", "lunar", (9, 9)),
        ("laba", "腊八节 腊八 腊月初八腊八节", "laba festival|laba", "lunar", (12, 8)),
        # The 23rd as in the north, this community included.
        ("little_year", "小年 腊月二十三小年", "little new year", "lunar", (12, 23)),
        ("eve", "除夕 除夕夜 大年三十 年三十", "chinese new year's eve|lunar new year's eve|spring festival eve|spring festival's eve|eve of the spring festival|the eve of the spring festival", "lunar", (12, 0)),
        ("qingming", "清明节 清明", "qingming|qingming festival|tomb-sweeping day|tomb sweeping day", "term", (6,)),
        ("winter_solstice", "冬至", "winter solstice", "term", (23,)),
        ("spring_begins", "立春", "start of spring", "term", (2,)),
        ("summer_solstice", "夏至", "summer solstice", "term", (11,)),
    )  # fmt: skip
    # Days of a theme: what is held for one is named after it and need not be on it.
    themes: tuple[tuple[str, str, str, FestivalKind, tuple[int, ...]], ...] = (
        ("police", "警察节 人民警察节 中国人民警察节", "", "solar", (1, 10)),
        ("ears", "爱耳日 全国爱耳日", "", "solar", (3, 3)),
        ("consumers", "消费者权益日 消费者权益保护日 消费者日 315消费者权益日", "consumer rights day|world consumer rights day", "solar", (3, 15)),
        ("water", "世界水日", "world water day", "solar", (3, 22)),
        ("fools", "愚人节", "april fools' day|april fools day", "solar", (4, 1)),
        ("health", "世界卫生日", "world health day", "solar", (4, 7)),
        ("security", "国家安全教育日 全民国家安全教育日", "", "solar", (4, 15)),
        ("earth", "地球日 世界地球日", "earth day", "solar", (4, 22)),
        ("books", "读书日 世界读书日", "world book day", "solar", (4, 23)),
        ("disasters", "防灾减灾日 全国防灾减灾日", "", "solar", (5, 12)),
        ("nurses", "护士节 国际护士节", "nurses' day|nurses day", "solar", (5, 12)),
        ("family", "国际家庭日 家庭日", "", "solar", (5, 15)),
        ("tobacco", "无烟日 世界无烟日", "no tobacco day|world no tobacco day", "solar", (5, 31)),
        ("environment", "环境日 世界环境日 六五环境日", "world environment day|environment day", "solar", (6, 5)),
        ("eyes", "爱眼日 全国爱眼日", "", "solar", (6, 6)),
        ("blood", "献血者日 世界献血者日", "blood donor day", "solar", (6, 14)),
        ("drugs", "禁毒日 国际禁毒日", "", "solar", (6, 26)),
        ("fitness", "全民健身日 健身日", "", "solar", (8, 8)),
        ("doctors", "医师节 中国医师节", "", "solar", (8, 19)),
        ("victory", "抗战胜利日 抗战胜利纪念日 抗日战争胜利纪念日", "", "solar", (9, 3)),
        ("martyrs", "烈士纪念日", "martyrs' day|martyrs day", "solar", (9, 30)),
        ("older_persons", "国际老年人日 国际老人节", "", "solar", (10, 1)),
        ("mental_health", "精神卫生日 世界精神卫生日", "world mental health day", "solar", (10, 10)),
        ("halloween", "万圣夜 万圣节前夜", "halloween", "solar", (10, 31)),
        ("journalists", "记者节", "", "solar", (11, 8)),
        ("singles", "双十一 双11 光棍节", "singles' day|singles day|double eleven|double 11", "solar", (11, 11)),
        ("diabetes", "糖尿病日 世界糖尿病日 联合国糖尿病日", "world diabetes day", "solar", (11, 14)),
        ("aids", "艾滋病日 世界艾滋病日", "world aids day", "solar", (12, 1)),
        ("traffic", "交通安全日 全国交通安全日 122交通安全日", "", "solar", (12, 2)),
        ("disabled", "残疾人日 国际残疾人日", "", "solar", (12, 3)),
        ("double_twelve", "双十二 双12", "double twelve|double 12", "solar", (12, 12)),
        ("memorial", "公祭日 国家公祭日", "", "solar", (12, 13)),
        ("social_work", "社工日 国际社工日", "social work day|world social work day", "weekday", (3, 3, 1)),
        ("helping_disabled", "助残日 全国助残日", "", "weekday", (5, 3, 6)),
        ("thanksgiving", "感恩节", "thanksgiving|thanksgiving day", "weekday", (11, 4, 3)),
        ("winter_clothes", "寒衣节 十月一寒衣节", "", "lunar", (10, 1)),
        ("harvest", "丰收节 农民丰收节 中国农民丰收节", "", "term", (17,)),
    )  # fmt: skip
    known = {name for row in rows for name in row[1].split()}
    named = [
        Festival(code, tuple(names.split()), tuple(filter(None, english.split("|"))), kind, at, theme)
        for table, theme in ((rows, False), (themes, True))
        for code, names, english, kind, at in table
    ]
    terms = [
        Festival(f"term_{at}", (name,), (), "term", (at,))
        for at, name in enumerate(_TERMS)
        if name not in known
    ]
    return (*named, *terms)


FESTIVALS: Final[tuple[Festival, ...]] = _festivals()
_BY_NAME: Final[Mapping[str, Festival]] = MappingProxyType(
    {name: f for f in FESTIVALS for name in (f.code, *f.names, *f.english)}
)


def festival(name: str) -> Festival:
    """The festival with that code, Chinese or English name. Raises KeyError."""
    return _BY_NAME[name.strip().lower()]


def festival_on(name: str, year: int) -> date:
    """The date of the festival in the calendar year `year`.

    A festival of the last lunar month (除夕, 腊八, 小年) belongs to the year of the Spring Festival after it:
    腊八 of 2023 was on 2022-12-30. Raises KeyError for an unknown festival, ValueError outside of 1901 to 2100.
    """
    found = festival(name)
    if found.kind == "solar":
        return date(year, *found.at)
    if found.kind == "weekday":
        month, week, weekday = found.at
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (week - 1))
    if found.kind == "term":
        return _term_on(found.at[0], year)
    month, day = found.at
    if month == _LAST_MONTH and day == 0:
        return lunar_on(year, 1, 1) - timedelta(1)
    return lunar_on(year - 1 if month == _LAST_MONTH else year, month, day)


def next_festival(name: str, today: date) -> date:
    """The first date of the festival from `today` on. Raises KeyError or ValueError, as `festival_on`."""
    ahead = [
        on
        for year in (today.year, today.year + 1, today.year + 2)
        if (on := festival_on(name, year)) >= today
    ]
    return min(ahead)


def holiday_around(day: date, calendar: WorkCalendar) -> tuple[date, date]:
    """The first and last day of the public holiday around `day`; `day` itself if there is none.

    In a year whose holidays are not published yet it is the days that are off by law, and the weekend beside them.
    """
    first = last = day
    if calendar.kind(day) != "holiday":
        return first, last
    while calendar.kind(first - timedelta(1)) in {"holiday", "weekend"}:
        first -= timedelta(1)
    while calendar.kind(last + timedelta(1)) in {"holiday", "weekend"}:
        last += timedelta(1)
    return first, last


@lru_cache(maxsize=512)
def lunar_on(year: int, month: int, day: int) -> date:
    """The date of a day of the lunar calendar; `month` is never a leap month.

    Raises ValueError outside of 1901 to 2100, and for the 30th of a month with 29 days.
    """
    from borax.calendars.lunardate import LunarDate  # only where a lunar day is named

    _within(year if month < _LAST_MONTH else year + 1)
    solar = LunarDate(year, month, day).to_solar_date()
    return date(solar.year, solar.month, solar.day)


def lunar_of(day: date) -> tuple[int, int, int, bool]:
    """Lunar year, month, day, and whether the month is a leap month. Raises ValueError."""
    from borax.calendars.lunardate import LunarDate

    _within(day.year)
    lunar = LunarDate.from_solar(day)
    return int(lunar.year), int(lunar.month), int(lunar.day), bool(lunar.leap)


@lru_cache(maxsize=512)
def _term_on(at: int, year: int) -> date:
    from borax.calendars.lunardate import TermUtils

    _within(year)
    days = TermUtils.parse_term_days(year)
    return date(year, at // 2 + 1, min(days[at], monthrange(year, at // 2 + 1)[1]))


def _within(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
