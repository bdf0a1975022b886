"""The grammar of days and times: a table to extend.

A row has a pattern of token kinds (see `tui.capture.dates.lexicon`), the function that computes its meaning,
its placement, and what must not follow it in free text: `3号` before 楼 is a building.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tui.capture.dates import period_phrases
from tui.capture.dates.grammar import Grammar
from tui.capture.dates.meanings import festivals, forms, months, spans, times, weeks
from tui.capture.dates.meanings.arithmetic import edge_of_month
from tui.capture.dates.meanings.result import Days
from tui.capture.dates.phrase import NOT_BACK, NOT_FRONT, Phrase, Row

# What follows a number and 号 in names of places and things.
_THING: Final = re.compile(
    "楼|院|门|库|线|室|车|井|桌|店|铺|机|台|馆|厅|岗|栋|幢|座|柜|箱|罐|泵|杆|灯|桩|梯|塔|屋|房|区|地|路|街|巷|弄|单元|单|户|家|坑|池"
    "|桶|椅|凳|棚|亭|口|牌|阀|栓|管道|窗|闸|锁|树|桥|桩|探头|信箱|储物|快递|健身|长椅|座椅|游乐|雨棚|井盖|路灯|车棚|车位|大厅|大门|小门|房间|出口|入口|通道"
    "|电梯|电表|电箱|电井|充电|变压|配电|居民|公寓|商|宿舍|厂|文件|令|通知|提案|议题|心愿|员|选手|位|码|队|组|点位|垃圾|消防|监控|摄像"
)
_NOT_POINTS: Final = re.compile(
    "个?(?:意见|建议|要求|问题|想法|希望|说明|体会|理由|原因|措施|看法|诉求|位|名|心|击|评|赞|儿|多|几)|[0-9]|左右手"
)
_NOT_MONTH: Final = re.compile("[0-9]|饼|嫂|子|季|薪|租|票|均|经|亮|光|费")
_NOT_IN: Final = re.compile("容|部|科|外|存|心|勤|向|在|涵|阁|地|衣|卷")
# at 4 to call; but at 4 people, and at five to ten.
_NOT_AN_HOUR: Final = re.compile(
    " ?(?!to (?!(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)(?![a-z]))[a-z])[a-z]"
)
_NOT_WEEK: Final = re.compile("[0-9]|边|围|期|到|刊|年|岁|转|密|六福|全")


# Days that have a name, as kinds of tokens.
_HELD_DAYS: Final = ("festival", "theme_day", "october", "new_year")
# Kinds of tokens that name what comes every year, and kinds that count from today, mean this time or say the year.
_YEARLY: Final = frozenset(
    (*_HELD_DAYS, "new_year_day", "month", "YUE", "lunar_month", "lunar_day", "QUARTER", "short_quarter", "HALF_YEAR")
)  # fmt: skip
_FIXED: Final = frozenset(("day", "day_part", "which", "which_year", "TODAY", "WITHIN", "NIAN"))


def _day_rows() -> Iterable[Row]:
    yield from (
        ("day", Phrase(weeks.relative_day)),
        ("day WITHIN", Phrase(weeks.relative_day, "free", _NOT_IN, sets_deadline=True)),
        ("OFF BEFORE", Phrase(lambda context: weeks.relative_day(context, 0), "free", NOT_FRONT, sets_deadline=True)),
        ("day_part", Phrase(weeks.relative_part)),
        ("signed", Phrase(weeks.signed_days, "date_field")),
        ("NOW", Phrase(spans.right_now, "date_field")),
        # ---- weeks
        ("which? WEEK weekday", Phrase(
            weeks.weekday, "free", re.compile("[点时]|个(?:月|星期|小时)|[一二三四五六七八九十]*年"), weekday=True)),
        ("which? WEEKEND", Phrase(weeks.weekend)),
        ("full_day", Phrase(lambda context, at: weeks.weekday(context, None, at), weekday=True)),
        ("english_day", Phrase(lambda context, at: weeks.weekday(context, None, at), "date_field", weekday=True)),
        ("which english_day", Phrase(weeks.weekday, weekday=True)),
        *((row, Phrase(lambda context, at, which: weeks.weekday(context, which, at)))
          for row in ("english_day which PERIOD_WEEK", "english_day OF which PERIOD_WEEK")),
        *((row, Phrase(weeks.weekday)) for row in ("which PERIOD_WEEK english_day", "which PERIOD_WEEK ON english_day")),
        ("english_day TO english_day which PERIOD_WEEK", Phrase(weeks.weekdays_of_week)),
        ("english_day TO english_day OF which PERIOD_WEEK", Phrase(weeks.weekdays_of_week)),
        ("which PERIOD_WEEK", Phrase(weeks.whole_week, "free", _NOT_WEEK)),
        ("WHOLE which PERIOD_WEEK", Phrase(weeks.whole_week, "date_field")),
        ("WHOLE which PERIOD_MONTH", Phrase(months.whole_month, "date_field")),
        ("WHOLE which_year", Phrase(months.whole_year, "date_field")),
        ("which? PERIOD_WEEK WITHIN", Phrase(lambda context, which: weeks.weekday(context, which or 0, 6), "free", _NOT_IN, sets_deadline=True)),
        ("which? WEEK edge", Phrase(weeks.edge_of_week, "date_field")),
        ("WITHIN_ENGLISH which PERIOD_WEEK", Phrase(lambda context, which: weeks.weekday(context, which, 6), sets_deadline=True)),
        ("WITHIN_ENGLISH which PERIOD_MONTH", Phrase(lambda context, which: Days(months.whole_month(context, which).last), sets_deadline=True)),
        ("english_edge which PERIOD_WEEK", Phrase(lambda context, edge, which: weeks.edge_of_week(context, which, edge))),
        ("english_edge EDGE_OF which? PERIOD_WEEK", Phrase(lambda context, edge, which: weeks.edge_of_week(context, which, edge))),
        ("english_edge EDGE_OF THE PERIOD_WEEK", Phrase(lambda context, edge: weeks.edge_of_week(context, None, edge))),
        # ---- months
        ("n HAO", Phrase(months.day_of_month, "free", _THING)),
        ("which PERIOD_MONTH n HAO?", Phrase(months.day_of_which_month)),
        ("n YUE n HAO?", Phrase(months.month_and_day, "free", re.compile("[月天个]|小时|楼|栋"))),
        ("n YUE WITHIN", Phrase(lambda context, month: Days(months.named_month(context, month).last), sets_deadline=True)),
        ("n YUE", Phrase(months.named_month, "delimited", _NOT_MONTH)),
        ("WHOLE n YUE", Phrase(months.named_month, "date_field")),
        ("n YUE WHOLE_MONTH", Phrase(months.named_month, "date_field")),
        ("n YUE thirds", Phrase(months.two_thirds_of_named_month)),
        ("which? PERIOD_MONTH thirds", Phrase(months.two_thirds_of_month)),
        ("which PERIOD_MONTH", Phrase(months.whole_month, "free", _NOT_MONTH)),
        ("which? PERIOD_MONTH WITHIN", Phrase(lambda context, which: Days(months.whole_month(context, which or 0).last), "free", _NOT_IN, sets_deadline=True)),
        ("which? PERIOD_MONTH edge", Phrase(months.edge_of_which_month, "free", re.compile("旬|间|心|央|数|等"))),
        ("n YUE edge", Phrase(months.edge_of_named_month, "free", re.compile("旬|间"))),
        ("which? PERIOD_MONTH third", Phrase(months.third_of_month)),
        ("third", Phrase(lambda context, third: months.third_of_month(context, None, third), "date_field")),
        ("n YUE third", Phrase(months.third_of_named_month)),
        ("n NIAN n YUE n HAO?", Phrase(months.year_month_day)),
        ("which_year n YUE n HAO?", Phrase(months.which_year_month_day)),
        ("n NIAN n YUE", Phrase(lambda _context, year, month: months.month_of_year(year, month), "delimited")),
        ("which_year n YUE", Phrase(lambda context, which, month: months.month_of_year(context.today.year + which, month), "delimited")),
        ("n NIAN edge", Phrase(lambda _context, year, edge: months.edge_of_written_year(year, edge), "free", re.compile("[级等心间]"))),
        ("n NIAN n YUE edge", Phrase(lambda _context, year, month, edge: Days(edge_of_month(year, month, edge)))),
        ("which_year n YUE edge", Phrase(
            lambda context, which, month, edge: Days(edge_of_month(context.today.year + which, month, edge)))),
        ("month n ORDINAL?", Phrase(months.month_and_day)),
        ("month THE n ORDINAL", Phrase(months.month_and_day)),
        ("n ORDINAL? OF? month", Phrase(lambda context, day, month: months.month_and_day(context, month, day))),
        ("THE n ORDINAL OF month", Phrase(lambda context, day, month: months.month_and_day(context, month, day))),
        ("month n ORDINAL? COMMA? n", Phrase(lambda context, month, day, year: months.year_month_day(context, months.written_year(year), month, day))),
        ("n ORDINAL? month n", Phrase(lambda context, day, month, year: months.year_month_day(context, months.written_year(year), month, day))),
        ("THE n ORDINAL", Phrase(months.day_of_month)),
        ("n ORDINAL", Phrase(months.day_of_month)),
        ("n ORDINAL OF which PERIOD_MONTH", Phrase(lambda context, day, which: months.day_of_which_month(context, which, day))),
        ("THE n ORDINAL OF which PERIOD_MONTH", Phrase(lambda context, day, which: months.day_of_which_month(context, which, day))),
        ("THE? nth OF? month", Phrase(lambda context, day, month: months.month_and_day(context, month, day))),
        ("month THE? nth", Phrase(months.month_and_day)),
        ("THE? nth OF which PERIOD_MONTH", Phrase(lambda context, day, which: months.day_of_which_month(context, which, day))),
        ("THE nth", Phrase(months.day_of_month, "date_field")),
        ("month", Phrase(months.named_month, "date_field")),
        ("english_edge EDGE_OF? PERIOD_MONTH", Phrase(lambda context, edge: months.edge_of_which_month(context, None, edge))),
        ("english_edge EDGE_OF? which PERIOD_MONTH", Phrase(lambda context, edge, which: months.edge_of_which_month(context, which, edge))),
        ("english_edge EDGE_OF THE PERIOD_MONTH", Phrase(lambda context, edge: months.edge_of_which_month(context, None, edge))),
        ("english_edge EDGE_OF? month", Phrase(lambda context, edge, month: months.edge_of_named_month(context, month, edge))),
        ("short_edge", Phrase(months.short_edge)),
        # ---- quarters and years
        ("which? QUARTER edge", Phrase(months.edge_of_quarter)),
        ("DI? n QUARTER edge", Phrase(months.edge_of_numbered_quarter)),
        ("which? PERIOD_QUARTER WITHIN", Phrase(lambda context, which: months.edge_of_quarter(context, which or 0, "end"), sets_deadline=True)),
        ("english_edge EDGE_OF? which? PERIOD_QUARTER", Phrase(lambda context, edge, which: months.edge_of_quarter(context, which, edge))),
        ("english_edge EDGE_OF THE PERIOD_QUARTER", Phrase(lambda context, edge: months.edge_of_quarter(context, None, edge))),
        ("PERIOD_YEAR edge", Phrase(lambda context, edge: months.edge_of_year(context, None, edge), "free", re.compile("[级等心间]"))),
        ("which_year edge", Phrase(months.edge_of_year, "free", re.compile("[级等心间]"))),
        ("which_year PERIOD_YEAR edge", Phrase(months.edge_of_year, "free", re.compile("[级等心间]"))),
        ("PERIOD_YEAR WITHIN", Phrase(lambda context: months.edge_of_year(context, 0, "end"), sets_deadline=True)),
        ("which_year WITHIN", Phrase(lambda context, which: months.edge_of_year(context, which, "end"), sets_deadline=True)),
        ("english_edge EDGE_OF? which_year", Phrase(lambda context, edge, which: months.edge_of_year(context, which, edge))),
        ("english_edge EDGE_OF? PERIOD_YEAR", Phrase(lambda context, edge: months.edge_of_year(context, None, edge))),
        ("english_edge EDGE_OF THE PERIOD_YEAR", Phrase(lambda context, edge: months.edge_of_year(context, None, edge))),
        ("which_year", Phrase(months.whole_year, "date_field")),
        # ---- lengths of time from now
        ("GUO? n unit AFTER", Phrase(spans.after, "free", NOT_BACK)),
        ("GUO n unit", Phrase(spans.after)),
        ("span AFTER", Phrase(spans.after_span, "free", NOT_BACK)),
        ("GUO span", Phrase(spans.after_span)),
        ("PAST_TIME n unit", Phrase(spans.up_to_today, "date_field")),
        ("PAST_TIME n unit WITHIN", Phrase(spans.up_to_today, "date_field")),
        ("PAST_TIME few unit", Phrase(spans.about_up_to_today, "date_field")),
        ("PAST_TIME span", Phrase(spans.span_up_to_today, "date_field")),
        ("COMING n unit", Phrase(spans.after, "date_field")),
        ("COMING span", Phrase(spans.after_span, "date_field")),
        ("COMING n unit WITHIN", Phrase(spans.after, "free", _NOT_IN, sets_deadline=True)),
        ("COMING span WITHIN", Phrase(spans.after_span, "free", _NOT_IN, sets_deadline=True)),
        ("COMING n WORKDAY WITHIN", Phrase(spans.workdays, sets_deadline=True)),
        ("n unit WITHIN", Phrase(spans.after, "free", _NOT_IN, sets_deadline=True)),
        ("span WITHIN", Phrase(spans.after_span, "free", _NOT_IN, sets_deadline=True)),
        ("few unit AFTER", Phrase(spans.about_after, "free", NOT_BACK)),
        ("few unit WITHIN", Phrase(spans.after, "date_field", sets_deadline=True)),
        ("IN few unit", Phrase(spans.after)),
        ("WITHIN_ENGLISH few unit", Phrase(spans.after, sets_deadline=True)),
        ("few unit", Phrase(spans.after, "date_field")),
        ("few WORKDAY AFTER", Phrase(spans.workdays)),
        ("few WORKDAY WITHIN", Phrase(spans.workdays, "date_field", sets_deadline=True)),
        ("few WORKDAY", Phrase(spans.workdays, "date_field")),
# In a line this is a duration: broken for two weeks from monday.
        ("n unit AFTER DE? TODAY", Phrase(spans.after, "date_field")),
        ("span AFTER DE? TODAY", Phrase(spans.after_span, "date_field")),
        ("nth_of PERIOD_WEEK", Phrase(weeks.numbered_week, "date_field")),
        ("n unit FROM day", Phrase(spans.after_day, "date_field")),
        ("span FROM day", Phrase(spans.span_after_day, "date_field")),
        *((f"n unit FROM which? {day}", Phrase(spans.after_weekday, "date_field")) for day in ("english_day", "full_day")),
        *((f"span FROM which? {day}", Phrase(spans.span_after_weekday, "date_field"))
          for day in ("english_day", "full_day")),
        ("n HALF_MONTHS AFTER", Phrase(spans.after_half_months, "free", NOT_BACK)),
        ("n HALF_MONTHS WITHIN", Phrase(spans.after_half_months, "free", _NOT_IN, sets_deadline=True)),
        ("IN n unit", Phrase(spans.after)),
        ("WITHIN_ENGLISH n unit", Phrase(spans.after, sets_deadline=True)),
        ("IN span", Phrase(spans.after_span)),
        ("WITHIN_ENGLISH span", Phrase(spans.after_span, sets_deadline=True)),
        ("n unit AGO", Phrase(spans.ago, "free", NOT_FRONT)),
        ("span AGO", Phrase(spans.ago_span, "free", NOT_FRONT)),
        ("PERIOD_MONTH TO_DATE", Phrase(spans.month_to_date, "date_field")),
        ("PERIOD_YEAR TO_DATE", Phrase(spans.year_to_date, "date_field")),
        ("n NIAN", Phrase(months.whole_written_year, "date_field")),
        ("n NIAN WHOLE_YEAR", Phrase(months.year_alone, "date_field")),
        ("which_year WHOLE_YEAR", Phrase(months.whole_year, "date_field")),
        ("n unit", Phrase(spans.after, "date_field")),
        ("span", Phrase(spans.after_span, "date_field")),
        ("n WORKDAY AFTER", Phrase(spans.workdays)),
        ("n WORKDAY WITHIN", Phrase(spans.workdays, sets_deadline=True)),
        ("IN n WORKDAY", Phrase(spans.workdays)),
        ("WITHIN_ENGLISH n WORKDAY", Phrase(spans.workdays, sets_deadline=True)),
        ("n WORKDAY", Phrase(spans.workdays, "delimited")),
        ("which WORKDAY", Phrase(lambda context, which: spans.workdays(context, max(1, which)))),
        ("n minutes AFTER", Phrase(spans.minutes_on, "free", NOT_BACK)),
        ("n minutes WITHIN", Phrase(spans.minutes_on, sets_deadline=True)),
        ("n HALF_HOURS AFTER", Phrase(spans.half_hours_on)),
        ("n HALF_HOURS WITHIN", Phrase(spans.half_hours_on, sets_deadline=True)),
        ("span_minutes AFTER", Phrase(spans.span_minutes_on)),
        ("span_minutes WITHIN", Phrase(spans.span_minutes_on, sets_deadline=True)),
        ("IN n minutes", Phrase(spans.minutes_on)),
        ("WITHIN_ENGLISH n minutes", Phrase(spans.minutes_on, sets_deadline=True)),
        ("IN span_minutes", Phrase(spans.span_minutes_on)),
        ("WITHIN_ENGLISH span_minutes", Phrase(spans.span_minutes_on, sets_deadline=True)),
        # ---- festivals and lunar dates
        ("festival", Phrase(festivals.on_festival, "free", re.compile("路|街|小区|社区|路口|苑|里|门|老师|的?(?:诗|歌)|[0-9]"))),
        ("festival ITSELF", Phrase(festivals.on_festival)),
        ("theme_day", Phrase(festivals.on_festival, "delimited")),
        ("theme_day ITSELF", Phrase(festivals.on_festival)),
        *((f"which_year {day}", Phrase(festivals.festival_of_which_year)) for day in ("festival", "theme_day")),
        *((f"n NIAN {day}", Phrase(festivals.festival_of_year)) for day in ("festival", "theme_day")),
        *((f"{day} BEFORE", Phrase(festivals.before_festival, "free", NOT_FRONT, sets_deadline=True)) for day in _HELD_DAYS),
        *((f"{day} BEFORE n unit", Phrase(festivals.before_festival_by)) for day in _HELD_DAYS),
        *((f"{day} AFTER", Phrase(festivals.after_festival, "free", NOT_BACK)) for day in _HELD_DAYS),
        *((f"{day} AFTER n unit", Phrase(festivals.after_festival_by)) for day in _HELD_DAYS),
        *((f"{day} DURING", Phrase(festivals.during_festival)) for day in _HELD_DAYS),
        *((f"which_year {day} DURING", Phrase(festivals.during_festival_of_which_year)) for day in _HELD_DAYS),
        ("BEFORE_ENGLISH festival", Phrase(festivals.before_festival)),
        ("THE? DAY_ENGLISH BEFORE_ENGLISH festival", Phrase(festivals.eve_of_festival)),
        ("THE? DAY_ENGLISH AFTER_ENGLISH festival", Phrase(festivals.day_after_festival)),
        ("festival EVE", Phrase(festivals.eve_of_festival)),
        ("AFTER_ENGLISH festival", Phrase(festivals.after_festival)),
        ("n unit BEFORE_ENGLISH festival", Phrase(lambda context, n, unit, code: festivals.before_festival_by(context, code, n, unit))),
        ("span BEFORE_ENGLISH festival", Phrase(lambda context, span, code: festivals.before_festival_by(context, code, 1, span))),
        ("n unit AFTER_ENGLISH festival", Phrase(lambda context, n, unit, code: festivals.days_after_festival(context, code, n, unit))),
        ("october", Phrase(festivals.on_festival, "date_field")),
        ("LUNAR? lunar_month", Phrase(festivals.lunar_month, "date_field")),
        ("LUNAR? lunar_month lunar_day", Phrase(festivals.lunar_day, lunar=True)),
        ("LUNAR? lunar_day", Phrase(festivals.next_lunar_day, "date_field", lunar=True)),
        ("LUNAR? lunar_month n HAO?", Phrase(festivals.lunar_day, lunar=True)),
        ("LUNAR? n YUE lunar_day", Phrase(festivals.lunar_day, lunar=True)),
        ("LUNAR n YUE n HAO?", Phrase(festivals.lunar_day, lunar=True)),
        # ---- numeric dates
        ("ymd", Phrase(forms.year_first)),
        ("ymd_short", Phrase(forms.year_first, "date_field")),
        ("ymd_last", Phrase(forms.year_first, "date_field")),
        ("ym", Phrase(lambda _context, numbers: months.month_of_year(*numbers), "date_field")),
        ("day_of_year", Phrase(forms.day_of_year, "date_field")),
        ("dashed", Phrase(forms.month_first, "delimited")),
        ("slashed", Phrase(forms.month_first, "delimited")),
        ("slashed HAO", Phrase(forms.month_first)),
        ("compact", Phrase(forms.compact, "delimited")),
        ("stamp", Phrase(forms.stamp)),
        ("iso_week", Phrase(forms.iso_week)),
    )  # fmt: skip


def _time_rows() -> Iterable[Row]:
    yield from (
        ("part? n DIAN", Phrase(times.oclock, "free", _NOT_POINTS)),
        ("part? n DIAN BAN", Phrase(times.half)),
        ("part? n DIAN ke", Phrase(times.with_minutes)),
        ("part? n DIAN n FEN", Phrase(times.with_minutes)),
        (
            "part? n DIAN mm FEN?",
            Phrase(times.with_minutes, "free", re.compile("[个天月年人户名栋号楼]|小时")),
        ),
        ("part? n DIAN n", Phrase(times.with_minutes, "date_field")),
        ("part? hm", Phrase(times.digital)),
        ("hm ampm", Phrase(times.digital_with_ampm)),
        ("n ampm", Phrase(times.hour_with_ampm)),
        ("n OCLOCK", Phrase(times.english_oclock)),
        ("HALF_PAST n", Phrase(times.half_past)),
        ("past n", Phrase(times.past)),
        ("n part_english", Phrase(times.hour_with_ampm)),
        ("n OCLOCK part_english", Phrase(times.hour_with_ampm)),
        ("hm part_english", Phrase(times.digital_with_ampm)),
        ("HALF_PAST n part_english", Phrase(times.half_past)),
        ("past n part_english", Phrase(times.past)),
        ("HALF_PAST n ampm", Phrase(times.half_past)),
        ("past n ampm", Phrase(times.past)),
        ("minutes_to n ampm", Phrase(times.past, "date_field")),
        *(
            (f"n {word} n ampm", Phrase(meaning))
            for word, meaning in (("MIN_TO", times.minutes_to), ("MIN_PAST", times.past))
        ),
        # In a line, «five to seven» is a range of people or hours.
        ("n PAST_HOUR n", Phrase(times.past, "date_field")),
        ("n PAST_HOUR n ampm", Phrase(times.past, "date_field")),
        ("AT? minutes_to n", Phrase(times.past, "date_field")),
        ("minutes_to n part_english", Phrase(times.past, "date_field")),
        ("part? SHORT_OF n FEN? n DIAN", Phrase(times.short_of)),
        ("part? SHORT_OF ke n DIAN", Phrase(times.short_of)),
        ("part? n DIAN SHORT_OF n FEN?", Phrase(times.short_of_after, "free", _NOT_POINTS)),
        ("part? n DIAN SHORT_OF ke", Phrase(times.short_of_after)),
        ("part? n DIAN PAST n FEN?", Phrase(times.with_minutes, "free", re.compile("[个天月年人户名]"))),
        ("part? n DIAN PAST ke", Phrase(times.with_minutes)),
        ("part? n DIAN ZERO n FEN?", Phrase(times.with_minutes)),
        *((f"n MIN_TO n{part}", Phrase(times.minutes_to)) for part in ("", " part_english")),
        *((f"n MIN_PAST n{part}", Phrase(times.past)) for part in ("", " part_english")),
        ("n ISH", Phrase(times.english_oclock, "date_field")),
        ("AT n", Phrase(times.english_oclock, "free", _NOT_AN_HOUR)),
        ("noon", Phrase(times.noon_or_midnight)),
    )


def _recurs(pattern: str) -> bool:
    """Whether a row names what comes every year, and says nothing of which one is meant."""
    kinds = {kind.rstrip("?") for kind in pattern.split()}
    return bool(kinds & _YEARLY) and not kinds & _FIXED


DAY_GRAMMAR: Final[Grammar[Phrase]] = Grammar(
    (pattern, phrase._replace(recurs=_recurs(pattern)))
    for pattern, phrase in (*_day_rows(), *period_phrases.rows())
)
TIME_GRAMMAR: Final[Grammar[Phrase]] = Grammar(_time_rows())
