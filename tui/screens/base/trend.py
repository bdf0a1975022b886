"""What was reached this month against last, in the titles of the panels, as far as there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.rules.services.monthly_totals import MONTHS, MonthlyTotals, Totals
from tui.screens.base import wording

_OF: Final[dict[str, Callable[[Totals], float]]] = {
    "sessions": lambda figures: figures.people,
    "wishes": lambda figures: figures.wishes,
    "hours": lambda figures: figures.hours,
}


def texts(totals: MonthlyTotals, what: str, tr: Translate) -> list[str]:
    """What was reached of `what` (sessions, wishes, hours), from the longest text to the shortest.

    The longest ends with the figures of the last months, oldest first. No text at all where there is nothing to show.
    """
    this, last, of, shorter = totals.this, totals.last, _OF[what], list[str]()
    if not any((of(this), of(last), what == "sessions" and this.sessions + last.sessions)):
        return []
    if what == "sessions":
        short = tr("this month {n} sessions, {people} people", n=this.sessions, people=this.people)
        shorter = [tr("{n} held this month", n=this.sessions)]
        full = tr(
            "{said} (by this day last month {n}, {people})", said=short, n=last.sessions, people=last.people
        )
    elif what == "wishes":
        short = tr("this month {n} fulfilled", n=this.wishes)
        full = tr("{said} (by this day last month {n})", said=short, n=last.wishes)
    else:
        short = tr("this month {n} h", n=wording.hours(this.hours))
        full = tr("{said} (by this day last month {n})", said=short, n=wording.hours(last.hours))
    figures = [of(month) for month in totals.months]
    line = " ".join(map(wording.hours, figures)) if any(figures) else ""
    months = tr("{n} months {line}", n=MONTHS, line=line)
    return [*([f"{full}  {months}"] if line else []), full, short, *shorter]


def beside(texts: Sequence[str], others: Sequence[str], room: int) -> str:
    """The `others`, and before them the longest of `texts` that fits into `room` cells with them."""
    joined = "  ".join(others)
    for text in texts:
        both = f"{text}  {joined}" if joined else text
        if cell_len(both) <= room:
            return both
    return joined
