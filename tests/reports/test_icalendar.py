"""What is exported is what the desk plans; what is imported comes once; nobody's data is in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar as Parsed

from tests.store.conftest import noon
from tui.desk.demo import load_demo
from tui.desk.desk import Desk
from tui.language.errors import InvalidInput, NotAllowed
from tui.language.i18n import translator
from tui.papers.icalendar import calendar_events, written
from tui.papers.icalendar_reading import read
from tui.platform.locations import model_community
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.services.events import Event, dates_of, service_event, split_end
from tui.rules.services.meeting_titles import meeting_kind_of
from tui.rules.services.schedule import sessions_between
from tui.seats.actor import Actor
from tui.store import Store, open_store

CLERK = Actor("小李", "local")
TODAY = date(2026, 3, 26)
START, END = date(2026, 1, 1), date(2026, 12, 31)
tr = translator("zh")
Calendar: Any = Parsed


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    stores: list[Store] = []

    def one(name: str = "data", role: Any = "staff") -> Desk:
        stores.append(open_store(tmp_path / name, role=role, now=noon))
        return Desk(stores[-1], Actor("小李", "local", role))

    yield one
    for store in stores:
        store.close()


@pytest.fixture
def desk(opened: Callable[..., Desk]) -> Desk:
    desk = opened()
    load_demo(desk.store, model_community(), CLERK)
    desk.meetings.plan({"kind": "joint", "starts_at": "2026-04-02T15:00:00+08:00", "place": "会议室",
                        "rrule": "FREQ=MONTHLY;BYDAY=1TH"})  # fmt: skip
    return desk


def exported(desk: Desk, **narrowed: Any) -> bytes:
    return written(calendar_events(desk.store, tr, **narrowed), "社区", desk.store.now)


def sessions(desk: Desk) -> list[tuple[object, ...]]:
    """The sessions of a year as a clerk sees them."""
    names = {s["id"]: s["name"] for s in desk.store.services.stored()}
    found = sessions_between(desk.store.services.stored(), desk.store.sessions.stored(), START, END, LIBRARY)
    return sorted(
        (s["starts_at"], s["ends_at"], names[s["service_id"]], s["place"], s["state"]) for s in found
    )


def by_dateutil(content: bytes, start: date, end: date) -> list[tuple[str, datetime]]:
    """All occurrences in an .ics file as any other calendar works them out: icalendar parses, dateutil expands."""
    found: dict[tuple[str, datetime], tuple[str, datetime] | None] = {}
    components = Calendar.from_ical(content).walk("VEVENT")
    low, high = (
        datetime.combine(start, datetime.min.time(), LOCAL),
        datetime.combine(end, datetime.max.time(), LOCAL),
    )
    for c in components:
        if "recurrence-id" in c:
            continue
        begin = c["dtstart"].dt
        rules = rruleset()
        rules.rdate(begin)
        if "rrule" in c:
            rule: Any = rrulestr(c["rrule"].to_ical().decode(), dtstart=begin)
            rules.rrule(rule)
        for name, put in (("rdate", rules.rdate), ("exdate", rules.exdate)):
            for dates in [c[name]] if name in c else []:
                for one in dates.dts:
                    put(one.dt)
        for moment in rules.between(low - timedelta(40), high + timedelta(40), inc=True):
            found[str(c["uid"]), moment] = (str(c["summary"]), moment)
    for c in components:
        if "recurrence-id" in c:
            assert (str(c["uid"]), c["recurrence-id"].dt) in found or not low <= c["recurrence-id"].dt <= high
            found[str(c["uid"]), c["recurrence-id"].dt] = (str(c["summary"]), c["dtstart"].dt)
    return sorted(one for one in found.values() if one and low <= one[1] <= high)


def is_service(name: str) -> bool:
    """Whether it is none of the meetings and bookings of the model community."""
    return name != "四方联席会议" and not name.endswith("已预订")


def taught(desk: Desk) -> None:
    """Whatever a recurrence can have that no rule of iCalendar says, and what it can say."""
    add, day = desk.services.add, date(2026, 4, 26)
    add(
        {
            "name": "节前让路",
            "rrule": "FREQ=MONTHLY;BYMONTHDAY=5",
            "first": "2026-01-05",
            "on_holiday": "next",
            "on_weekend": "previous",
        }
    )
    add(
        {
            "name": "敬老",
            "festival": "double_ninth",
            "festival_offset": -3,
            "first": "2026-01-01",
            "place": "活动室",
        }
    )
    add({"name": "例外", "rrule": "FREQ=WEEKLY;BYDAY=TU", "first": "2026-03-03", "until": "2026-08-31", "months": [3, 4, 6],
         "exdates": ["2026-04-07"], "rdates": ["2026-04-09", "2026-09-02"],
         "pauses": [{"first": "2026-04-20", "until": "2026-04-30", "reason": "王小明病了"}]})  # fmt: skip
    add({"name": "五次", "rrule": "FREQ=WEEKLY;BYDAY=WE;COUNT=5", "first": "2026-04-01"})
    add({"name": "到六月", "rrule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260630", "first": "2026-04-02"})
    add(
        {
            "name": "改过的",
            "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
            "first": "2026-01-05",
            "starts": "15:00",
            "ends": "16:00",
        }
    )
    ids = {str(s["name"]): int(s["id"]) for s in desk.store.services.stored()}
    desk.services.edit(
        ids["改过的"], {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"}
    )  # what was stays on record
    desk.services.edit_from(ids["银发义剪日"], day, {"starts": "14:00", "ends": "16:00", "place": "活动室"})
    desk.sessions.move(ids["到六月"], date(2026, 4, 9), to=date(2026, 4, 10), reason="王小明病了")
    desk.sessions.cancel(ids["五次"], date(2026, 4, 8), "下雨")
    desk.sessions.confirm(ids["例外"], date(2026, 4, 9))


def test_all_that_a_recurrence_can_be_goes_out_and_comes_in(desk: Desk, opened: Callable[..., Desk]) -> None:
    taught(desk)
    content, other = exported(desk), opened("other")
    seen = [one for one in by_dateutil(content, START, END) if is_service(one[0])]
    wanted = sorted((name, datetime.fromisoformat(str(at))) for at, _, name, *_ in sessions(desk))
    assert seen == wanted
    assert "王小明" not in content.decode().replace("\r\n ", "")
    other.calendars.take_in(read(content).events)
    assert sessions(other) == sessions(desk)
    assert other.store.check() == []
    came = {(s.name, s.first): s for s in other.store.services.all()}
    assert came["五次", date(2026, 4, 1)].rrule == "FREQ=WEEKLY;BYDAY=WE;COUNT=5"
    assert came["到六月", date(2026, 4, 2)].until == date(2026, 6, 30)
    left = came["例外", date(2026, 3, 3)]
    assert (date(2026, 4, 7) in left.exdates, date(2026, 9, 2) in left.rdates) == (True, True)
    assert left.until == date(2026, 8, 31)
    before, after = came["银发义剪日", date(2018, 8, 26)], came["银发义剪日", date(2026, 4, 26)]
    assert (before.until, after.follows_id) == (date(2026, 4, 25), before.id)
    again = exported(other)
    assert by_dateutil(again, START, END) == [
        one for one in by_dateutil(content, START, END) if not one[0].endswith("已预订")
    ]
    assert {t.what for t in other.calendars.take_in(read(again).events)} == {"known"}
    assert {t.what for t in desk.calendars.take_in(read(again).events)} == {"known"}


def test_a_service_from_elsewhere_that_is_changed_from_one_session_on_goes_out_as_two(
    opened: Callable[..., Desk],
) -> None:
    desk = opened()
    desk.calendars.take_in(read(FOREIGN.encode()).events)
    desk.services.edit_from(1, date(2026, 4, 23), {"place": "阅览室"})
    found = read(exported(desk))
    assert found.refused == ()
    assert len({event.uid for event in found.events}) == len(found.events) == 4
    (after,) = [event for event in found.events if event.follows]
    assert after.follows == "a@else"
    desk.calendars.take_in(read(FOREIGN.encode()).events)  # the same calendar again
    assert len(desk.store.services) == 3


def test_bookings_go_out_without_anybodys_name_and_do_not_come_in(
    desk: Desk, opened: Callable[..., Desk]
) -> None:
    fields = {
        "room_id": 2,
        "starts": "08:00",
        "ends": "08:30",
        "booked_by": "王小明",
        "purpose": "王小明家谈心",
    }
    desk.rooms.book({**fields, "on": "2026-04-07"})
    weekly = desk.rooms.book({**fields, "on": "2026-04-08", "until": "2026-05-06"})
    desk.rooms.cancel(int(weekly["id"]), date(2026, 4, 22))
    gone = desk.rooms.book({**fields, "on": "2026-04-10"})
    desk.rooms.cancel(int(gone["id"]))
    content = exported(desk)
    assert "王小明" not in content.decode().replace("\r\n ", "")
    at = [f"{at:%m-%d %H:%M}" for name, at in by_dateutil(content, START, END) if name == "阅览室 已预订"]
    assert [day for day in at if day.endswith("08:00")] == [
        "04-07 08:00", "04-08 08:00", "04-15 08:00", "04-29 08:00", "05-06 08:00",
    ]  # fmt: skip
    part = by_dateutil(exported(desk, start=date(2026, 4, 15), end=date(2026, 4, 30)), START, END)
    assert [f"{at:%m-%d}" for name, at in part if name == "阅览室 已预订" and f"{at:%H:%M}" == "08:00"] == [
        "04-15",
        "04-29",
    ]
    assert not any(name.endswith("已预订") for name, _ in by_dateutil(exported(desk, team_id=1), START, END))
    found = read(content)
    assert {r.summary[-3:] for r in found.refused} == {"已预订"}
    assert {t.what for t in opened("other").calendars.take_in(found.events)} == {"service", "meeting"}


def test_other_calendars_see_the_same_sessions(desk: Desk) -> None:
    desk.sessions.cancel(6, date(2026, 4, 3), "放假")
    expected = sorted((name, datetime.fromisoformat(str(at))) for at, _, name, *_ in sessions(desk))
    seen = [one for one in by_dateutil(exported(desk), START, END) if is_service(one[0])]
    assert seen == expected
    assert len(seen) > 100


def test_a_meeting_recurs_in_other_calendars(desk: Desk) -> None:
    seen = [
        at for name, at in by_dateutil(exported(desk), START, date(2026, 6, 30)) if name == "四方联席会议"
    ]
    assert [f"{at:%m-%d %H:%M}" for at in seen] == ["04-02 15:00", "05-07 15:00", "06-04 15:00"]


def test_export_and_import_into_an_empty_store_gives_the_same_sessions(
    desk: Desk, opened: Callable[..., Desk]
) -> None:
    desk.services.edit(7, {"rrule": "FREQ=WEEKLY;BYDAY=SU"})  # sessions on record stay on their Saturdays
    desk.services.edit(4, {"paused": True})
    content, other = exported(desk), opened("other")
    found = read(content)
    assert all(refused.summary.endswith("已预订") for refused in found.refused)
    other.calendars.take_in(found.events)
    assert sessions(other) == sessions(desk)
    held = other.store.meetings.all()[-1]
    assert (held.kind, held.title, held.rrule, held.state) == (
        "joint",
        "",
        "FREQ=MONTHLY;BYDAY=1TH",
        "planned",
    )
    assert other.store.check() == []
    again = exported(other)
    assert by_dateutil(again, START, END) == [
        one for one in by_dateutil(content, START, END) if not one[0].endswith("已预订")
    ]
    uids = [
        {str(c["uid"]) for c in Calendar.from_ical(text).walk("VEVENT") if c["x-xingfu-kind"] != "BOOKING"}
        for text in (again, content)
    ]
    assert uids[0] == uids[1]


def test_importing_twice_changes_nothing(desk: Desk, opened: Callable[..., Desk]) -> None:
    found, other = read(exported(desk)), opened("other")
    assert {t.what for t in other.calendars.take_in(found.events)} == {"service", "meeting"}
    seq = other.store.seq
    assert {t.what for t in other.calendars.take_in(found.events)} == {"known"}
    assert {t.what for t in desk.calendars.take_in(found.events)} == {"known"}  # into where it came from
    assert other.store.seq == seq
    other.history.undo()
    assert not list(other.store.services.stored())


def test_a_dry_run_says_the_same_and_does_nothing(desk: Desk, opened: Callable[..., Desk]) -> None:
    found, other = read(exported(desk)), opened("other")
    tried = other.calendars.take_in(found.events, dry_run=True)
    assert other.store.empty
    assert tried == other.calendars.take_in(found.events)


def test_what_was_changed_here_is_left_as_it_is_and_said(desk: Desk) -> None:
    found = read(exported(desk))
    desk.services.edit(6, {"place": "别处"})
    taken = {t.summary: t.what for t in desk.calendars.take_in(found.events)}
    assert taken["楼宇服务日"] == "differs"
    assert desk.store.services.get(6).place == "别处"


def test_no_residents_data_leaves_in_it_whoever_exports(desk: Desk, opened: Callable[..., Desk]) -> None:
    desk.services.edit(
        2, {"rrule": "FREQ=WEEKLY;BYDAY=MO", "place": "3号楼2单元501", "note": "闫爱民 13712341234"}
    )
    desk.services.edit(3, {"name": "检查 13712341234"})
    desk.sessions.cancel(6, date(2026, 4, 3), "王小明病了")
    wish = desk.wishes.record({"title": "王小明家漏水", "resident": "王小明", "phone": "13712341234"})
    desk.meetings.put_on_agenda(int(wish["id"]))
    desk.store.refresh()
    for role in ("staff", "viewer"):
        text = exported(opened(role=role)).decode()
        for secret in ("王小明", "13712341234", "2单元501", "病了", "闫爱民"):
            assert secret not in text.replace("\r\n ", "")
        assert "检查 ****" in text.replace("\r\n ", "")


def test_viewers_and_recorders_import_nothing(desk: Desk, opened: Callable[..., Desk]) -> None:
    found = read(exported(desk))
    for role in ("viewer", "recorder"):
        with pytest.raises(NotAllowed):
            opened(role=role).calendars.take_in(found.events)


def test_one_team_and_a_span_of_days(desk: Desk) -> None:
    content = exported(desk, team_id=1, start=date(2026, 4, 1), end=date(2026, 6, 30))
    assert {name for name, _ in by_dateutil(content, START, END)} == {"银发义剪日"}
    assert [f"{at:%m-%d}" for _, at in by_dateutil(content, START, END)] == ["04-26", "05-26", "06-26"]


FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//else//
BEGIN:VEVENT
UID:a@else
DTSTART:20260402T010000Z
DTEND:20260402T023000Z
RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20260430T010000Z
EXDATE:20260409T010000Z
SUMMARY:健康讲座
LOCATION:活动室
END:VEVENT
BEGIN:VEVENT
UID:a@else
RECURRENCE-ID:20260416T010000Z
DTSTART:20260417T010000Z
DTEND:20260417T023000Z
SUMMARY:健康讲座
LOCATION:阅览室
END:VEVENT
BEGIN:VEVENT
UID:b@else
DTSTART:20260501T190000
SUMMARY:露天电影
END:VEVENT
BEGIN:VEVENT
UID:c@else
DTSTART;TZID=Asia/Shanghai:20260101T140000
RRULE:FREQ=MONTHLY;BYMONTHDAY=1
SUMMARY:红色联盟协调会
END:VEVENT
BEGIN:VEVENT
UID:d@else
DTSTART;VALUE=DATE:20260501
SUMMARY:劳动节
END:VEVENT
BEGIN:VEVENT
UID:e@else
DTSTART:20260501T090000
RRULE:FREQ=HOURLY
SUMMARY:太勤
END:VEVENT
BEGIN:VEVENT
UID:f@else
DTSTART;TZID=Europe/Berlin:20260501T090000
RRULE:FREQ=WEEKLY
SUMMARY:远方
END:VEVENT
BEGIN:VEVENT
DTSTART:20260501T090000
SUMMARY:无名
END:VEVENT
BEGIN:VEVENT
UID:g@else
DTSTART:2026
SUMMARY:坏日期
END:VEVENT
BEGIN:VTODO
UID:h@else
SUMMARY:买纸
END:VTODO
END:VCALENDAR
"""


def test_other_programs_events_become_services_and_meetings(opened: Callable[..., Desk]) -> None:
    desk = opened()
    found = read(FOREIGN.encode())
    taken = desk.calendars.take_in(found.events)
    assert [(t.what, t.summary) for t in taken] == [
        ("service", "健康讲座"), ("service", "露天电影"), ("meeting", "红色联盟协调会"),
    ]  # fmt: skip
    why = {r.summary: str(r.why) for r in found.refused}
    assert sorted(why) == sorted(["劳动节", "太勤", "远方", "无名", "坏日期", "买纸"])
    assert "all day" in why["劳动节"]
    assert "time zone" in why["远方"]
    listed = [(s[0], s[2], s[3], s[4]) for s in sessions(desk) if s[4] != "cancelled"]
    assert listed == [
        ("2026-04-02T09:00:00+08:00", "健康讲座", "活动室", "planned"),
        ("2026-04-17T09:00:00+08:00", "健康讲座", "阅览室", "planned"),
        ("2026-04-23T09:00:00+08:00", "健康讲座", "活动室", "planned"),
        ("2026-04-30T09:00:00+08:00", "健康讲座", "活动室", "planned"),
        ("2026-05-01T19:00:00+08:00", "露天电影", "", "planned"),
    ]
    meeting = desk.store.meetings.get(1)
    assert (meeting.kind, f"{meeting.starts_at:%m-%d %H:%M}") == ("alliance", "04-01 14:00")
    assert {t.what for t in desk.calendars.take_in(found.events)} == {"known"}


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"\xff\xfe\x00"]
)
def test_what_is_no_calendar_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(content)


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000), st.integers(1, 40))
def test_a_damaged_file_never_ends_in_anything_else(noise: bytes, at: int, cut: int) -> None:
    content = FOREIGN.encode()
    damaged = content[:at] + noise + content[at + cut :]
    try:
        found = read(damaged)
    except InvalidInput:
        return
    assert all(e.ends_at > e.starts_at for e in found.events)


RULES = st.sampled_from(
    ["FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=MONTHLY",
     "FREQ=MONTHLY;BYMONTHDAY=26", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2SA", "FREQ=MONTHLY;BYDAY=3WE;COUNT=5",
     "FREQ=WEEKLY;COUNT=9", "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU", "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
     "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260701", "FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=MO,SU", ""]
)  # fmt: skip
DAYS = st.dates(date(2025, 6, 1), date(2026, 9, 30))


TREATED = st.sampled_from(["keep", "skip", "next", "previous"])
MANY = st.lists(DAYS.map(date.isoformat), max_size=4, unique=True).map(sorted)
CALENDAR = st.fixed_dictionaries(
    {},
    optional={
        "exdates": MANY, "rdates": MANY, "on_holiday": TREATED, "on_weekend": TREATED, "on_made_up": TREATED,
        "months": st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True),
        "plans_from": DAYS.map(date.isoformat), "festival": st.sampled_from(["spring", "double_ninth", "dragon_boat"]),
        "pauses": st.tuples(DAYS, st.none() | st.integers(0, 60)).map(
            lambda p: [{"first": p[0].isoformat(), "until": None if p[1] is None else (p[0] + timedelta(p[1])).isoformat()}]
        ),
    },
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(
    CALENDAR, RULES, DAYS, st.none() | DAYS, st.booleans(), st.lists(st.tuples(DAYS, st.integers(-3, 3)), max_size=4, unique_by=lambda x: x[0]),
    st.none() | DAYS, st.none() | st.just(date(2026, 8, 31)),
)  # fmt: skip
def test_any_service_is_the_same_by_the_file_as_by_the_desk(
    more: dict[str, Any], rrule: str, first: date, until: date | None, paused: bool, record: list[tuple[date, int]],
    start: date | None, end: date | None,
) -> None:  # fmt: skip
    service = {"id": 1, "name": "义剪", "rrule": rrule, "first": first.isoformat(), "paused": paused,
               "until": until.isoformat() if until else None, "starts": "09:00", "ends": "11:00",
               "created_at": "2025-01-01T00:00:00+08:00", **more}  # fmt: skip
    if "festival" in more:
        service["rrule"] = ""
    stored = [
        {"service_id": 1, "on": on.isoformat(), "state": "done", "place": "",
         "starts_at": f"{on + timedelta(moved)}T10:00:00+08:00", "ends_at": f"{on + timedelta(moved)}T11:00:00+08:00"}
        for on, moved in record
    ]  # fmt: skip
    event = service_event(service, stored, today=TODAY, start=start, end=end, calendar=LIBRARY)
    low, high = max(start or date(2025, 1, 1), date(2025, 1, 1)), end or date(2026, 12, 31)
    on_record = {s["on"] for s in stored}
    expected = {
        s["on"]
        for s in sessions_between([service], stored, date(2024, 1, 1), date(2027, 6, 1), LIBRARY)
        if s["on"] not in on_record and str(start or "") <= s["starts_at"][:10] <= str(end or "9")
    }
    expected |= on_record
    wanted = sorted(on for on in expected if low.isoformat() <= on <= high.isoformat())
    if event is None:
        assert not wanted
        return
    text = written([event], "x", datetime(2026, 3, 26, tzinfo=LOCAL))
    masters = [c for c in Calendar.from_ical(text).walk("VEVENT") if "recurrence-id" not in c]
    (parsed,) = read(text).events
    assert [d.isoformat() for d in dates_of(parsed, low, high)] == wanted
    assert sorted(parsed.rrule.split(";")) == sorted(
        event.rrule.split(";")
    )  # the library has an order of its own
    assert replace(parsed, rrule=event.rrule) == event
    assert len(masters) == 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [("四方联席会议", "joint"), ("居民议事会", "council"), ("红色联盟例会", "alliance"), ("Team meeting", "joint"), ("理发", ""),
     ("联欢晚会", ""), ("", "")],
)  # fmt: skip
def test_a_title_tells_a_meeting(title: str, kind: str) -> None:
    assert meeting_kind_of(title) == kind


def test_the_end_of_a_rule_is_told_apart() -> None:
    assert split_end("RRULE:FREQ=WEEKLY;UNTIL=20260430T155959Z;BYDAY=TH") == (
        "FREQ=WEEKLY;BYDAY=TH",
        date(2026, 4, 30),
    )
    assert split_end("FREQ=DAILY") == ("FREQ=DAILY", None)


def test_events_without_a_rule_come_once() -> None:
    at = datetime(2026, 4, 2, 15, 0, tzinfo=LOCAL)
    once = Event("u", "meeting", "会", at, at + timedelta(hours=1))
    assert dates_of(once, START, END) == [date(2026, 4, 2)]


def test_khal_accepts_it_and_lists_the_same_day(desk: Desk, tmp_path: Path) -> None:
    taught(desk)
    (tmp_path / "out.ics").write_bytes(exported(desk))
    (tmp_path / "khal.conf").write_text(
        f"[calendars]\n[[desk]]\npath = {tmp_path}/calendar\n[locale]\nlocal_timezone = Asia/Shanghai\n"
        "default_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n[default]\ndefault_calendar = desk\n",
        encoding="utf-8",
    )

    def khal(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "khal", "-c", str(tmp_path / "khal.conf"), *arguments],
            capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    khal("import", "--batch", "-a", "desk", str(tmp_path / "out.ics"))
    listed = khal("list", "--format", "{start-date} {start-time}-{end-time} {title}", "2026-01-01", "180d")
    shown = {line.strip() for line in listed.splitlines() if line.startswith("2026-")}
    wanted = {
        f"{str(at)[:10]} {str(at)[11:16]}-{str(end)[11:16]} {name}"
        for at, end, name, *_ in sessions(desk)
        if str(at)[:10] < "2026-06-30"
    }
    ours = {" ".join(line.split()) for line in shown}
    assert {line for line in ours if is_service(line.split(" ", 2)[2])} == wanted
