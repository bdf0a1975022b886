"""Formats a recurrence rule as a sentence, in either language; `parse_words` parses these sentences."""

from __future__ import annotations

from typing import Final

from tui.kinds.words import WEEKDAYS
from tui.language.errors import Message, listed
from tui.language.i18n import N_
from tui.rules.recurrence.parts import DAYS, WORKING_DAYS, numbers, parts_of, until_of, weekday_positions

NTH: Final = {
    1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), 5: N_("fifth"), -1: N_("last"),
    -2: N_("second last"), -3: N_("third last"),
}  # fmt: skip
MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
QUARTERS: Final = {"1,4,7,10": 1, "2,5,8,11": 2, "3,6,9,12": 3}


def describe(rrule: str) -> Message:
    """The rule as a sentence; a rule for which there is no sentence is returned as it is."""
    try:
        parts = parts_of(rrule)
        sentence = _sentence(parts)
        if sentence is None:
            return Message("{rule}", {"rule": rrule})
        if parts.get("COUNT"):
            return Message("{rule}, {n} times", {"rule": sentence, "n": int(parts["COUNT"])})
        until = until_of(parts)
        return (
            Message("{rule}, until {date}", {"rule": sentence, "date": until.isoformat()})
            if until
            else sentence
        )
    except (ValueError, KeyError, IndexError):
        return Message("{rule}", {"rule": rrule})


def _sentence(parts: dict[str, str]) -> Message | None:
    names = parts.keys() - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
    n, freq = int(parts.get("INTERVAL") or 1), parts["FREQ"]
    if freq == "DAILY" and not names:
        return Message("every day") if n == 1 else Message("every {n} days", {"n": n})
    if freq == "DAILY" and names == {"BYDAY"} and parts["BYDAY"] == WORKING_DAYS and n == 1:
        return Message("every working day")
    if freq == "WEEKLY" and names <= {"BYDAY"}:
        return _weekly(parts.get("BYDAY", ""), n)
    if freq == "MONTHLY":
        return _monthly(parts, names, n)
    return _yearly(parts, names, n) if freq == "YEARLY" else None


def _weekly(byday: str, n: int) -> Message | None:
    if not byday:
        if n == 1:
            return Message("every week, on the weekday of the first day")
        return Message("every {n} weeks, on the weekday of the first day", {"n": n})
    found = weekday_positions(byday)
    if any(place for place, _ in found):
        return None
    if byday == WORKING_DAYS and n == 1:
        return Message("every week from Mon to Fri")
    names = listed([Message(WEEKDAYS[day]) for _, day in found])
    if n == 1:
        return Message("every week on {days}", {"days": names})
    return Message("every {n} weeks on {days}", {"n": n, "days": names})


def _monthly(parts: dict[str, str], names: set[str], n: int) -> Message | None:
    when = _within_month(parts, names - {"BYMONTH"})
    if when is None:
        return None
    months = parts.get("BYMONTH")
    if not months and n == 1:
        return Message("every month on {when}", {"when": when})
    if not months:
        return Message("every {n} months on {when}", {"when": when, "n": n})
    if n != 1:
        return None
    of_quarter = QUARTERS.get(months)
    if of_quarter is None:
        named = listed([Message(MONTHS[month - 1]) for month in numbers(months)])
        return Message("in {months} of every year on {when}", {"months": named, "when": when})
    outer = _place(parts)
    if (of_quarter, outer) in {(1, 1), (3, -1)}:
        return Message("every quarter on {when}", {"when": when})
    return Message(
        "every quarter on {when} of the {nth} month", {"when": when, "nth": Message(NTH[of_quarter])}
    )


def _place(parts: dict[str, str]) -> int:
    """1 or -1 for a rule about the first or last day of a period; 0 for others."""
    byday = parts.get("BYDAY", "")
    found = weekday_positions(byday) if byday else []
    if parts.get("BYSETPOS") in {"1", "-1"}:
        return int(parts["BYSETPOS"])
    if parts.get("BYMONTHDAY") == "-1":
        return -1
    return found[0][0] if len(found) == 1 and found[0][0] in {1, -1} else 0


def _yearly(parts: dict[str, str], names: set[str], n: int) -> Message | None:
    if n != 1 or "BYMONTH" not in names or ("BYSETPOS" in names and "," in parts["BYMONTH"]):
        return None
    when = _within_month(parts, names - {"BYMONTH"})
    if when is None:
        return None
    months = numbers(parts["BYMONTH"])
    if len(months) == 1 and names == {"BYMONTH", "BYMONTHDAY"} and parts["BYMONTHDAY"].isdecimal():
        day = int(parts["BYMONTHDAY"])
        return Message("every year on {month} {day}", {"month": Message(MONTHS[months[0] - 1]), "day": day})
    named = listed([Message(MONTHS[month - 1]) for month in months])
    return Message("in {months} of every year on {when}", {"months": named, "when": when})


def _within_month(parts: dict[str, str], names: set[str]) -> Message | None:
    """The days of a month; None if there are no words for them."""
    if names == {"BYMONTHDAY"}:
        return listed([_month_day(day) for day in numbers(parts["BYMONTHDAY"])])
    if names == {"BYDAY", "BYSETPOS"} and parts["BYDAY"] == WORKING_DAYS:
        nths = numbers(parts["BYSETPOS"])
        if not all(nth in NTH for nth in nths):
            return None
        return listed([Message("the {nth} working day", {"nth": Message(NTH[nth])}) for nth in nths])
    if names == {"BYDAY"}:
        found = weekday_positions(parts["BYDAY"])
        if all(place in NTH for place, _ in found):
            return listed(
                [
                    Message("the {nth} {day}", {"nth": Message(NTH[place]), "day": Message(WEEKDAYS[day])})
                    for place, day in found
                ]
            )
    if names == {"BYDAY", "BYMONTHDAY"} and parts["BYDAY"] in DAYS and parts["BYMONTHDAY"].isdecimal():
        day = Message(WEEKDAYS[DAYS.index(parts["BYDAY"])])
        return Message("day {n} that is a {day}", {"n": int(parts["BYMONTHDAY"]), "day": day})
    return None


def _month_day(day: int) -> Message:
    if day > 0:
        return Message("day {n}", {"n": day})
    return Message("the last day") if day == -1 else Message("day {n} from the end", {"n": -day})
