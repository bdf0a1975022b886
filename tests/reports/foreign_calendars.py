"""Calendars as other programs write them, made up by hypothesis: every way of RFC 5545 to say when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import strategies as st

_SHIFTABLE = [
    "FREQ=DAILY;INTERVAL=9", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU",
]  # fmt: skip
_BY_MONTH = [
    "FREQ=MONTHLY;BYMONTHDAY=26", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2SA", "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
]  # fmt: skip
# How a moment is written: the parameter, the zone it is told in, and what follows it.
_FORMS = {
    "local": (";TZID=Asia/Shanghai", "Asia/Shanghai", ""),
    "windows": (";TZID=China Standard Time", "Asia/Shanghai", ""),
    "tokyo": (";TZID=Asia/Tokyo", "Asia/Tokyo", ""),
    "utc": ("", "UTC", "Z"),
    "floating": ("", "Asia/Shanghai", ""),
}
_LOCAL = ZoneInfo("Asia/Shanghai")


class _Writer:
    """Writes local moments in one form."""

    def __init__(self, form: str) -> None:
        self.parameter, zone, self.after = _FORMS[form]
        self.zone = ZoneInfo(zone)

    def value(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%Y%m%dT%H%M%S}{self.after}"

    def line(self, name: str, moment: datetime, more: str = "") -> str:
        return f"{name}{more}{self.parameter}:{self.value(moment)}"


@st.composite
def event(draw: st.DrawFn, number: int) -> str:
    """The components of one UID."""
    form = draw(st.sampled_from(sorted(_FORMS)))
    write = _Writer(form)
    shiftable = draw(st.booleans())
    text = draw(st.sampled_from([*_SHIFTABLE, ""] if shiftable else _BY_MONTH))
    # Before eight it is the day before by UTC, which a rule by the month cannot say.
    hour = draw(st.integers(6 if shiftable else 8, 19))
    begin = draw(st.dates(date(2023, 6, 1), date(2027, 6, 30)))
    occurrences = _occurrences(text, begin, hour)
    length = timedelta(minutes=draw(st.sampled_from([30, 60, 90, 180])))
    first = occurrences[0]
    lines = [write.line("DTSTART", first), write.line("DTEND", first + length), "SUMMARY:{title}"]
    if text:
        rule, occurrences = draw(_ended(text, occurrences, form))
        # In the zone it is written in, the days of the week may be others.
        lines.append(f"RRULE:{_in_zone(rule, first, write.zone)}")
    more, out = draw(_dates(write, occurrences, hour, length))
    lines += more
    # Of one that is left out and changed at once, other programs do not say the same.
    occurrences = [occurrences[0], *(moment for moment in occurrences[1:] if moment not in out)]
    return "\n".join(
        ["BEGIN:VEVENT", *_head(number), *lines, "END:VEVENT", *draw(_changes(number, write, occurrences, length, shiftable))]
    ).replace("{title}", f"活动{number}")  # fmt: skip


def _head(number: int) -> list[str]:
    return [f"UID:{number}@else", "DTSTAMP:20260101T000000Z"]


def _occurrences(text: str, begin: date, hour: int) -> list[datetime]:
    """The first dates of a rule from `begin` on; DTSTART is the first of them."""
    start = datetime(begin.year, begin.month, begin.day, hour)  # noqa: DTZ001 - the zone is put to it below
    if not text:
        return [start.replace(tzinfo=_LOCAL)]
    first = next(iter(rrulestr(text, dtstart=start)))
    again = iter(rrulestr(text, dtstart=first))
    return [moment.replace(tzinfo=_LOCAL) for moment, _ in zip(again, range(30), strict=False)]


def _in_zone(rule: str, first: datetime, zone: ZoneInfo) -> str:
    away = (first.astimezone(zone).date() - first.date()).days
    names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    def moved(text: str) -> str:
        return ",".join(names[(names.index(day) + away) % 7] for day in text.split(","))

    if not away:
        return rule
    parts = dict(part.split("=") for part in rule.split(";"))
    if int(parts.get("INTERVAL", "1")) > 1 and parts["FREQ"] == "WEEKLY":
        parts["WKST"] = parts.get("WKST", "MO")
    return ";".join(f"{k}={moved(v) if k in {'BYDAY', 'WKST'} else v}" for k, v in parts.items())


@st.composite
def _ended(draw: st.DrawFn, text: str, occurrences: list[datetime], form: str) -> tuple[str, list[datetime]]:
    """The rule with an end or without, and the occurrences up to it."""
    # To recurring-ical-events a mere date is the midnight of UTC: eight in the morning.
    late = occurrences[0].hour >= 9
    how = draw(st.sampled_from(["endless", "count", "until", *(["date"] if late else [])]))
    last = draw(st.integers(2, len(occurrences) - 1))
    if how == "endless":
        return text, occurrences
    if how == "count":
        return f"{text};COUNT={last}", occurrences[:last]
    if how == "date":
        return f"{text};UNTIL={occurrences[last].astimezone(_Writer(form).zone):%Y%m%d}", occurrences[:last]
    write = _Writer(form)
    in_its_zone = form == "floating" or draw(st.booleans())
    # A second too early, and in its own zone, recurring-ical-events reads as UTC.
    seconds = [0, 1] if in_its_zone and form != "floating" else [-1, 0, 1]
    edge = occurrences[last] + timedelta(seconds=draw(st.sampled_from(seconds)))
    kept = [moment for moment in occurrences if moment <= edge]
    if in_its_zone:
        return f"{text};UNTIL={edge.astimezone(write.zone):%Y%m%dT%H%M%S}{write.after}", kept
    return f"{text};UNTIL={edge.astimezone(UTC):%Y%m%dT%H%M%SZ}", kept


@st.composite
def _dates(
    draw: st.DrawFn, write: _Writer, occurrences: list[datetime], hour: int, length: timedelta
) -> tuple[list[str], list[datetime]]:
    """RDATE and EXDATE, and what is left out."""
    lines: list[str] = []
    later = st.sampled_from(occurrences[1:] or occurrences)
    out = draw(st.lists(later, max_size=3 if occurrences[1:] else 0, unique=True))
    if out:
        lines.append(f"EXDATE{write.parameter}:{','.join(write.value(moment) for moment in out)}")
    days = st.lists(st.dates(date(2024, 1, 2), date(2030, 12, 30)), max_size=3, unique=True)
    more = [datetime(d.year, d.month, d.day, hour, tzinfo=_LOCAL) for d in draw(days)]
    own = [m + timedelta(minutes=draw(st.sampled_from([0, 0, 45, 120]))) for m in more]
    in_periods = draw(st.integers(0, 3)) == 0
    if own and not in_periods:
        lines.append(f"RDATE{write.parameter}:{','.join(write.value(moment) for moment in own)}")
    elif own:
        periods = ",".join(f"{write.value(m)}/PT{30 + (length.seconds // 60)}M" for m in own)
        lines.append(f"RDATE;VALUE=PERIOD{write.parameter}:{periods}")
    return lines, out


@st.composite
def _changes(
    draw: st.DrawFn, number: int, write: _Writer, occurrences: list[datetime], length: timedelta, shiftable: bool
) -> list[str]:  # fmt: skip
    """Single occurrences that are moved or cancelled, and a change from one on."""
    lines: list[str] = []
    left = list(occurrences)
    if len(left) > 4 and draw(st.booleans()):
        on = left.pop(draw(st.integers(1, len(left) - 1)))
        days = draw(st.sampled_from([0, 0, 1, -1, 8])) if shiftable else 0
        lines += _change(
            number,
            write,
            on,
            on + timedelta(days, draw(st.sampled_from([0, 1800]))),
            length,
            ";RANGE=THISANDFUTURE",
        )
    for on in draw(st.lists(st.sampled_from(left), max_size=2, unique=True)):
        status = draw(st.sampled_from(["", "", "STATUS:CANCELLED"]))
        to = on + timedelta(draw(st.integers(-1, 1)), draw(st.sampled_from([0, 3600])))
        lines += _change(number, write, on, to, length, "", status)
    return lines


def _change(
    number: int, write: _Writer, on: datetime, to: datetime, length: timedelta, how: str, status: str = ""
) -> list[str]:  # fmt: skip
    return [
        "BEGIN:VEVENT", *_head(number), write.line("RECURRENCE-ID", on, how), write.line("DTSTART", to),
        write.line("DTEND", to + length + timedelta(minutes=15)), "SUMMARY:{title}", *([status] if status else []),
        "END:VEVENT",
    ]  # fmt: skip


def calendars() -> st.SearchStrategy[str]:
    """A file with one event or two."""
    both = st.tuples(event(1)) | st.tuples(event(1), event(2))
    return both.map(
        lambda blocks: "\r\n".join(
            "\n".join(
                ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//else//", *blocks, "END:VCALENDAR", ""]
            ).split("\n")
        )
    )
