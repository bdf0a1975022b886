"""One session in forms: moved, its lists, how it went; and what colleagues do with it meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.screens.desk import LARGE, SMALL, Desk, Opened
from tests.screens.test_services_forms import (
    BUILDING,
    FRIDAY,
    HAIRCUT,
    THURSDAY,
    WANG,
    field,
    fill,
    on_session,
    session,
)
from tui.desk.desk import Desk as UseCases
from tui.language.errors import InvalidInput
from tui.screens.base.form import FormScreen
from tui.screens.forms.session import read_hours_each
from tui.store import Store

PAST = date(2026, 11, 6)  # nobody recorded it


@pytest.fixture
def store(store: Store) -> Store:
    """The model community before anybody signed up or was put down."""
    with store.transaction(by="示例", seat="test", action="session.staff") as transaction:
        for stored in list(transaction.all("sessions")):
            if stored["signups"] or stored["volunteer_ids"]:
                transaction.update("sessions", int(stored["id"]), {"signups": [], "volunteer_ids": []})
    return store


async def on_past(d: Desk) -> None:
    """Put the cursor on a session that nobody recorded."""
    await on_session(d)
    assert d.table("sessions").select((BUILDING, PAST))
    await d.settle()


# ---- moved


async def test_a_session_is_moved_in_words_and_says_where_it_clashes(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("m")
        await d.type("下周六")
        await fill(d, "place", "社区小广场")
        assert "冲突：同一时间该地点已安排「联合便民服务日」" in d.text
        await d.press("ctrl+s")
        assert set(d.errors()) == {"reason"}
        assert field(d, "place").value == "社区小广场"
        await d.type("合办")
        await d.press("ctrl+s")
        assert "已改到 12-05 09:00" in d.announcement
        await d.press("1")
        assert "2 场冲突" in d.text
    moved = session(store)
    assert (moved["starts_at"][:10], moved["on"], moved["reason"]) == ("2026-12-05", "2026-11-27", "合办")


async def test_the_end_that_stands_on_the_form_is_meant(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("m", "tab")
        await d.type("8点半")
        await fill(d, "reason", "早点开始")
        await d.press("ctrl+s")
    assert [session(store)[f"{end}_at"][11:16] for end in ("starts", "ends")] == ["08:30", "11:30"]


async def test_two_who_move_one_session_see_each_other(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("m")
        await d.type("12-05")
        other = UseCases(stores(), WANG).sessions
        other.move(BUILDING, FRIDAY, reason="停电", to=date(2026, 11, 30))
        await d.until(lambda: "别人刚改了：日期" in d.text)  # it is told while the form is open
        await fill(d, "reason", "合办")
        await d.press("ctrl+s")
        assert "对方：2026-11-30" in d.text
        assert field(d, "to").value == "2026-12-05"
        await d.press("ctrl+s")
        assert session(store)["starts_at"][:10] == "2026-12-05"
        assert [event["by"] for event in session(store)["history"]] == ["老王", "小李"]


async def test_f4_takes_the_colleagues_day(desk: Opened, stores: Callable[[], Store], store: Store) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("m")
        await d.type("12-05")
        UseCases(stores(), WANG).sessions.move(BUILDING, FRIDAY, reason="停电", to=date(2026, 11, 30))
        await fill(d, "place", "小广场")
        await fill(d, "reason", "合办")
        await d.press("ctrl+s", "f4", "ctrl+s")
        assert not isinstance(d.app.screen, FormScreen)
    moved = session(store)
    assert (moved["starts_at"][:10], moved["place"]) == ("2026-11-30", "小广场")


async def test_volunteers_are_put_down_without_a_reason_and_by_two_at_once_are_not_lost(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("m")
        field(d, "volunteer_ids").focus_editor()
        await d.type("xdm")
        await d.press("enter")
        UseCases(stores(), WANG).sessions.staff(BUILDING, FRIDAY, [13])
        await d.press("ctrl+s")
        assert "对方：孙桂珍（示例）" in d.text
        await d.type("sgz")
        await d.press("enter", "ctrl+s")
        assert session(store)["volunteer_ids"] == [12, 13]


# ---- signed up


async def test_a_queue_is_signed_up_by_name_and_enter_and_the_last_ones_wait(
    desk: Opened, store: Store
) -> None:
    UseCases(store, WANG).services.edit(HAIRCUT, {"cap": 2})
    async with desk() as d:
        await on_session(d, HAIRCUT)
        for name in ("甲", "乙", "丙"):
            await d.press("l")
            await d.type(name)
            await d.press("ctrl+s")
        assert "名额已满：候补第 1 位" in d.announcement
        assert "报名 2/2 候补 1" in d.text
        await d.press("l")
        assert "候补  丙" in d.text
        await fill(d, "resident", "丁")
        field(d, "off").focus_editor()
        await d.press("right")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"off"}
        await fill(d, "resident", "")
        await d.press("ctrl+s")
        assert "已移出名单：甲。丙 由候补转入名单。" in d.announcement
    assert [s["resident"] for s in session(store, HAIRCUT, THURSDAY)["signups"]] == ["乙", "丙"]


async def test_who_cannot_come_is_visited_and_takes_no_place(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await on_session(d, HAIRCUT)
        await d.press("l")
        await d.type("戊")
        await d.press("tab", "tab", "right", "tab")
        await d.type("3号楼")
        await d.press("ctrl+s")
        assert "已登记上门：戊，当天共上门 1 户" in d.announcement
        await d.press("enter")
        assert "上门 1" in d.text
        assert "戊  3号楼" in d.text
    assert session(store, HAIRCUT, THURSDAY)["signups"][0]["at_home"] is True


async def test_who_is_on_the_list_already_is_told_and_what_was_typed_stays(
    desk: Opened, store: Store
) -> None:
    UseCases(store, WANG).sessions.sign_up(HAIRCUT, THURSDAY, "甲")
    async with desk() as d:
        await on_session(d, HAIRCUT)
        await d.press("l")
        await d.type("甲")
        await fill(d, "note", "要坐轮椅")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"resident"}
        assert field(d, "note").value == "要坐轮椅"


async def test_a_number_that_has_gone_to_somebody_else_is_not_taken_off(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    UseCases(store, WANG).sessions.sign_up(HAIRCUT, THURSDAY, "甲")
    async with desk() as d:
        await on_session(d, HAIRCUT)
        await d.press("l")
        field(d, "off").focus_editor()
        await d.press("right")
        other = UseCases(stores(), WANG).sessions
        other.sign_off(HAIRCUT, THURSDAY, 1)
        other.sign_up(HAIRCUT, THURSDAY, "乙")
        await d.press("ctrl+s")
        assert isinstance(d.app.screen, FormScreen)
    assert [s["resident"] for s in session(store, HAIRCUT, THURSDAY)["signups"]] == ["乙"]


# ---- how it went


async def test_each_volunteer_may_have_given_other_hours(desk: Opened, store: Store) -> None:
    before = len(store.hours)
    async with desk() as d:
        await on_past(d)
        await d.press("d")
        await d.type("9")
        await d.press("tab", "space", "space")  # the whole roster came
        await fill(d, "hours_each", "xdm 1")
        assert "徐德明（示例） 1 小时" in d.text
        await d.press("ctrl+s")
    given = [(h["volunteer_id"], h["hours"]) for h in list(store.hours.stored())[before:]]
    assert sorted(given) == [(12, 1), (13, 2.5)]


async def test_where_nobody_is_said_to_have_come_no_hours_are_kept_and_it_is_told(
    desk: Opened, store: Store
) -> None:
    before = len(store.hours)
    async with desk() as d:
        await on_past(d)
        await d.press("d")
        await d.type("9")
        await d.press("ctrl+s")
        assert "没有登记到场的人" in d.announcement
    assert len(store.hours) == before


async def test_hours_of_nobody_keep_all_that_was_typed(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await on_past(d)
        await d.press("d")
        await d.type("9")
        await fill(d, "hours_each", "闫爱民 1")
        await fill(d, "note", "人多")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"hours_each"}
        assert (field(d, "people_served").value, field(d, "note").value) == (9, "人多")
    assert not any(s["on"] == PAST.isoformat() for s in store.sessions.stored())


NAMES: Mapping[int, str] = {2: "张秀英（示例）", 3: "张秀芬", 4: "李淑芬", 5: "李淑芬芳"}


@pytest.mark.parametrize(
    ("text", "given"),
    [("", {}), ("张秀英 1.5", {2: 1.5}), ("zxy１.5，李淑芬 3小时", {2: 1.5, 4: 3}), ("张秀芬2、zxy 1h", {3: 2, 2: 1})],
)  # fmt: skip
def test_other_hours_are_read_by_name_or_pinyin(text: str, given: dict[int, float]) -> None:
    assert read_hours_each(text, NAMES) == given


@pytest.mark.parametrize("text", ["张秀英", "王五 1", "张秀 2", "1.5"])
def test_other_hours_that_are_not_clear_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_hours_each(text, NAMES)
    assert set(caught.value.errors) == {"hours_each"}


async def test_a_record_is_corrected_and_two_correctors_see_each_other(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    UseCases(store, WANG).sessions.complete(BUILDING, PAST, people_served=9, counts={"心理援助": 4})
    async with desk() as d:
        await on_past(d)
        await d.press("d")
        await fill(d, "people_served", "12")
        await fill(d, "count:心理援助", "6")
        UseCases(stores(), WANG).sessions.correct(
            BUILDING, PAST, reason="漏了", people_served=11, counts={"法律咨询": 2}
        )
        await fill(d, "reason", "数错了")
        await d.press("ctrl+s")
        assert "对方：11" in d.text
        await d.press("ctrl+s")
    done = session(store, BUILDING, PAST)
    assert (done["people_served"], done["counts"]) == (12, {"心理援助": 6, "法律咨询": 2})


async def test_a_session_that_a_colleague_has_recorded_is_not_recorded_twice(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        await on_past(d)
        await d.press("d")
        await d.type("9")
        UseCases(stores(), WANG).sessions.complete(BUILDING, PAST, people_served=20)
        await d.press("ctrl+s")
        assert "已经是「完成」" in d.text
        assert field(d, "people_served").value == 9
    assert session(store, BUILDING, PAST)["people_served"] == 20


async def test_a_cancelled_session_is_planned_again_under_a_name_of_its_own(desk: Opened) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("x")
        await d.type("大雪")
        await d.press("enter", "enter")
        assert "大雪" in d.text
        assert "o ^O 恢复" in d.text
        await d.press("o")
        assert "o ^O 恢复" not in d.text


# ---- counted


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
async def test_the_counters_stand_there_at_once_and_count_by_keys(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await on_past(d)
        await d.press("b")
        assert "服务项目" in d.text  # the head of the columns
        assert re.search(r"1 +公租房申请 +0", d.text)
        assert "共 0 条" in d.text
        strips = d.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {size[0]}
        await d.press("1", "1", "2", "minus", "plus", "plus")
        assert session(store, BUILDING, PAST)["counts"] == {"公租房申请": 2, "人才绿卡申请": 2}
        assert "共 4 条" in d.text
        await d.press("escape", "d")
        assert field(d, "people_served").value == 4
        before = len(store.hours)
        await d.press("tab", "space", "space", "ctrl+s")  # the whole roster came
        kept = session(store, BUILDING, PAST)
        assert (kept["state"], kept["people_served"]) == ("done", 4)
        assert kept["counts"] == {"公租房申请": 2, "人才绿卡申请": 2}
        assert [given["hours"] for given in list(store.hours.stored())[before:]] == [2.5, 2.5]
        assert "楼宇服务日 2026-11-06" in d.announcement
        await d.press("u")
        assert "已撤销：场次完成（场次：楼宇服务日 2026-11-06）" in d.announcement
        assert (len(store.hours), session(store, BUILDING, PAST)["state"]) == (before, "planned")


async def test_seats_that_count_at_once_add_up(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        await on_past(d)
        await d.press("b", "1")
        UseCases(stores(), WANG).sessions.count(BUILDING, PAST, "公租房申请", 2)
        await d.press("1")
        await d.until(lambda: "共 4 条" in d.text)
        UseCases(stores(), WANG).sessions.count(BUILDING, PAST, "心理援助")
        await d.until(lambda: "共 5 条" in d.text)
        await d.press("3", "minus", "minus")
        assert "计数不能小于零" in d.announcement
    assert session(store, BUILDING, PAST)["counts"]["公租房申请"] == 4


async def test_what_is_counted_while_the_result_is_typed_stays(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    UseCases(store, WANG).sessions.count(BUILDING, PAST, "公租房申请", 3)
    async with desk() as d:
        await on_past(d)
        await d.press("d")
        await d.type("9")
        await fill(d, "count:心理援助", "1")
        UseCases(stores(), WANG).sessions.count(BUILDING, PAST, "公租房申请")
        await d.press("ctrl+s")
    assert session(store, BUILDING, PAST)["counts"] == {"公租房申请": 4, "心理援助": 1}


# ---- left by a dropped line


async def dropped(d: Desk) -> None:
    """The line drops: what is being typed is written down, and nobody holds it any more."""
    d.form.keep_draft()
    assert d.form.draft.file is not None
    d.form.draft.file.leave()


async def test_a_move_left_by_a_dropped_line_is_offered_again(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("m")
        await d.type("12-05")
        await fill(d, "reason", "合办")
        await dropped(d)
    async with desk() as d:
        await d.until(lambda: "断线时尚未保存" in d.text)
        assert "楼宇服务日  2026-11-27" in d.text  # which session it was
        await d.press("enter")
        assert (field(d, "to").value, field(d, "reason").value) == ("2026-12-05", "合办")
        await d.press("ctrl+s")
    assert session(store)["starts_at"][:10] == "2026-12-05"


async def test_a_sign_up_left_by_a_dropped_line_is_offered_again(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await on_session(d, HAIRCUT)
        await d.press("l")
        await d.type("甲")
        await d.press("tab", "tab", "right")
        await dropped(d)
    async with desk() as d:
        await d.until(lambda: "断线时尚未保存" in d.text)
        await d.press("enter", "ctrl+s")
    (signup,) = session(store, HAIRCUT, THURSDAY)["signups"]
    assert (signup["resident"], signup["at_home"]) == ("甲", True)


async def test_days_off_left_by_a_dropped_line_are_offered_again(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("2", "y", "right")
        await fill(d, "exdates", "12-26")
        await dropped(d)
    UseCases(store, WANG).services.edit(HAIRCUT, {"rdates": ["2026-12-24"]})
    async with desk() as d:
        await d.until(lambda: "断线时尚未保存" in d.text)
        await d.press("enter", "ctrl+s")
    service = store.services.get(HAIRCUT)
    assert (service.on_holiday, [str(x) for x in service.exdates]) == ("skip", ["2026-12-26"])
    assert [str(x) for x in service.rdates] == ["2026-12-24"]


async def test_an_edit_of_one_session_comes_back_with_its_reason(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await on_session(d)
        await d.press("e", "left", "tab")
        await d.type("检修")
        await fill(d, "place", "小广场")
        await dropped(d)
    async with desk() as d:
        await d.until(lambda: "断线时尚未保存" in d.text)
        await d.press("enter")
        assert field(d, "reason").display
        await d.press("ctrl+s")
    assert (session(store)["place"], session(store)["reason"]) == ("小广场", "检修")


async def test_what_was_taken_back_is_not_offered_again(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "n")
        await d.type("路灯")
        d.form.keep_draft()
        assert d.form.draft.file is not None
        await d.press("backspace", "backspace")
        d.form.keep_draft()
        assert d.form.draft.file is None
