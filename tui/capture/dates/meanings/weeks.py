"""Days and weeks: `明天`, `今晚`, `下周五`, `周末`."""

from __future__ import annotations

from datetime import timedelta

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.seen import Days, Edge, Seen, shifted
from tui.kinds.words import DayPart


def relative_day(seen: Seen, days: int) -> Days:
    """`明天`."""
    return Days(seen.today + timedelta(days))


def relative_part(seen: Seen, worth: tuple[int, DayPart]) -> Days:
    """`今晚`."""
    return Days(seen.today + timedelta(worth[0]), part=worth[1])


def signed_days(seen: Seen, days: int) -> Days:
    """`+3`."""
    return Days(shifted(seen.today, Quantity(days, 0)))


def weekday(seen: Seen, which: int | None, at: int) -> Days:
    """`周五`, `下周五`."""
    if which is None:
        away = (at - seen.today.weekday()) % 7
        return Days(seen.today + timedelta(away - 7 if seen.facing == "back" and away else away))
    return Days(seen.today + timedelta(7 * which + at - seen.today.weekday()))


def weekend(seen: Seen, which: int | None) -> Days:
    """`周末`: Saturday and Sunday."""
    saturday = weekday(seen, which or 0, 5).day
    if which is None and saturday < seen.today <= saturday + timedelta(1):
        saturday = seen.today - timedelta(1)
    return Days(saturday, saturday + timedelta(1))


def whole_week(seen: Seen, which: int) -> Days:
    """`下周`: Monday to Sunday."""
    monday = weekday(seen, which, 0).day
    return Days(monday, monday + timedelta(6))


def edge_of_week(seen: Seen, which: int | None, edge: Edge) -> Days:
    """`周初` is Monday, the end of the week its Friday."""
    return weekday(seen, which or 0, {"start": 0, "middle": 2, "end": 4}[edge])
