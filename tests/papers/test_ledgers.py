"""Every ledger of the model community: written, read back with other libraries, and compared."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tui.desk.demo import load_demo
from tui.desk.desk import Desk
from tui.kinds.ledgers import LEDGERS, Ledger
from tui.language.errors import InvalidInput, NotAllowed
from tui.papers.ledger import Row
from tui.papers.workbook import HEAD, workbook
from tui.platform.locations import model_community
from tui.queries.ledgers import Wanted, ledger_columns, make
from tui.rules.privacy.figures import without_few
from tui.seats.actor import Actor
from tui.store import Store, open_store

NOW = datetime.fromisoformat("2026-11-28T09:41:00+08:00")
CLERK = Actor("小李", "local")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(tmp_path / "store", now=lambda: NOW)
    load_demo(found, model_community(), CLERK)
    yield found
    found.close()


def cells(store: Store, name: str, wanted: Wanted | None = None) -> list[dict[str, Any]]:
    """The rows of a ledger by heading."""
    made = make(store, LEDGERS[name], wanted or Wanted(), "小李")
    headings = [column.heading for column in made.sheet.columns]
    return [dict(zip(headings, row, strict=True)) for row in made.sheet.rows]


def as_written(value: Any) -> Any:
    """A value as openpyxl reads it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, datetime.min.time())
    return value if value != "" else None


@pytest.mark.parametrize("ledger", [pytest.param(one, id=one.name) for one in LEDGERS.values()])
def test_every_ledger_is_read_back_as_it_was_written(store: Store, ledger: Ledger) -> None:
    rows: list[Row] = [list(row) for row in make(store, ledger, Wanted(), "小李").sheet.rows]
    sheet = make(store, ledger, Wanted(), "小李").sheet
    page = openpyxl.load_workbook(io.BytesIO(workbook([sheet]))).worksheets[0]
    found = list(page.iter_rows(min_row=HEAD + 1, values_only=True))
    assert page.cell(1, 1).value == ledger.title
    assert list(found[0]) == ["序号", *(column.heading for column in sheet.columns)]
    assert [list(row[1:]) for row in found[1 : len(rows) + 1]] == [
        [as_written(v) for v in row] for row in rows
    ]
    assert [row[0] for row in found[1 : len(rows) + 1]] == list(range(1, len(rows) + 1))
    if ledger.name not in {"meetings", "actions"}:  # the model community has none
        assert rows


@pytest.mark.parametrize("ledger", [pytest.param(one, id=one.name) for one in LEDGERS.values()])
def test_headings_are_chinese_and_each_stands_once(ledger: Ledger) -> None:
    headings = [heading for _, heading in ledger_columns(ledger)]
    assert len(headings) == len(set(headings))
    assert [h for h in headings if h.isascii()] == []


def test_the_record_of_service_has_what_order_67_asks_for(store: Store) -> None:
    first = cells(store, "hours")[0]
    asked = ("活动（项目）名称", "日期", "服务地点", "服务内容", "服务时长", "活动组织单位", "活动负责人")
    assert all(first[heading] for heading in asked)


def test_hours_keep_who_organised_and_who_was_in_charge_as_typed_or_from_the_team(store: Store) -> None:
    desk = Desk(store, CLERK)
    team = next(t for t in store.teams.stored() if t["leader"] and t["members"])
    whose = team["members"][0]["volunteer_id"]
    usual = {"volunteer_id": whose, "team_id": team["id"], "on": "2026-11-20", "hours": 1, "content": "巡逻"}
    usually = desk.hours.add(usual)
    assert (usually["activity"], usually["organiser"], usually["in_charge"]) == (
        "巡逻",
        team["name"],
        team["leader"],
    )
    said = desk.hours.add(
        {
            **usual,
            "on": "2026-11-21",
            "activity": "平安行动",
            "organiser": "街道团工委",
            "in_charge": "王书记",
        }
    )
    assert (said["activity"], said["organiser"], said["in_charge"]) == ("平安行动", "街道团工委", "王书记")


def test_a_period_leaves_out_other_days_and_counts_what_has_none(store: Store) -> None:
    wanted = Wanted(start=date(2026, 11, 1), end=date(2026, 11, 15))
    assert {row["受理日期"].isoformat()[:7] for row in cells(store, "wishes", wanted)} == {"2026-11"}
    made = make(store, LEDGERS["mediations"], wanted, "小李")
    assert made.undated == sum(not m["opened_on"] for m in store.mediations.stored()) > 0
    with pytest.raises(InvalidInput):
        make(store, LEDGERS["partners"], wanted, "小李")
    with pytest.raises(InvalidInput):
        make(store, LEDGERS["wishes"], Wanted(start=date(2026, 11, 2), end=date(2026, 11, 1)), "小李")


def test_columns_are_chosen_by_name_or_heading_and_an_unknown_one_is_refused(store: Store) -> None:
    assert list(cells(store, "wishes", Wanted(columns=("诉求内容", "number")))[0]) == ["诉求内容", "诉求编号"]
    with pytest.raises(InvalidInput) as refused:
        make(store, LEDGERS["wishes"], Wanted(columns=("身份证号",)), "小李")
    assert "受理日期" in str(refused.value.errors["columns"].params["names"])


def test_what_is_posted_names_nobody(store: Store) -> None:
    desk = Desk(store, CLERK)
    desk.wishes.record(
        {"title": "王秀英家漏水", "resident": "王秀英", "phone": "13812345678", "address": "3号楼2单元501"}
    )
    everything = json.dumps(cells(store, "wishes"), default=str, ensure_ascii=False)
    posted = json.dumps(cells(store, "wishes", Wanted("post")), default=str, ensure_ascii=False)
    for secret in ("王秀英", "13812345678", "501"):
        assert secret in everything
        assert secret not in posted
    assert "王某" in posted
    with pytest.raises(NotAllowed):
        make(store, LEDGERS["visits"], Wanted("post"), "小李")


def test_the_street_office_gets_figures_and_of_disputes_no_small_ones(store: Store) -> None:
    rows = [list(row) for row in make(store, LEDGERS["wishes"], Wanted("street"), "小李").sheet.rows]
    assert rows[0] == ["合计", "", len(store.wishes)]
    states: list[Any] = [row[2] for row in rows if row[0] == "办理状态"]
    assert sum(states) == len(store.wishes)
    assert {row[2] for row in make(store, LEDGERS["mediations"], Wanted("street"), "小李").sheet.rows} == {
        6,
        "不公开",
    }


def test_a_withheld_figure_cannot_be_found_by_subtraction() -> None:
    assert without_few({"a": 9, "b": 4}) == {"a": None, "b": None}
    assert without_few({"a": 9, "b": 7, "c": 1}) == {"a": 9, "b": None, "c": None}
    assert without_few({"a": 9, "b": 1, "c": 1}) == {"a": None, "b": None, "c": None}
    assert without_few({"a": 9, "b": 3, "c": 4, "d": 0}) == {"a": 9, "b": None, "c": None, "d": 0}
    assert without_few({"a": 9, "b": 5}) == {"a": 9, "b": 5}


def test_an_export_is_in_the_audit_trail_and_is_not_undone(store: Store) -> None:
    desk = Desk(store, CLERK)
    before = desk.history.last()
    desk.exports.note("wishes", "post", 12, format="xlsx", columns=("title",), start=date(2026, 11, 1))
    entry = next(iter(store.audit(newest_first=True)))
    assert (entry.by, entry.action) == ("小李", "paper.export")
    kept = entry.changes[0].now or {}
    assert {name: kept[name] for name in ("what", "purpose", "rows", "columns", "start", "by")} == {
        "what": "wishes", "purpose": "post", "rows": 12, "columns": ["title"], "start": "2026-11-01", "by": "小李"
    }  # fmt: skip
    last = desk.history.last()
    assert (last and last.seq) == (before and before.seq)


@pytest.mark.parametrize("role", ["viewer", "recorder"])
def test_each_role_gets_what_it_sees_and_its_export_is_noted(store: Store, tmp_path: Path, role: Any) -> None:
    Desk(store, CLERK).wishes.record({"title": "修灯", "resident": "王秀英", "phone": "13812345678"})
    handle = open_store(tmp_path / "store", role=role, holder="街道", now=lambda: NOW)
    try:
        found = json.dumps(cells(handle, "wishes"), default=str, ensure_ascii=False)
        assert ("王秀英" in found, "13812345678" in found) == (role == "recorder", role == "recorder")
        with pytest.raises(NotAllowed):
            make(handle, LEDGERS["visits"], Wanted(), "街道")
        Desk(handle, Actor("街道", "street", role)).exports.note("wishes", "file", 1, format="csv")
    finally:
        handle.close()
    store.refresh()
    assert [e["by"] for e in store.exports.stored()] == ["街道"]
