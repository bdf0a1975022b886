"""Services and sessions on the command line: recurrence in words, the three scopes, lists, and what is told."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.register import Seat, SeatRegister
from tui.store import local_now


@pytest.fixture
def today() -> date:
    return local_now().astimezone(LOCAL).date()


@pytest.fixture
def desk(run: Run) -> Run:
    """A service every day in a room for two, and its volunteers."""
    for name in ("曹书记", "老孟"):
        assert run("volunteer", "add", name)[0] == 0
    added = ("--when", "每天", "--first", "yesterday", "--starts", "9点", "--ends", "11点半", "--place", "服务站",
             "--items", "公租房、人才绿卡", "--cap", "2")  # fmt: skip
    status, out, err = run("service", "add", "楼宇服务日", *added)
    assert (status, err) == (0, "")
    assert out.startswith("1  楼宇服务日  every day  next: ")
    return run


def loads(run: Run, *arguments: str) -> Any:
    status, out, err = run(*arguments, "--json")
    assert status == 0, err
    return json.loads(out)


def days(run: Run, *arguments: str) -> list[tuple[str, str | None, str]]:
    return [
        (one["on"], one["starts_at"] and one["starts_at"][:16], one["why"])
        for one in loads(run, "service", "dates", *arguments)
    ]


def test_a_recurrence_in_words_with_what_the_calendar_does_to_it(run: Run) -> None:
    added = ("--when", "每月26日", "--first", "2018-08-26", "--holiday", "next", "--months", "3-10")
    assert run("service", "add", "银发义剪日", *added, "--starts", "9:00", "--ends", "11:30")[0] == 0
    kept = loads(run, "service", "show", "义剪")
    assert (kept["rrule"], kept["on_holiday"], kept["months"]) == (
        "FREQ=MONTHLY;BYMONTHDAY=26", "next", [3, 4, 5, 6, 7, 8, 9, 10],
    )  # fmt: skip
    assert kept["when"] == "every month on day 26"
    window = ("--from", "2026-08-01", "--until", "2026-11-30")
    assert days(run, "1", *window) == [
        ("2026-08-26", "2026-08-26T09:00", ""),
        ("2026-09-26", "2026-09-28T09:00", "moved off the public holiday"),
        ("2026-10-26", "2026-10-26T09:00", ""),
        ("2026-11-26", None, "out of season"),
    ]
    status, out, _ = run("service", "dates", "1", *window)
    assert status == 0
    lines = [line.split() for line in out.splitlines()]
    assert lines[2] == [
        "2026-09-26",
        "Sat",
        "2026-09-28",
        "Mon",
        "09:00-11:30",
        "not",
        "recorded",
        "moved",
        "off",
        "the",
        "public",
        "holiday",
    ]
    assert lines[4] == ["2026-11-26", "Thu", "-", "not", "held", "out", "of", "season"]
    assert "not yet published" not in out
    far = run("service", "dates", "1", "--from", "2090-03-01", "--until", "2090-03-31")[1]
    assert "holidays of 2090 not yet published" in far


def test_a_festival_anchors_one_and_both_languages_say_it(run: Run) -> None:
    assert run("service", "add", "敬老", "--when", "重阳节前3天", "--first", "2026-01-01")[0] == 0
    assert [on for on, *_ in days(run, "敬老", "--from", "2026-01-01", "--until", "2026-12-31")] == [
        "2026-10-15"
    ]
    assert "每年重阳节前 3 天" in run("service", "show", "敬老", "--lang", "zh")[1]


def test_a_pause_an_omission_and_an_extra_date_are_told_with_the_reason(desk: Run, today: date) -> None:
    assert desk("service", "pause", "楼宇", "--from", "+2", "--until", "+3", "--reason", "装修")[0] == 0
    assert desk("service", "leave-out", "楼宇", "+4")[0] == 0
    told = days(desk, "楼宇", "--from", "+1", "--until", "+5")
    assert [(at and at[11:], why) for _, at, why in told] == [
        ("09:00", ""), (None, "paused: 装修"), (None, "paused: 装修"), (None, "left out by hand"), ("09:00", ""),
    ]  # fmt: skip
    assert desk("service", "add-date", "楼宇", "+2")[0] == 0
    assert days(desk, "楼宇", "--from", "+2", "--until", "+2") == [
        (str(today + timedelta(2)), f"{today + timedelta(2)}T09:00", "")
    ]
    assert desk("service", "resume", "楼宇", "--from", "+3")[0] == 0
    assert [why for *_, why in days(desk, "楼宇", "--from", "+2", "--until", "+4")] == [
        "",
        "",
        "left out by hand",
    ]
    assert desk("service", "resume", "楼宇", "--from", "+3")[0] == 1


def test_one_session_this_and_following_and_all_to_come(desk: Run, today: date) -> None:
    assert desk("service", "edit", "楼宇", "--only", "+1", "--starts", "10:00", "--reason", "停电")[0] == 0
    assert desk("service", "edit", "楼宇", "--from", "+3", "--starts", "14:00", "--ends", "16:00")[0] == 0
    assert [at and at[11:] for _, at, _ in days(desk, "楼宇", "--from", "+1", "--until", "+4")] == [
        "10:00", "09:00", "14:00", "14:00",
    ]  # fmt: skip
    kept = loads(desk, "service", "show", "2")
    assert (kept["follows_id"], kept["first"], kept["team"]) == (1, str(today + timedelta(3)), None)
    # A session is found by the one name of both; what changes the service itself asks which.
    assert desk("session", "confirm", "楼宇", "+3")[1].startswith("2  楼宇服务日")
    assert desk("session", "confirm", "楼宇", "+2")[1].startswith("1  楼宇服务日")
    status, _, err = desk("service", "edit", "楼宇", "--place", "别处")
    assert (status, "1 楼宇服务日, 2 楼宇服务日" in err) == (1, True)
    assert desk("service", "edit", "2", "--place", "别处")[0] == 0
    listed = loads(desk, "session", "list", "楼宇", "--from", "+1", "--to", "+3")
    assert [(s["service_id"], s["place"], s["state"]) for s in listed] == [
        (1, "服务站", "planned"), (1, "服务站", "confirmed"), (2, "别处", "confirmed"),
    ]  # fmt: skip
    assert desk("check")[0] == 0


def test_a_moved_session_is_known_by_either_day(desk: Run, today: date) -> None:
    assert desk("service", "leave-out", "楼宇", "+2")[0] == 0
    status, out, _ = desk(
        "session", "move", "楼宇", "+1", "--to", "+2", "--starts", "下午3点", "--reason", "大雪"
    )
    assert status == 0
    assert f"{today + timedelta(2)}" in out
    assert "15:00-17:30" in out
    assert f"moved from {today + timedelta(1)}" in out
    for day in ("+1", "+2"):
        assert loads(desk, "session", "show", "楼宇", day)["on"] == str(today + timedelta(1))
    assert desk("session", "cancel", "楼宇", "+2", "--reason", "大雪")[0] == 0
    assert desk("session", "restore", "楼宇", "+1")[1].split("  ")[-1] == "unconfirmed\n"


def test_residents_sign_up_wait_and_are_visited(desk: Run) -> None:
    for name in ("王阿姨", "李大爷", "赵奶奶"):
        assert desk("session", "sign-up", "楼宇", "+1", name)[0] == 0
    out = desk(
        "session", "sign-up", "楼宇", "+1", "孙爷爷", "--at-home", "--address", "3号楼", "--phone", "85550001"
    )[1]
    assert out.splitlines()[1:] == [
        "signed up: 2 of 2", "   1. 王阿姨", "   2. 李大爷", "waiting 1", "   3. 赵奶奶", "visits at home 1",
        "   4. 孙爷爷  85550001  3号楼",
    ]  # fmt: skip
    assert desk("session", "sign-off", "楼宇", "+1", "王阿姨")[0] == 0
    assert desk("session", "sign-off", "楼宇", "+1", "4")[1].splitlines()[1:] == [
        "signed up: 2 of 2", "   2. 李大爷", "   3. 赵奶奶",
    ]  # fmt: skip
    assert desk("session", "sign-off", "楼宇", "+1", "王阿姨")[0] == 1
    assert "2/2" in desk("session", "list", "楼宇", "--from", "+1", "--to", "+1")[1]


def test_counting_completing_and_correcting(desk: Run) -> None:
    assert desk("session", "count", "楼宇", "yesterday", "公租房", "--by", "2")[0] == 0
    assert "公租房  1" in desk("session", "count", "楼宇", "yesterday", "公租房", "--by", "-1")[1]
    assert desk("session", "count", "楼宇", "yesterday", "理发")[0] == 2
    assert desk("session", "staff", "楼宇", "yesterday", "--volunteers", "曹书记，老孟")[0] == 0
    status, out, err = desk("session", "complete", "楼宇", "yesterday", "--hours", "2")
    assert (status, err) == (0, "")
    assert "1 person" in out  # as many as were counted
    assert loads(desk, "hours", "sum", "--by", "person") == [
        {"by": "person", "name": "曹书记", "hours": 2.0}, {"by": "person", "name": "老孟", "hours": 2.0},
    ]  # fmt: skip
    fixed = ("--served", "4", "--counted", "公租房=3", "--reason", "漏数")
    assert desk("session", "correct", "楼宇", "yesterday", *fixed)[0] == 0
    kept = loads(desk, "session", "show", "楼宇", "yesterday")
    assert (kept["people_served"], kept["counts"], kept["state"]) == (4, {"公租房": 3}, "done")
    assert "漏数" in desk("session", "show", "楼宇", "yesterday")[1]


def test_hours_of_their_own_for_who_came_shorter(desk: Run) -> None:
    came = ("--served", "0", "--volunteers", "曹书记,老孟=1.5", "--hours", "2")
    assert desk("session", "complete", "楼宇", "yesterday", *came)[0] == 0
    assert {r["hours"] for r in loads(desk, "hours", "list")} == {2, 1.5}


def test_clashes_are_told_beside_and_nothing_is_refused(desk: Run) -> None:
    status, out, err = desk(
        "service",
        "add",
        "义诊",
        "--when",
        "每天",
        "--starts",
        "10:00",
        "--ends",
        "12:00",
        "--place",
        "服务 站",
    )
    assert (status, out[:5]) == (0, "2  义诊")
    assert "The place is taken by «楼宇服务日» at that time." in err
    assert desk("session", "staff", "1", "+1", "--volunteers", "老孟")[0] == 0
    status, _, err = desk("session", "staff", "2", "+1", "--volunteers", "老孟")
    assert (status, "老孟 is down for «楼宇服务日»" in err) == (0, True)
    moved = desk("session", "move", "2", "+1", "--starts", "14:00", "--reason", "错开")
    assert (moved[0], moved[2]) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("service", "add"), ("service", "add", "x", "--when", "有时候"), ("service", "add", "x", "--starts", "25:00"),
        ("service", "add", "x", "--team", "没有的队"), ("service", "add", "x", "--cap", "很多"),
        ("service", "add", "x", "--holiday", "whenever"), ("service", "add", "x", "--months", "13"),
        ("service", "show"), ("service", "show", "没有"), ("service", "edit", "1"), ("service", "pause", "1"),
        ("service", "edit", "1", "--from", "+1", "--only", "+1", "--place", "x"), ("service", "edit", "1", "--only", "+1", "--place", "x"),
        ("service", "edit", "1", "--from", "yesterday", "--place", "x"), ("service", "leave-out", "1"), ("service", "leave-out", "1", "2020-01-01"),
        ("service", "edit", "1", "--only", "+1", "--when", "每周五", "--reason", "x"),
        ("service", "add-date", "1", "+1"), ("service", "dates", "1", "--from", "+9", "--until", "+3"),
        ("session", "confirm"), ("session", "confirm", "1"), ("session", "confirm", "1", "2020-01-01"), ("session", "move", "1", "+1"),
        ("session", "cancel", "1", "+1"), ("session", "staff", "1", "+1"), ("session", "sign-up", "1", "+1"),
        ("session", "sign-off", "1", "+1", "9"), ("session", "count", "1", "+1", "公租房"), ("session", "complete", "1", "+1", "--served", "2"),
        ("session", "correct", "1", "+1", "--counted", "公租房", "--reason", "x"), ("session", "list", "--from", "+9", "--to", "+3"),
        ("session", "complete", "1", "+1", "--served", "2", "--volunteers", "老孟=长"), ("session", "sign-up", "1", "+1", "x", "--phone", "12"),
    ],
)  # fmt: skip
def test_wrongly_used_they_are_refused_in_words(desk: Run, arguments: tuple[str, ...]) -> None:
    before = loads(desk, "list", "services")
    status, out, err = desk(*arguments)
    assert status in {1, 2}
    assert out == ""
    assert err.startswith("xingfu: ")
    assert "{" not in err
    assert loads(desk, "list", "services") == before


@pytest.mark.parametrize("role", ["viewer", "recorder"])
def test_other_roles_read_and_change_nothing(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Any
) -> None:
    monkeypatch.setattr("tui.platform.terminal.scrub", lambda env: None)
    assert desk("session", "sign-up", "1", "+1", "王阿姨", "--phone", "13812345678")[0] == 0
    SeatRegister(tmp_path / "data").put(Seat(role, role))
    for arguments in (("service", "add", "x"), ("service", "edit", "1", "--place", "x"), ("session", "confirm", "1", "+1"),
                      ("session", "sign-up", "1", "+1", "李大爷")):  # fmt: skip
        status, out, err = desk(*arguments, "--seat", role)
        assert (status, out) == (1, "")
        assert err == f"xingfu: The role «{role}» may not do this.\n"
    seen = desk("session", "show", "1", "+1", "--seat", role)[1]
    assert "signed up: 1 of 2" in seen
    assert ("王阿姨" in seen, "13812345678" in seen) == (role == "recorder", role == "recorder")


def test_a_service_on_request_has_no_days(run: Run) -> None:
    assert run("service", "add", "上门理发", "--at-home", "yes")[1] == "1  上门理发  on request  next: -\n"
    status, out, _ = run("service", "dates", "1")
    assert (status, out[:12]) == (0, "Nothing from")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_says_its_usage_once(run: Run, lang: str) -> None:
    status, out, _ = run("session", "--help", "--lang", lang)
    word = {"en": "usage: ", "zh": "用法："}[lang]
    assert (status, out.count(word)) == (0, 1)
    assert out.startswith(f"{word}xingfu session ")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("services", ("list", "services")), ("sessions", ("list", "sessions")), ("service dates", ("service", "dates", "1"))],
)  # fmt: skip
def test_the_page_of_the_command_line_names_every_key(
    desk: Run, name: str, arguments: tuple[str, ...]
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| {name} | ")]
    keys = {key for record in loads(desk, *arguments) for key in record}
    assert keys - {"id", "rev", "created_at", "updated_at"} <= set(re.findall(r"`(\w+)`", row))
