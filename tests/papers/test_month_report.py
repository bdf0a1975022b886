"""The monthly report: what is counted, against which months, and what is withheld from the street office."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tui.desk.demo import load_demo
from tui.language.errors import InvalidInput
from tui.papers.report import Report, text, workbook
from tui.platform.locations import model_community
from tui.queries.month_report import UNDER, month_report
from tui.rules.reporting import Days, days_of, earlier, month_figures, month_of
from tui.seats.actor import Actor
from tui.store import Store, open_store

NOW = datetime.fromisoformat("2026-11-28T09:41:00+08:00")
NOVEMBER = date(2026, 11, 1)
DAYS = Days(NOVEMBER, date(2026, 11, 30))


@pytest.fixture
def store(tmp_path: Path) -> Any:
    found = open_store(tmp_path, now=lambda: NOW)
    load_demo(found, model_community(), Actor("小李", "local"))
    yield found
    found.close()


def counted(days: Days = DAYS, hidden: Sequence[str] = (), **tables: Sequence[Mapping[str, Any]]) -> Any:
    return month_figures(lambda table: tables.get(table, ()), days, lambda table: table not in hidden)


def wish(recorded: str, **more: Any) -> dict[str, Any]:
    return {"recorded_on": recorded, "state": "recorded", "category": "noise", "channel": "phone", **more}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11", NOVEMBER),
        ("2026年11月", NOVEMBER),
        (" 2026.1 ", date(2026, 1, 1)),
        ("2026-13", None),
        ("11", None),
    ],
)
def test_a_month_is_read_however_it_is_written(written: str, meant: date | None) -> None:
    assert month_of(written) == meant


def test_a_month_that_is_not_over_is_compared_with_as_many_days() -> None:
    today = date(2026, 3, 30)
    assert days_of(date(2026, 3, 1), today) == (date(2026, 3, 1), today)
    assert days_of(earlier(date(2026, 3, 1), 1), today, up_to=30) == (date(2026, 2, 1), date(2026, 2, 28))
    assert earlier(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert earlier(date(2026, 1, 1), 12) == date(2025, 1, 1)


def test_wishes_are_counted_by_the_day_of_recording_and_of_being_done() -> None:
    found = counted(
        wishes=[
            wish("2026-11-01", state="closed", done_on="2026-11-05", due="2026-11-04"),
            wish("2026-10-20", state="done", done_on="2026-11-22", due="2026-11-22", channel="wechat"),
            wish("2026-11-30", category="gas"),
            wish("2026-12-01"),
            wish("2026-10-31", due="2026-11-29", assignee={"name": "物业公司"}),
            wish("2026-10-31", due="2026-11-30"),
        ]
    )
    assert (found.wishes, found.done, found.days_taken, found.on_time) == (2, 2, (4 + 33) / 2, 0.5)
    assert found.taken == {7: 1, 0: 1}
    assert found.categories == {"noise": 1, "gas": 1}
    assert found.overdue == {"物业公司": 1}


def test_services_hours_meetings_and_actions_are_those_that_took_place() -> None:
    found = counted(
        sessions=[
            {"state": "done", "starts_at": "2026-11-26T09:00:00+08:00", "people_served": 27},
            {"state": "done", "starts_at": "2026-11-27T09:00:00+08:00", "people_served": None},
            {"state": "cancelled", "starts_at": "2026-11-27T09:00:00+08:00", "people_served": 9},
        ],
        hours=[
            {"on": "2026-11-26", "hours": 2.5, "team_id": 1},
            {"on": "2026-11-26", "hours": 1.0, "team_id": None},
            {"on": "2026-11-26", "hours": 8.0, "team_id": 1, "withdrawn": True},
        ],
        meetings=[
            {"state": "held", "starts_at": "2026-11-03T15:00:00+08:00", "items": [{"state": "decided"}, {"state": "carried"}]},
            {"state": "planned", "starts_at": "2026-11-30T15:00:00+08:00", "items": [{"state": "open"}]},
        ],
        actions=[{"opened_on": "2026-11-03", "state": "done"}, {"opened_on": "2026-11-03", "state": "open"}],
    )  # fmt: skip
    assert (found.sessions, found.people) == (2, 27)
    assert (found.hours, found.hours_by_team) == (3.5, {1: 2.5, None: 1.0})
    assert (found.meetings, found.decisions, found.actions, found.carried_out) == (1, 1, 2, 1)


def test_what_a_seat_does_not_see_is_not_counted() -> None:
    found = counted(hidden=("visits", "mediations"), visits=[{"on": "2026-11-02"}])
    assert (found.visits, found.mediations) == (None, None)
    assert counted(visits=[{"on": "2026-11-02"}]).visits == 1


def figures(report: Report) -> dict[str, tuple[Any, Any, Any]]:
    return {figure.name: (figure.this, figure.last, figure.year) for figure in report.figures}


def test_the_report_of_the_model_community(store: Store) -> None:
    found = figures(month_report(store, NOVEMBER, "小李"))
    assert found["新登记心愿（诉求）"] == (5, 0, 0)
    assert found["开展服务"][:2] == (7, 5)
    assert found["入户走访"][0] == 2
    with pytest.raises(InvalidInput):
        month_report(store, date(2026, 12, 1), "小李")


def test_the_street_office_gets_no_small_figures_of_visits_and_disputes(store: Store) -> None:
    report = month_report(store, NOVEMBER, "小李", "street")
    assert figures(report)["入户走访"][:2] == (UNDER, UNDER)
    assert "入户走访不公开（" in text(report)


def test_the_text_says_how_figures_grew(store: Store) -> None:
    page = text(month_report(store, NOVEMBER, "小李"))
    assert page.startswith(
        "东风路南社区居委会2026年11月工作月报\n（2026-11-01至2026-11-28；上月、上年同月均计至28日）\n"
    )
    assert "新登记心愿（诉求）5件（上月0件，增加5件；上年同月0件，增加5件）。" in page
    assert "超期未办结（按责任方）：" in page
    assert "办结用时：4至7天1件、8至15天1件。" in page


def test_the_workbook_has_the_same_figures_and_charts(store: Store) -> None:
    report = month_report(store, NOVEMBER, "小李")
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    rows = list(book["月报"].iter_rows(min_row=4, max_row=3 + len(report.figures), values_only=True))
    shown = [
        (f.name, f.unit, *("—" if n is None else n for n in (f.this, f.last, f.year))) for f in report.figures
    ]
    assert [row[:5] for row in rows] == shown
    units = list(dict.fromkeys(figure.unit for figure in report.figures))
    page = book["对比"]
    heads = [row for row in page.iter_rows(min_row=2) if str(row[0].value).startswith("单位：")]
    assert [row[0].value for row in heads] == [f"单位：{unit}" for unit in units]
    assert len(page._charts) == len(units)  # no axis has two units
    drawn = [chart.ser[0].val.numRef.f for chart in page._charts]
    for unit, head, place in zip(units, heads, drawn, strict=True):
        count = sum(figure.unit == unit for figure in report.figures)
        first, last = f"$B${head[0].row + 1}", f"$B${head[0].row + count}"
        assert place.partition("!")[2] == (f"{first}:{last}" if count > 1 else first)
    assert len(book["分项"]._charts) == sum(bool(part.counts) for part in report.parts)
