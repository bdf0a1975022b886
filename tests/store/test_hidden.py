"""Households, visits and mediations are for the staff: other handles never hold one, whatever happens."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.embedded import documents_of, storage_of, whole_alone
from tests.store.conftest import noon
from tui.desk.desk import Desk
from tui.kinds.words import Role
from tui.language.errors import NotAllowed
from tui.rules.privacy.masking import masked
from tui.rules.privacy.rights import FEWEST_SHOWN, RIGHTS, shown_count
from tui.seats.actor import Actor
from tui.store import Entry, Store, open_store

Open = Callable[[Role], Store]
TABLES = ("households", "visits", "mediations")
SECRETS = ("赡养老母", "王秀英", "邻居嫌吵")


@pytest.fixture
def staff(open_as: Open) -> Desk:
    desk = Desk(open_as("staff"), Actor("李梅", "local"))
    desk.mediations.open({"title": "赡养老母", "parties": ["王秀英"]})
    desk.visits.record({"name": "王秀英", "flags": ["alone"]}, {"heard": "邻居嫌吵"})
    return desk


def held(store: Store) -> str:
    return repr((documents_of(store).tables, documents_of(store).next_ids))


@pytest.mark.parametrize("role", ["viewer", "recorder"])
def test_the_handle_holds_none_before_and_after_others_write(
    open_as: Open, staff: Desk, role: Role, folder: Path
) -> None:
    store = open_as(role)
    told: list[Entry] = []
    store.subscribe(told.extend)
    staff.mediations.session(1, "邻居嫌吵，双方各退一步")
    staff.store.tidy(force=True)  # from the snapshot as from the journal
    staff.mediations.open({"title": "又是赡养老母"})
    store.refresh()
    fresh = open_as(role)
    raw = b"".join(p.read_bytes() for p in folder.rglob("*.json*")).decode() or held(staff.store)
    for secret in SECRETS:
        assert secret in raw
        assert all(secret not in held(s) for s in (store, fresh))
        assert secret not in repr(told)
    for one in (store, fresh):
        assert all(list(one.collection(t).stored()) == [] for t in TABLES)
        assert all(one.collection(t).find_stored(1) is None for t in TABLES)
        assert one.seq == staff.store.seq
    assert "mediation" not in repr(told)


def test_a_viewer_is_told_how_many_mediations_from_five_on_and_a_recorder_nothing(
    open_as: Open, staff: Desk
) -> None:
    viewer, recorder = open_as("viewer"), open_as("recorder")
    seen: list[int | None] = []
    for _ in range(FEWEST_SHOWN):
        viewer.refresh()
        seen.append(viewer.count("mediations"))
        staff.mediations.open({"title": "x"})
    viewer.refresh()
    assert seen == [None] * 4 + [5]
    assert (viewer.count("mediations"), open_as("viewer").count("mediations")) == (6, 6)
    staff.history.undo()
    viewer.refresh()
    assert viewer.count("mediations") == 5
    assert [viewer.count(t) for t in ("households", "visits")] == [None, None]
    assert [recorder.count(t) for t in TABLES] == [None, None, None]
    assert staff.store.count("mediations") == 5


@given(st.integers(0, 10_000))
def test_a_small_number_is_never_told(count: int) -> None:
    assert shown_count(count) == (None if count < 5 else count)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["open", "visit", "heard", "wish", "undo", "fold"]), max_size=14),
    st.sampled_from(["viewer", "recorder"]),
)
def test_following_along_ends_where_opening_anew_begins(steps: list[str], role: Role) -> None:
    with tempfile.TemporaryDirectory() as folder:
        staff = Desk(open_store(Path(folder), now=noon), Actor("李梅", "local"))
        follower = open_store(Path(folder), role=role, now=noon)
        visits = 0
        for step in steps:
            if step == "open":
                staff.mediations.open({"title": "x"})
            elif step == "visit":
                visits = int(staff.visits.record({"name": "x"}, {})["id"])
            elif step == "heard" and visits and staff.store.visits.find(visits):
                staff.visits.wish(visits, {"title": "x"})
            elif step == "wish":
                staff.wishes.record({"title": "x"})
            elif step == "undo" and staff.history.last():
                staff.history.undo()
            elif step == "fold":
                staff.store.tidy(force=True)
            follower.refresh()
        fresh = open_store(Path(folder), role=role, now=noon)
        whole = storage_of(staff.store).read() or {}
        hidden = RIGHTS[role].hidden
        seen = {name: table for name, table in whole.items() if name not in hidden}
        assert (storage_of(follower).read() or {}) == (storage_of(fresh).read() or {})
        assert (storage_of(fresh).read() or {}).keys() == seen.keys()
        counts = {t: len(whole.get(t, {})) for t in hidden}
        assert (
            storage_of(follower)._replica.hidden_counts == storage_of(fresh)._replica.hidden_counts == counts
        )
        assert follower.seq == fresh.seq == staff.store.seq
        for store in (staff.store, follower, fresh):
            store.close()


@pytest.mark.parametrize("role", ["viewer", "recorder"])
def test_the_use_cases_and_the_handle_refuse(open_as: Open, staff: Desk, role: Role) -> None:
    desk = Desk(open_as(role), Actor("x", "x", role))
    attempts: list[Callable[[], object]] = [
        lambda: desk.mediations.open({"title": "x"}),
        lambda: desk.mediations.edit(1, {"title": "x"}),
        lambda: desk.mediations.session(1, "x"),
        lambda: desk.mediations.close(1, "agreed", "x"),
        lambda: desk.mediations.follow_up(1),
        lambda: desk.households.add({"name": "x"}),
        lambda: desk.households.edit(1, {"name": "x"}),
        lambda: desk.visits.record(1, {}),
        lambda: desk.visits.edit(1, {"heard": "x"}),
        lambda: desk.visits.wish(1, {"title": "x"}),
        lambda: desk.visits.follow_up(1),
        lambda: desk.handover.held("李梅"),
        lambda: desk.handover.hand_over("李梅", "x"),
        desk.store.check,
        *whole_alone(desk.store),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    for table in TABLES:
        with (
            pytest.raises(NotAllowed),
            desk.store.transaction(by="x", seat="x", action="x") as transaction,
        ):
            transaction.insert(table, {"title": "x"})
    assert desk.store.tidy(force=True) is False
    staff.store.refresh()
    assert staff.store.mediations.get(1).title == "赡养老母"
    assert staff.store.check() == []


def test_a_recorders_commits_leave_what_it_does_not_hold(open_as: Open, staff: Desk) -> None:
    desk = Desk(open_as("recorder"), Actor("记录", "会议", "recorder"))
    wish = desk.wishes.record({"title": "路灯"})
    staff.store.refresh()
    staff.mediations.session(1, "谈过了")
    desk.wishes.edit(int(wish["id"]), {"urgency": "high"})
    desk.history.undo()
    staff.store.refresh()
    staff.store.tidy(force=True)
    again = open_as("staff")
    assert [m.title for m in again.mediations.all()] == ["赡养老母"]
    assert len(again.households) == len(again.visits) == 1
    assert again.check() == []


def test_the_audit_trail_of_a_recorder_leaves_them_out(open_as: Open, staff: Desk) -> None:
    staff.wishes.record({"title": "路灯", "resident": "张三"})
    staff.visits.wish(1, {"title": "装扶手"})
    store = open_as("recorder")
    assert [e.action for e in store.audit()] == ["wish.record"]
    assert len(list(staff.store.audit())) == 4
    # The wish itself is there: only where it was heard is not.
    assert [w["title"] for w in store.wishes.stored()] == ["路灯", "装扶手"]


def test_a_masked_view_leaves_no_number_and_no_door_of_a_household_or_a_dispute(staff: Desk) -> None:
    fields = {"name": "王秀英", "phone": "13712341234", "address": "3号楼2单元501", "note": "女儿13712341234"}
    staff.visits.record(
        fields, {"heard": "女儿电话13712341234，住3号楼2单元501", "follow_up_on": "2026-12-01"}
    )
    staff.mediations.open({"title": "漏水", "parties": ["王秀英13712341234"], "place": "3号楼2单元501"})
    for table in TABLES:
        records = list(staff.store.collection(table).stored())
        assert records, table
        for stored in records:
            seen = masked(stored)
            assert "13712341234" not in repr(seen)
            assert "501" not in repr(seen)
            assert {f: v for f, v in seen.items() if f.endswith("on")} == {
                f: v for f, v in stored.items() if f.endswith("on")
            }
            staff.store.collection(table).model.model_validate_json(orjson.dumps(seen))
