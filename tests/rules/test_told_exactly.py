"""Edges at which the rules turn, and the very words and figures that people are told there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tui.kinds.words import RULINGS as RULING_WORDS
from tui.kinds.words import SESSION_STATES, Ruling
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.households.visits import VisitNeed, need, visit_order
from tui.rules.meetings import RULINGS
from tui.rules.people.hours import check_day, summed, within
from tui.rules.people.matching import Helper, Person, SkillNeed, ranked
from tui.rules.people.occasions import birthday_of, check_birthday, occasions
from tui.rules.people.team_status import QUIET_WEEKS, team_status
from tui.rules.recurrence import describe, parse_words
from tui.rules.services.bookings import complaint
from tui.rules.services.events import service_event
from tui.rules.services.session_state import check, session_state
from tui.rules.wishes import workflow
from tui.rules.wishes.attention import Attention, attention

TODAY = date(2026, 11, 24)  # a Tuesday
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


# ---- recurrence in English words


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("daily", "FREQ=DAILY"), ("weekly", "FREQ=WEEKLY"), ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("biweekly on fri", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), ("monthly on the 5th", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("quarterly on the last friday", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1FR"),
        ("quarterly on the first friday", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1FR"),
        ("every quarter on the second day of the second month", "FREQ=MONTHLY;BYMONTH=2,5,8,11;BYMONTHDAY=2"),
        ("every quarter on day 5 of the last month", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=5"),
        ("yearly on march 5", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5"),
        ("annually on oct 1", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1"),
        ("5th of march and june", "FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=5"),
        ("every third day", "FREQ=DAILY;INTERVAL=3"), ("every six weeks on mon", "FREQ=WEEKLY;INTERVAL=6;BYDAY=MO"),
        ("weekends", "FREQ=WEEKLY;BYDAY=SA,SU"), ("every monday to thursday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"),
        ("second last working day of the month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"),
        ("day 3 from the end of the month", "FREQ=MONTHLY;BYMONTHDAY=-3"),
        ("every friday until end of year", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231"),
        ("every friday until nov 24", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261124"),
        ("every friday until nov 23", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20271123"),
        ("every friday until nov 23, 2026", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261123"),
        ("every friday until feb 31", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270228"),
        ("every friday for 5 times", "FREQ=WEEKLY;BYDAY=FR;COUNT=5"),
    ],
)  # fmt: skip
def test_english_words_mean_one_rule(words: str, rule: str) -> None:
    assert parse_words(words, TODAY) == rule


@pytest.mark.parametrize(
    "words",
    [
        # A quarter has no month of a name: March would be one quarter's alone.
        "every quarter in march", "every quarter on the 5th in march", "every quarter on the 5th of march",
        "every quarter on the last day in march", "every two quarters on the last friday", "every quarter on friday",
        "every quarter on the 5th", "daily on friday", "daily in march", "weekly on the 5th", "every month", "every year",
        "every year in march", "every other 5th", "every thursday to monday",
        "first weekend", "last friday and last working day of the month", "sometimes",
        "every quarter on day 5 of the fifth month", "every 401 days", "every friday until whenever",
    ],
)  # fmt: skip
def test_english_words_that_mean_no_rule_are_not_guessed_at(words: str) -> None:
    assert parse_words(words, TODAY) is None


def test_what_needs_today_is_unclear_without_it() -> None:
    assert parse_words("every friday until end of year") is None
    assert parse_words("every friday until 2026-12-31") == "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231"
    assert str(describe("FREQ=DAILY")) == "every day"


# ---- birthdays


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1950-12-05", "12-05"), ("1950/1/5", "01-05"), ("1950.1.5", "01-05"), ("1950年1月5日", "01-05"), ("19501205", "12-05"), ("12.5", "12-05"),
        ("1月5号", "01-05"), ("０３－２６", "03-26"), ("0326", "03-26"), ("03-26", "03-26"), ("农历八月十五", "农历八月十五"), ("13-05", "13-05"), ("", ""),
    ],
)  # fmt: skip
def test_a_birthday_is_read_as_people_write_it_and_its_year_is_dropped(typed: str, kept: str) -> None:
    assert birthday_of(typed) == kept


@pytest.mark.parametrize(
    ("today", "days"),
    [("2026-02-28", 0), ("2027-03-01", 365), ("2028-02-28", 1), ("2028-02-29", 0), ("2100-02-28", 0), ("2000-02-29", 0)],
)  # fmt: skip
def test_a_birthday_on_the_29th_of_february_comes_every_year(today: str, days: int) -> None:
    assert check_birthday("02-29") is None
    volunteer = {"id": 1, "name": "小陈", "birthday": "02-29"}
    (mark,) = occasions([volunteer], [], date.fromisoformat(today), ahead=366)
    assert (mark.occasion, mark.volunteer_id, mark.name, mark.days) == ("birthday", 1, "小陈", days)


@pytest.mark.parametrize("text", ["02-30", "04-31", "13-01", "00-10", "1-01", "01-00", "03-26 "])
def test_a_day_that_no_year_has_is_no_birthday(text: str) -> None:
    assert check_birthday(text) is not None


def test_who_joined_is_remembered_from_the_earliest_day_and_up_to_three_days_ahead() -> None:
    people = [{"id": id, "name": f"志愿者{id}", "joined": joined} for id, joined in
              ((1, "2025-11-27"), (2, "2025-11-28"), (3, None), (4, "2025-11-23"), (5, "2025-11-24"))]  # fmt: skip
    teams: list[dict[str, Any]] = [{"members": [{"volunteer_id": 3, "joined": "2026-01-01"}, {"volunteer_id": 2, "joined": None}]},
             {"members": [{"volunteer_id": 3, "joined": "2025-11-25"}]}]  # fmt: skip
    found = [(str(m.message), m.days) for m in occasions(people, teams, TODAY)]
    assert found == [
        ("志愿者5 has been with us for a year today", 0),
        ("志愿者3 has been with us for a year tomorrow", 1),
        ("志愿者1 has been with us for a year in 3 days", 3),
    ]


# ---- rooms


@pytest.mark.parametrize(
    ("opens", "closes", "starts", "ends", "said"),
    [
        ("08:30", "17:30", "09:00", "18:00", {"ends": "活动室 is open from 08:30 to 17:30."}),
        ("08:30", "17:30", "08:00", "09:00", {"starts": "活动室 is open from 08:30 to 17:30."}),
        ("", "17:30", "00:00", "18:00", {"ends": "活动室 is open from 00:00 to 17:30."}),
        ("08:30", "", "08:29", "23:59", {"starts": "活动室 is open from 08:30 to 24:00."}),
        ("08:30", "17:30", "08:30", "17:30", {}),
        ("", "", "00:00", "23:59", {}),
    ],
)
def test_the_hours_of_a_room_are_told_as_they_are(
    opens: str, closes: str, starts: str, ends: str, said: dict[str, str]
) -> None:
    room = {"name": "活动室", "opens": opens, "closes": closes, "closed": False}
    booking = {"on": TODAY.isoformat(), "starts": starts, "ends": ends, "until": None}
    assert {field: str(why) for field, why in complaint(booking, room, TODAY).items()} == said


# ---- teams


def status(**fields: Any) -> tuple[str, str]:
    usual: dict[str, Any] = {
        "paused": False, "paused_until": None, "members": 3, "needed": 3, "sessions": (), "next_at": None,
        "last_on": None, "now": NOW,
    }  # fmt: skip
    found = team_status(**{**usual, **fields})
    return found.kind, str(found.reason)


def test_what_a_team_is_doing_turns_at_the_minute_the_day_and_the_week() -> None:
    hour = timedelta(hours=1)
    assert status(sessions=[(NOW, NOW + hour)]) == ("in_service", "in service until 11:00")
    assert status(sessions=[(NOW - hour, NOW)]) == ("on_call", "no session set; can be called")
    assert status(paused=True, paused_until=TODAY) == ("on_call", "no session set; can be called")
    assert status(paused=True, paused_until=TODAY + timedelta(1)) == ("resting", "resting until 2026-11-25")
    assert status(paused=True) == ("resting", "resting, no end set")
    assert status(members=2) == ("short", "2 of at least 3 people")
    assert status(next_at=NOW + hour) == ("next", "next session 11-24 11:00")
    weeks = timedelta(weeks=QUIET_WEEKS)
    assert status(last_on=TODAY - weeks) == ("quiet", f"no session for {QUIET_WEEKS} weeks")
    assert status(last_on=TODAY - weeks + timedelta(1))[0] == "on_call"
    assert status(last_on=TODAY - timedelta(14), quiet_weeks=2) == ("quiet", "no session for 2 weeks")


# ---- sessions


ENDS = NOW + timedelta(hours=2)


@pytest.mark.parametrize(
    ("stored", "now", "shown"),
    [
        ("planned", NOW - timedelta(minutes=1), "planned"), ("confirmed", NOW - timedelta(minutes=1), "confirmed"),
        ("planned", NOW, "under_way"), ("confirmed", ENDS - timedelta(minutes=1), "under_way"),
        ("planned", ENDS, "unrecorded"), ("done", ENDS, "done"), ("cancelled", NOW, "cancelled"),
    ],
)  # fmt: skip
def test_a_session_turns_at_its_start_and_its_end(stored: str, now: datetime, shown: str) -> None:
    assert session_state(stored, NOW, ENDS, now) == shown


_DEEDS = (
    "confirm",
    "complete",
    "cancel",
    "restore",
    "correct",
    "count",
    "move",
    "staff",
    "sign_up",
    "sign_off",
)
_PLANS = {"move", "staff", "sign_up", "sign_off", "cancel"}


@pytest.mark.parametrize(
    ("stored", "now", "possible"),
    [
        ("planned", NOW - timedelta(1), _PLANS | {"confirm"}),
        ("planned", NOW - timedelta(hours=9), _PLANS | {"confirm", "count"}),
        ("planned", NOW, _PLANS | {"confirm", "count", "complete"}),
        ("confirmed", NOW, _PLANS | {"count", "complete"}),
        ("planned", ENDS, _PLANS | {"count", "complete"}),
        ("done", ENDS, {"correct"}),
        ("cancelled", NOW, {"restore"}),
    ],
)
def test_what_can_be_done_with_a_session(stored: str, now: datetime, possible: set[str]) -> None:
    found = {deed: check(deed, stored, NOW, ENDS, now) for deed in _DEEDS}
    assert {deed for deed, complaint in found.items() if complaint is None} == possible
    for why in found.values():
        if why is not None and "state" in why.params:
            assert str(why.params["state"]) == SESSION_STATES[session_state(stored, NOW, ENDS, now)]


# ---- hours


def test_hours_are_summed_by_whatever_is_asked_for_and_what_was_taken_back_counts_nowhere() -> None:
    records = [
        {"volunteer_id": who, "team_id": team, "on": on, "hours": hours, "withdrawn": back}
        for who, team, on, hours, back in (
            (1, 7, "2026-11-20", 2.0, False), (2, None, "2026-02-01", 3.5, False), (1, 7, "2025-12-31", 1.0, False),
            (2, 8, "2026-11-01", 9.0, True),
        )
    ]  # fmt: skip
    assert list(summed(records, "month").items()) == [("2025-12", 1.0), ("2026-02", 3.5), ("2026-11", 2.0)]
    assert list(summed(records, "year").items()) == [("2025", 1.0), ("2026", 5.5)]
    assert list(summed(records, "team").items()) == [(None, 3.5), (7, 3.0)]
    assert list(summed(records, "person").items()) == [(2, 3.5), (1, 3.0)]
    assert [r["on"] for r in within(records, "2026-11")] == ["2026-11-20", "2026-11-01"]
    assert len(list(within(records, ""))) == 4
    assert (
        str(check_day(records, 1, "2026-11-20", 22.5))
        == "With this the day 2026-11-20 would have 24.5 hours."
    )
    assert check_day(records, 1, "2026-11-20", 22) is None
    assert check_day(records, 2, "2026-11-01", 24) is None


# ---- calendars


def test_a_service_that_rests_goes_out_with_what_is_on_record_alone() -> None:
    service: dict[str, Any] = {
        "id": 1, "name": "义剪日", "created_at": "2026-01-01T09:00:00", "first": "2026-11-03", "until": None, "rrule": "FREQ=WEEKLY",
        "starts": "09:00", "ends": "11:00", "place": "服务站", "paused": False,
    }  # fmt: skip
    held = {"service_id": 1, "on": "2026-11-10", "starts_at": "2026-11-10T09:00:00+08:00", "place": "服务站",
            "ends_at": "2026-11-10T11:00:00+08:00", "state": "done", "team_id": None}  # fmt: skip
    running = service_event(service, [held], today=TODAY, calendar=LIBRARY)
    resting = service_event({**service, "paused": True}, [held], today=TODAY, calendar=LIBRARY)
    assert running is not None
    assert resting is not None
    assert (running.rrule, running.starts_at.date(), running.rdates) == ("FREQ=WEEKLY", date(2026, 11, 3), ())
    assert (resting.rrule, resting.starts_at.date(), resting.rdates, resting.exdates) == (
        "",
        date(2026, 11, 10),
        (),
        (),
    )
    assert [one.on for one in resting.overrides] == [date(2026, 11, 10)]
    assert service_event({**service, "paused": True}, [], today=TODAY, calendar=LIBRARY) is None


# ---- wishes that press


def wish(state: str = "assigned", **fields: Any) -> dict[str, Any]:
    return {"state": state, "due": None, "accept_by": None, "review_on": None, "history": [], **fields}


@pytest.mark.parametrize(
    ("stored", "supervised", "reason"),
    [
        (wish(), False, None), (wish(), True, Attention("supervised")), (wish("done"), True, None),
        (wish(due="2026-11-23"), False, Attention("overdue", 1)), (wish(due="2026-11-24"), False, Attention("today")),
        (wish(due="2026-11-25"), False, None), (wish("on_hold", due="2026-11-01"), False, None),
        (wish("on_hold", review_on="2026-11-24"), False, Attention("review", 0)),
        (wish("on_hold", review_on="2026-11-25"), False, None),
        (wish("recorded", accept_by="2026-11-22"), False, Attention("accept", 2)),
        (wish("recorded", accept_by="2026-11-24"), False, None), (wish("reopened", accept_by="2026-11-23"), False, Attention("accept", 1)),
        (wish("accepted", accept_by="2026-11-01"), False, None),
        (wish("accepted", history=[{"action": "hand_back", "at": ""}, {"action": "comment", "at": ""}]), False, Attention("handed_back")),
        (wish("accepted", history=[{"action": "hand_back", "at": ""}, {"action": "accept", "at": ""}]), False, None),
        (wish("closed", rating=2, history=[{"action": "rate", "at": "2026-11-10T09:00"}]), False, Attention("low_rating")),
        (wish("closed", rating=2, history=[{"action": "rate", "at": "2026-11-09T09:00"}]), False, None),
        (wish("closed", rating=3, history=[{"action": "rate", "at": "2026-11-24T09:00"}]), False, None),
        (wish("closed", rating=5, solved=False, history=[{"action": "rate", "at": "2026-11-24T09:00"}]), False, Attention("low_rating")),
        (wish("closed", rating=None, solved=None, history=[{"action": "rate", "at": "2026-11-24T09:00"}]), False, None),
    ],
)  # fmt: skip
def test_why_a_wish_needs_a_hand_today(
    stored: dict[str, Any], supervised: bool, reason: Attention | None
) -> None:
    assert attention(stored, TODAY, supervised=supervised) == reason


# ---- visits


def test_a_household_turns_due_on_the_day_after_its_interval() -> None:
    home = {"id": 1, "flags": ["low_income", "alone"], "every": None, "created_at": "2026-11-20T09:00"}
    month = TODAY - timedelta(30)
    assert need(home, month, TODAY) == VisitNeed("later", 0, 30)
    assert need(home, month - timedelta(1), TODAY) == VisitNeed("overdue", 1, 31)
    assert need({**home, "every": 7}, month, TODAY) == VisitNeed("overdue", 23, 30)
    assert need(home, None, TODAY) == VisitNeed("never", 4, None)
    assert need(home, month, TODAY, TODAY) == VisitNeed("follow_up", 0, 30)
    assert need(home, month, TODAY, TODAY + timedelta(1)) == VisitNeed("later", 0, 30)
    assert need({**home, "listed": False}, month, TODAY, TODAY) == VisitNeed("unlisted", 0, 30)


def test_who_wants_a_visit_now_comes_first_and_who_wants_none_last() -> None:
    wanted = [
        ("alone, never", ["alone"], VisitNeed("never", 1, None)), ("alone, over", ["alone"], VisitNeed("overdue", 9, 39)),
        ("alone, less over", ["alone"], VisitNeed("overdue", 2, 32)), ("disabled", ["disabled"], VisitNeed("never", 99, None)),
        ("no flag", [], VisitNeed("overdue", 300, 480)), ("soon", [], VisitNeed("later", 1, 179)),
        ("later, alone", ["alone"], VisitNeed("later", 5, 25)), ("later", [], VisitNeed("later", 5, 175)),
        ("none", ["alone"], VisitNeed("unlisted", 0, 3)),
    ]  # fmt: skip
    keys = [visit_order({"id": 1, "flags": flags}, found) for _, flags, found in wanted]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


# ---- matching


def test_who_has_much_in_hand_comes_after_who_has_not_be_it_a_team_or_a_person() -> None:
    skill = frozenset({"repair"})
    busy = Helper("team", 1, "忙队", skill, (Person(skill),), 3)
    idle = Helper("team", 2, "闲队", skill, (Person(skill),), 0)
    found = ranked(SkillNeed(skill), [busy, idle])
    assert [(m.helper.id, str(m.reason)) for m in found] == [
        (2, "can do repair, nothing in hand"), (1, "can do repair, 3 in hand"),
    ]  # fmt: skip


# ---- meetings


@pytest.mark.parametrize(
    ("ruling", "state"),
    [
        ("assign", "assigned"),
        ("decline", "declined"),
        ("hold", "on_hold"),
        ("close", "done"),
        ("resume", "accepted"),
    ],
)
def test_each_ruling_takes_a_wish_off_the_agenda(ruling: Ruling, state: str) -> None:
    step = RULINGS[ruling]
    assert step in workflow.WORKFLOW.allowed("on_agenda")
    assert workflow.state_after(step, {"state": "on_agenda", "assignee": None, "history": []}) == state


def test_every_ruling_that_can_be_named_leads_somewhere() -> None:
    assert set(RULINGS) == set(RULING_WORDS)
