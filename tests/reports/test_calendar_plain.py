"""Plain events of a calendar are read as the library would read them; what is not plain is left to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.language.errors import InvalidInput
from tui.papers import icalendar_components
from tui.papers.icalendar_plain import blocks, plain_events
from tui.papers.icalendar_reading import ImportedCalendar, read

UIDS = ("UID:{n}@x", "uid:{n}@x", "UID:same", "UID;X-A=b:{n}", "UID: same", "UID:")
TITLES = (
    "SUMMARY:活动", r"SUMMARY:a\, b\n c", "SUMMARY;LANGUAGE=zh-cn:书法课", "SUMMARY:", "summary:理事会例会",
    "SUMMARY;ENCODING=QUOTED-PRINTABLE:=E4", "SUMMARY:\x07a  b\u202e", 'SUMMARY;X="a:b":c', "Summary:x%3Ay^n",
)  # fmt: skip
STARTS = (
    "DTSTART:20261124T090000", "DTSTART:20261124T010000Z", "DTSTART;TZID=Asia/Shanghai:20261124T090000",
    'DTSTART;TZID="China Standard Time":20261124T090000', "DTSTART;VALUE=DATE:20261124", "DTSTART:20261124",
    "DTSTART;TZID=Nowhere:20261124T090000", "DTSTART;TZID=Own:20261124T090000", "DTSTART:20261324T090000",
    "DTSTART;VALUE=DATE-TIME:20261124T090000", "DTSTART:20261124T0900", "DTSTART:18000101T090000",
    "DTSTART;TZID=Asia/Shanghai:20261124T090000Z", "DTSTART:20261124t090000", "DTSTART:２０261124T090000",
)  # fmt: skip
ENDS = (
    "DTEND:20261124T100000",
    "DTEND:20261124T020000Z",
    "DURATION:PT1H",
    "DTEND:x",
    "DTEND:20261124T080000",
)
MORE = (
    "RRULE:FREQ=WEEKLY;COUNT=5", "RRULE:FREQ=DAILY;UNTIL=20261230T010000Z", "RRULE:FREQ=XX", "RRULE:",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20261230", "EXDATE:20261124T090000", "RDATE:20261201T090000",
    "RECURRENCE-ID:20261124T090000", "LOCATION:活动室", r"LOCATION:a\,b", r"DESCRIPTION:l1\nl2", "STATUS:CANCELLED",
    "SEQUENCE:3", "SEQUENCE:x", "CATEGORIES:a,b", 'X-FOO;A="b:c":d', "X-XINGFU-KIND:MEETING", "X-XINGFU-KIND:x",
    "LAST-MODIFIED:20261101T000000Z", 'ATTENDEE;CN="a":mailto:x@y', "no colon here", "RELATED-TO:e1", ":x",
    "BEGIN:VALARM\nTRIGGER:-PT5M\nDESCRIPTION:hi\nEND:VALARM", "BEGIN:VEVENT\nEND:VEVENT", "END:VEVENT",
)  # fmt: skip
ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0700\nTZOFFSETTO:+0700\n"
    "END:STANDARD\nEND:VTIMEZONE"
)
EVENT = st.tuples(
    st.sampled_from(UIDS), st.sampled_from(TITLES), st.sampled_from(STARTS), st.sampled_from(ENDS),
    st.lists(st.sampled_from(MORE), max_size=4),
)  # fmt: skip


def calendar(events: list[tuple[str, str, str, str, list[str]]], head: str, tail: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", *([head] if head else [])]
    for n, (uid, title, start, end, more) in enumerate(events):
        lines += ["BEGIN:VEVENT", uid.format(n=n), title, start, end, *more, "END:VEVENT"]
    return "\n".join([*lines, "END:VCALENDAR", tail]).encode()


def found(content: bytes) -> ImportedCalendar | str:
    try:
        return read(content)
    except InvalidInput as error:
        return str(error.message)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(EVENT, min_size=1, max_size=4),
    st.sampled_from(["", "VERSION:2.0", "METHOD:CANCEL", ZONE]),
    st.sampled_from(["", "X-COMMENT:a", "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VCALENDAR"]),
)
def test_a_file_says_the_same_with_its_plain_events_read_by_themselves(
    events: list[tuple[str, str, str, str, list[str]]], head: str, tail: str
) -> None:
    content = calendar(events, head, tail)
    quick = found(content)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(icalendar_components, "blocks", lambda lines: None)
        assert found(content) == quick


def test_the_usual_events_of_other_programs_are_plain() -> None:
    usual = [
        ("UID:{n}", title, start, "DTEND:20261124T100000", ["LOCATION:活动室", "X-WR-ALARMUID:a", 'ORGANIZER;CN="a":mailto:x'])
        for title in ("SUMMARY:书法课", r"SUMMARY:唱歌\, 跳舞")
        for start in STARTS[:4]
    ]  # fmt: skip
    apart = blocks(calendar(usual, ZONE, "").decode().split("\n")[:-1])
    assert apart is not None
    assert len(apart.events) == len(usual)
    assert None not in list(plain_events(apart.events))
