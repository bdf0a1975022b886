"""Visits, mediations and handing over on the command line, and what other roles are told there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tui.desk.desk import Desk
from tui.kinds.words import Role
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.actor import Actor
from tui.seats.register import Seat, SeatRegister
from tui.store import open_store


def listed(run: Run, what: str) -> list[dict[str, Any]]:
    status, out, err = run("list", what, "--json")
    assert status == 0, err
    records: list[dict[str, Any]] = json.loads(out)
    return records


def test_a_visit_a_wish_from_it_and_its_follow_up(run: Run) -> None:
    about = ("--compound", "2", "--address", "3号楼", "--flag", "alone", "--flag", "low_income")
    status, out, err = run(
        "visit", "add", "王秀英", "--heard", "灯坏了", "--follow-up", "+3", "--by", "李梅", *about
    )
    assert (status, out) == (0, "1\n"), err
    assert run("visit", "add", "王秀英", "--on", "-1")[1] == "2\n"
    assert run("visit", "add", "1")[1] == "3\n"
    yesterday = datetime.now(LOCAL).date() - timedelta(1)
    weekday = "一二三四五六日"[yesterday.weekday()]
    assert run("visit", "add", "1", "--on", f"周{weekday}", "--heard", "又去一次")[1] == "4\n"
    assert [v["on"] for v in listed(run, "visits") if v["heard"] == "又去一次"] == [yesterday.isoformat()]
    homes = listed(run, "households")
    assert [(h["name"], h["flags"], h["wants"]) for h in homes] == [
        ("王秀英", ["alone", "low_income"], "later")
    ]
    status, out, err = run("visit", "wish", "1", "--title", "楼道换灯")
    number = out.strip()
    assert status == 0, err
    wish = next(w for w in listed(run, "wishes") if w["number"] == number)
    assert (wish["resident"], wish["compound"], wish["visit_id"], wish["channel"]) == (
        "王秀英",
        2,
        1,
        "visit",
    )
    assert run("visit", "follow-up", "1", "--note", "已换")[0] == 0
    assert listed(run, "visits")[0]["outcome"] == "已换"
    assert run("visit", "household", "王秀英", "--every", "14")[1] == "1\n"
    assert run("visit", "household", "赵奶奶", "--flag", "disabled")[1] == "2\n"
    status, out, _ = run("visit", "list")
    assert status == 0
    assert out.index("赵奶奶") < out.index("王秀英")
    assert "never visited" in out
    assert run("check")[0] == 0


def test_a_mediation_to_its_end_and_after(run: Run) -> None:
    added = ("--title", "楼上漏水", "--kind", "neighbours", "--party", "甲", "--party", "乙")
    assert run("mediation", "add", *added)[1] == "1  楼上漏水  being mediated\n"
    assert run("mediation", "session", "1", "--note", "先关水阀", "--on", "yesterday")[0] == 0
    closed = run("mediation", "close", "1", "--state", "agreed", "--note", "赔墙面", "--follow-up", "+30")
    assert closed[1] == "1  楼上漏水  agreed\n"
    assert run("mediation", "follow-up", "1", "--note", "守约")[0] == 0
    (found,) = listed(run, "mediations")
    assert (found["parties"], found["agreement"], found["outcome"]) == (["甲", "乙"], "赔墙面", "守约")
    assert run("check")[0] == 0


def test_handing_over_lists_first_and_then_does_it(run: Run) -> None:
    numbers = [run("add", "wish", "--title", title)[1].strip() for title in ("修灯", "修路")]
    for number in numbers:
        assert run("wish", "assign", number, "--to", "李梅")[0] == 0
    assert run("action", "add", "--title", "充电桩", "--owner", "李梅")[0] == 0
    status, out, err = run("handover", "李梅", "王芳", "--dry-run", "--keep", "wishes:2")
    assert status == 0, err
    assert out.splitlines() == [
        f"wishes:1   wish         {numbers[0]} 修灯", "actions:1  action item  充电桩", "2 would be handed over.",
    ]  # fmt: skip
    assert {(w["assignee"] or {})["name"] for w in listed(run, "wishes")} == {"李梅"}
    status, out, _ = run("handover", "李梅", "王芳", "--keep", "wishes:2", "--note", "产假")
    assert (status, out.splitlines()[-1]) == (0, "2 handed over to 王芳.")
    held = {w["number"]: w["assignee"]["name"] for w in listed(run, "wishes")}
    assert held == {numbers[0]: "王芳", numbers[1]: "李梅"}
    assert run("handover", "赵六", "王芳", "--dry-run")[1] == "0 would be handed over.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("visit", "add"), ("visit", "add", "7"), ("visit", "add", "王秀英", "--on", "+1"), ("visit", "wish", "王秀英"),
        ("visit", "wish", "7", "--title", "x"), ("visit", "follow-up", "7"), ("visit", "add", "x", "--flag", "rich"),
        ("visit", "add", "x", "--phone", "12"), ("visit", "add", "1", "--address", "x"),
        ("mediation", "add"), ("mediation", "session"), ("mediation", "session", "7", "--note", "x"),
        ("mediation", "close", "7"), ("mediation", "add", "--title", "x", "--kind", "war"),
        ("handover", "赵六", "王芳"), ("handover", "赵六"),
    ],
)  # fmt: skip
def test_wrongly_used_they_are_refused_in_words(run: Run, arguments: tuple[str, ...]) -> None:
    status, out, err = run(*arguments)
    assert status in {1, 2}
    assert out == ""
    assert err.startswith("xingfu: ")
    assert "{" not in err


def test_the_same_name_means_the_same_household_unless_several_bear_it(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("visit", "household", "王秀英")[1] == "1\n"
    assert run("visit", "add", "王秀英", "--address", "5号楼")[0] == 2  # it is on the list already
    store = open_store(tmp_path / "data")
    Desk(store, Actor("李梅", "local")).households.add({"name": "王秀英"})
    store.close()
    status, _, err = run("visit", "add", "王秀英")
    assert status == 2
    assert "1, 2" in err
    assert run("visit", "add", "2")[0] == 0


@pytest.fixture
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A seat takes its client's variables out of the environment, which here is that of all tests."""
    monkeypatch.setattr("tui.platform.terminal.scrub", lambda env: None)


@pytest.fixture
def seats(loaded: Run, tmp_path: Path, own_environment: None) -> Run:
    register = SeatRegister(tmp_path / "data")
    roles: tuple[Role, ...] = ("viewer", "recorder")
    for role in roles:
        register.put(Seat(role, role))
    return loaded


@pytest.mark.parametrize("what", ["households", "visits", "mediations"])
@pytest.mark.parametrize("role", ["viewer", "recorder"])
def test_other_roles_list_none_of_them(seats: Run, what: str, role: str) -> None:
    status, out, err = seats("list", what, "--json", "--seat", role)
    assert (status, out) == (1, "")
    assert "may not see these" in err
    told = (role, what) == ("viewer", "mediations")
    status, out, _ = seats("list", what, "--seat", role)
    assert (status, out) == ((0, "6 in all\n") if told else (1, ""))
    assert seats("visit", "list", "--seat", role)[0] == 1


def test_a_small_number_is_withheld(run: Run, tmp_path: Path, own_environment: None) -> None:
    assert run("mediation", "add", "--title", "x")[0] == 0
    SeatRegister(tmp_path / "data").put(Seat("viewer", "viewer"))
    assert run("list", "mediations", "--seat", "viewer")[1] == "Fewer than 5: the number is withheld.\n"


@pytest.mark.parametrize("role", ["viewer", "recorder"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("visit", "add", "王秀英"), ("visit", "household", "王秀英"), ("visit", "follow-up", "2"), ("mediation", "add", "--title", "x"),
        ("mediation", "close", "1", "--note", "x"), ("handover", "李梅", "王芳"), ("handover", "李梅", "王芳", "--dry-run"),
    ],
)  # fmt: skip
def test_other_roles_do_none_of_it(seats: Run, role: str, arguments: tuple[str, ...]) -> None:
    status, out, err = seats(*arguments, "--seat", role)
    assert (status, out) == (1, "")
    assert err == f"xingfu: The role «{role}» may not do this.\n"
