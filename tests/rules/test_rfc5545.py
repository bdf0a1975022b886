"""RFC 5545, section 3.8.5.3: every example of a recurrence by the day or above, through to its dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tui.rules.recurrence import check_rrule, occurrences

FAR = date(2010, 12, 31)
ALL = "SU,MO,TU,WE,TH,FR,SA"


def days(text: str) -> list[date]:
    """`1997 9:2,4,9 10:2 1998 1:6`: years, then months with their days; `2-11` is from one to the other."""
    found, year = [], 0
    for word in text.split():
        month, colon, numbers = word.partition(":")
        if not colon:
            year = int(month)
            continue
        for part in numbers.split(","):
            low, _, high = part.partition("-")
            found += [date(year, int(month), day) for day in range(int(low), int(high or low) + 1)]
    return found


EXAMPLES = [
    ("19970902", "FREQ=DAILY;COUNT=10", "1997 9:2-11", True),
    ("19970902", "FREQ=DAILY;UNTIL=19971224T000000Z", "1997 9:2-30 10:1-31 11:1-30 12:1-23", True),
    ("19970902", "FREQ=DAILY;INTERVAL=2", "1997 9:2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 10:2,4", False),
    ("19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997 9:2,12,22 10:2,12", True),
    ("19980101", f"FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY={ALL}", "1998 1:1-31 1999 1:1-31 2000 1:1-31", True),
    ("19980101", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998 1:1-31 1999 1:1-31 2000 1:1-31", True),
    ("19970902", "FREQ=WEEKLY;COUNT=10", "1997 9:2,9,16,23,30 10:7,14,21,28 11:4", True),
    ("19970902", "FREQ=WEEKLY;UNTIL=19971224T000000Z",
     "1997 9:2,9,16,23,30 10:7,14,21,28 11:4,11,18,25 12:2,9,16,23", True),
    ("19970902", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997 9:2,16,30 10:14,28 11:11,25 12:9,23 1998 1:6,20 2:3,17", False),
    ("19970902", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997 9:2,4,9,11,16,18,23,25,30 10:2", True),
    ("19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997 9:2,4,9,11,16,18,23,25,30 10:2", True),
    ("19970901", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
     "1997 9:1,3,5,15,17,19,29 10:1,3,13,15,17,27,29,31 11:10,12,14,24,26,28 12:8,10,12,22", True),
    ("19970902", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997 9:2,4,16,18,30 10:2,14,16", True),
    ("19970905", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
     "1997 9:5 10:3 11:7 12:5 1998 1:2 2:6 3:6 4:3 5:1 6:5", True),
    ("19970905", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997 9:5 10:3 11:7 12:5", True),
    ("19970907", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997 9:7,28 11:2,30 1998 1:4,25 3:1,29 5:3,31", True),
    ("19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997 9:22 10:20 11:17 12:22 1998 1:19 2:16", True),
    ("19970928", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997 9:28 10:29 11:28 12:29 1998 1:29 2:26", False),
    ("19970902", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997 9:2,15 10:2,15 11:2,15 12:2,15 1998 1:2,15", True),
    ("19970930", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997 9:30 10:1,31 11:1,30 12:1,31 1998 1:1,31 2:1", True),
    ("19970910", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997 9:10-15 1999 3:10-13", True),
    ("19970902", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
     "1997 9:2,9,16,23,30 11:4,11,18,25 1998 1:6,13,20,27 3:3,10,17,24,31", False),
    ("19970610", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
     "1997 6:10 7:10 1998 6:10 7:10 1999 6:10 7:10 2000 6:10 7:10 2001 6:10 7:10", True),
    ("19970310", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
     "1997 3:10 1999 1:10 2:10 3:10 2001 1:10 2:10 3:10 2003 1:10 2:10 3:10", True),
    ("19970101", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
     "1997 1:1 4:10 7:19 2000 1:1 4:9 7:18 2003 1:1 4:10 7:19 2006 1:1", True),
    ("19970519", "FREQ=YEARLY;BYDAY=20MO", "1997 5:19 1998 5:18 1999 5:17", False),
    ("19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997 5:12 1998 5:11 1999 5:17", False),
    ("19970313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997 3:13,20,27 1998 3:5,12,19,26 1999 3:4,11,18,25", False),
    ("19970605", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
     "1997 6:5,12,19,26 7:3,10,17,24,31 8:7,14,21,28 1998 6:4,11,18,25 7:2,9,16,23,30 8:6,13,20,27", False),
    ("19970903", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998 2:13 3:13 11:13 1999 8:13 2000 10:13", False),
    ("19970913", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
     "1997 9:13 10:11 11:8 12:13 1998 1:10 2:7 3:7 4:11 5:9 6:13", False),
    ("19961105", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996 11:5 2000 11:7 2004 11:2", False),
    ("19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997 9:4 10:7 11:6", True),
    ("19970929", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997 9:29 10:30 11:27 12:30 1998 1:29 2:26 3:30", False),
    ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997 8:5,10,19,24", True),
    ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997 8:5,17,19,31", True),
    ("20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007 1:15,30 2:15 3:15,30", True),
]  # fmt: skip


@pytest.mark.parametrize(("first", "rule", "expected", "ends"), EXAMPLES, ids=[e[1] for e in EXAMPLES])
def test_the_standards_own_examples(first: str, rule: str, expected: str, ends: bool) -> None:
    begin, wanted = date.fromisoformat(first), days(expected)
    assert check_rrule(rule) is None
    found = occurrences(rule, begin, begin, FAR if ends else wanted[-1])
    assert list(found) == wanted
    # Whatever the window, the same dates are in it.
    middle = wanted[len(wanted) // 2]
    later = occurrences(rule, begin, middle, wanted[-1])
    assert list(later) == [day for day in wanted if day >= middle]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
        "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
        "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
        "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
        "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
    ],
)
def test_what_recurs_within_a_day_is_refused_in_words(rule: str) -> None:
    assert "by the hour, minute or second" in str(check_rrule(rule))


def test_the_window_may_lie_far_from_the_first_date() -> None:
    rule = "FREQ=YEARLY;BYMONTH=9;BYDAY=1SA"
    assert occurrences(rule, date(1990, 1, 1), date(2026, 1, 1), date(2026, 12, 31)) == (date(2026, 9, 5),)
    assert occurrences(rule, date(1990, 1, 1), date(2026, 9, 5), date(2026, 9, 5)) == (date(2026, 9, 5),)
    assert not occurrences(rule, date(1990, 1, 1), date(2026, 9, 6), date(2026, 9, 6) + timedelta(300))
