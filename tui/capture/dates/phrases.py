"""The phrases for days and times: a table to extend.

A row is a pattern of kinds of words (see `tui.capture.dates.lexicon`), what it means, where it may be read,
and what must not follow it where it stands free in a line: `3号` before 楼 is a building.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from tui.capture.dates import clocks as c
from tui.capture.dates.grammar import Grammar, Where
from tui.capture.dates.meanings import festivals, forms, months, spans, weeks
from tui.capture.dates.meanings.seen import Days, edge_of_month


class Phrase(NamedTuple):
    """What a row means. `unless` is looked for right after it, where it stands free.

    `by` is true where the day is the last one by itself; `weekday` where another phrase may say the same
    day beside it: 12月5日（周六）.
    """

    means: Callable[..., Any]
    where: Where = "free"
    unless: re.Pattern[str] | None = None
    by: bool = False
    weekday: bool = False


# What follows a number and 号 in the name of a place or a thing.
_THING: Final = re.compile(
    "楼|院|门|库|线|室|车|井|桌|店|铺|机|台|馆|厅|岗|栋|幢|座|柜|箱|罐|泵|杆|灯|桩|梯|塔|屋|房|区|地|路|街|巷|弄|单元|单|户|家|坑|池"
    "|电梯|电表|电箱|电井|充电|变压|配电|居民|公寓|商|宿舍|厂|文件|令|通知|提案|议题|心愿|员|选手|位|码|队|组|点位|垃圾|消防|监控|摄像"
)
_NOT_DAY: Final = re.compile("日?(?:游|常|报|子|均|光|历|程|照|托|月|语|本)|期")
_NOT_POINTS: Final = re.compile(
    "个?(?:意见|建议|要求|问题|想法|希望|说明|体会|理由|原因|措施|看法|诉求|位|名|心|击|评|赞|儿|多|几)|[0-9]|左右手"
)
_NOT_MONTH: Final = re.compile("[0-9]|饼|嫂|子|季|薪|租|票|均|经|亮|光|费")
NOT_FRONT: Final = re.compile("门|台|面|楼|院|往|排|去|来|后|夫|妻|任|期|进|言|者|半|列")
NOT_BACK: Final = re.compile("门|面|勤|院|楼|街|排|续|果|悔|期|者|台|备|半|天|年|墙")
_NOT_IN: Final = re.compile("容|部|科|外|存|心|勤|向|在|涵|阁|地|衣|卷")
_NOT_WEEK: Final = re.compile("[0-9]|边|围|期|到|刊|年|岁|转|密|六福|全")

_D = tuple[str, Phrase]


def _days() -> Iterable[_D]:
    free = Phrase
    yield from (
        ("day", free(weeks.relative_day)),
        ("day WITHIN", Phrase(weeks.relative_day, "free", _NOT_IN, by=True)),
        ("OFF BEFORE", Phrase(lambda seen: weeks.relative_day(seen, 0), "free", NOT_FRONT, by=True)),
        ("day_part", free(weeks.relative_part)),
        ("signed", Phrase(weeks.signed_days, "asked")),
        ("NOW", Phrase(spans.right_now, "asked")),
        # ---- weeks
        ("which? WEEK weekday", Phrase(
            weeks.weekday, "free", re.compile("[点时]|个(?:月|星期|小时)|[一二三四五六七八九十]*年"), weekday=True)),
        ("which? WEEKEND", free(weeks.weekend)),
        ("full_day", free(lambda seen, at: weeks.weekday(seen, None, at), weekday=True)),
        ("english_day", Phrase(lambda seen, at: weeks.weekday(seen, None, at), "asked", weekday=True)),
        ("which english_day", free(weeks.weekday)),
        ("which PERIOD_WEEK", Phrase(weeks.whole_week, "free", _NOT_WEEK)),
        ("which? PERIOD_WEEK WITHIN", Phrase(lambda seen, which: weeks.weekday(seen, which or 0, 6), "free", _NOT_IN)),
        ("which? WEEK edge", Phrase(weeks.edge_of_week, "asked")),
        ("english_edge which PERIOD_WEEK", free(lambda seen, edge, which: weeks.edge_of_week(seen, which, edge))),
        ("english_edge EDGE_OF which? PERIOD_WEEK", free(lambda seen, edge, which: weeks.edge_of_week(seen, which, edge))),
        ("english_edge EDGE_OF THE PERIOD_WEEK", free(lambda seen, edge: weeks.edge_of_week(seen, None, edge))),
        # ---- months
        ("n HAO", Phrase(months.day_of_month, "free", _THING)),
        ("which PERIOD_MONTH n HAO?", free(months.day_of_which_month)),
        ("n YUE n HAO?", Phrase(months.month_and_day, "free", re.compile("[月天个]|小时|楼|栋"))),
        ("n YUE WITHIN", free(lambda seen, month: Days(months.named_month(seen, month).last))),
        ("n YUE", Phrase(months.named_month, "apart", _NOT_MONTH)),
        ("which PERIOD_MONTH", Phrase(months.whole_month, "free", _NOT_MONTH)),
        ("which? PERIOD_MONTH WITHIN", Phrase(lambda seen, which: Days(months.whole_month(seen, which or 0).last), "free", _NOT_IN)),
        ("which? PERIOD_MONTH edge", Phrase(months.edge_of_which_month, "free", re.compile("旬|间|心|央|数|等"))),
        ("n YUE edge", Phrase(months.edge_of_named_month, "free", re.compile("旬|间"))),
        ("which? PERIOD_MONTH third", free(months.third_of_month)),
        ("third", Phrase(lambda seen, third: months.third_of_month(seen, None, third), "asked")),
        ("n YUE third", free(months.third_of_named_month)),
        ("n NIAN n YUE n HAO?", free(months.year_month_day)),
        ("which_year n YUE n HAO?", free(months.which_year_month_day)),
        ("n NIAN n YUE", Phrase(lambda _seen, year, month: months.month_of_year(year, month), "apart")),
        ("which_year n YUE", Phrase(lambda seen, which, month: months.month_of_year(seen.today.year + which, month), "apart")),
        ("n NIAN edge", Phrase(lambda _seen, year, edge: months.edge_of_written_year(year, edge), "free", re.compile("[级等心间]"))),
        ("n NIAN n YUE edge", free(lambda _seen, year, month, edge: Days(edge_of_month(year, month, edge)))),
        ("which_year n YUE edge", free(
            lambda seen, which, month, edge: Days(edge_of_month(seen.today.year + which, month, edge)))),
        ("month n ORDINAL?", free(months.month_and_day)),
        ("month THE n ORDINAL", free(months.month_and_day)),
        ("n ORDINAL? OF? month", free(lambda seen, day, month: months.month_and_day(seen, month, day))),
        ("THE n ORDINAL OF month", free(lambda seen, day, month: months.month_and_day(seen, month, day))),
        ("month n ORDINAL? COMMA? n", free(lambda seen, month, day, year: months.year_month_day(seen, months.written_year(year), month, day))),
        ("n ORDINAL? month n", free(lambda seen, day, month, year: months.year_month_day(seen, months.written_year(year), month, day))),
        ("THE n ORDINAL", free(months.day_of_month)),
        ("n ORDINAL", free(months.day_of_month)),
        ("n ORDINAL OF which PERIOD_MONTH", free(lambda seen, day, which: months.day_of_which_month(seen, which, day))),
        ("THE n ORDINAL OF which PERIOD_MONTH", free(lambda seen, day, which: months.day_of_which_month(seen, which, day))),
        ("THE? nth OF? month", free(lambda seen, day, month: months.month_and_day(seen, month, day))),
        ("month THE? nth", free(months.month_and_day)),
        ("THE? nth OF which PERIOD_MONTH", free(lambda seen, day, which: months.day_of_which_month(seen, which, day))),
        ("THE nth", Phrase(months.day_of_month, "asked")),
        ("month", Phrase(months.named_month, "asked")),
        ("english_edge EDGE_OF? PERIOD_MONTH", free(lambda seen, edge: months.edge_of_which_month(seen, None, edge))),
        ("english_edge EDGE_OF? which PERIOD_MONTH", free(lambda seen, edge, which: months.edge_of_which_month(seen, which, edge))),
        ("english_edge EDGE_OF THE PERIOD_MONTH", free(lambda seen, edge: months.edge_of_which_month(seen, None, edge))),
        ("english_edge EDGE_OF? month", free(lambda seen, edge, month: months.edge_of_named_month(seen, month, edge))),
        ("short_edge", free(months.short_edge)),
        # ---- quarters and years
        ("which? QUARTER edge", free(months.edge_of_quarter)),
        ("which PERIOD_QUARTER", free(months.whole_quarter)),
        ("DI? n QUARTER edge", free(months.edge_of_numbered_quarter)),
        ("which? PERIOD_QUARTER WITHIN", free(lambda seen, which: months.edge_of_quarter(seen, which or 0, "end"))),
        ("english_edge EDGE_OF? which? PERIOD_QUARTER", free(lambda seen, edge, which: months.edge_of_quarter(seen, which, edge))),
        ("english_edge EDGE_OF THE PERIOD_QUARTER", free(lambda seen, edge: months.edge_of_quarter(seen, None, edge))),
        ("PERIOD_YEAR edge", Phrase(lambda seen, edge: months.edge_of_year(seen, None, edge), "free", re.compile("[级等心间]"))),
        ("which_year edge", Phrase(months.edge_of_year, "free", re.compile("[级等心间]"))),
        ("which_year PERIOD_YEAR edge", Phrase(months.edge_of_year, "free", re.compile("[级等心间]"))),
        ("PERIOD_YEAR WITHIN", free(lambda seen: months.edge_of_year(seen, 0, "end"))),
        ("which_year WITHIN", free(lambda seen, which: months.edge_of_year(seen, which, "end"))),
        ("english_edge EDGE_OF? which_year", free(lambda seen, edge, which: months.edge_of_year(seen, which, edge))),
        ("english_edge EDGE_OF? PERIOD_YEAR", free(lambda seen, edge: months.edge_of_year(seen, None, edge))),
        ("english_edge EDGE_OF THE PERIOD_YEAR", free(lambda seen, edge: months.edge_of_year(seen, None, edge))),
        ("which_year", Phrase(months.whole_year, "asked")),
        ("half HALF_YEAR WITHIN", free(lambda seen, half: Days(months.half_end(seen, half)))),
        ("half HALF_YEAR", Phrase(lambda seen, half: Days(months.half_end(seen, half)), "asked")),
        # ---- so long from now
        ("GUO? n unit AFTER", Phrase(spans.after, "free", NOT_BACK)),
        ("GUO n unit", free(spans.after)),
        ("span AFTER", Phrase(spans.after_span, "free", NOT_BACK)),
        ("GUO span", free(spans.after_span)),
        ("n unit WITHIN", Phrase(spans.after, "free", _NOT_IN)),
        ("span WITHIN", Phrase(spans.after_span, "free", _NOT_IN)),
        ("few unit AFTER", Phrase(spans.after, "free", NOT_BACK)),
        ("few unit WITHIN", Phrase(spans.after, "asked")),
        ("WITHIN_ENGLISH few unit", free(spans.after)),
        ("few unit", Phrase(spans.after, "asked")),
        ("few WORKDAY AFTER", free(spans.workdays)),
        ("few WORKDAY WITHIN", Phrase(spans.workdays, "asked")),
        ("few WORKDAY", Phrase(spans.workdays, "asked")),
        # In a line it is rather how long something lasts: broken for two weeks from monday.
        ("n unit FROM day", Phrase(spans.after_day, "asked")),
        ("span FROM day", Phrase(spans.span_after_day, "asked")),
        *((f"n unit FROM which? {day}", Phrase(spans.after_weekday, "asked")) for day in ("english_day", "full_day")),
        *((f"span FROM which? {day}", Phrase(spans.span_after_weekday, "asked"))
          for day in ("english_day", "full_day")),
        ("n HALF_MONTHS AFTER", Phrase(spans.after_half_months, "free", NOT_BACK)),
        ("n HALF_MONTHS WITHIN", Phrase(spans.after_half_months, "free", _NOT_IN)),
        ("WITHIN_ENGLISH n unit", free(spans.after)),
        ("WITHIN_ENGLISH span", free(spans.after_span)),
        ("n unit AGO", Phrase(spans.ago, "free", NOT_FRONT)),
        ("span AGO", Phrase(spans.ago_span, "free", NOT_FRONT)),
        ("n unit", Phrase(spans.after, "asked")),
        ("span", Phrase(spans.after_span, "asked")),
        ("n WORKDAY AFTER", free(spans.workdays)),
        ("n WORKDAY WITHIN", free(spans.workdays)),
        ("WITHIN_ENGLISH n WORKDAY", free(spans.workdays)),
        ("n WORKDAY", Phrase(spans.workdays, "apart")),
        ("which WORKDAY", free(lambda seen, which: spans.workdays(seen, max(1, which)))),
        ("n minutes AFTER", Phrase(spans.minutes_on, "free", NOT_BACK)),
        ("n minutes WITHIN", free(spans.minutes_on)),
        ("n HALF_HOURS AFTER", free(spans.half_hours_on)),
        ("n HALF_HOURS WITHIN", free(spans.half_hours_on)),
        ("span_minutes AFTER", free(spans.span_minutes_on)),
        ("span_minutes WITHIN", free(spans.span_minutes_on)),
        ("WITHIN_ENGLISH n minutes", free(spans.minutes_on)),
        ("WITHIN_ENGLISH span_minutes", free(spans.span_minutes_on)),
        # ---- festivals and the moon
        ("festival", Phrase(festivals.on_festival, "free", re.compile("路|街|小区|社区|路口|苑|里|门|老师|的?(?:诗|歌)|[0-9]"))),
        ("festival ITSELF", free(festivals.on_festival)),
        ("which_year festival", free(festivals.festival_of_which_year)),
        ("n NIAN festival", free(festivals.festival_of_year)),
        *((f"{day} BEFORE", Phrase(festivals.before_festival, "free", NOT_FRONT)) for day in ("festival", "october")),
        *((f"{day} BEFORE n unit", free(festivals.before_festival_by)) for day in ("festival", "october")),
        *((f"{day} AFTER", Phrase(festivals.after_festival, "free", NOT_BACK)) for day in ("festival", "october")),
        *((f"{day} AFTER n unit", free(festivals.after_festival_by)) for day in ("festival", "october")),
        *((f"{day} AFTER FIRST_WORKDAY", free(festivals.first_workday_after)) for day in ("festival", "october")),
        *((f"{day} DURING", free(festivals.during_festival)) for day in ("festival", "october")),
        ("BEFORE_ENGLISH festival", free(festivals.before_festival)),
        ("AFTER_ENGLISH festival", free(festivals.after_festival)),
        ("n unit BEFORE_ENGLISH festival", free(lambda seen, n, unit, code: festivals.before_festival_by(seen, code, n, unit))),
        ("span BEFORE_ENGLISH festival", free(lambda seen, span, code: festivals.before_festival_by(seen, code, 1, span))),
        ("n unit AFTER_ENGLISH festival", free(lambda seen, n, unit, code: festivals.after_festival_by(seen, code, n, unit))),
        ("october", Phrase(festivals.on_festival, "asked")),
        ("LUNAR? lunar_month", Phrase(festivals.lunar_month, "asked")),
        ("LUNAR? lunar_month lunar_day", free(festivals.lunar_day)),
        ("LUNAR? lunar_day", Phrase(festivals.next_lunar_day, "asked")),
        ("LUNAR? lunar_month n HAO?", free(festivals.lunar_day)),
        ("LUNAR? n YUE lunar_day", free(festivals.lunar_day)),
        ("LUNAR n YUE n HAO?", free(festivals.lunar_day)),
        # ---- as machines and forms write it
        ("ymd", free(forms.year_first)),
        ("ymd_short", Phrase(forms.year_first, "asked")),
        ("ymd_last", Phrase(forms.year_first, "asked")),
        ("ym", Phrase(lambda _seen, numbers: months.month_of_year(*numbers), "asked")),
        ("day_of_year", Phrase(forms.day_of_year, "asked")),
        ("dashed", Phrase(forms.month_first, "apart")),
        ("slashed", Phrase(forms.month_first, "apart")),
        ("slashed HAO", free(forms.month_first)),
        ("compact", Phrase(forms.compact, "apart")),
        ("stamp", free(forms.stamp)),
        ("iso_week", free(forms.iso_week)),
    )  # fmt: skip


def _clocks() -> Iterable[_D]:
    yield from (
        ("part? n DIAN", Phrase(c.oclock, "free", _NOT_POINTS)),
        ("part? n DIAN BAN", Phrase(c.half)),
        ("part? n DIAN ke", Phrase(c.with_minutes)),
        ("part? n DIAN n FEN", Phrase(c.with_minutes)),
        ("part? n DIAN mm FEN?", Phrase(c.with_minutes, "free", re.compile("[个天月年人户名栋号楼]|小时"))),
        ("part? n DIAN n", Phrase(c.with_minutes, "asked")),
        ("part? hm", Phrase(c.digital)),
        ("hm ampm", Phrase(c.digital_then_half)),
        ("n ampm", Phrase(c.hour_then_half)),
        ("n OCLOCK", Phrase(c.english_oclock)),
        ("HALF_PAST n", Phrase(c.half_past)),
        ("past n", Phrase(c.past)),
        ("n part_english", Phrase(c.hour_then_half)),
        ("n OCLOCK part_english", Phrase(c.hour_then_half)),
        ("hm part_english", Phrase(c.digital_then_half)),
        ("HALF_PAST n part_english", Phrase(c.half_past)),
        ("past n part_english", Phrase(c.past)),
        # In a line, five to seven are people or hours, from when to when.
        ("AT? minutes_to n", Phrase(c.past, "asked")),
        ("minutes_to n part_english", Phrase(c.past, "asked")),
        ("AT n", Phrase(c.english_oclock, "free", re.compile(" ?[a-z]"))),
        ("noon", Phrase(c.named)),
    )


DAYS: Final[Grammar[Phrase]] = Grammar(_days())
CLOCKS: Final[Grammar[Phrase]] = Grammar(_clocks())
