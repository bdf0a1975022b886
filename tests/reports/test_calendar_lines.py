"""A calendar's lines that are split quickly fall into the same parts as the library makes of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from tui.language.errors import InvalidInput
from tui.papers.icalendar_lines import content_lines
from tui.papers.icalendar_reading import read

WORDS = st.text(alphabet='AbZ09-;:=,"\\\\%^ \t.@活动é', max_size=12)


def parts(line: Contentline) -> object:
    try:
        name, parameters, value = line.parts()
    except ValueError:
        return None
    return name, dict(parameters), value


@given(
    st.one_of(
        WORDS,
        st.builds("{}:{}".format, st.sampled_from(["SUMMARY", "X-A", "dtstart"]), WORDS),
        st.builds(
            "{};{}={}:{}".format,
            st.sampled_from(["DTSTART", "X-B"]),
            st.sampled_from(["TZID", "VALUE", "x"]),
            WORDS,
            WORDS,
        ),
    )
)
def test_a_line_has_the_parts_that_the_library_gives_it(line: str) -> None:
    for quick in content_lines(line.split("\n")):
        assert parts(quick) == parts(Contentline(line))  # type: ignore[no-untyped-call]


def test_parameters_of_one_line_are_not_those_of_another() -> None:
    one, other = content_lines(["DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261125"])
    one.parts()[1]["TZID"] = "UTC"
    assert "TZID" not in other.parts()[1]


def test_of_two_versions_the_newer_is_read_by_its_stamps() -> None:
    def event(title: str, stamp: str) -> str:
        return (
            f"BEGIN:VEVENT\nUID:a@x\nSUMMARY:{title}\nLAST-MODIFIED:{stamp}\nDTSTART:20261124T090000\n"
            "DTEND:20261124T100000\nEND:VEVENT"
        )

    both = [event("新的", "20261102T000000Z"), event("旧的", "20261101T000000Z")]
    for order in (both, both[::-1]):
        content = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *order, "END:VCALENDAR"]).encode()
        found = read(content)
        assert [(one.summary, one.starts_at.date()) for one in found.events] == [("新的", date(2026, 11, 24))]
        assert not found.refused


def test_a_file_that_is_cut_off_is_told_from_one_that_is_no_calendar() -> None:
    whole = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:x\r\nDTSTART:20261201T100000\r\n"
    )
    with pytest.raises(InvalidInput, match="cut off"):
        read(whole)
    with pytest.raises(InvalidInput, match="no calendar file"):
        read(b"SUMMARY:x\r\n")
