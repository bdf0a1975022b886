"""A tally says the same as counting all documents does, whatever was committed, and at any day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.desk.desk import Desk
from tui.desk.tallies import keep_tally, kept_tally, open_tallies, tally_wanted
from tui.kinds.words import Role
from tui.queries.tally_keeper import TallyKeeper
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.privacy.rights import shown_count
from tui.rules.reporting import days_of, month_figures
from tui.rules.rollup.tally import Figures, Tally, figures, moved, pressing, whole
from tui.seats.actor import Actor
from tui.store import Store, open_store

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL)
TODAY = NOW.date()


def exact(count: int) -> int | None:
    return count


def counted(tables: dict[str, list[dict[str, object]]], today: date = TODAY) -> Figures:
    sums = whole(lambda table: tables.get(table, []))
    return figures(Tally(1, "", "", sums), today, exact)


def wish(state: str = "accepted", **more: object) -> dict[str, object]:
    return {"id": 1, "state": state, "recorded_on": "2026-11-02", **more}


@pytest.mark.parametrize(
    ("table", "document", "expected"),
    [
        ("wishes", wish(), {"open": 1}),
        ("wishes", wish(due="2026-11-23"), {"open": 1, "overdue": 1}),
        ("wishes", wish(due="2026-11-24"), {"open": 1}),
        ("wishes", wish("on_hold", due="2026-11-01"), {"open": 1}),
        ("wishes", wish("done", due="2026-11-05", done_on="2026-11-12"),
         {"open": 1, "done_month": 1, "days_to_finish": 10.0}),
        ("wishes", wish("closed", done_on="2026-10-31"), {}),
        ("wishes", wish("voided", due="2026-11-01", done_on="2026-11-05"), {}),
        ("wishes", wish("merged", due="2026-11-01"), {}),
        ("sessions", {"state": "done", "starts_at": "2026-11-07T08:30:00+08:00", "people_served": 34},
         {"sessions_month": 1, "people_month": 34}),
        ("sessions", {"state": "done", "starts_at": "2026-11-07T08:30:00+08:00", "people_served": None},
         {"sessions_month": 1}),
        ("sessions", {"state": "confirmed", "starts_at": "2026-11-07T08:30:00+08:00", "people_served": 3}, {}),
        ("hours", {"on": "2026-11-07", "hours": 2.5}, {"hours_month": 2.5}),
        ("hours", {"on": "2026-11-07", "hours": 2.5, "withdrawn": True}, {}),
        ("visits", {"on": "2026-11-07"}, {"visits_month": 1}),
        ("meetings", {"state": "held", "starts_at": "2026-11-07T08:30:00+08:00"}, {"meetings_month": 1}),
        ("meetings", {"state": "planned", "starts_at": "2026-11-27T08:30:00+08:00"}, {}),
        ("supervisions", {"text": "x"}, {"asked": 1}),
        ("supervisions", {"text": "x", "answer": "y"}, {"answered": 1}),
        ("households", {"name": "x"}, {}),
    ],
)  # fmt: skip
def test_what_a_record_adds(table: str, document: dict[str, object], expected: dict[str, object]) -> None:
    nothing = counted({})
    assert counted({table: [document]}) == nothing._replace(**expected)  # type: ignore[arg-type]


def test_midnight_and_the_month_change_figures_and_no_tally() -> None:
    tables = {"wishes": [wish(due="2026-11-30"), wish("closed", done_on="2026-11-20")]}
    assert (counted(tables, date(2026, 11, 30)).overdue, counted(tables, date(2026, 12, 1)).overdue) == (0, 1)
    assert (
        counted(tables, date(2026, 11, 30)).done_month,
        counted(tables, date(2026, 12, 1)).done_month,
    ) == (1, 0)


def test_few_visits_are_withheld_and_none_is_none() -> None:
    few = [{"on": "2026-11-07"}] * 4
    for visits, shown in ((few[:0], 0), (few, None), ([*few, *few], 8)):
        sums = whole(lambda table, visits=visits: visits if table == "visits" else [])  # type: ignore[misc]
        assert figures(Tally(1, "", "", sums), TODAY, shown_count).visits_month == shown


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sampled_from([None, "2026-11-02", "2026-12-05"]),
            st.sampled_from([None, 0.1, 0.2, 2.5]),
        ),
        max_size=30,
    )
)
def test_moving_by_changes_is_counting_anew(changes: list[tuple[int, str | None, float | None]]) -> None:
    kept: dict[int, dict[str, object]] = {}
    sums: dict[str, float] = {}
    for at, on, hours in changes:
        before = kept.pop(at, None)
        now = None if on is None or hours is None else {"on": on, "hours": hours}
        if now is not None:
            kept[at] = now
        sums = moved(sums, [("hours", before, now)])
    assert sums == whole(lambda table: list(kept.values()) if table == "hours" else [])


def test_what_needs_attention_comes_first() -> None:
    calm = counted({})
    named = {
        "丁": calm,
        "丙": calm._replace(open=9),
        "乙": calm._replace(asked=1),
        "甲": calm._replace(overdue=1),
    }
    assert sorted(named, key=lambda name: pressing(name, named[name])) == ["甲", "乙", "丙", "丁"]


# ---- the tally of a store


@pytest.fixture
def folder(put_community: Callable[[Path, datetime], None], tmp_path: Path) -> Path:
    put_community(tmp_path / "data", NOW)
    return tmp_path / "data"


def a_day(store: Store) -> None:
    """A day's work, by use cases: records made, changed, taken back, removed."""
    desk = Desk(store, Actor("小李", "local"))
    found = desk.wishes.record({"title": "路灯坏了", "recorded_on": "2026-11-10", "due": "2026-11-20"})
    desk.wishes.edit(int(found["id"]), {"urgency": "urgent"})
    desk.wishes.supervise(int(found["id"]), "本周办结")
    note = desk.notes.add("请报十一月的台账")
    desk.notes.answer(int(note["id"]), "已报")
    desk.history.undo()
    desk.hours.add({"volunteer_id": 1, "on": "2026-11-20", "hours": 1.5, "content": "清扫"})


def test_the_figures_of_the_model_community_are_those_of_the_month_report(folder: Path) -> None:
    with_store = open_store(folder, now=lambda: NOW)
    tally = TallyKeeper(with_store).tally()
    found = figures(tally, TODAY, exact)
    report = month_figures(
        lambda table: with_store.collection(table).counted(),
        days_of(TODAY.replace(day=1), TODAY),
        lambda _: True,
    )
    assert (found.done_month, found.sessions_month, found.people_month, found.hours_month) == (
        report.done, report.sessions, report.people, report.hours,
    )  # fmt: skip
    assert (found.visits_month, found.meetings_month) == (report.visits, report.meetings)
    assert found.overdue == sum(report.overdue.values())
    assert found.days_to_finish == round(report.days_taken or 0, 1)
    assert (tally.name, tally.seq) == ("东风路南社区", with_store.seq)
    with_store.close()


def test_a_keeper_that_follows_says_what_counting_says(folder: Path) -> None:
    store = open_store(folder, now=lambda: NOW)
    other = open_store(folder, now=lambda: NOW)
    keeper, watching = TallyKeeper(store), TallyKeeper(other)
    keeper.tally(), watching.tally()
    store.subscribe(keeper.follow)
    other.subscribe(watching.follow)
    a_day(store)
    assert keeper.ready
    assert keeper.tally() == TallyKeeper(store).tally()
    other.refresh()  # many commits at once, of another process
    assert watching.ready
    assert watching.tally() == keeper.tally()
    for one in (store, other):
        one.close()


@pytest.mark.parametrize("role", ["recorder", "viewer", "overseer"])
def test_a_handle_that_holds_less_keeps_the_tally_of_its_own_commits_alone(folder: Path, role: Role) -> None:
    store = open_store(folder, now=lambda: NOW)
    other = open_store(folder, role=role, now=lambda: NOW)
    keeper = TallyKeeper(other, TallyKeeper(store).tally(), partial=True)
    other.subscribe(keeper.follow)
    desk = Desk(other, Actor("小张", "rec", role))
    if role == "recorder":
        desk.wishes.record({"title": "路灯坏了", "due": "2026-12-01"})
    else:
        desk.notes.add("请报台账")
    store.refresh()
    kept = [keeper.ready]
    assert keeper.tally() == TallyKeeper(store).tally()
    Desk(store, Actor("小李", "local")).notes.add("又一条")
    other.refresh()
    assert [*kept, keeper.ready] == [True, False]
    for one in (store, other):
        one.close()


def test_a_tally_that_fell_behind_is_seen_to_be_and_counted_again(folder: Path) -> None:
    tallies = open_tallies([str(folder), str(folder.parent / "none")], TODAY)
    first, missing = tallies.read()
    assert (first.tally, first.current, missing.wrong) == (None, False, "missing")
    assert not tally_wanted(folder)
    store = open_store(folder, now=lambda: NOW)
    assert keep_tally(folder, TallyKeeper(store).tally())
    assert tallies.read()[0].current
    a_day(store)  # whoever kept it died
    behind = tallies.read()[0]
    assert (behind.current, behind.tally and behind.tally.seq) == (False, store.seq - 7)
    assert kept_tally(folder, store.seq) is None
    assert not keep_tally(folder, behind.tally or Tally())
    # Where the folder cannot be written, what was counted is held until the next commit.
    tallies.counted(str(folder), TallyKeeper(store).tally())
    assert tallies.read()[0].current
    store.close()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"rules": 0}', b'{"rules":1,"sums":[]}'])
def test_a_torn_tally_is_none(folder: Path, content: bytes) -> None:
    (folder / "tally.json").write_bytes(content)
    assert (open_tallies([str(folder)], TODAY).read()[0].tally, kept_tally(folder, 1)) == (None, None)


def test_a_restored_store_has_no_tally_of_what_it_was(folder: Path, tmp_path: Path) -> None:
    from tui.engine.embedded.mark import forget_mark

    store = open_store(folder, now=lambda: NOW)
    keep_tally(folder, TallyKeeper(store).tally())
    store.close()
    forget_mark(folder)
    assert not tally_wanted(folder)
