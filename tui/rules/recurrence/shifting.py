"""Recurrence rules whose dates all move by some days, or that go on from a later date."""

from __future__ import annotations

from datetime import date, timedelta

from tui.rules.recurrence.computing import explicit
from tui.rules.recurrence.expansion import occurrences
from tui.rules.recurrence.parts import DAYS, parts_of, to_rrule, weekday_positions


def shifted(rrule: str, first: date, days: int) -> str | None:
    """The rule, with `first` as DTSTART, whose dates are `days` later; it begins `days` later as well.

    None if no rule says that: the 26th of each month a day later is not the 27th of each.
    """
    if not days:
        return rrule
    parts = explicit(parts_of(rrule), first)
    if parts.keys() - {"FREQ", "INTERVAL", "COUNT", "BYDAY", "WKST"} or parts["FREQ"] not in {
        "DAILY",
        "WEEKLY",
    }:
        return None
    if "BYDAY" in parts:
        weekdays = weekday_positions(parts["BYDAY"])
        if any(place for place, _ in weekdays):
            return None
        parts["BYDAY"] = ",".join(DAYS[day] for day in sorted({(day + days) % 7 for _, day in weekdays}))
    if parts["FREQ"] == "WEEKLY" and int(parts.get("INTERVAL") or 1) > 1:
        # Every second week is counted from the first day of the week, which moves too.
        parts["WKST"] = DAYS[(DAYS.index(parts.get("WKST") or "MO") + days) % 7]
    return to_rrule(parts)


def continued(rrule: str, first: date, on: date) -> str:
    """The rule with `first` as DTSTART, to be used with its own date `on` as DTSTART instead."""
    parts = explicit(parts_of(rrule), first)
    if "COUNT" in parts:
        gone = len(occurrences(rrule, first, first, on - timedelta(1)))
        parts["COUNT"] = str(max(1, int(parts["COUNT"]) - gone))
    return to_rrule(parts)


def without_count(rrule: str) -> str:
    """The rule without its COUNT."""
    return to_rrule({name: value for name, value in parts_of(rrule).items() if name != "COUNT"})
