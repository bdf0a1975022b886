"""Calendar files as other programs really write them: what is taken, what is told, what a newer version changes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.store.conftest import noon
from tests.store.memory_engine import Commits, MemoryEngine
from tui.desk.desk import Desk
from tui.desk.services.calendar_plan import ServicePlanner, Taken
from tui.language.errors import InvalidInput
from tui.papers.icalendar_decoding import decoded
from tui.papers.icalendar_reading import ImportedCalendar, read
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.services.meeting_titles import meeting_kind_of
from tui.rules.services.schedule import sessions_between
from tui.seats.actor import Actor
from tui.store import Store

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def desk() -> Desk:
    return Desk(Store(MemoryEngine(Commits(), now=noon), noon), Actor("小李", "local"))


def event(
    *lines: str, uid: str = "a@else", start: str = ";TZID=Asia/Shanghai:20260402T090000", title: str = "义诊"
) -> str:
    """A VEVENT of one hour, on Thursdays from 2 April 2026 on if a rule is among the lines."""
    end = start.replace("T090000", "T100000")
    return "\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTART{start}",
            f"DTEND{end}",
            f"SUMMARY:{title}",
            *lines,
            "END:VEVENT",
        ]
    )


def calendar(*events: str, method: str = "") -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//else//",
        *([f"METHOD:{method}"] if method else []),
        *events,
    ]
    return "\r\n".join("\n".join([*lines, "END:VCALENDAR", ""]).split("\n")).encode()


WEEKLY = "RRULE:FREQ=WEEKLY;BYDAY=TH"


def take(desk: Desk, content: bytes) -> list[Taken]:
    found = read(content)
    return desk.calendars.take_in((*found.events, *found.amendments))


def starts(desk: Desk, *, until: date = date(2026, 5, 31)) -> list[str]:
    found = sessions_between(
        desk.store.services.stored(), desk.store.sessions.stored(), FIRST, until, LIBRARY
    )
    return [s["starts_at"][5:16].replace("T", " ") for s in found if s["state"] != "cancelled"]


def reasons(found: ImportedCalendar) -> list[str]:
    return [str(refused.why) for refused in found.refused]


# ---- characters

TITLE = "健康讲座，居民议事厅𠮷"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_text_is_read_in_each_encoding(encoding: str) -> None:
    content = calendar(event(title=TITLE)).decode().encode(encoding)
    assert [e.summary for e in read(content).events] == [TITLE]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-be"])
@pytest.mark.parametrize("fold", ["\r\n ", "\n\t", "\r ", "\r\r\n "])
def test_a_fold_may_stand_anywhere_inside_a_character_too(encoding: str, fold: str) -> None:
    content = calendar(event(title=TITLE)).decode().encode(encoding)
    begin = content.index("SUMMARY:".encode(encoding)) + len("SUMMARY:".encode(encoding))
    size = 2 if encoding.startswith("utf-16") else 1
    for at in range(begin, begin + len(TITLE.encode(encoding)) + 1, size):
        folded = content[:at] + fold.encode(encoding) + content[at:]
        assert f"SUMMARY:{TITLE}" in decoded(folded)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\r\n"])
def test_lines_may_end_as_any_system_ends_them(end: str) -> None:
    assert len(read(calendar(event()).replace(b"\r\n", end.encode())).events) == 1


def test_a_damaged_character_is_told_and_not_guessed() -> None:
    whole = calendar(event(title=TITLE))
    with pytest.raises(InvalidInput, match="no whole UTF-8"):
        read(whole.replace("健".encode(), "健".encode()[:2]))
    with pytest.raises(InvalidInput, match="neither UTF-8 nor UTF-16 nor GB18030"):
        read(calendar(event(title="caf?s?")).replace(b"?", b"\xe9"))
    with pytest.raises(InvalidInput, match=r"vCalendar 1\.0"):
        read(calendar(event()).replace(b"VERSION:2.0", b"VERSION:1.0"))


# ---- time zones and years


@pytest.mark.parametrize(
    ("zone", "at"),
    [("Asia/Shanghai", "09:00"), ("China Standard Time", "09:00"), ("中国标准时间", "09:00"), ("Tokyo Standard Time", "08:00"),
     ('"(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"', "09:00"), ("/freeassociation.sourceforge.net/Asia/Shanghai", "09:00")],
)  # fmt: skip
def test_the_names_of_zones_that_programs_use(zone: str, at: str) -> None:
    (found,) = read(calendar(event(start=f";TZID={zone}:20260402T090000"))).events
    assert f"{found.starts_at:%H:%M}" == at


@pytest.mark.parametrize("name", ["DTSTART", "EXDATE", "RDATE"])
def test_a_zone_that_is_not_known_is_refused_by_its_name(name: str) -> None:
    lines = [WEEKLY] if name == "DTSTART" else [WEEKLY, f"{name};TZID=Mars/Olympus:20260409T090000"]
    start = ";TZID=Mars/Olympus:20260402T090000" if name == "DTSTART" else ":20260402T090000"
    assert reasons(read(calendar(event(*lines, start=start)))) == [
        "Its time zone is not known: Mars/Olympus."
    ]


def test_a_zone_that_one_file_defines_is_not_that_of_the_next() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE"
    )
    start = ";TZID=Ours:20260402T090000"
    for order in ((zone, event(start=start)), (event(start=start), zone)):
        (found,) = read(calendar(*order)).events
        assert f"{found.starts_at:%H:%M}" == "08:00"
    assert reasons(read(calendar(event(start=start)))) == ["Its time zone is not known: Ours."]


@pytest.mark.parametrize("day", ["18991231", "22000101", "99991231", "00010101"])
def test_years_that_are_not_accepted_are_refused(day: str) -> None:
    for content in (event(start=f":{day}T090000"), event(WEEKLY, f"RDATE:{day}T090000")):
        found = read(calendar(content))
        assert found.events == ()
        assert len(found.refused) == 1


def test_the_first_and_last_day_that_is_accepted() -> None:
    found = read(calendar(event(start=":19000101T090000"), event(uid="b", start=":21991231T090000")))
    assert [e.starts_at.date() for e in found.events] == [date(1900, 1, 1), date(2199, 12, 31)]


# ---- the last one


@pytest.mark.parametrize(
    ("start", "until", "last"),
    [
        (";TZID=Asia/Shanghai:20260402T090000", "20260430T010000Z", "04-30"),
        (";TZID=Asia/Shanghai:20260402T090000", "20260430T005959Z", "04-23"),
        (";TZID=Asia/Shanghai:20260402T090000", "20260430T090000", "04-30"),
        (";TZID=Asia/Shanghai:20260402T090000", "20260430T085959", "04-23"),
        (";TZID=Asia/Tokyo:20260402T100000", "20260430T095959", "04-23"),
        (";TZID=Asia/Tokyo:20260402T100000", "20260430T100000", "04-30"),
        (":20260402T010000Z", "20260430T010000Z", "04-30"),
        (":20260402T010000Z", "20260430T005959Z", "04-23"),
        (":20260402T090000", "20260430T090000", "04-30"),
        (":20260402T090000", "20260430T085959", "04-23"),
        (":20260402T090000", "20260430", "04-23"),
        (";TZID=Asia/Shanghai:20260402T090000", "20260501", "04-30"),
    ],
)
def test_the_last_one_is_not_one_too_many(desk: Desk, start: str, until: str, last: str) -> None:
    content = calendar(event(f"RRULE:FREQ=WEEKLY;UNTIL={until}", start=start).replace("DTEND", "X-END"))
    take(desk, content)
    assert starts(desk)[-1] == f"{last} 09:00"


def test_a_mere_date_as_end_and_one_without_sense_are_told() -> None:
    (dated, far) = read(calendar(
        event("RRULE:FREQ=WEEKLY;UNTIL=20260430"), event("RRULE:FREQ=WEEKLY;UNTIL=99991231T000000Z", uid="b"),
    )).events  # fmt: skip
    assert [str(m) for m in dated.cautions] == ["It recurs until 2026-04-30, that day not included."]
    assert [str(m) for m in far.cautions] == ["It recurs until 9999-12-31: taken as without end."]
    assert far.until is None


# ---- dates of their own


def test_dates_with_an_hour_or_a_length_of_their_own(desk: Desk) -> None:
    take(desk, calendar(event(
        "RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;TZID=Asia/Shanghai:20260414T090000,20260415T143000",
        "RDATE;VALUE=PERIOD:20260420T080000Z/20260420T093000Z,20260421T080000Z/PT2H",
    )))  # fmt: skip
    assert starts(desk) == [
        "04-02 09:00", "04-09 09:00", "04-14 09:00", "04-15 14:30", "04-20 16:00", "04-21 16:00",
    ]  # fmt: skip
    ends = {s["on"]: s["ends_at"][11:16] for s in desk.store.sessions.stored()}
    assert ends == {"2026-04-15": "15:30", "2026-04-20": "17:30", "2026-04-21": "18:00"}


def test_a_period_that_begins_as_the_recurrence_does_says_how_long_that_one_takes(desk: Desk) -> None:
    taken = take(
        desk, calendar(event("RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;VALUE=PERIOD:20260409T090000/PT3H"))
    )
    assert (taken[0].sessions, starts(desk)) == (1, ["04-02 09:00", "04-09 09:00"])
    assert desk.store.sessions.get(1).ends_at.hour == 12


def test_a_date_is_left_out_by_its_own_hour_alone(desk: Desk) -> None:
    take(desk, calendar(event(
        "RRULE:FREQ=WEEKLY;COUNT=4", "RDATE:20260415T143000", "EXDATE:20260409T100000", "EXDATE:20260415T143000",
        "EXDATE;VALUE=DATE:20260416",
    )))  # fmt: skip
    assert starts(desk) == ["04-02 09:00", "04-09 09:00", "04-23 09:00"]


def test_a_second_one_on_a_day_is_told() -> None:
    found = read(calendar(
        event(WEEKLY, "RDATE:20260409T150000"),
        event("RECURRENCE-ID;TZID=Asia/Shanghai:20260409T150000", start=":20260409T160000"),
    ))  # fmt: skip
    assert sorted(reasons(found)) == sorted([
        "The one at 2026-04-09 15:00 is not taken: there is another on that day",
        "The one at 2026-04-09 15:00 is not taken: there is another on that day",
    ])  # fmt: skip
    assert found.events[0].overrides == ()


# ---- this and following


def turn(on: str, to: str, *lines: str, title: str = "义诊") -> str:
    return event(f"RECURRENCE-ID;TZID=Asia/Shanghai;RANGE=THISANDFUTURE:{on}", *lines, title=title,
                 start=f";TZID=Asia/Shanghai:{to}").replace(f"DTEND;TZID=Asia/Shanghai:{to}", "DURATION:PT2H")  # fmt: skip


def test_a_change_from_one_date_on_makes_a_service_that_follows(desk: Desk) -> None:
    taken = take(desk, calendar(event(WEEKLY), turn("20260416T090000", "20260417T143000", "LOCATION:花园")))
    assert [t.what for t in taken] == ["service", "service"]
    assert starts(desk) == [
        "04-02 09:00", "04-09 09:00", "04-17 14:30", "04-24 14:30", "05-01 14:30", "05-08 14:30", "05-15 14:30",
        "05-22 14:30", "05-29 14:30",
    ]  # fmt: skip
    before, after = desk.store.services.all()
    assert (before.until, after.follows_id, after.place, after.ends) == (
        date(2026, 4, 15),
        before.id,
        "花园",
        "16:30",
    )
    again = take(desk, calendar(event(WEEKLY), turn("20260416T090000", "20260417T143000", "LOCATION:花园")))
    assert [t.what for t in again] == ["known", "known"]


def test_cancelled_from_one_date_on_ends_it(desk: Desk) -> None:
    take(desk, calendar(event(WEEKLY), turn("20260416T090000", "20260416T090000", "STATUS:CANCELLED")))
    assert starts(desk) == ["04-02 09:00", "04-09 09:00"]


def test_a_change_that_no_recurrence_can_say_is_told_and_what_comes_before_is_right(desk: Desk) -> None:
    content = calendar(event("RRULE:FREQ=MONTHLY"), turn("20260502T090000", "20260503T090000"))
    assert reasons(read(content)) == [
        "The one at 2026-05-02 09:00 is not taken: no recurrence says to which days it moves"
    ]
    take(desk, content)
    assert starts(desk, until=LAST) == ["04-02 09:00"]


# ---- cancelled, and newer versions


def test_a_cancelled_event_is_cancelled_here_and_nothing_is_made_of_it_elsewhere(desk: Desk) -> None:
    cancel = calendar(event("SEQUENCE:1", "STATUS:CANCELLED", "COMMENT:下雨"), method="CANCEL")
    (unknown,) = take(desk, cancel)
    assert (unknown.what, str(unknown.why)) == ("refused", "It is cancelled.")
    take(desk, calendar(event(WEEKLY)))
    desk.sessions.confirm(1, date(2026, 4, 9))
    (done,) = take(desk, cancel)
    assert (done.what, done.sessions) == ("cancelled", 1)
    assert starts(desk) == []
    assert desk.store.sessions.get(1).reason == "下雨"


@pytest.mark.parametrize("method", ["CANCEL", ""])
def test_one_session_is_cancelled_or_moved_though_the_file_has_no_more_of_it(desk: Desk, method: str) -> None:
    take(desk, calendar(event(WEEKLY)))
    lines = ["RECURRENCE-ID:20260409T010000Z", *([] if method else ["LOCATION:花园"])]
    (taken,) = take(desk, calendar(event(*lines, start=":20260410T090000"), method=method))
    assert (taken.what, taken.sessions) == ("sessions", 1)
    assert starts(desk, until=date(2026, 4, 16))[1:] == (
        ["04-16 09:00"] if method else ["04-10 09:00", "04-16 09:00"]
    )


def test_what_is_said_of_an_event_holds_for_what_it_went_on_as(desk: Desk) -> None:
    take(desk, calendar(event(WEEKLY), turn("20260416T090000", "20260417T143000")))
    moved = event("RECURRENCE-ID:20260423T010000Z", "SEQUENCE:1", start=":20260425T090000")
    assert [t.what for t in take(desk, calendar(moved))] == ["sessions"]
    assert starts(desk, until=date(2026, 5, 1)) == [
        "04-02 09:00", "04-09 09:00", "04-17 14:30", "04-25 09:00", "05-01 14:30"
    ]  # fmt: skip
    cancelled = take(desk, calendar(event("SEQUENCE:2"), method="CANCEL"))
    assert ([t.what for t in cancelled], starts(desk)) == (["cancelled", "cancelled"], [])


def test_an_answer_to_an_invitation_is_no_event() -> None:
    assert reasons(read(calendar(event(), method="REPLY"))) == ["It answers an invitation (METHOD:REPLY)."]


def test_the_higher_sequence_wins_in_a_file_whatever_the_order() -> None:
    old, new = event("SEQUENCE:1", title="旧"), event("SEQUENCE:2", title="新")
    for content in (calendar(old, new), calendar(new, old)):
        assert [e.summary for e in read(content).events] == ["新"]
    assert reasons(read(calendar(event(title="甲"), event(title="乙")))) == ["It stands there twice."]
    assert len(read(calendar(event(), event())).events) == 1


def test_a_newer_version_changes_what_was_imported_and_leaves_what_took_place(desk: Desk) -> None:
    moved = event("RECURRENCE-ID;TZID=Asia/Shanghai:20260409T090000", start=":20260410T090000")
    start = ";TZID=Asia/Shanghai:20260305T090000"
    take(desk, calendar(event(WEEKLY, "SEQUENCE:1", start=start), moved))
    newer = calendar(
        event("RRULE:FREQ=WEEKLY;BYDAY=FR", "SEQUENCE:2", "LOCATION:花园", start=start.replace("05T", "06T"))
    )
    (taken,) = take(desk, newer)
    assert taken.what == "updated"
    assert starts(desk, until=date(2026, 4, 12)) == [
        "03-05 09:00", "03-12 09:00", "03-19 09:00", "03-26 09:00",  # the last one has begun: it is noon
        "03-27 09:00", "04-03 09:00", "04-10 09:00",
    ]  # fmt: skip
    assert desk.store.services.get(1).place == "花园"
    assert [t.what for t in take(desk, newer)] == ["known"]
    (older,) = take(desk, calendar(event(WEEKLY, "SEQUENCE:1", start=start)))
    assert (older.what, str(older.why)) == (
        "differs",
        "The file has an older version; it is left as it is here.",
    )
    assert desk.store.check() == []
    desk.history.undo()
    assert "04-10 09:00" in starts(desk)
    assert desk.store.services.get(1).rrule == "FREQ=WEEKLY;BYDAY=TH"


def test_a_newer_version_that_changes_from_another_date_on_leaves_nothing_of_the_older(desk: Desk) -> None:
    take(desk, calendar(event(WEEKLY), turn("20260409T090000", "20260409T143000")))
    newer = calendar(event(WEEKLY, "SEQUENCE:1"), turn("20260416T090000", "20260416T180000"))
    assert [t.what for t in take(desk, newer)] == ["updated", "service", "cancelled"]
    assert starts(desk, until=date(2026, 4, 23)) == [
        "04-02 09:00",
        "04-09 09:00",
        "04-16 18:00",
        "04-23 18:00",
    ]
    assert [t.what for t in take(desk, newer)] == ["known", "known"]
    assert desk.store.check() == []


def test_a_newer_version_of_a_meeting(desk: Desk) -> None:
    take(desk, calendar(event("SEQUENCE:1", title="居民议事会")))
    (taken,) = take(
        desk, calendar(event("SEQUENCE:2", "LOCATION:花园", title="居民议事会", start=":20260403T090000"))
    )
    meeting = desk.store.meetings.get(1)
    assert (taken.what, meeting.place, meeting.starts_at.day) == ("updated", "花园", 3)
    (taken,) = take(desk, calendar(event("SEQUENCE:3", title="居民议事会"), method="CANCEL"))
    assert (taken.what, desk.store.meetings.get(1).state) == ("cancelled", "cancelled")


# ---- texts


def test_what_is_too_long_stands_in_the_note_and_is_told(desk: Desk) -> None:
    title, place, more = "健康" * 50, "活动室" * 80, "请带身份证\\n九点到"
    (taken,) = take(desk, calendar(event(f"LOCATION:{place}", f"DESCRIPTION:{more}", title=title)))
    service = desk.store.services.get(1)
    assert (service.name, service.place) == (title[:59] + "…", place[:199] + "…")
    assert service.note == f"{title}\n{place}\n请带身份证\n九点到"
    assert [str(m)[:9] for m in taken.cautions] == ["The title", "The place"]


def test_a_session_with_a_title_of_its_own_keeps_it_in_its_note(desk: Desk) -> None:
    take(desk, calendar(event(WEEKLY), event("RECURRENCE-ID:20260409T010000Z", title="义诊加体检")))
    assert desk.store.sessions.get(1).note == "义诊加体检"


@pytest.mark.parametrize(
    "title",
    ["读书会", "运动会", "音乐会", "茶话会", "招聘会", "生日会", "联谊会", "分享会", "宣讲会", "庙会", "游园会", "红色联盟运动会",
     "议事厅读书会", "会议室大扫除", "会员日", "业主委员会换届", "专家会诊", "志愿者表彰大会", "meeting room cleaning"],
)  # fmt: skip
def test_what_ends_in_the_word_and_is_no_meeting(title: str) -> None:
    assert meeting_kind_of(title) == ""


@pytest.mark.parametrize(
    ("title", "kind"),
    [("四方联席会", "joint"), ("四月例会", "joint"), ("党员大会", "joint"), ("居民座谈会（南院）", "joint"), ("民主议事协商会", "council"),
     ("红色联盟沟通协调会", "alliance"), ("停车协调会", "alliance"), ("停车听证会", "joint"), ("社区周会", "joint")],
)  # fmt: skip
def test_what_is_a_meeting(title: str, kind: str) -> None:
    assert meeting_kind_of(title) == kind


def test_dates_that_a_meeting_cannot_have_are_told(desk: Desk) -> None:
    (taken,) = take(desk, calendar(event(WEEKLY, "EXDATE:20260416T090000", title="例会")))
    assert [str(m) for m in taken.cautions] == [
        "A meeting keeps its recurrence alone: what differs on 2026-04-16 is not taken."
    ]


# ---- the lock


def many(n: int) -> bytes:
    return calendar(*(event(WEEKLY, uid=f"{i}@else", title=f"活动{i}") for i in range(n)))


class _Counting(MemoryEngine):
    """Counts how often somebody else would have had to wait."""

    locks = 0
    _depth = 0

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        self.locks += not self._depth
        self._depth += 1
        try:
            with super().exclusive():
                yield
        finally:
            self._depth -= 1


@pytest.fixture
def counted() -> tuple[_Counting, Desk]:
    engine = _Counting(Commits(), now=noon)
    return engine, Desk(Store(engine, noon), Actor("小李", "local"))


def test_planning_takes_no_lock_and_carrying_out_takes_one(counted: tuple[_Counting, Desk]) -> None:
    engine, desk = counted
    plan = desk.calendars.plan(read(many(20)).events)
    assert (engine.locks, engine.empty) == (0, True)
    desk.calendars.take_in(read(many(20)).events, dry_run=True)
    assert (engine.locks, engine.empty) == (0, True)
    desk.calendars.carry_out(plan)
    assert (engine.locks, engine.seq) == (1, 1)
    assert {t.what for t in desk.calendars.take_in(read(many(20)).events)} == {"known"}
    assert engine.seq == 1


def test_what_others_did_since_the_plan_is_heeded(counted: tuple[_Counting, Desk]) -> None:
    _, desk = counted
    plan = desk.calendars.plan(read(many(2)).events)
    other = threading.Thread(target=desk.calendars.take_in, args=(read(many(1)).events,))
    other.start()
    other.join()
    assert [t.what for t in desk.calendars.carry_out(plan)] == ["known", "service"]
    assert len(desk.store.services) == 2


def test_the_cost_grows_with_the_file_and_not_with_its_square() -> None:
    """In documents read, not in seconds."""

    class Counted(dict[str, Any]):
        read = 0

        def __getitem__(self, key: str) -> Any:
            type(self).read += 1
            return super().__getitem__(key)

    def cost(n: int) -> int:
        Counted.read = 0
        at = datetime(2026, 1, 1, tzinfo=LOCAL).isoformat()
        services = [Counted(id=i, name=f"{i}", uid=f"{i}@else", created_at=at) for i in range(n)]
        sessions = [
            Counted(service_id=i, on=(FIRST + timedelta(d)).isoformat(), state="done", starts_at=at)
            for i in range(n) for d in range(3)
        ]  # fmt: skip
        desk = Desk(Store(MemoryEngine(Commits(), now=noon), noon), Actor("小李", "local"))
        planner = ServicePlanner(services, sessions, [], noon(), LIBRARY, desk.calendars.checked)
        for found in read(many(n)).events:
            planner.take(found)
        return Counted.read

    assert cost(80) < 2.5 * cost(40)
