"""What was typed into the search, read as terms: texts, letters of pinyin, numbers, and days."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from tui.language.folding import fold
from tui.language.pinyin import without_tones

TermKind = Literal["text", "letters", "digits"]
# Characters of a term that are read, and terms of a query, at most.
_LONGEST: Final = 60
_MOST: Final = 8
# The longest period, in days, that is searched day by day.
_MOST_DAYS: Final = 400
_NUMBER: Final = re.compile(r"#?(?:(\d{4}|\d\d)-)?0*(\d{1,6})")


class Term(NamedTuple):
    """One term (folded): it is found as a text, or, where it is a date too, as one of its `days` (ISO 8601).

    `number` is the (year, serial) that it may be the number of; year 0 stands for any.
    """

    text: str
    kind: TermKind
    days: frozenset[str] = frozenset()
    number: tuple[int, int] | None = None


def terms(typed: str, now: datetime) -> tuple[Term, ...]:
    """The terms of a query typed at `now`, all of which a record must match; empty for blank text."""
    whole = without_tones(fold(typed)).strip()
    if not whole:
        return ()
    if " " in whole and (found := _days(whole, now)):
        return (Term(whole[:_LONGEST], _kind(whole), found),)
    return tuple(_term(piece[:_LONGEST], now) for piece in whole.split()[:_MOST])


def days_meant(typed: str, now: datetime) -> frozenset[str]:
    """The days (ISO 8601) that a text means at the time `now`; none if it is no date."""
    return _days(without_tones(fold(typed)).strip(), now)


def _term(piece: str, now: datetime) -> Term:
    number = _NUMBER.fullmatch(piece)
    serial = (_year(number[1]), int(number[2])) if number is not None else None
    return Term(piece, _kind(piece), _days(piece, now), serial)


def _year(written: str | None) -> int:
    """The year of a number, which may be written in two digits; 0 for none."""
    return int(written or 0) + (2000 if written and len(written) == 2 else 0)


def _kind(piece: str) -> TermKind:
    if piece.isdecimal():
        return "digits"
    return "letters" if re.search("[a-z]", piece) else "text"


def _days(piece: str, now: datetime) -> frozenset[str]:
    """The dates that a term means; one without a year means the last and the next such day."""
    if len(piece) < 2 or piece.isdecimal() or (piece.isascii() and piece.isalpha() and len(piece) < 3):
        return frozenset()
    from tui.capture.dates.parser import parse_date  # not on the way to the first screen
    from tui.rules.calendar.workdays import LIBRARY  # as above; a search counts no working days

    found: set[date] = set()
    for direction in ("past", "future"):
        parsed = parse_date(piece, now, LIBRARY, direction)
        if parsed is None or parsed.day is None or not parsed.day_given:
            continue
        last = parsed.until or parsed.day
        count = min((last - parsed.day).days, _MOST_DAYS)
        found.update(parsed.day + timedelta(n) for n in range(count + 1))
        found.update(parsed.also)
    return frozenset(day.isoformat() for day in found)
