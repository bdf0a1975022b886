"""`xingfu import` of ledgers: shown, kept in one commit, taken back whole, and nothing twice."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.papers.importing.expected import LEDGERS, NAMES, differences
from tui.desk.desk import Desk
from tui.seats.actor import Actor
from tui.store import open_store

SHORT = [name for name in NAMES if name != "12"]


def expectation(stem: str) -> tuple[dict[str, Any], list[str]]:
    """What is expected of an example, and the arguments with which it is imported."""
    wanted = json.loads((LEDGERS / f"{stem}.json").read_text("utf-8"))
    answers = [f"--answer={n}={v}" for s in wanted["sheets"] for n, v in s.get("answers", {}).items()]
    return wanted, [str(LEDGERS / wanted["file"]), f"--today={wanted['today']}", *answers]


def stored(tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    """All documents that are stored, but for what counts changes."""
    store = open_store(tmp_path / "data")
    try:
        tables = (
            "wishes",
            "visits",
            "households",
            "mediations",
            "volunteers",
            "teams",
            "hours",
            "meetings",
            "partners",
        )
        counters = {"rev", "updated_at"}
        return {
            t: [{k: v for k, v in d.items() if k not in counters} for d in store.collection(t).stored()]
            for t in tables
        }
    finally:
        store.close()


@pytest.mark.parametrize("stem", SHORT)
def test_the_plan_is_printed_and_nothing_kept(loaded: Run, tmp_path: Path, stem: str) -> None:
    wanted, arguments = expectation(stem)
    before = stored(tmp_path)
    status, out, _ = loaded("import", *arguments, "--dry-run", "--json")
    assert status == 0
    assert list(differences(wanted, json.loads(out))) == []
    assert stored(tmp_path) == before


@pytest.mark.parametrize("stem", SHORT)
def test_a_ledger_is_kept_once_and_taken_back_whole(loaded: Run, tmp_path: Path, stem: str) -> None:
    _wanted, arguments = expectation(stem)
    before = stored(tmp_path)
    refused = f"--refused={tmp_path / 'refused.xlsx'}"
    status, out, err = loaded("import", *arguments, "--yes", "--json", refused)
    assert (status, err) == (0, "")
    kept = json.loads(out)
    assert kept["not_kept"] == []
    assert sum(kept["kept"].values()) > 0
    after = stored(tmp_path)
    assert after != before

    status, out, _ = loaded("import", *arguments, "--yes", "--json", refused)
    assert (status, json.loads(out)["kept"]) == (0, {})
    assert stored(tmp_path) == after

    store = open_store(tmp_path / "data")
    try:
        entry = next(iter(store.audit(newest_first=True, archived=False)))
        assert entry.action == "ledger.import"
        Desk(store, Actor(entry.by, entry.seat, "staff")).history.undo()
    finally:
        store.close()
    assert stored(tmp_path) == before


@pytest.mark.parametrize("stem", SHORT)
def test_what_has_no_field_is_found_in_what_is_kept(loaded: Run, tmp_path: Path, stem: str) -> None:
    wanted, arguments = expectation(stem)
    assert loaded("import", *arguments, "--yes", f"--refused={tmp_path / 'r.xlsx'}")[0] == 0
    text = "".join(json.dumps(stored(tmp_path), ensure_ascii=False).replace("\\n", "").split())
    for sheet in wanted["sheets"]:
        for record in sheet["records"]:
            for value in record.get("extra", {}).values() if "same_as" not in record else ():
                plain = json.dumps("".join(value.split()), ensure_ascii=False)[1:-1]
                assert plain in text, (record, value)


def test_refused_rows_stand_in_a_file_of_the_same_form_with_the_reason(loaded: Run, tmp_path: Path) -> None:
    _, arguments = expectation("01")
    path = tmp_path / "refused.xlsx"
    loaded("import", *arguments, "--yes", "--refused", str(path))
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:4] == ("序号", "受理日期", "居民姓名", "联系电话")
    assert rows[0][-1] == "why it was not taken"
    assert [(row[2], row[-1]) for row in rows[1:]] == [
        ("徐 明", "It does not say what it is about."),
        ("孙珍", "The calendar has no such day."),
        ("朱华", "This day has not come yet."),
    ]


def test_what_no_column_has_is_asked_for_before_anything_is_kept(loaded: Run, tmp_path: Path) -> None:
    before = stored(tmp_path)
    status, _, err = loaded("import", str(LEDGERS / "07-志愿者服务.csv"), "--yes", "--today=2026-12-01")
    assert (status, err) == (2, "xingfu: No column has hours. Say it with --answer hours=…\n")
    assert stored(tmp_path) == before


def test_a_row_that_says_the_same_adds_its_remark_to_the_first(loaded: Run, tmp_path: Path) -> None:
    _, arguments = expectation("01")
    loaded("import", *arguments, "--yes", f"--refused={tmp_path / 'r.xlsx'}")
    (wish,) = [
        w
        for w in stored(tmp_path)["wishes"]
        if w["title"] == "大门口路面坑洼，下雨积水" and w["resident"] == "王芳"
    ]
    assert [e["note"] for e in wish["history"]] == ["", "网格员：田小雨\n备注：又来电催问"]


def test_what_begins_like_a_formula_stays_text(loaded: Run, tmp_path: Path) -> None:
    for stem in ("01", "02"):
        loaded("import", *expectation(stem)[1], "--yes", f"--refused={tmp_path / 'r.xlsx'}")
    titles = {w["title"] for w in stored(tmp_path)["wishes"]}
    assert {"=cmd|'/C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+86热线转来：-1层车库积水"} <= titles


def test_a_person_in_two_teams_is_one_volunteer(loaded: Run, tmp_path: Path) -> None:
    loaded("import", *expectation("05")[1], "--yes", f"--refused={tmp_path / 'r.xlsx'}")
    after = stored(tmp_path)
    (found,) = [v for v in after["volunteers"] if v["name"] == "王芳" and v["phone"] == "13800000300"]
    teams = {t["name"] for t in after["teams"] if found["id"] in {m["volunteer_id"] for m in t["members"]}}
    assert teams == {"银发爱心义剪队", "爱心助老队"}
    assert found["skills"] == ["理发", "陪伴"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as", "letter"], "«letter» is not one of: wish, visit"),
        (["--sheet", "5月"], "There is no sheet «5月»."),
        (["--answer", "hours"], "--answer: write NAME=VALUE."),
        (["--answer", "weather=2"], "There is no field «weather». There are: "),
    ],
)
def test_wrong_use_is_told(loaded: Run, arguments: list[str], said: str) -> None:
    status, _, err = loaded("import", str(LEDGERS / "06-志愿服务时长.xlsx"), *arguments)
    assert status == 2
    assert said in err


def test_a_file_that_is_not_there_is_told(loaded: Run) -> None:
    status, _, err = loaded("import", "nowhere.xlsx")
    assert status == 1
    assert "nowhere.xlsx cannot be read" in err


def test_changed_rows_are_brought_up_to_date_only_if_asked_and_taken_back_whole(
    loaded: Run, tmp_path: Path
) -> None:
    ledger = tmp_path / "wishes.csv"
    assert loaded("export", "wishes", "-o", str(ledger))[0] == 0
    head, *rows = csv.reader(ledger.read_text("utf-8-sig").splitlines())
    address = head.index("住址")
    for row in rows[:2]:
        row[address] = "9号楼9单元999室"
    with ledger.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    before = json.loads(loaded("list", "wishes", "--json")[1])
    status, out, _ = loaded("import", str(ledger), "--yes")
    assert status == 0
    assert "--update" in out
    assert json.loads(loaded("list", "wishes", "--json")[1]) == before
    status, out, err = loaded("import", str(ledger), "--yes", "--update")
    assert (status, err) == (0, "")
    assert "Brought up to date: 2." in out
    after = json.loads(loaded("list", "wishes", "--all", "--json")[1])
    assert [w["address"] for w in after].count("9号楼9单元999室") == 2
    assert "Brought up to date" not in loaded("import", str(ledger), "--yes", "--update")[1]


def test_a_ledger_of_sessions_goes_in_with_the_services_that_it_names(loaded: Run, tmp_path: Path) -> None:
    ledger = tmp_path / "便民服务活动登记.csv"
    ledger.write_text(
        "序号,活动日期,服务项目,开始时间,结束时间,地点,服务人次,参与志愿者\n"
        "1,2026.3.5,春季磨刀,9:00,11:30,小广场,35人次,王磨、李刀\n2,2026.4.5,春季磨刀,上午9点,,小广场,,\n",
        "utf-8",
    )
    assert loaded("import", str(ledger), "--yes")[0] == 0
    found = [s for s in json.loads(loaded("session", "list", "--from", "2026-01-01", "--to", "2026-05-01", "--json")[1])
             if s["service"] == "春季磨刀"]  # fmt: skip
    assert [(s["on"], s["starts_at"][11:16], s["people_served"]) for s in found] == [
        ("2026-03-05", "09:00", 35),
        ("2026-04-05", "09:00", None),
    ]
    assert "0 new" in loaded("import", str(ledger), "--dry-run")[1]


def test_hours_that_stand_there_with_another_figure_are_refused_unless_both_are_meant(
    loaded: Run, tmp_path: Path
) -> None:
    path = tmp_path / "h.csv"
    path.write_text("姓名,服务日期,服务时长（小时）,服务内容\n闫爱民,2026-01-05,2,扫雪\n", "utf-8")
    assert "1 new of 1" in loaded("import", str(path), "--as", "hours", "--yes")[1]
    path.write_text("姓名,服务日期,服务时长（小时）,服务内容\n闫爱民,2026-01-05,3,扫 雪\n", "utf-8")
    assert "0 new of 1" in loaded("import", str(path), "--as", "hours", "--yes")[1]
    assert (tmp_path / "h-not taken.xlsx").exists()
    assert "1 new of 1" in loaded("import", str(path), "--as", "hours", "--yes", "--both")[1]
