"""Meetings and action items: agenda from wishes, decisions that move them, what is carried over."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.desk.test_wish_life import CLERK, record
from tests.store.conftest import noon
from tui.capture.lines.votes import parse_votes
from tui.desk.desk import Desk
from tui.language.errors import InvalidInput, NotAllowed, NotFound, WrongState
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.meetings import RULINGS, next_on, quorate, tally
from tui.rules.progress import bar
from tui.seats.actor import Actor
from tui.store import open_store

AT = "2026-04-02T15:00:00+08:00"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path, now=noon)
    yield Desk(store, CLERK)
    store.close()


def test_a_decision_moves_its_wish_in_the_same_commit(desk: Desk) -> None:
    wish = record(desk, "邮电园充电桩")
    meeting = int(desk.meetings.plan({"kind": "joint", "starts_at": AT})["id"])
    desk.meetings.put_on_agenda(wish)
    assert desk.store.wishes.get(wish).state == "on_agenda"
    parties = [{"party": p} for p in ("party", "committee", "property")]
    desk.meetings.attend(meeting, parties)
    desk.meetings.discuss(meeting, 1, "物业已看过现场")
    desk.meetings.discuss(meeting, 1, "居民同意")
    seq = desk.store.seq
    votes = {"property": {"yes": 2, "no": 0, "abstain": 0}, "council": {"yes": 2, "no": 1, "abstain": 1}}
    desk.meetings.decide(
        meeting, 1, "物业一周内安装", ruling="assign", assignee="物业公司", due="2026-04-09", votes=votes
    )
    assert desk.store.seq == seq + 1
    moved, held = desk.store.wishes.get(wish), desk.store.meetings.get(meeting)
    assert moved.assignee
    assert (moved.state, moved.assignee.name, str(moved.due)) == ("assigned", "物业公司", "2026-04-09")
    assert moved.history[-1].note == "物业一周内安装"
    assert (held.items[0].state, held.items[0].discussion) == ("decided", "物业已看过现场\n居民同意")
    assert tally({p: b.model_dump() for p, b in held.items[0].votes.items()}) == (4, 1, 1)
    desk.history.undo()
    assert desk.store.wishes.get(wish).state == "on_agenda"
    assert desk.store.meetings.get(meeting).items[0].state == "open"


def test_a_ruling_that_its_wish_cannot_take_decides_nothing(desk: Desk) -> None:
    wish = record(desk)
    meeting = int(desk.meetings.plan({"starts_at": AT})["id"])
    desk.meetings.put_on_agenda(wish, meeting)
    desk.meetings.add_item(meeting, "清明祭扫安排")
    seq = desk.store.seq
    with pytest.raises(WrongState, match="looked at again"):
        desk.meetings.decide(meeting, 1, "等街道", ruling="hold")
    with pytest.raises(InvalidInput, match="not about a wish"):
        desk.meetings.decide(meeting, 2, "同意", ruling="close")
    with pytest.raises(InvalidInput):
        desk.meetings.decide(meeting, 3, "同意")
    with pytest.raises(InvalidInput):
        desk.meetings.decide(meeting, 1, " ")
    with pytest.raises(WrongState, match="already"):
        desk.meetings.put_on_agenda(wish, meeting)
    assert desk.store.seq == seq


def test_what_was_not_reached_goes_to_the_next_meeting_that_the_recurrence_plans(desk: Desk) -> None:
    one, two = record(desk, "一"), record(desk, "二")
    fields = {"starts_at": AT, "rrule": "FREQ=MONTHLY;BYDAY=1TH", "place": "会议室"}
    first = int(desk.meetings.plan(fields)["id"])
    desk.meetings.put_on_agenda(one)
    desk.meetings.put_on_agenda(two)
    desk.meetings.decide(first, 1, "同意", ruling="resume")
    desk.meetings.close(first)
    following = desk.meetings.next()
    assert following
    assert (following["starts_at"], following["place"]) == ("2026-05-07T15:00:00+08:00", "会议室")
    assert [(i["number"], i["wish_id"], i["state"]) for i in following["items"]] == [(1, two, "open")]
    assert [i.state for i in desk.store.meetings.get(first).items] == ["decided", "carried"]
    with pytest.raises(WrongState, match="over"):
        desk.meetings.add_item(first, "晚了")


def test_without_a_meeting_ahead_it_says_so(desk: Desk) -> None:
    with pytest.raises(WrongState, match="No meeting is planned"):
        desk.meetings.put_on_agenda(record(desk))


def test_a_project_goes_step_by_step(desk: Desk) -> None:
    steps = [{"title": "选址"}, {"title": "报价", "due": "2026-04-10"}, {"title": "安装"}]
    id = int(desk.actions.add({"title": "充电桩二期", "owner": "物业公司", "steps": steps})["id"])
    with pytest.raises(WrongState, match="before this one"):
        desk.actions.step(id, 2)
    desk.actions.step(id, 1)
    assert [bool(s.done_on) for s in desk.store.actions.get(id).steps] == [True, False, False]
    desk.actions.finish(id, "全部装好")
    done = desk.store.actions.get(id)
    assert (done.state, done.outcome, all(s.done_on for s in done.steps)) == ("done", "全部装好", True)
    again: Callable[[], object]
    for again in (lambda: desk.actions.step(id, 2), lambda: desk.actions.finish(id)):
        with pytest.raises(WrongState, match="finished"):
            again()


def test_the_recorder_minutes_and_the_viewer_does_not(tmp_path: Path) -> None:
    store = open_store(tmp_path, role="recorder", now=noon)
    recorder = Desk(store, Actor("记录员", "meeting", "recorder"))
    wish = record(recorder)
    meeting = int(recorder.meetings.plan({"starts_at": AT})["id"])
    recorder.meetings.put_on_agenda(wish)
    recorder.meetings.decide(meeting, 1, "派物业", ruling="assign", assignee="物业公司")
    recorder.actions.add({"title": "报价", "owner": "物业公司", "meeting_id": meeting, "wish_id": wish})
    store.close()
    store = open_store(tmp_path, role="viewer", now=noon)
    viewer = Desk(store, Actor("街道", "jiedao", "viewer"))
    deed: Callable[[], object]
    for deed in (
        lambda: viewer.meetings.plan({"starts_at": AT}), lambda: viewer.meetings.close(meeting),
        lambda: viewer.actions.add({"title": "x", "owner": "y"}), lambda: viewer.actions.finish(1),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            deed()
    store.close()


@pytest.mark.parametrize(
    ("kind", "present", "enough"),
    [("joint", ["party", "committee"], False), ("joint", ["party", "council", "property"], True),
     ("joint", ["party", "committee", "guest"], False), ("council", ["council"], True), ("alliance", [], False)],
)  # fmt: skip
def test_the_quorum_sign(kind: str, present: list[str], enough: bool) -> None:
    assert quorate(kind, present) is enough  # type: ignore[arg-type]


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_bar_is_full_only_when_all_is_done(done: int, total: int) -> None:
    shown = bar(min(done, total), total)
    assert len(shown) == 8
    assert (shown == "#" * 8) == (total > 0 and done >= total)


def test_a_rule_that_ends_plans_no_more() -> None:
    at = datetime(2026, 4, 2, 15, 0, tzinfo=LOCAL)
    assert next_on("FREQ=WEEKLY", at) == datetime(2026, 4, 9, 15, 0, tzinfo=LOCAL)
    assert next_on("FREQ=WEEKLY;COUNT=1", at) is None


def test_a_page_of_minutes_is_one_commit_or_nothing(desk: Desk) -> None:
    meeting = int(desk.meetings.plan({"starts_at": AT})["id"])
    seq = desk.store.seq
    with pytest.raises(InvalidInput):
        desk.meetings.minutes(meeting, matters=["消防"], item=7, said="谈到一半")
    assert desk.store.seq == seq
    desk.meetings.minutes(
        meeting, attendance=[{"party": "party"}], matters=["消防"], item=1, said="都同意", close=True
    )
    held = desk.store.meetings.get(meeting)
    assert desk.store.seq == seq + 1
    assert (held.state, held.items[0].discussion, held.attendance[0].party) == ("held", "都同意", "party")


def test_a_decision_and_its_action_item_are_one_commit_or_nothing(desk: Desk) -> None:
    meeting = int(desk.meetings.plan({"starts_at": AT})["id"])
    desk.meetings.add_item(meeting, "消防")
    seq = desk.store.seq
    with pytest.raises(InvalidInput):
        desk.meetings.decide(meeting, 1, "同意", action={"title": "检查", "owner": ""})
    assert (desk.store.seq, len(desk.store.actions)) == (seq, 0)
    desk.meetings.decide(meeting, 1, "同意", action={"title": "检查", "owner": "物业公司"})
    assert (desk.store.seq, desk.store.actions.get(1).meeting_id) == (seq + 1, meeting)


def test_a_cancelled_meeting_hands_its_agenda_on_and_needs_a_reason(desk: Desk) -> None:
    meeting = int(desk.meetings.plan({"starts_at": AT, "rrule": "FREQ=WEEKLY"})["id"])
    desk.meetings.add_item(meeting, "消防")
    with pytest.raises(InvalidInput):
        desk.meetings.cancel(meeting, " ")
    desk.meetings.cancel(meeting, "撞上节假日")
    first, second = desk.store.meetings.all()
    assert (first.state, first.items[0].state) == ("cancelled", "carried")
    assert (second.state, second.items[0].title) == ("planned", "消防")
    with pytest.raises(WrongState):
        desk.meetings.edit(meeting, {"place": "二楼"})


def test_the_next_meeting_is_one_to_come_and_else_the_last_that_nobody_closed(desk: Desk) -> None:
    desk.meetings.plan({"starts_at": "2026-03-01T15:00:00+08:00"})
    last = desk.meetings.plan({"starts_at": "2026-03-20T15:00:00+08:00"})
    assert desk.meetings.next() == last
    ahead = desk.meetings.plan({"starts_at": AT})
    assert desk.meetings.next() == ahead


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("4/0/1", {"all": (4, 0, 1)}),
        ("４／０", {"all": (4, 0, 0)}),
        ("物业 4/0/1，议事会：3/1/0", {"property": (4, 0, 1), "council": (3, 1, 0)}),
        ("居委会5/0/0、党委3/0/0", {"committee": (5, 0, 0), "party": (3, 0, 0)}),
        ("property=2/0/0; council=1/1/1", {"property": (2, 0, 0), "council": (1, 1, 1)}),
        ("", {}),
    ],
)
def test_votes_are_read_as_they_are_counted_out(text: str, votes: dict[str, tuple[int, int, int]]) -> None:
    assert {who: tuple(ballot.values()) for who, ballot in parse_votes(text).items()} == votes


@pytest.mark.parametrize(
    "text", ["都同意", "4", "火星 4/0/0", "物业 1/0/0 物业 2/0/0", "会 1/0/0", "4/0/0 散会"]
)
def test_other_votes_are_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_votes(text)


class Joint(RuleBasedStateMachine):
    """Wishes and meetings, whatever is done with them in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.at = noon()
        self.store = open_store(Path(self.folder.name), now=self.now)
        self.desk = Desk(self.store, CLERK)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def _tried(self, act: Callable[[], object]) -> None:
        """Do it; what is refused changes nothing, what is done is undone by `u` and done again."""
        before, seq = self._documents(), self.store.seq
        try:
            act()
        except (InvalidInput, WrongState, NotFound):
            assert self.store.seq == seq
            return
        if self.store.seq == seq:
            return
        self.desk.history.undo()
        assert self._documents() == before
        act()

    def _documents(self) -> dict[tuple[str, int], dict[str, object]]:
        kept = {"rev", "updated_at"}
        return {
            (table, int(stored["id"])): {k: v for k, v in stored.items() if k not in kept}
            for table in ("wishes", "meetings", "actions")
            for stored in self.store.collection(table).stored()
        }

    @rule(title=st.sampled_from(["路", "灯", "水"]))
    def record(self, title: str) -> None:
        self.desk.wishes.record({"title": title})

    @rule(days=st.integers(0, 40), kind=st.sampled_from(["joint", "council"]), regular=st.booleans())
    def plan(self, days: int, kind: str, regular: bool) -> None:
        at = (self.now() + timedelta(days)).isoformat()
        rrule = "FREQ=MONTHLY;BYMONTHDAY=26" if regular else ""
        self.desk.meetings.plan({"starts_at": at, "kind": kind, "rrule": rrule})

    @rule(wish=st.integers(1, 6), meeting=st.none() | st.integers(1, 5))
    def put_on_agenda(self, wish: int, meeting: int | None) -> None:
        self._tried(lambda: self.desk.meetings.put_on_agenda(wish, meeting))

    @rule(
        meeting=st.integers(1, 5), item=st.integers(1, 4), ruling=st.none() | st.sampled_from(sorted(RULINGS)),
        action=st.booleans(),
    )  # fmt: skip
    def decide(self, meeting: int, item: int, ruling: str | None, action: bool) -> None:
        review = (self.now() + timedelta(9)).date().isoformat()
        more = {"title": "去办", "owner": "物业公司"} if action else None
        self._tried(
            lambda: self.desk.meetings.decide(
                meeting, item, "同意", ruling=ruling, assignee="物业公司", review_on=review, action=more
            )
        )

    @rule(meeting=st.integers(1, 5), held=st.booleans())
    def end(self, meeting: int, held: bool) -> None:
        desk = self.desk.meetings
        self._tried(lambda: desk.close(meeting) if held else desk.cancel(meeting, "改期"))

    @invariant()
    def no_wish_waits_for_a_meeting_that_does_not_know_it(self) -> None:
        assert self.store.check() == []
        waiting = {
            item.wish_id
            for meeting in self.store.meetings.all()
            for item in meeting.items
            if item.state == "open"
        }
        for wish in self.store.wishes.all():
            assert wish.state != "on_agenda" or wish.id in waiting
        for meeting in self.store.meetings.all():
            assert [i.number for i in meeting.items] == sorted({i.number for i in meeting.items})
            assert all(item.decision for item in meeting.items if item.state == "decided")

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestJoint = Joint.TestCase
TestJoint.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)
