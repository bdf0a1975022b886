"""Minutes of a meeting that is over are corrected by keys; what stood there, who and why stays in sight and in print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens.desk import LARGE, Opened
from tui.desk.desk import Desk as UseCases
from tui.kinds.words import PARTIES
from tui.language.errors import InvalidInput, WrongState
from tui.language.i18n import translator
from tui.papers.minutes_of import minutes_of
from tui.queries import documents
from tui.rules.minutes import attendance_text, read_attendance
from tui.seats.actor import Actor
from tui.store import Store

CLERK = Actor("小李", "local")
LABELS = {str(code): translator("zh")(label) for code, label in PARTIES.items()}


@pytest.fixture
def held(store: Store) -> int:
    """A joint meeting that was held, with one item decided; its id."""
    desk = UseCases(store, CLERK)
    id = int(desk.meetings.plan({"starts_at": "2026-11-25T15:00:00+08:00", "place": "初心亭"})["id"])
    desk.meetings.add_item(id, "充电桩")
    desk.meetings.attend(
        id, [{"party": "property", "people": 2, "names": ["王经理"]}, {"party": "committee"}]
    )
    desk.meetings.discuss(id, 1, "物业说下月装。")
    desk.meetings.decide(id, 1, "十二月底前装十个。", votes={"all": {"yes": 4, "no": 0, "abstain": 1}})
    desk.meetings.close(id)
    return id


async def test_what_was_decided_is_corrected_by_keys_and_what_it_was_is_kept(
    desk: Opened, store: Store, held: int
) -> None:
    async with desk(LARGE) as d:
        await d.press("5", "w")
        await d.press("ctrl+s")
        assert "reason" in d.errors()
        await d.type("抄错了")
        decision = next(field for field in d.form.fields if field.field == "decision-1")
        decision.focus_editor()
        await d.press("end")
        await d.type("分两批。")
        await d.press("ctrl+s")
        meeting = store.meetings.get(held)
        assert meeting.items[0].decision == "十二月底前装十个。分两批。"
        (one,) = meeting.corrections
        assert (one.by, one.item, one.field, one.was, one.reason) == (
            "小李",
            1,
            "decision",
            "十二月底前装十个。",
            "抄错了",
        )
        await d.until(lambda: "更正议题1 决议" in d.text and "原因：抄错了" in d.text)
        await d.press("c")
        await d.until(lambda: "会后更正" in d.text)
        await d.press("w")
        assert "更正会议纪要" in d.text
        await d.press("escape", "escape", "u")
        await d.until(lambda: not store.meetings.get(held).corrections)


def test_exported_minutes_say_that_they_are_corrected(store: Store, held: int) -> None:
    desk, tr = UseCases(store, CLERK), translator("zh")
    assert "更正" not in "\n".join(minutes_of(store, held, tr))
    desk.meetings.correcting.correct(
        held, {"attendance": read_attendance("物业公司 3 王经理、李工；居委会", LABELS)},
        {1: {"votes": {"all": {"yes": 5, "no": 0, "abstain": 0}}}}, "漏记一人",
    )  # fmt: skip
    text = "\n".join(minutes_of(store, held, tr))
    assert "会后更正" in text
    assert "4/0/1”，原因" in text
    assert "物业公司 2 王经理" in text
    paper = documents.minutes(store, held)
    assert paper["标题"].endswith("纪要（更正）")
    assert len(paper["更正"]) == 2


def test_only_held_meetings_are_corrected_with_a_reason_and_a_change(store: Store, held: int) -> None:
    desk = UseCases(store, CLERK)
    correct = desk.meetings.correcting.correct
    planned = int(desk.meetings.plan({"starts_at": "2026-12-25T15:00:00+08:00"})["id"])
    for id, fields, items, reason, error in (
        (planned, {"note": "x"}, {}, "因", WrongState),
        (held, {"note": "x"}, {}, " ", InvalidInput),
        (held, {}, {}, "因", InvalidInput),
        (held, {"place": "初心亭"}, {}, "因", InvalidInput),
        (held, {}, {7: {"decision": "x"}}, "因", InvalidInput),
    ):
        before = store.seq
        with pytest.raises(error):
            correct(id, fields, items, reason)
        assert store.seq == before


names = st.lists(st.sampled_from(["张三", "李四", "王䶮"]), max_size=3, unique=True)


@given(
    st.lists(
        st.builds(lambda p, n, who: {"party": p, "people": n, "names": who}, st.sampled_from(sorted(LABELS)), st.none() | st.integers(1, 500), names),
        unique_by=lambda one: one["party"],
    )
)  # fmt: skip
def test_who_was_there_is_read_as_it_is_written(attendance: list[dict[str, object]]) -> None:
    assert read_attendance(attendance_text(attendance, LABELS.__getitem__), LABELS) == attendance


@pytest.mark.parametrize("text", ["某公司 3", "物业公司；物业公司 2", "3"])
def test_a_party_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_attendance(text, LABELS)
