"""Parses a recurrence in English: every other friday, last working day of each quarter, until 2026-12-31."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from tui.rules.recurrence.rule_builder import NotARecurrence, RuleBuilder

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_UNITS: Final = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "quarter": "QUARTER", "year": "YEARLY"}
_ADVERBS: Final = {
    "daily": ("DAILY", 1), "weekly": ("WEEKLY", 1), "monthly": ("MONTHLY", 1), "quarterly": ("QUARTER", 1),
    "yearly": ("YEARLY", 1), "annually": ("YEARLY", 1), "fortnightly": ("WEEKLY", 2), "biweekly": ("WEEKLY", 2),
}  # fmt: skip
_JOINING: Final = frozenset({",", "on", "of", "the", "in", "at", "and", "a", "that", "is", "day"})
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "other": 2}
_JOINED: Final = re.compile(r"\b(?:and|or)\b|,")
_ON_THE_FIRST: Final = r",? on the weekday of the first day"


def parse(words: str, today: date | None) -> RuleBuilder:
    """The parts of the rule. Raises NotARecurrence, or ValueError for a date that does not exist."""
    rule = RuleBuilder()
    rest = _parse_end(words, rule, today)
    rest, asked = re.subn(_ON_THE_FIRST, "", rest)
    parser = _EnglishParser(rule, re.findall(r"\d+(?:st|nd|rd|th)?|[a-z]+|,|\S", rest))
    parser.parse()
    if rule.days and rule.month_days and _JOINED.search(rest):
        raise NotARecurrence  # every friday and the 5th are two; only «friday the 13th» is one
    if asked and (rule.freq != "WEEKLY" or rule.days):
        raise NotARecurrence
    return rule


def _parse_end(words: str, rule: RuleBuilder, today: date | None) -> str:
    """Set the end of the rule, by number or date; the words without it."""
    found = re.fullmatch(r"(.+?),? (?:for )?(\d{1,3}) (?:times?|occurrences?|sessions?)(?: in all)?", words)
    if found:
        rule.count = int(found[2])
        return found[1]
    found = re.fullmatch(r"(.+?),? (?:until|till|through|up to)(?: the)? (.+)", words)
    if found:
        rule.until = _last_day(found[2], today)
        return found[1]
    return words


def _last_day(text: str, today: date | None) -> date:
    full = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text)
    if full:
        return date(int(full[1]), int(full[2]), int(full[3]))
    if today is None:
        raise NotARecurrence(text)
    if text in {"end of year", "end of the year", "year end"}:
        return date(today.year, 12, 31)
    named = re.fullmatch(r"([a-z]{3})[a-z]* (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", text)
    if named and named[1] in _MONTHS:
        month, day = _MONTHS.index(named[1]) + 1, int(named[2])
        year = int(named[3] or today.year)
        found = date(year, month, min(day, calendar.monthrange(year, month)[1]))
        return found if named[3] or found >= today else found.replace(year=year + 1)
    raise NotARecurrence(text)


class _EnglishParser:
    """Consumes the tokens from left to right; `pending` holds numbers whose unit has not been read yet."""

    def __init__(self, rule: RuleBuilder, tokens: list[str]) -> None:
        self.rule = rule
        self.tokens = tokens
        self.at = 0
        self.pending: list[int] = []

    def parse(self) -> None:
        """Consume all tokens. Raises NotARecurrence."""
        while self.at < len(self.tokens):
            self._parse_token(self._next())
        if self.pending:
            self.rule.month_days += self.pending  # «the 26th»

    def _next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def _peek(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def _parse_token(self, word: str) -> None:
        if word in {"every", "each"}:
            self._every()
        elif word in _ADVERBS:
            self._period(*_ADVERBS[word])
        elif (nth := _ordinal(word)) is not None:
            self._position(nth)
        elif word.isdigit():
            self._settle()
            self.pending.append(int(word))
            if self._peek() == "from" and self.tokens[self.at : self.at + 3] == ["from", "the", "end"]:
                self.at += 3
                self.pending[-1] *= -1
        elif word in {"working", "business"} and self._peek() in {"day", "days"}:
            self.at += 1
            self._working(every=True)
        elif word in {"weekday", "weekdays", "workday", "workdays"}:
            self._working(every=word.startswith("work"))
        elif word in {"weekend", "weekends"}:
            self._weekdays({5, 6})
        elif (weekday := _named(word, _WEEKDAYS, plural=True)) is not None:
            self._weekday(weekday)
        elif (month := _named(word, _MONTHS)) is not None:
            self._settle()
            self.rule.months.append(month + 1)
        elif word == "from" and _named(self._peek(), _WEEKDAYS) is not None:
            pass
        else:
            self._unit_or_joining(word)

    def _unit_or_joining(self, word: str) -> None:
        if word == "day" and self.pending:
            self._settle()
        elif word == "month" and self.pending and _ordinal(self.tokens[self.at - 2]) is not None:
            place = self.pending.pop()  # «of the first month» of a quarter
            if place not in {1, 2, 3, -1}:
                raise NotARecurrence
            self._settle()
            self.rule.quarter_month = place if place > 0 else 3
        elif word in {"month", "quarter", "year"}:  # «of the month»
            self._period(_UNITS[word], 1)
        elif word not in _JOINING:
            raise NotARecurrence(word)

    def _every(self) -> None:
        interval = 1
        word = self._peek()
        if word.isdigit() or word in _NUMBERS:
            interval = int(word) if word.isdigit() else _NUMBERS[word]
            self.at += 1
        elif (nth := _ordinal(word)) is not None and self._peek(1).rstrip("s") in _UNITS and nth > 1:
            interval = nth
            self.at += 1
        word = self._peek()
        unit = word.rstrip("s") if word.rstrip("s") in _UNITS else ""
        if unit:
            self.at += 1
            self._period(_UNITS[unit], interval)
        elif interval != 1:  # «every other friday»
            if _named(word, _WEEKDAYS) is None:
                raise NotARecurrence
            self._period("WEEKLY", interval)

    def _period(self, freq: str, interval: int) -> None:
        rule = self.rule
        if rule.freq or rule.quarterly:
            raise NotARecurrence
        rule.interval = interval
        if freq == "QUARTER":
            rule.quarterly = True
        else:
            rule.freq = freq

    def _position(self, nth: int) -> None:
        if nth == -1 and self.pending and _ordinal(self.tokens[self.at - 2]) is not None:
            self.pending[-1] *= -1  # «second last»
        else:
            self.pending.append(nth)

    def _settle(self) -> None:
        """Take the pending numbers as days of the month."""
        self.rule.month_days += self.pending
        self.pending = []

    def _working(self, *, every: bool = False) -> None:
        """`the last working day`, `weekdays`; with `every` those that the calendar has, not Monday to Friday."""
        if self.pending:
            self.rule.nth_working += self.pending
            self.pending = []
        else:
            self._weekdays({0, 1, 2, 3, 4})
            self.rule.working = every

    def _weekdays(self, days: set[int]) -> None:
        if self.pending:
            raise NotARecurrence
        self.rule.days |= days

    def _weekday(self, day: int) -> None:
        if self.pending and self.tokens[self.at - 2] in {"and", "every", "each"}:
            raise NotARecurrence  # every 5th and friday
        if self.pending and self.tokens[self.at - 2] not in {"a", ","}:
            self.rule.nth_days += [(place, day) for place in self.pending]
            self.pending = []
        elif self._peek() == "to" and (last := _named(self._peek(1), _WEEKDAYS)) is not None:
            if last <= day:
                raise NotARecurrence
            self.at += 2
            self._weekdays(set(range(day, last + 1)))
        else:
            self._settle()
            self._weekdays({day})


def _ordinal(word: str) -> int | None:
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
    return int(found[1]) if found else _NTH.get(word)


_FULL: Final = {
    "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "sat": "saturday", "jan": "january", "feb": "february",
    "mar": "march", "apr": "april", "jun": "june", "jul": "july", "aug": "august", "sep": "september",
    "oct": "october", "nov": "november", "dec": "december",
}  # fmt: skip


def _named(word: str, names: tuple[str, ...], *, plural: bool = False) -> int | None:
    """The index of the name that a word abbreviates or spells in full; None for another word."""
    word = word[:-1] if plural and word.endswith("days") else word
    for at, name in enumerate(names):
        full = _FULL.get(name) or f"{name}{'day' if names is _WEEKDAYS else ''}"
        if len(word) >= 3 and full.startswith(word):
            return at
    return None
