"""Recurrence: rules from words, words from rules, dates within a window."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tui.language.i18n import Lang, translator
from tui.rules.recurrence import check_rrule, describe, occurrences, parse_words
from tui.rules.recurrence.computing import computed
from tui.rules.recurrence.parts import parts_of

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
QUARTER = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"

WORDS = [
    ("每周五", "FREQ=WEEKLY;BYDAY=FR", "每周五", "every week on Fri"),
    ("每周一三五", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "每周一、周三、周五", "every week on Mon, Wed, Fri"),
    ("每星期一、三", "FREQ=WEEKLY;BYDAY=MO,WE", "每周一、周三", "every week on Mon, Wed"),
    ("每周二到周四", "FREQ=WEEKLY;BYDAY=TU,WE,TH", "每周二、周三、周四", "every week on Tue, Wed, Thu"),
    ("工作日", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "每个工作日", "every working day"),
    ("每个工作日", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "每个工作日", "every working day"),
    ("周末", "FREQ=WEEKLY;BYDAY=SA,SU", "每周六、周日", "every week on Sat, Sun"),
    ("每两周的周三", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "每 2 周的周三", "every 2 weeks on Wed"),
    ("隔周二", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "每 2 周的周二", "every 2 weeks on Tue"),
    ("隔周", "FREQ=WEEKLY;INTERVAL=2", "每 2 周（星期几按首日）", "every 2 weeks, on the weekday of the first day"),
    ("每月26日", "FREQ=MONTHLY;BYMONTHDAY=26", "每月26日", "every month on day 26"),
    ("每月二十六号", "FREQ=MONTHLY;BYMONTHDAY=26", "每月26日", "every month on day 26"),
    ("每月1日和15日", "FREQ=MONTHLY;BYMONTHDAY=1,15", "每月1日、15日", "every month on day 1, day 15"),
    ("每月底", "FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天", "every month on the last day"),
    ("每月第二个周六", "FREQ=MONTHLY;BYDAY=2SA", "每月第二个周六", "every month on the second Sat"),
    ("每月最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR", "每月最后一个周五", "every month on the last Fri"),
    ("每月第一、第三个周六", "FREQ=MONTHLY;BYDAY=1SA,3SA", "每月第一个周六、第三个周六",
     "every month on the first Sat, the third Sat"),
    ("每季度最后一个工作日", QUARTER, "每季度最后一个工作日", "every quarter on the last working day"),
    ("每季度第一个月5日", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=5", "每季度第一个月的5日",
     "every quarter on day 5 of the first month"),
    ("每年10月1日", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "每年10月1日", "every year on October 1"),
    ("每年9月的第一个周六", "FREQ=YEARLY;BYMONTH=9;BYDAY=1SA", "每年9月的第一个周六",
     "in September of every year on the first Sat"),
    ("每天", "FREQ=DAILY", "每天", "every day"),
    ("每3天", "FREQ=DAILY;INTERVAL=3", "每 3 天", "every 3 days"),
    ("每周五到年底", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231", "每周五，到 2026-12-31 为止",
     "every week on Fri, until 2026-12-31"),
    ("每周五，共10次", "FREQ=WEEKLY;BYDAY=FR;COUNT=10", "每周五，共 10 次", "every week on Fri, 10 times"),
    ("every month on the 26th", "FREQ=MONTHLY;BYMONTHDAY=26", "每月26日", "every month on day 26"),
    ("26th of each month", "FREQ=MONTHLY;BYMONTHDAY=26", "每月26日", "every month on day 26"),
    ("1st and 15th of the month", "FREQ=MONTHLY;BYMONTHDAY=1,15", "每月1日、15日", "every month on day 1, day 15"),
    ("every Friday", "FREQ=WEEKLY;BYDAY=FR", "每周五", "every week on Fri"),
    ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "每 2 周的周五", "every 2 weeks on Fri"),
    ("last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "每月最后一个周五", "every month on the last Fri"),
    ("every working day", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "每个工作日", "every working day"),
    ("每逢双月15号", "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=15", "每年2月、4月、6月、8月、10月、12月的15日", "in February, April, June, August, October, December of every year on day 15"),
    ("双周周五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "每 2 周的周五", "every 2 weeks on Fri"),
    ("双周五", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "每 2 周的周五", "every 2 weeks on Fri"),
    ("单周周二", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "每 2 周的周二", "every 2 weeks on Tue"),
    ("每週五", "FREQ=WEEKLY;BYDAY=FR", "每周五", "every week on Fri"),
    ("每月头一个周三", "FREQ=MONTHLY;BYDAY=1WE", "每月第一个周三", "every month on the first Wed"),
    ("每月第二、四個禮拜六", "FREQ=MONTHLY;BYDAY=2SA,4SA", "每月第二个周六、第四个周六",
     "every month on the second Sat, the fourth Sat"),
    ("每月逢8", "FREQ=MONTHLY;BYMONTHDAY=8,18,28", "每月8日、18日、28日", "every month on day 8, day 18, day 28"),
    ("每月15日和月底", "FREQ=MONTHLY;BYMONTHDAY=15,-1", "每月15日、最后一天", "every month on day 15, the last day"),
    ("每天，周日除外", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA", "每周一、周二、周三、周四、周五、周六", "every week on Mon, Tue, Wed, Thu, Fri, Sat"),
    ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "每周一至周五", "every week from Mon to Fri"),
    ("last working day of each quarter", QUARTER, "每季度最后一个工作日", "every quarter on the last working day"),
    ("every year on october 1", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "每年10月1日", "every year on October 1"),
    ("every friday until 2026-12-31", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231", "每周五，到 2026-12-31 为止",
     "every week on Fri, until 2026-12-31"),
    ("every friday, 10 times", "FREQ=WEEKLY;BYDAY=FR;COUNT=10", "每周五，共 10 次", "every week on Fri, 10 times"),
    ("RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "每月13日且为周五",
     "every month on day 13 that is a Fri"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "rule", "chinese", "english"), WORDS, ids=[w[0] for w in WORDS])
def test_words_and_rules_mean_the_same(words: str, rule: str, chinese: str, english: str) -> None:
    assert parse_words(words, TODAY) == rule
    assert check_rrule(rule) is None
    assert describe(rule).text(translator("zh")) == chinese
    assert describe(rule).text(translator("en")) == english


WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
SOME_DAYS = st.sets(WEEKDAYS, min_size=1).map(
    lambda days: ",".join(d for d in ("MO", "TU", "WE", "TH", "FR", "SA", "SU") if d in days)
)
PLACES = st.sampled_from([1, 2, 3, 4, 5, -1, -2])
MONTH_DAY = st.one_of(st.integers(1, 31), st.integers(-5, -1))
WITHIN = st.one_of(
    st.lists(MONTH_DAY, min_size=1, max_size=4, unique=True).map(
        lambda days: ("BYMONTHDAY=" + ",".join(map(str, days)), "")
    ),
    st.lists(st.tuples(PLACES, WEEKDAYS), min_size=1, max_size=3, unique=True).map(
        lambda found: ("", "BYDAY=" + ",".join(f"{place}{day}" for place, day in found))
    ),
    st.sampled_from([1, 2, 3, -1, -2, -3]).map(lambda n: ("", f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={n}")),
)
INTERVAL = st.one_of(st.just(""), st.integers(2, 20).map(lambda n: f"INTERVAL={n}"))
BYMONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True).map(
    lambda months: "BYMONTH=" + ",".join(map(str, sorted(months)))
)
QUARTERS = st.sampled_from(["BYMONTH=1,4,7,10", "BYMONTH=2,5,8,11", "BYMONTH=3,6,9,12"])


def rule_of(*parts: str) -> str:
    return ";".join(filter(None, parts))


def monthly(interval: str, within: tuple[str, str]) -> str:
    return rule_of("FREQ=MONTHLY", interval, *within)


def yearly(months: str, within: tuple[str, str]) -> str:
    several = "BYSETPOS" in within[1] and "," in months
    return rule_of("FREQ=MONTHLY" if several else "FREQ=YEARLY", months, *within)


ENDS = st.one_of(
    st.just(""),
    st.integers(1, 99).map(lambda n: f"COUNT={n}"),
    DAYS.map(lambda day: f"UNTIL={day:%Y%m%d}"),
)
SENTENCES = st.builds(
    rule_of,
    st.one_of(
        st.builds(rule_of, st.just("FREQ=DAILY"), INTERVAL),
        st.builds(rule_of, st.just("FREQ=WEEKLY"), INTERVAL, SOME_DAYS.map("BYDAY={}".format)),
        st.builds(rule_of, st.just("FREQ=WEEKLY"), INTERVAL),
        st.builds(monthly, INTERVAL, WITHIN),
        st.builds(yearly, BYMONTHS, WITHIN),
        st.builds(lambda months, within: rule_of("FREQ=MONTHLY", months, *within), QUARTERS, WITHIN),
    ),
    ENDS,
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(rule=SENTENCES)
@settings(deadline=None)
def test_what_is_told_is_read_back(rule: str, lang: Lang) -> None:
    told = describe(rule).text(translator(lang))
    assert "FREQ" not in told
    assert parse_words(told) == rule, told


@pytest.mark.parametrize("words", ["", "按需", "on request"])
def test_no_recurrence_is_on_request(words: str) -> None:
    assert parse_words(words) == ""


@pytest.mark.parametrize(
    "words", ["每月初一", "每半月", "每周八", "每月40日", "有空就来", "blue moon", "every", "every month", "每年", "每",
              "每周五第二个", "0th of the month", "每0天"],
)  # fmt: skip
def test_what_is_unclear_is_not_guessed(words: str) -> None:
    assert parse_words(words, TODAY) is None


def test_an_end_that_depends_on_the_day_needs_it() -> None:
    assert parse_words("每周五到年底") is None
    assert parse_words("每周五到6月底", TODAY) == "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270630"
    assert parse_words("every friday until end of year", TODAY) == "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231"


@given(st.text(alphabet="每隔月周日季年第最后一二三五工作天个到共次 every friday,15th", max_size=14))
@settings(deadline=None)
def test_any_words_are_read_or_refused(words: str) -> None:
    rule = parse_words(words, TODAY)
    assert rule is None or rule == "" or rule.startswith("FREQ=")


@pytest.mark.parametrize(
    "rule",
    ["", "nonsense", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYHOUR=3", "FREQ=DAILY;X=1",
     "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=", "FREQ=YEARLY;BYMONTH=13", "FREQ=DAILY;INTERVAL=0",
     "FREQ=WEEKLY;BYDAY=2FR", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;COUNT=2;UNTIL=20261231", "FREQ=YEARLY;BYYEARDAY=0"],
)  # fmt: skip
def test_what_is_no_rule_is_complained_about(rule: str) -> None:
    assert check_rrule(rule) is not None


def test_a_rule_that_never_comes_about_is_complained_about() -> None:
    assert str(check_rrule("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2")) == "The recurrence never comes about."


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=2MO;BYSETPOS=5",
     "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTHDAY=1;BYSETPOS=20"],
)  # fmt: skip
def test_that_a_rule_never_comes_about_is_reckoned_and_not_looked_for(rule: str) -> None:
    """dateutil looks until the year 9999, for ten seconds and more."""
    assert computed(parts_of(rule), TODAY, TODAY, date(2100, 1, 1)) == []
    assert check_rrule(rule) is not None


def test_a_rule_that_seldom_comes_about_is_none_the_worse() -> None:
    assert check_rrule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO") is None


def test_the_haircut_day_is_the_26th_of_every_month() -> None:
    days = occurrences("FREQ=MONTHLY;BYMONTHDAY=26", date(2018, 8, 26), date(2026, 1, 1), date(2026, 12, 31))
    assert [day.day for day in days] == [26] * 12


def same_as_dateutil(rule: str, first: date, start: date, length: int) -> None:
    end = start + timedelta(length)
    known = rrulestr(rule, dtstart=datetime.combine(first, time()))
    wanted = known.between(datetime.combine(start, time()), datetime.combine(end, time()), inc=True)
    assert list(occurrences(rule, first, start, end)) == [moment.date() for moment in wanted]


@given(SENTENCES, DAYS, DAYS, st.integers(0, 400))
@settings(deadline=None)  # dateutil walks from the first date on
def test_dates_are_those_that_dateutil_gives(rule: str, first: date, start: date, length: int) -> None:
    same_as_dateutil(rule, first, start, length)


# Rules in any mixture, which no sentence of ours says. Weekdays with and without a place in one rule are
# left out: dateutil takes only what is both, RFC 5545 either.
MIXED = st.builds(
    rule_of,
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"]),
    st.just("") | INTERVAL,
    st.just("") | BYMONTHS,
    st.one_of(
        st.lists(MONTH_DAY, min_size=1, max_size=4).map(
            lambda days: "BYMONTHDAY=" + ",".join(map(str, days))
        ),
        SOME_DAYS.map("BYDAY={}".format),
        st.lists(st.tuples(PLACES, WEEKDAYS), min_size=1, max_size=4).map(
            lambda found: "BYDAY=" + ",".join(f"{place}{day}" for place, day in found)
        ),
        st.tuples(MONTH_DAY, SOME_DAYS).map(lambda both: f"BYMONTHDAY={both[0]};BYDAY={both[1]}"),
    ),
    st.just("")
    | st.lists(st.sampled_from([1, 2, 5, -1, -3]), min_size=1, max_size=2).map(
        lambda found: "BYSETPOS=" + ",".join(map(str, found))
    ),
    ENDS,
)


@given(MIXED, DAYS, st.integers(-200, 800), st.integers(0, 400))
@settings(deadline=None)
def test_any_mixture_of_days_of_months_is_what_dateutil_gives(
    rule: str, start: date, before: int, length: int
) -> None:
    first, end = start - timedelta(before), start + timedelta(length)
    endless = {n: v for n, v in parts_of(rule).items() if n not in {"COUNT", "UNTIL"}}
    # dateutil, which reckons the others too, looks until the year 9999 for what does not come about again.
    assume(computed(endless, first, max(first, end), max(first, end) + timedelta(3000)))
    same_as_dateutil(rule, first, start, length)


@settings(deadline=None)  # an expansion over years takes as long as the machine is busy
@given(SENTENCES, DAYS, DAYS)
def test_a_window_is_the_sum_of_its_days(rule: str, first: date, start: date) -> None:
    end = start + timedelta(20)
    whole = occurrences(rule, first, start, end)
    one_by_one = [
        day for n in range(21) for day in occurrences(rule, first, start + timedelta(n), start + timedelta(n))
    ]
    assert list(whole) == one_by_one
    assert all(max(start, first) <= day <= end for day in whole)


def test_the_page_on_recurrence_says_what_is_read_and_said_back() -> None:
    page = Path(__file__).parents[2] / "docs" / "recurrence.md"
    rows = re.findall(
        r"^\| `(.+?)` \| `(.+?)` \| (.+?) · (.+?) \|$", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) == 16
    for words, rule, english, chinese in rows:
        assert parse_words(words, TODAY) == rule
        assert describe(rule).text(translator("en")) == english
        assert describe(rule).text(translator("zh")) == chinese
