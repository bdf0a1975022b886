"""Parses a recurrence in Chinese: 每周一三五, 每月第二个周六, 每季度最后一个工作日, 每年10月1日, 到年底."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from tui.rules.recurrence.rule_builder import NotARecurrence, RuleBuilder

_WEEKDAYS: Final = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_DIGITS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_N: Final = r"(\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_WEEK: Final = r"(?:周|星期|礼拜)"
_SEP: Final = r"[、,和及与]"
_UNITS: Final = {"半年": "HALF", "天": "DAILY", "日": "DAILY", "周": "WEEKLY", "星期": "WEEKLY", "礼拜": "WEEKLY", "月": "MONTHLY",
                 "季度": "QUARTER", "季": "QUARTER", "年": "YEARLY"}  # fmt: skip


def number(text: str) -> int:
    """A number up to 99, in digits or as a Chinese numeral."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    return _DIGITS[text] if not ten else _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def parse(words: str, today: date | None) -> RuleBuilder:
    """The parts of the rule. Raises NotARecurrence, or ValueError for a date that does not exist."""
    rule, rest = RuleBuilder(), words.replace(" ", "").replace("(每周几按首日)", "")
    rest = _parse_end(rest, rule, today)
    at, pending = 0, list[int]()
    while at < len(rest):
        for pattern, handle in _TOKEN_HANDLERS:
            found = re.compile(pattern).match(rest, at)
            if found is not None:
                handle(rule, found, pending)
                at = found.end()
                break
        else:
            raise NotARecurrence(rest[at:])
    if pending:
        raise NotARecurrence
    return rule


def _parse_end(words: str, rule: RuleBuilder, today: date | None) -> str:
    """Set the end of the rule, by number or date; the words without it."""
    found = re.fullmatch(rf"(.+?)[,，、;；]?(?:一?共|总共){_N}次", words)
    if found:
        rule.count = number(found[2])
        return found[1]
    found = re.fullmatch(r"(.+?)[,，、;；]?(?:直?到|至|截止到?)(.*[\d底末年月日号].*?)(?:为止|止)?", words)
    if found and not re.match(r"(?:周|星期|礼拜)?[一二三四五六日天]", found[2]):
        rule.until = _last_day(found[2], today)
        return found[1]
    return words


def _last_day(text: str, today: date | None) -> date:
    full = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?", text)
    if full:
        return date(int(full[1]), int(full[2]), int(full[3]))
    end = re.fullmatch(r"(\d{4})年(?:底|末)", text)
    if end:
        return date(int(end[1]), 12, 31)
    if today is None:
        raise NotARecurrence(text)
    if text in {"年底", "今年底", "今年年底", "本年底", "年末"}:
        return date(today.year, 12, 31)
    if text in {"明年底", "明年年底"}:
        return date(today.year + 1, 12, 31)
    month_end = re.fullmatch(r"(\d{1,2})月(?:底|末)", text)
    if month_end:
        month = int(month_end[1])
        year = today.year + (month < today.month)
        return date(year, month, calendar.monthrange(year, month)[1])
    short = re.fullmatch(r"(\d{1,2})[-/.月](\d{1,2})[日号]?", text)
    if short:
        found = date(today.year, int(short[1]), int(short[2]))
        return found if found >= today else found.replace(year=today.year + 1)
    raise NotARecurrence(text)


def _period(rule: RuleBuilder, found: re.Match[str], _: list[int]) -> None:
    each, count, unit = found[1], found[2], _UNITS[found[3]]
    if rule.freq or rule.quarterly:
        raise NotARecurrence
    interval = number(count) if count else 1
    if "隔" in each:  # 隔周, 每隔一周: every second
        interval += 1
    if unit == "HALF":
        unit, interval = "MONTHLY", 6 * interval
    if unit == "QUARTER":
        rule.quarterly = True
    else:
        rule.freq = unit
    rule.interval = interval


def _weekly(rule: RuleBuilder, found: re.Match[str], pending: list[int]) -> None:
    """`周五`, `周一、三、五`, `周一至周五`; after an ordinal the n-th weekday of the month."""
    days = [_WEEKDAYS[c] for c in re.sub(rf"{_WEEK}", "", found[0]) if c in _WEEKDAYS]
    if re.search("[至到-]", found[0]):
        if len(days) != 2 or days[0] > days[1] or pending:
            raise NotARecurrence
        days = list(range(days[0], days[1] + 1))
    if pending:
        rule.nth_days += [(place, day) for place in pending for day in days]
        pending.clear()
    else:
        rule.days |= set(days)


def _bare_days(rule: RuleBuilder, found: re.Match[str], pending: list[int]) -> None:
    if pending and found[0] in {"天", "日"}:  # 最后一天
        _day(rule, found, pending)
        return
    if rule.freq != "WEEKLY" or rule.days or pending:
        raise NotARecurrence
    _weekly(rule, found, pending)


def _every_second_week(rule: RuleBuilder, _: re.Match[str], pending: list[int]) -> None:
    """`双周周五`, `每双周五`: every second week, as 隔周."""
    if pending or rule.freq:
        raise NotARecurrence
    rule.freq, rule.interval = "WEEKLY", 2


def _even_or_odd_months(rule: RuleBuilder, found: re.Match[str], pending: list[int]) -> None:
    """`每逢双月`, `单月`: the even or the odd months of the year."""
    if pending or rule.freq or rule.months or rule.quarterly:
        raise NotARecurrence
    rule.months += range(2 if found[1] == "双" else 1, 13, 2)


def _days_that_end(rule: RuleBuilder, found: re.Match[str], pending: list[int]) -> None:
    """`每月逢8`: the 8th, 18th and 28th, as markets are held."""
    if pending or rule.freq != "MONTHLY" or rule.month_days:
        raise NotARecurrence
    rule.month_days += [number(found[1]) + tens for tens in (0, 10, 20)]


def _except(rule: RuleBuilder, found: re.Match[str], pending: list[int]) -> None:
    """`每天，周日除外`: every other day of the week."""
    if pending or rule.freq != "DAILY" or rule.interval != 1 or rule.working:
        raise NotARecurrence
    rule.freq, rule.days = "WEEKLY", set(range(7)) - ({_WEEKDAYS[found[1]]} if found[1] else {5, 6})


def _each_weekday(rule: RuleBuilder, found: re.Match[str], pending: list[int]) -> None:
    if pending or rule.freq:
        raise NotARecurrence
    rule.freq = "WEEKLY"
    _weekly(rule, found, pending)


def _ordinal(_: RuleBuilder, found: re.Match[str], pending: list[int]) -> None:
    pending.extend(number(n) for n in re.findall(_N, found[0]))


def _from_end(_: RuleBuilder, found: re.Match[str], pending: list[int]) -> None:
    pending.append(-number(found[1]))


def _last(_: RuleBuilder, __: re.Match[str], pending: list[int]) -> None:
    pending.append(-1)


def _first(_: RuleBuilder, __: re.Match[str], pending: list[int]) -> None:
    pending.append(1)


def _working(rule: RuleBuilder, _: re.Match[str], pending: list[int]) -> None:
    if pending:
        rule.nth_working += pending
        pending.clear()
    elif rule.freq in {"", "DAILY", "WEEKLY"} and rule.interval == 1:
        rule.freq, rule.days, rule.working = "DAILY", {0, 1, 2, 3, 4}, True
    else:
        raise NotARecurrence


def _weekend(rule: RuleBuilder, _: re.Match[str], pending: list[int]) -> None:
    if pending:
        raise NotARecurrence
    rule.freq, rule.days = rule.freq or "WEEKLY", rule.days | {5, 6}


def _day(rule: RuleBuilder, _: re.Match[str], pending: list[int]) -> None:
    """`最后一天`, `倒数第2天`, `第3天`."""
    if not pending:
        raise NotARecurrence
    rule.month_days += pending
    pending.clear()


def _quarter_month(rule: RuleBuilder, _: re.Match[str], pending: list[int]) -> None:
    if not rule.quarterly or len(pending) != 1 or pending[0] not in {1, 2, 3, -1}:
        raise NotARecurrence
    rule.quarter_month = pending.pop() % 4 or 3


def _month(rule: RuleBuilder, found: re.Match[str], _: list[int]) -> None:
    if rule.quarterly:
        raise NotARecurrence
    rule.months.append(number(found[1]))


def _month_day(rule: RuleBuilder, found: re.Match[str], _: list[int]) -> None:
    rule.month_days += [number(n) for n in re.findall(_N, found[0])]


def _end_of(rule: RuleBuilder, _: re.Match[str], pending: list[int]) -> None:
    """`每月底`, `每季度末`, `每年底`."""
    if pending or -1 in rule.month_days:
        raise NotARecurrence
    if rule.freq == "YEARLY":
        rule.months = rule.months or [12]
    rule.month_days.append(-1)


def _on_the_first(rule: RuleBuilder, _: re.Match[str], __: list[int]) -> None:
    if rule.freq != "WEEKLY":
        raise NotARecurrence


def _skip(_: RuleBuilder, __: re.Match[str], ___: list[int]) -> None:
    """A word without a meaning of its own."""


# The first pattern that matches is taken.
_TOKEN_HANDLERS: Final = (
    (rf"\(?(?:{_WEEK}([一二三四五六日天])|周末|双休日)(?:除外|不开|休息?|不办)\)?", _except),
    (rf"\(?除(?:了|去)?{_WEEK}([一二三四五六日天])(?:之?外|以外)?\)?", _except),
    (r"每?(?:逢|遇)(?:有)?([1-9一二三四五六七八九])(?:的?日子)?(?=$|[,、,和及与])", _days_that_end),
    (rf"(?:每个?|每逢|逢)?[双单](?:周(?=的?{_WEEK})|(?={_WEEK}[一二三四五六日天](?!次)))", _every_second_week),
    (r"(?:每个?|每逢|逢)?(双|单)月份?", _even_or_odd_months),
    (rf"(?:每个?|逢|每逢)(?={_WEEK}[一二三四五六日天](?!次)){_WEEK}[一二三四五六日天](?:[至到-]{_WEEK}?[一二三四五六日天]|(?:{_SEP}?{_WEEK}?[一二三四五六日天](?![次月日号十]))*)", _each_weekday),
    (rf"(每隔|每|隔){_N}?个?(天|日|周(?!末)|星期|礼拜|月|季度|季|半年|年)", _period),
    (r"(?:每个?)?工作日", _working),
    (r"(?:每个?)?周末", _weekend),
    (rf"{_WEEK}[一二三四五六日天](?:[至到-]{_WEEK}?[一二三四五六日天]|(?:{_SEP}?{_WEEK}?[一二三四五六日天](?![月日号\d]))*)", _weekly),
    (rf"[一二三四五六日天](?:[至到-]{_WEEK}?[一二三四五六日天]|(?:{_SEP}?[一二三四五六日天](?![月日号]))*)(?![次月日号十])", _bare_days),
    (rf"倒数第?{_N}个?", _from_end),
    (rf"第{_N}(?:{_SEP}{_N}(?=(?:{_SEP}{_N})*个))*个?", _ordinal),
    (r"(?:最后|末)(?:的?一?个|一(?=天|日))?(?=[周星礼工天日月])", _last),
    (r"(?<!个)月[底末]", _end_of),
    (r"首个?|[头第]一?个(?=[周星礼工月])", _first),
    (r"个?月(?=的|[\d第最倒首末底一二三四五六七八九十])", _quarter_month),
    (rf"{_N}月", _month),
    (rf"{_N}(?:[日号]?(?:{_SEP}{_N}(?![月周星礼个天]))+)?[日号]", _month_day),
    (r"月?[底末]", _end_of),
    (r"\(?星期几按首日\)?", _on_the_first),
    (rf"(?:的|{_SEP}|一次|在|逢|且|为|当)", _skip),
)  # fmt: skip
