"""`xingfu --communities --json`, the notes, and who may see what."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.register import Seat, SeatRegister

__all__ = ["run"]

Three = dict[str, Path]


@pytest.fixture
def three(put_community: Callable[[Path, datetime], None], tmp_path: Path) -> Three:
    """Three communities."""
    folders = {name: tmp_path / name for name in ("east", "south", "west")}
    for folder in folders.values():
        put_community(folder, datetime.now(LOCAL))
    return folders


def data(folders: Three) -> list[str]:
    return [part for folder in folders.values() for part in ("--data", str(folder))]


def lines(run: Run, *arguments: str) -> dict[str, dict[str, object]]:
    status, out, err = run(*arguments, "--communities", "--json")
    assert status == 0, err
    return {Path(line["data"]).name: line for line in json.loads(out)}


def test_programs_get_the_figures_of_each_community_and_of_every_commit(run: Run, three: Three) -> None:
    first = lines(run, *data(three))
    assert set(first) == set(three)
    assert {"community", "open", "overdue", "done_month", "days_to_finish", "sessions_month", "people_month", "hours_month",
            "visits_month", "meetings_month", "asked", "answered", "last_activity", "current"} <= set(first["east"])  # fmt: skip
    assert {line["community"] for line in first.values()} == {"东风路南社区"}
    assert run("--data", str(three["south"]), "add", "wish", "--title", "路灯坏了")[0] == 0
    after = lines(run, *data(three))
    assert after["south"]["open"] == int(str(first["south"]["open"])) + 1
    assert next(iter(after)) == "south"  # what needs attention
    assert after["east"] == first["east"]
    # Whoever committed kept the tally: nothing had to be counted.
    assert json.loads((three["south"] / "tally.json").read_bytes())["seq"] == 2


def test_the_folders_may_stand_in_the_settings(run: Run, three: Three, tmp_path: Path) -> None:
    named = json.dumps([str(folder) for folder in three.values()])
    (tmp_path / "config.toml").write_text(f"communities = {named}\n")
    assert set(lines(run)) == set(three)
    (tmp_path / "config.toml").write_text('communities = "here"\n')
    status, _, err = run("--communities", "--json")
    assert (status, "must be a list of data folders" in err) == (2, True)


def test_notes_go_down_and_answers_come_up(run: Run, three: Three) -> None:
    east = ("--data", str(three["east"]))
    lines(run, *east)
    # An overseer's handle holds the notes and nothing else.
    assert run(*east, "--overseer", "notes", "add", "请本周办结超期心愿")[0] == 0
    assert json.loads(run(*east, "--overseer", "list", "wishes", "--json")[1] or "[]") == []
    assert (
        json.loads((three["east"] / "tally.json").read_bytes())["seq"] == 2
    )  # whatever its role, who commits keeps it
    assert lines(run, *east)["east"]["asked"] == 1
    assert run(*east, "notes", "answer", "1", "周三前办好")[0] == 0
    line = lines(run, *east)["east"]
    assert (line["asked"], line["answered"]) == (0, 1)
    (note,) = json.loads(run(*east, "--viewer", "notes", "list", "--json")[1])
    assert (note["text"], note["answer"]) == ("请本周办结超期心愿", "周三前办好")
    status, _, err = run(*east, "notes", "answer", "1", "again")
    assert (status, "answered already" in err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--communities",), "Say which communities"),
        (("--json",), "--json belongs to a command"),
        (("--json", "list", "wishes"), "--json stands after the command"),
        (("--data", "a", "--data", "b", "list", "wishes"), "add --communities"),
        (("--data", "a", "--data", "b"), "add --communities"),
        (("--communities", "list", "wishes"), "stands alone"),
        (
            ("--data", "a", "--data", "b", "seat", "add", "jd", "--role", "viewer", "--key", "k"),
            "of an overseer alone",
        ),
        (("notes", "answer", "one", "text"), "is no ID of a note"),
        (("notes", "add"), "Something is missing"),
        (("notes", "add", " "), "what the community is asked to do"),
    ],
)
def test_wrong_use_is_said(run: Run, arguments: tuple[str, ...], expected: str) -> None:
    status, _, err = run(*arguments)
    assert (status, expected in err) == (2, True), err


def test_a_folder_without_a_store_is_said_beside_the_figures_of_others(
    run: Run, three: Three, tmp_path: Path
) -> None:
    status, out, err = run(*data(three), "--data", str(tmp_path / "gone"), "--communities", "--json")
    found = {Path(line["data"]).name: line for line in json.loads(out)}
    assert (status, found["gone"]["wrong"], found["gone"]["open"]) == (1, "missing", None)
    assert found["east"]["open"] is not None
    assert "there is no such folder" in err


def test_a_seat_oversees_where_it_is_registered_and_nowhere_else(
    run: Run, three: Three, tmp_path: Path
) -> None:
    key = tmp_path / "k.pub"
    blob = "AAAAC3NzaC1lZDI1NTE5AAAAIH4hXqTJaz8zRpccB4+b9XismiWOKzonavJAgif14TEa"
    key.write_text(f"ssh-ed25519 {blob} jd\n")
    status, out, err = run(*data(three), "seat", "add", "jd", "--role", "overseer", "--key", str(key))
    assert status == 0, err
    assert "--communities" in out
    assert all(str(folder) in out for folder in three.values())
    assert all(SeatRegister(folder).get("jd").role == "overseer" for folder in three.values())
    seated = lines(run, "--seat", "jd", *data(three))
    assert all(
        line["visits_month"] in {0, None} or int(str(line["visits_month"])) >= 5 for line in seated.values()
    )
    # Its own handle shows no record; as a viewer it sees what viewers see, and never more.
    east = ("--data", str(three["east"]), "--seat", "jd")
    assert json.loads(run(*east, "list", "wishes", "--json")[1] or "[]") == []
    assert json.loads(run(*east, "--viewer", "list", "wishes", "--json")[1])
    assert run(*east, "--viewer", "add", "wish", "--title", "x")[0] == 1
    SeatRegister(three["west"]).put(Seat("jd", "viewer"))
    status, _, err = run("--lang", "en", "--seat", "jd", *data(three), "--communities", "--json")
    assert (status, "may not oversee" in err) == (1, True)
    status, _, err = run(
        "--lang", "en", "--data", str(three["west"]), "--seat", "jd", "--overseer", "notes", "list"
    )
    assert (status, "may not do this" in err) == (1, True)
