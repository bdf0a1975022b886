"""Lines typed in a meeting: what each is to the minutes, and who gets what was decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tui.desk.desk import Desk
from tui.desk.quick import QuickEntry
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed
from tui.language.i18n import translator
from tui.papers.minutes import votes_text


@pytest.fixture
def meeting(desk: Desk) -> int:
    """A joint meeting with a wish (item 1) and a matter (item 2)."""
    id = int(desk.meetings.plan({"starts_at": "2026-11-24T10:00:00+08:00"})["id"])
    wish = next(w for w in desk.store.wishes.all() if w.state in {"recorded", "accepted"})
    desk.meetings.put_on_agenda(wish.id, id)
    desk.meetings.add_item(id, "冬季消防检查")
    desk.minutes.go(id, 1)
    return id


@pytest.fixture
def say(desk: Desk, quick_entry: QuickEntry, meeting: int) -> Callable[..., Any]:
    """Types a line on an item; the meeting after it."""

    def said(text: str, item: int | None = 1) -> Any:
        quick_entry.keep_in(desk.store.meetings.get(meeting).stored(), text, item)
        return desk.store.meetings.get(meeting)

    return said


def test_a_line_without_a_verb_is_a_note_and_stays_as_it_was_typed(say: Callable[..., Any]) -> None:
    meeting = say("物业说下周五开工，@闫爱民 去看过了")
    assert meeting.items[0].discussion == "物业说下周五开工，@闫爱民 去看过了"
    assert say("记录 居民有意见").items[0].discussion.splitlines()[-1] == "居民有意见"


def test_who_is_there_with_numbers_and_names(say: Callable[..., Any]) -> None:
    say("到会 物业2人 居委会")
    meeting = say("到会 议事会3人 居委会4人")
    assert [(a.party, a.people) for a in meeting.attendance] == [
        ("property", 2), ("committee", 4), ("council", 3),
    ]  # fmt: skip


def test_names_that_are_not_on_record_are_kept_with_their_party(
    desk: Desk, quick_entry: QuickEntry, say: Callable[..., Any]
) -> None:
    line = "到会 物业2人 王经理、李工 居委会 居民代表张大爷"
    assert "By name: 王经理、李工、张大爷" in [
        str(m) for m in quick_entry.read(line, 0, meeting=True).preview
    ]
    names = {a.party: a.names for a in say(line).attendance}
    assert names == {"property": ("王经理", "李工"), "committee": (), "guest": ("张大爷",)}
    names = {a.party: a.names for a in say("到会 四方 赵奶奶").attendance}
    assert names["guest"] == ("张大爷", "赵奶奶")
    assert names["property"] == ("王经理", "李工")


@pytest.mark.parametrize("line", ["表决 4/0/1", "表决 赞成4 反对0 弃权1", "表决 4票赞成，0票反对，1票弃权"])
def test_votes(say: Callable[..., Any], line: str) -> None:
    ballot = say(line).items[0].votes["all"]
    assert (ballot.yes, ballot.no, ballot.abstain) == (4, 0, 1)


def test_votes_by_party(say: Callable[..., Any]) -> None:
    votes = say("表决 物业 2/0/0 议事会 3/1/0").items[0].votes
    assert {who: (b.yes, b.no, b.abstain) for who, b in votes.items()} == {
        "property": (2, 0, 0), "council": (3, 1, 0),
    }  # fmt: skip


def test_a_decision_on_a_wish_gives_it_to_who_is_named(desk: Desk, say: Callable[..., Any]) -> None:
    meeting = say("决议 由物业月底前修好 >物业 ^月底")
    wish = desk.store.wishes.get(meeting.items[0].wish_id)
    assert wish.assignee is not None
    assert (meeting.items[0].state, wish.state, wish.assignee.name) == ("decided", "assigned", "物业公司")
    assert wish.due == date(2026, 11, 30)


def test_a_decision_on_a_matter_becomes_an_action_item_of_who_is_named(
    desk: Desk, say: Callable[..., Any]
) -> None:
    meeting = say("决议 逐楼检查灭火器 >物业 ^三天内", 2)
    assert meeting.items[1].state == "decided"
    action = desk.store.actions.all()[-1]
    assert (action.title, action.owner, action.item) == ("逐楼检查灭火器", "物业公司", 2)


def test_tasks_wishes_and_matters_name_what_they_became(desk: Desk, say: Callable[..., Any]) -> None:
    say("任务 报价 >物业 ^月底")
    say("心愿 3号楼顶漏水 @李奶奶 >物业")
    meeting = say("议题 高空抛物")
    task, wish, matter = meeting.lines
    assert desk.store.actions.get(task.ref).title == "报价"
    assert desk.store.wishes.get(wish.ref).state == "assigned"
    assert desk.store.wishes.get(wish.ref).channel == "meeting"
    assert (matter.ref, meeting.items[-1].title) == (None, "高空抛物")


def test_what_is_no_part_of_the_minutes_is_kept_all_the_same(
    desk: Desk, quick_entry: QuickEntry, meeting: int
) -> None:
    stored = desk.store.meetings.get(meeting).stored()
    name = desk.store.volunteers.all()[0].name
    said = quick_entry.keep_in(stored, f"工时 {name} 2h 会议记录", 1)
    assert said is not None
    assert desk.store.hours.all()[-1].content == "会议记录"
    assert desk.store.meetings.get(meeting).lines == ()


def test_without_an_item_under_discussion_a_decision_is_refused(say: Callable[..., Any], desk: Desk) -> None:
    before = desk.store.seq
    with pytest.raises(InvalidInput, match="No item is under discussion"):
        say("决议 通过", None)
    assert desk.store.seq == before
    assert say("散会前谈到停车", None).note == "散会前谈到停车"


def test_several_decisions_on_an_item_all_stand(desk: Desk, say: Callable[..., Any]) -> None:
    say("决议 先装两处 >物业 ^月底")
    meeting = say("决议 明年再装三处")
    assert meeting.items[0].decision == "先装两处\n明年再装三处"
    desk.history.undo()
    assert desk.store.meetings.get(meeting.id).items[0].decision == "先装两处"


def test_the_whole_meetings_votes_are_not_counted_beside_those_of_its_parties(
    say: Callable[..., Any],
) -> None:
    say("表决 物业 2/0/0 议事会 3/1/0")
    assert set(say("表决 5/1/0").items[0].votes) == {"all"}
    votes = say("表决 物业 2/0/0").items[0].votes
    assert set(say("表决 议事会 3/1/0").items[0].votes) == {*votes, "council"} == {"property", "council"}
    assert (
        votes_text({"all": {"yes": 5, "no": 1}, "property": {"yes": 2}}, translator("en")).count("in all")
        == 0
    )


def test_a_long_decision_and_a_long_debate_are_kept_whole(desk: Desk, say: Callable[..., Any]) -> None:
    decision = "逐楼检查灭火器并登记到期日期，" * 12
    meeting = say(f"决议 {decision} >物业 ^月底", 2)
    action = desk.store.actions.all()[-1]
    assert meeting.items[1].decision == decision.strip("，")
    assert len(action.title) <= 120
    said = "居民担心用气安全。" * 100
    for _ in range(6):
        meeting = say(said, 2)
    assert len(meeting.items[1].discussion) > 5000


def test_a_viewer_takes_no_minutes(desk: Desk, in_role: Callable[[Role], QuickEntry], meeting: int) -> None:
    stored = desk.store.meetings.get(meeting).stored()
    with pytest.raises(NotAllowed):
        in_role("viewer").keep_in(stored, "居民都说好", 1)
    in_role("recorder").keep_in(stored, "居民都说好", 1)


@pytest.mark.parametrize(
    ("text", "step"),
    [("下一项", 1), ("next", 1), ("下一项。", 1), ("上一项", -1), ("下一项工程", 0), ("", 0), ("。", 0)],
)
def test_the_words_for_the_next_item(text: str, step: int) -> None:
    assert QuickEntry.step(text) == step
    assert QuickEntry.is_undo("u")
    assert QuickEntry.is_undo("Ｕ")
    assert QuickEntry.is_undo("撤销")
    assert not QuickEntry.is_undo("u盘丢了")
