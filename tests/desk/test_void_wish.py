"""A wish made void is kept with its number and reason, and every figure is as if it had never been recorded."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import noon
from tui.desk.demo import load_demo
from tui.desk.desk import Desk
from tui.kinds.ledgers import LEDGERS, PURPOSES, Purpose
from tui.language.errors import NotAllowed, WrongState
from tui.language.i18n import translator
from tui.platform.locations import model_community
from tui.queries import agenda, ledgers
from tui.queries.archive import archive
from tui.queries.board import board
from tui.queries.board_keeper import BoardKeeper
from tui.queries.month_report import month_report
from tui.queries.person import person, record_of
from tui.queries.records import records
from tui.queries.trends import trends
from tui.rules.people.helpers import helpers
from tui.rules.services.monthly_totals import TotalsCounter
from tui.rules.trends.periods import Period
from tui.rules.wishes.order import void_reason
from tui.seats.actor import Actor
from tui.store import Store, open_store

CLERK = Actor("小李", "local")
TODAY = noon().date()
NAME = "独居老人甲（示例）"

# Ways that a wish can have gone before somebody sees that it should not be there.
LIVES: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "recorded": (),
    "assigned": (("assign", {"assignee": "绿色环保服务队"}),),
    "held by a person": (("assign", {"assignee": "小李"}), ("start", {})),
    "held": (("hold", {"note": "等", "review_on": (TODAY + timedelta(9)).isoformat()}),),
    "done": (("complete", {"outcome": "修好"}),),
    "closed": (("complete", {"outcome": "修好"}), ("rate", {"rating": 1, "solved": False})),
    "declined": (("decline", {"note": "不归社区"}),),
    "reopened": (("complete", {"outcome": "修好"}), ("reopen", {"note": "又坏"})),
    "on the agenda": (("on the agenda", {}),),
    "supervised": (("supervised", {}),),
}


def figures(store: Store, counter: TotalsCounter, keeper: BoardKeeper) -> dict[str, Any]:
    """All that counts or lists wishes."""
    made = board(store, noon(), None, counter)
    assert keeper.board(noon(), None, counter) == made
    found: dict[str, Any] = {
        "board": made,
        "archive": archive(store, TODAY),
        "agenda": agenda.entries(store, TODAY - timedelta(90), TODAY + timedelta(90)),
        "in hand": list(helpers(lambda table: store.collection(table).stored(), TODAY, partners=True)),
        "open": records(store, "wishes", noon()),
    }
    found["report"] = month_report(store, TODAY.replace(day=1), "示例", "street")
    for name, ledger in LEDGERS.items():
        purposes: tuple[Purpose, ...] = tuple(PURPOSES) if ledger.kind == "wish" else ("file",)
        for wanted in purposes:
            sheet, count, undated = ledgers.make(store, ledger, ledgers.Wanted(wanted), "示例")
            found[f"{name} {wanted}"] = ([list(row) for row in sheet.rows], sheet.columns, count, undated)
    found["trends"] = trends(store, Period(TODAY.replace(day=1), TODAY))
    page = person(store, NAME, record_of(store, NAME) or ("", 0), TODAY, translator("zh"))
    found["person"] = page and (page.records, page.ahead, page.hours)
    return found


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(sorted(LIVES)), st.integers(0, 40), st.sampled_from(("", NAME)), st.booleans())
def test_no_figure_knows_of_it(life: str, before: int, resident: str, heard: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), now=noon)
        load_demo(store, model_community(), Actor("示例", "test"))
        desk, counter, keeper = Desk(store, CLERK), TotalsCounter(), BoardKeeper(store)
        desk.meetings.plan({"kind": "joint", "starts_at": f"{TODAY + timedelta(3)}T09:00:00+08:00"})
        never = figures(store, counter, keeper)
        fields = {"title": "路灯坏了", "resident": resident, "compound": 3, "urgency": "urgent",
                  "recorded_on": (TODAY - timedelta(before)).isoformat()}  # fmt: skip
        if heard and store.visits.stored():
            fields.pop("recorded_on")
            id = int(desk.visits.wish(int(store.visits.stored()[0]["id"]), fields)["id"])
        else:
            id = int(desk.wishes.record(fields)["id"])
        for step, given_ in LIVES[life]:
            if step == "on the agenda":
                desk.meetings.put_on_agenda(id)
            elif step == "supervised":
                desk.wishes.supervise(id, "尽快")
            else:
                desk.wishes.act(id, step, **given_)
        lived = figures(store, counter, keeper)
        assert lived != never
        number = desk.wishes.act(id, "void", note="重复登记")["number"]
        assert figures(store, counter, keeper) == never
        # It is kept, found, and its number is not given again.
        assert void_reason(store.wishes.find_stored(id) or {}) == "重复登记"
        assert desk.wishes.number(number) == id
        assert number in {row["number"] for row in records(store, "wishes", noon(), everything=True)}
        assert desk.wishes.record({"title": "另一件"})["number"] > number
        desk.history.undo()
        assert figures(store, counter, keeper) == never
        desk.history.undo()
        back = figures(store, counter, keeper)  # but for its revision, in the rows themselves
        for what in ("archive", "agenda", "in hand", "report"):
            assert back[what] == lived[what]
        store.close()


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    store = open_store(tmp_path, now=noon)
    yield Desk(store, CLERK)
    store.close()


def record(desk: Desk, title: str, **fields: Any) -> int:
    return int(desk.wishes.record({"title": title, **fields})["id"])


@pytest.mark.parametrize("life", [life for life in sorted(LIVES) if life != "on the agenda"])
def test_put_back_it_stands_as_it_stood(desk: Desk, life: str) -> None:
    id = record(desk, "路灯坏了")
    for step, given_ in LIVES[life]:
        desk.wishes.supervise(id, "尽快") if step == "supervised" else desk.wishes.act(id, step, **given_)
    stood = dict(desk.store.wishes.find_stored(id) or {})
    desk.wishes.act(id, "void", note="试录")
    desk.wishes.comment(id, "是谁录的？")
    back = desk.wishes.act(id, "restore")
    kept = {"rev", "updated_at", "history"}
    assert {k: v for k, v in back.items() if k not in kept} == {
        k: v for k, v in stood.items() if k not in kept
    }
    assert [event["action"] for event in back["history"]][-3:] == ["void", "comment", "restore"]


def test_put_back_from_an_agenda_it_is_with_whoever_held_it(desk: Desk) -> None:
    id = record(desk, "路灯坏了")
    day = date(TODAY.year, TODAY.month, TODAY.day) + timedelta(2)
    desk.meetings.plan({"kind": "joint", "starts_at": f"{day}T09:00:00+08:00"})
    meeting = desk.meetings.put_on_agenda(id)
    desk.meetings.discuss(int(meeting["id"]), 1, "先看现场")
    other = record(desk, "路不平")
    desk.meetings.put_on_agenda(other)
    for one in (id, other):
        desk.wishes.act(one, "void", note="试录")
    items = (desk.store.meetings.find_stored(int(meeting["id"])) or {})["items"]
    assert [item["wish_id"] for item in items] == [id]  # what was said of it stays in the minutes
    assert desk.wishes.act(other, "restore")["state"] == "accepted"


def test_neither_without_a_reason_nor_with_others_in_it(desk: Desk) -> None:
    road, again = record(desk, "修路"), record(desk, "大门口的路坏了")
    with pytest.raises(WrongState):
        desk.wishes.act(road, "void", note="")
    desk.wishes.act(again, "merge", into=road)
    for one in (road, again):
        with pytest.raises(WrongState):
            desk.wishes.act(one, "void", note="试录")
    desk.wishes.act(again, "unmerge")
    desk.wishes.act(road, "void", note="试录")
    assert [w["id"] for w in desk.wishes.alike("大门口修路")] == [again]
    with pytest.raises(WrongState):
        desk.wishes.supervise(road, "尽快")


def test_only_the_staff_may(desk: Desk) -> None:
    id = record(desk, "修路")
    for role in ("recorder", "viewer"):
        with pytest.raises(NotAllowed):
            Desk(desk.store, Actor("书记", "local", role)).wishes.act(id, "void", note="试录")
