"""The grammar of days within a period or counted from a holiday: `下月第一个周五`, `国庆后第三个工作日`.

A period (a week, month, quarter or year) is written once and combined with all that may be counted in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings import festivals, holidays, months, periods, spans, weeks
from tui.capture.dates.meanings.arithmetic import full_year
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.periods import Period
from tui.capture.dates.meanings.result import Days
from tui.capture.dates.phrase import NOT_BACK, NOT_FRONT, Phrase, Row

_Meaning = Callable[..., Period]
# A pattern of kinds, how many of them have a value, and the period that those mean.
_PERIODS: Final[tuple[tuple[str, int, _Meaning], ...]] = (
    ("which PERIOD_MONTH", 1, periods.which_month),
    ("which? PERIOD_MONTH edge", 2, lambda context, which, _edge: periods.which_month(context, which)),
    ("n YUE", 1, periods.named_month),
    ("n YUE edge", 2, lambda context, month, _edge: periods.named_month(context, month)),
    ("which_year n YUE", 2, lambda context, which, month: periods.month_of(context.today.year + which, month)),
    ("n NIAN n YUE", 2, lambda _context, year, month: periods.month_of(year, month)),
    ("which_year", 1, periods.which_year),
    ("PERIOD_YEAR edge", 1, lambda context, _edge: periods.which_year(context, 0)),
    ("n NIAN", 1, lambda _context, year: periods.year_of(year)),
    ("which PERIOD_WEEK", 1, periods.which_week),
    ("which QUARTER", 1, periods.which_quarter),
    ("DI? n QUARTER", 1, periods.numbered_quarter),
    ("half HALF_YEAR", 1, lambda context, half: periods.half_year_of(context.today.year, half)),
    ("which_year half HALF_YEAR", 2, lambda context, which, half: periods.half_year_of(context.today.year + which, half)),
    ("which_year DI? n QUARTER", 2, lambda context, which, n: periods.quarter_of(context.today.year + which, n)),
)  # fmt: skip
_ENGLISH_PERIODS: Final[tuple[tuple[str, int, _Meaning], ...]] = (
    ("which PERIOD_MONTH", 1, periods.which_month),
    ("THE? PERIOD_MONTH", 0, lambda context: periods.which_month(context, 0)),
    ("month", 1, periods.named_month),
    ("month n", 2, lambda _context, month, year: periods.month_of(months.written_year(year), month)),
    ("which PERIOD_WEEK", 1, periods.which_week),
    ("THE? PERIOD_WEEK", 0, lambda context: periods.which_week(context, 0)),
    ("which_year", 1, periods.which_year),
    ("THE? PERIOD_YEAR", 0, lambda context: periods.which_year(context, 0)),
    ("which PERIOD_QUARTER", 1, periods.which_quarter),
    ("THE? PERIOD_QUARTER", 0, lambda context: periods.which_quarter(context, 0)),
    ("short_quarter", 1, periods.numbered_quarter),
)


def _in_any(of: Callable[..., Days]) -> Callable[..., Days]:
    """What is counted the same way in every calendar of working days."""
    return lambda _context, *found: of(*found)


_Counted = tuple[str, int, Callable[..., Days]]
# What is counted: its kinds, how many have a value, and what it is in a period, given the count first.
_THINGS: Final[tuple[_Counted, ...]] = (
    ("WEEK weekday", 1, _in_any(periods.nth_weekday)),
    ("WORKDAY", 0, periods.nth_workday),
    ("DAY", 0, _in_any(periods.nth_day)),
    ("PERIOD_WEEK", 0, _in_any(periods.nth_week)),
    ("WEEKEND", 0, _in_any(periods.nth_weekend)),
)
_ENGLISH_THINGS: Final[tuple[_Counted, ...]] = (
    ("english_day", 1, _in_any(periods.nth_weekday)),
    ("WORKDAY", 0, periods.nth_workday),
    ("DAY_ENGLISH", 0, _in_any(periods.nth_day)),
    ("PERIOD_WEEK", 0, _in_any(periods.nth_week)),
    ("WEEKEND", 0, _in_any(periods.nth_weekend)),
)


def _period_first(period: _Meaning, values: int, of: Callable[..., Days]) -> Callable[..., Days]:
    """The meaning of a row with the period first; `values` of its values belong to the period."""
    return lambda context, *found: of(context, period(context, *found[:values]), *found[values:])


def _period_last(period: _Meaning, values: int, of: Callable[..., Days]) -> Callable[..., Days]:
    """The meaning of a row with the period last; the values before are what is counted."""
    return lambda context, *found: of(
        context, period(context, *found[len(found) - values :]), *found[: len(found) - values]
    )


def _counted_rows() -> Iterable[Row]:
    for pattern, values, period in _PERIODS:
        for thing, _, of in _THINGS:
            yield f"{pattern} DE? nth_of {thing}", Phrase(_period_first(period, values, of))
        for edge, of in (("FIRSTS", _in_any(periods.first_days)), ("LASTS", _in_any(periods.last_days))):
            yield f"{pattern} DE? {edge} n DAY", Phrase(_period_first(period, values, of))
    for pattern, values, period in _ENGLISH_PERIODS:
        for thing, _, of in _ENGLISH_THINGS:
            yield (
                f"THE? english_nth {thing} IN_OF {pattern}",
                Phrase(_period_last(period, values, of)),
            )


def _quarter_rows() -> Iterable[Row]:
    def year_quarter(context: DateContext, which: int, number: int) -> Days:
        return periods.whole(periods.quarter_of(context.today.year + which, number))

    def coming(context: DateContext, number: int) -> Days:
        return periods.whole(periods.numbered_quarter(context, number))

    def half(context: DateContext, which: int, half: int) -> Days:
        return periods.whole(periods.half_year_of(context.today.year + which, half))

    yield from (
        ("which PERIOD_QUARTER", Phrase(lambda context, which: periods.whole(periods.which_quarter(context, which)))),
        ("DI? n QUARTER", Phrase(coming, "delimited")),
        ("short_quarter", Phrase(coming, "delimited")),
        ("short_quarter which_year", Phrase(lambda context, n, which: year_quarter(context, which, n))),
        ("short_quarter OF which_year", Phrase(lambda context, n, which: year_quarter(context, which, n))),
        ("english_half n", Phrase(lambda _context, half_, year: periods.whole(
            periods.half_year_of(months.written_year(year), half_)))),
        ("short_quarter n", Phrase(lambda _context, n, year: periods.whole(periods.quarter_of(months.written_year(year), n)))),
        ("n short_quarter", Phrase(lambda _context, year, n: periods.whole(periods.quarter_of(months.written_year(year), n)))),
        ("THE? english_nth PERIOD_QUARTER", Phrase(coming)),
        ("THE? english_nth PERIOD_QUARTER OF which_year", Phrase(lambda context, n, which: year_quarter(context, which, n))),
        ("THE? english_nth PERIOD_QUARTER OF? n", Phrase(
            lambda _context, n, year: periods.whole(periods.quarter_of(months.written_year(year), n)))),
        ("english_edge OF THE? english_nth PERIOD_QUARTER", Phrase(
            lambda context, edge, n: months.edge_of_numbered_quarter(context, n, edge))),
        ("english_edge OF short_quarter", Phrase(lambda context, edge, n: months.edge_of_numbered_quarter(context, n, edge))),
        ("which_year DI? n QUARTER", Phrase(year_quarter, "delimited")),
        ("n NIAN DI? n QUARTER", Phrase(lambda _context, year, n: periods.whole(periods.quarter_of(year, n)), "delimited")),
        ("which_year DI? n QUARTER edge", Phrase(
            lambda context, which, n, edge: months.edge_of_quarter_of_year(context.today.year + which, n, edge))),
        ("n NIAN DI? n QUARTER edge", Phrase(lambda _context, year, n, edge: months.edge_of_quarter_of_year(year, n, edge))),
        # ---- halves of a year and of a month
        ("half HALF_YEAR", Phrase(lambda context, half_: half(context, 0, half_), "date_field")),
        ("half HALF_YEAR WITHIN", Phrase(lambda context, half_: Days(half(context, 0, half_).last), sets_deadline=True)),
        ("which_year half HALF_YEAR", Phrase(half, "delimited")),
        ("n NIAN half HALF_YEAR", Phrase(lambda _context, year, half_: periods.whole(periods.half_year_of(year, half_)), "delimited")),
        ("THE? english_half OF THE? PERIOD_YEAR", Phrase(lambda context, half_: half(context, 0, half_))),
        ("THE? english_half OF which_year", Phrase(lambda context, half_, which: half(context, which, half_))),
        ("THE? english_half OF n", Phrase(lambda _context, half_, year: periods.whole(
            periods.half_year_of(months.written_year(year), half_)))),
        ("half HALF_MONTH", Phrase(lambda context, half_: periods.whole(periods.coming_half_month(context, half_)), "delimited")),
        ("which PERIOD_MONTH half HALF_MONTH", Phrase(lambda context, which, half_: periods.whole(
            periods.half_of_month(periods.which_month(context, which), half_)))),
        ("n YUE half HALF_MONTH", Phrase(lambda context, month, half_: periods.whole(
            periods.half_of_month(periods.named_month(context, month), half_)))),
        ("THE? english_half OF month", Phrase(lambda context, half_, month: periods.whole(
            periods.half_of_month(periods.named_month(context, month), half_)))),
        ("THE? english_half OF which PERIOD_MONTH", Phrase(lambda context, half_, which: periods.whole(
            periods.half_of_month(periods.which_month(context, which), half_)))),
        ("THE? english_half OF THE? PERIOD_MONTH", Phrase(lambda context, half_: periods.whole(
            periods.half_of_month(periods.which_month(context, 0), half_)))),
    )  # fmt: skip


def _holiday_rows() -> Iterable[Row]:
    before, after = holidays.workday_before_festival, holidays.workday_after_festival
    for day in ("festival", "theme_day", "october", "new_year"):
        for held in (day, f"{day} DURING"):
            yield from (
                (f"{held} AFTER DE? nth_of WORKDAY", Phrase(after)),
                (f"{held} BEFORE DE? nth_of WORKDAY", Phrase(before)),
                (f"{held} AFTER DE? nth_of WEEK weekday", Phrase(holidays.weekday_after_festival)),
                (f"{held} AFTER DE? FIRST_WORKDAY", Phrase(festivals.first_workday_after)),
                (f"{held} AFTER n WORKDAY", Phrase(after)),
                (f"{held} BEFORE n WORKDAY", Phrase(before)),
                (f"{held} AFTER DE? nth_of DAY", Phrase(holidays.day_after_festival)),
                (f"{held} BEFORE DE? nth_of DAY", Phrase(holidays.day_before_festival)),
            )
        for held in (day, f"{day} DURING"):
            yield f"{held} DE? nth_of DAY", Phrase(holidays.nth_day_of_festival)
            for edge, of in (("FIRSTS", periods.first_days), ("LASTS", periods.last_days)):
                yield f"{held} DE? {edge} n DAY", Phrase(holidays.days_of_festival(of))
        yield f"{day} DURING AFTER", Phrase(festivals.after_festival, "free", NOT_BACK)
        yield f"{day} DURING BEFORE", Phrase(festivals.before_festival, "free", NOT_FRONT, sets_deadline=True)
        yield f"{day} AROUND", Phrase(holidays.around_festival)
    yield from (
        ("PAST_NEW_YEAR", Phrase(lambda context: festivals.after_festival(context, "spring"))),
        ("HOLIDAY BEFORE", Phrase(holidays.before_holiday, "free", NOT_FRONT, sets_deadline=True, begins=True)),
        ("HOLIDAY AFTER", Phrase(holidays.after_holiday, "free", NOT_BACK, begins=True)),
        ("HOLIDAY BEFORE n unit", Phrase(holidays.before_holiday_by, begins=True)),
        ("HOLIDAY AFTER n unit", Phrase(holidays.after_holiday_by, begins=True)),
        ("HOLIDAY AFTER DE? nth_of WORKDAY", Phrase(holidays.workday_after_holiday, begins=True)),
        ("HOLIDAY AFTER DE? FIRST_WORKDAY", Phrase(lambda context: holidays.workday_after_holiday(context, 1), begins=True)),
        ("HOLIDAY AFTER n WORKDAY", Phrase(holidays.workday_after_holiday, begins=True)),
        ("HOLIDAY BEFORE n WORKDAY", Phrase(holidays.workday_before_holiday, begins=True)),
        ("HOLIDAY BEFORE DE? nth_of WORKDAY", Phrase(holidays.workday_before_holiday, begins=True)),
        ("BEFORE_ENGLISH HOLIDAY", Phrase(holidays.before_holiday, "date_field")),
        ("AFTER_ENGLISH HOLIDAY", Phrase(holidays.after_holiday, "date_field")),
        ("PERIOD_YEAR BEFORE", Phrase(holidays.before_new_year, "free", NOT_FRONT, sets_deadline=True, begins=True)),
        ("PERIOD_YEAR AFTER", Phrase(holidays.after_new_year, "free", NOT_BACK, begins=True)),
        ("n WORKDAY BEFORE_ENGLISH THE? festival DURING?", Phrase(lambda context, n, code: before(context, code, -n))),
        ("n WORKDAY AFTER_ENGLISH THE? festival DURING?", Phrase(lambda context, n, code: after(context, code, n))),
        ("THE? WORKDAY AFTER_ENGLISH THE? festival DURING?", Phrase(lambda context, code: after(context, code, 1))),
        ("THE? WORKDAY BEFORE_ENGLISH THE? festival DURING?", Phrase(lambda context, code: before(context, code, -1))),
        ("THE? english_nth DAY_ENGLISH OF THE? festival DURING?", Phrase(
            lambda context, n, code: holidays.nth_day_of_festival(context, code, n))),
        ("festival n", Phrase(lambda context, code, year: festivals.festival_of_year(context, months.written_year(year), code))),
        ("THE? english_nth WORKDAY AFTER_ENGLISH THE? festival DURING?", Phrase(lambda context, n, code: after(context, code, n))),
        ("THE? english_nth WORKDAY BEFORE_ENGLISH THE? festival DURING?", Phrase(lambda context, n, code: before(context, code, n))),
        ("THE? english_nth english_day AFTER_ENGLISH THE? festival DURING?", Phrase(
            lambda context, n, at, code: holidays.weekday_after_festival(context, code, n, at))),
    )  # fmt: skip


def _week_rows() -> Iterable[Row]:
    yield from (
        ("n unit AFTER DE? WEEK weekday", Phrase(spans.after_then_weekday)),
        ("few unit AFTER DE? WEEK weekday", Phrase(spans.about_after_then_weekday)),
        ("n unit AFTER DE? WEEKEND", Phrase(spans.after_then_weekend)),
        ("THE? PERIOD_WEEK AFTER_NEXT", Phrase(lambda context: weeks.whole_week(context, 2))),
        ("THE? WEEKEND AFTER_NEXT", Phrase(lambda context: weeks.weekend(context, 2))),
        ("THE? PERIOD_MONTH AFTER_NEXT", Phrase(lambda context: months.whole_month(context, 2))),
        ("n HAO AROUND", Phrase(lambda context, number: replace(months.day_of_month(context, number), about=True))),
        ("n YUE n HAO? AROUND", Phrase(lambda context, month, number: replace(
            months.month_and_day(context, month, number), about=True))),
        ("n unit AFTER DE? nth_of WEEK weekday", Phrase(spans.after_then_nth_weekday)),
        ("GUO n unit DE? WEEK weekday", Phrase(spans.after_then_weekday)),
        ("english_day IN n unit", Phrase(spans.weekday_in)),
        ("english_day IN span", Phrase(lambda context, at, span: spans.weekday_in(context, at, 1, span))),
        ("n unit ON english_day", Phrase(spans.after_coming_weekday)),
        ("span ON english_day", Phrase(lambda context, span, at: spans.after_coming_weekday(context, 1, span, at))),
        ("english_day PERIOD_WEEK", Phrase(
            lambda context, at: spans.after_coming_weekday(context, 1, Quantity(7, 0), at), "date_field")),
        ("THE? english_day AFTER_NEXT", Phrase(lambda context, at: weeks.weekday(context, 2, at))),
        ("which PERIOD_WEEK DE? TODAY", Phrase(lambda context, which: weeks.same_day(context, which, Quantity(7, 0)))),
        ("which PERIOD_MONTH DE? TODAY", Phrase(lambda context, which: weeks.same_day(context, which, Quantity(0, 1)))),
        ("which_year DE? TODAY", Phrase(lambda context, which: weeks.same_day(context, which, Quantity(0, 12)))),
        ("day_pair", Phrase(weeks.day_pair, "delimited")),
        ("day_pair_about", Phrase(weeks.about_day_pair)),
    )  # fmt: skip


def _about_rows() -> Iterable[Row]:
    yield from (
        ("GUO? n unit_about AFTER", Phrase(spans.about_after, "free", NOT_BACK)),
        ("n unit_about AGO", Phrase(spans.about_ago, "free", NOT_FRONT)),
        ("n unit_about", Phrase(spans.about_after, "date_field")),
        ("few unit AGO", Phrase(spans.about_ago, "free", NOT_FRONT)),
        ("GUO few unit", Phrase(spans.about_after)),
        ("span_about AFTER", Phrase(spans.about_after_span, "free", NOT_BACK)),
        ("span_about WITHIN", Phrase(spans.after_span)),
        (
            "span_about AGO",
            Phrase(lambda context, span: spans.about_ago(context, 1, span), "free", NOT_FRONT),
        ),
        ("span_about", Phrase(spans.about_after_span, "date_field")),
        ("few minutes AFTER", Phrase(spans.about_minutes_on)),
        ("n minutes AROUND", Phrase(spans.about_minutes_on, "date_field")),
        (
            "span_minutes AROUND",
            Phrase(lambda context, span: spans.about_minutes_on(context, 1, span), "date_field"),
        ),
        ("n minutes_about AFTER", Phrase(spans.about_minutes_on)),
        ("IN_ABOUT n unit", Phrase(spans.about_after)),
        ("IN_ABOUT span", Phrase(spans.about_after_span)),
        ("IN_ABOUT n minutes", Phrase(spans.about_minutes_on)),
    )


def _lunar_rows() -> Iterable[Row]:
    def of_year(_context: DateContext, year: int, month: int, number: int) -> Days:
        return festivals.lunar_day_of_year(full_year(year), month, number)

    yield from (
        ("new_year_day", Phrase(lambda context, number: festivals.lunar_day(context, 1, number), lunar=True)),
        ("LUNAR n HAO?", Phrase(festivals.next_lunar_day, "date_field", lunar=True)),
        ("which_year LUNAR? lunar_month lunar_day", Phrase(festivals.lunar_day_of_which_year, lunar=True)),
        ("which_year LUNAR? lunar_month n HAO?", Phrase(festivals.lunar_day_of_which_year, lunar=True)),
        ("which_year LUNAR? n YUE lunar_day", Phrase(festivals.lunar_day_of_which_year, lunar=True)),
        ("which_year LUNAR n YUE n HAO?", Phrase(festivals.lunar_day_of_which_year, lunar=True)),
        ("n NIAN LUNAR? lunar_month lunar_day", Phrase(of_year, lunar=True)),
        ("n NIAN LUNAR? lunar_month n HAO?", Phrase(of_year, lunar=True)),
        ("n NIAN LUNAR? n YUE lunar_day", Phrase(of_year, lunar=True)),
        ("n NIAN LUNAR n YUE n HAO?", Phrase(of_year, lunar=True)),
        ("LUNAR slashed", Phrase(lambda context, numbers: festivals.lunar_day(context, *numbers), lunar=True)),
        ("THE? n ORDINAL OF THE? english_nth LUNAR_MONTH", Phrase(
            lambda context, number, month: festivals.lunar_day(context, month, number), lunar=True)),
    )  # fmt: skip


def rows() -> Iterable[Row]:
    """All rows of this part of the grammar."""
    yield from _counted_rows()
    yield from _quarter_rows()
    yield from _holiday_rows()
    yield from _week_rows()
    yield from _about_rows()
    yield from _lunar_rows()
