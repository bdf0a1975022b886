"""That the holidays of a year are not published yet: said wherever a day of it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tui.language.errors import Message
from tui.rules.calendar.workdays import WorkCalendar


def not_published(year: int) -> Message:
    """The note on days in a year whose holidays are not published yet."""
    return Message("holidays of {year} not yet published", {"year": year})


def unpublished_notes(days: Iterable[date], calendar: WorkCalendar, today: date) -> list[Message]:
    """A note for each year of which there is a day to come among `days` and whose holidays are not known yet.

    Days beyond the next year say nothing: their holidays are never published so early.
    """
    years = {
        day.year
        for day in days
        if day >= today and day.year <= today.year + 1 and not calendar.published(day)
    }
    return [not_published(year) for year in sorted(years)]
