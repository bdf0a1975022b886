"""`xingfu holidays`: the notice taken in, what moves by it, and taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.rules.test_calendar_notice import NEXT
from tui.commandline.commands import holidays
from tui.desk.desk import Desk
from tui.rules.calendar.notice import read_calendar
from tui.seats.actor import Actor
from tui.store import local_now, open_store


def listed(run: Run, year: int) -> dict[str, Any]:
    """A year as `holidays list` has it."""
    return dict(json.loads(run("holidays", "list", str(year), "--json")[1])[0])


@pytest.fixture
def notice(tmp_path: Path) -> str:
    """The next year's notice as a file."""
    path = tmp_path / "notice.txt"
    path.write_text(NEXT, encoding="utf-8")
    return str(path)


def test_a_notice_is_shown_asked_for_kept_and_removed(loaded: Run, notice: str) -> None:
    before = listed(loaded, 2027)
    assert (before["source"], before["published"]) == ("law", False)
    status, out, err = loaded("holidays", "import", notice)
    assert (status, "--yes" in err) == (2, True)
    assert "28 days off, 7 made-up working days" in out
    assert "2027-02-05~2027-02-12" in out
    assert listed(loaded, 2027) == before
    status, out, _ = loaded("holidays", "import", notice, "--yes")
    assert (status, out.splitlines()[-1]) == (0, "Kept: 2027.")
    kept = listed(loaded, 2027)
    assert (kept["source"], kept["published"]) == ("imported", True)
    assert {"name": "春节", "date": "2027-02-20", "isOffDay": False} in kept["days"]
    assert loaded("check")[0] == 0
    assert loaded("holidays", "remove", "2027", "--yes")[0] == 0
    assert listed(loaded, 2027) == before
    status, _, err = loaded("holidays", "remove", "2027", "--yes")
    assert (status != 0, "2027" in err) == (True, True)


def test_what_was_listed_is_read_again(loaded: Run, notice: str, tmp_path: Path) -> None:
    loaded("holidays", "import", notice, "--yes")
    path = tmp_path / "2027.json"
    path.write_text(loaded("holidays", "list", "2027", "--json")[1], encoding="utf-8")
    kept = listed(loaded, 2027)
    loaded("holidays", "remove", "2027", "--yes")
    assert loaded("holidays", "import", str(path), "--yes")[0] == 0
    assert listed(loaded, 2027) == kept


def test_days_by_hand_are_added_to_what_is_known(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "hand.txt"
    path.write_text("2026-12-31 放假\nnothing\n", encoding="gb18030")
    status, out, _ = loaded("holidays", "import", str(path), "--yes")
    assert status == 0
    assert "! Not understood: nothing" in out
    days = {one["date"]: one["isOffDay"] for one in listed(loaded, 2026)["days"]}
    assert days["2026-12-31"]
    assert days["2026-10-01"]
    assert not days["2026-10-10"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "/nowhere/x"), "cannot be read"),
        (("list", "x"), "no year"),
        (("remove",), "missing"),
        (("remove", "2027"), "imported"),
    ],
)
def test_wrong_use_is_refused_in_words(loaded: Run, arguments: tuple[str, ...], said: str) -> None:
    status, _, err = loaded("holidays", *arguments)
    assert status in {1, 2}
    assert said in err


def test_deadlines_and_sessions_move_in_one_commit_that_can_be_undone(loaded: Run, tmp_path: Path) -> None:
    del loaded
    at = local_now()  # a second may pass between two plans
    with_clock = open_store(tmp_path / "data", holder="a", now=lambda: at)
    desk = Desk(with_clock, Actor("a", "staff"))
    try:
        today = with_clock.now.date()
        day = f"{today.year}-{today:%m-%d}"
        wish = desk.wishes.record({"title": "路灯", "urgency": "low", "recorded_on": day})
        service = desk.services.add({"name": "晨练", "rrule": "FREQ=DAILY", "first": day, "on_holiday": "next",
                                     "starts": "09:00", "ends": "10:00"})  # fmt: skip
        read = read_calendar("\n".join(f"{day} 放假" for day in _coming(day, 12)))
        plan = desk.holidays.planned(read)
        assert any(move.table == "wishes" and move.id == wish["id"] for move in plan.moves)
        assert any(str(service["name"]) in str(move.said) for move in plan.moves)
        assert desk.holidays.keep(read) == plan
        now = with_clock.wishes.find_stored(wish["id"])
        assert now is not None
        assert now["due"] > wish["due"]
        assert now["accept_by"] > wish["accept_by"]
        assert now["history"][-1]["action"] == "edit"
        desk.history.undo()
        back = with_clock.wishes.find_stored(wish["id"])
        assert back is not None
        assert (back["due"], back["accept_by"]) == (wish["due"], wish["accept_by"])
        assert not (with_clock.community or {}).get("holidays")
        # The calendar went back, too: a new wish has the same days.
        again = desk.wishes.record({"title": "路灯二", "urgency": "low", "recorded_on": day})
        assert again["due"] == wish["due"]
    finally:
        with_clock.close()


def _coming(day: str, count: int) -> list[str]:
    from datetime import date, timedelta

    return [str(date.fromisoformat(day) + timedelta(n)) for n in range(1, count + 1)]


def test_files_in_other_encodings_are_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert holidays._text(NEXT.encode(encoding), "x") == NEXT
