"""Forms: what is typed is kept, errors stand at their fields, nobody is overwritten unasked."""

from __future__ import annotations

import gc
from collections.abc import Callable

from textual._styles_cache import StylesCache

from tests.screens.desk import Opened
from tui.desk.desk import Desk as UseCases
from tui.screens.base.form import FormScreen
from tui.screens.dashboard import DashboardScreen
from tui.seats.actor import Actor
from tui.store import Store
from tui.widgets.text_editor import TextEditor


async def test_a_wish_is_recorded_by_keys_alone(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("tab", "n")
        await d.type("三单元路灯坏了")
        await d.press("enter")
        await d.type("王阿姨")
        await d.press("tab", "enter", "right", "enter", "enter")
        await d.type("wx")  # the channel by its pinyin initials
        await d.press("enter", "enter")
        await d.type("jinji")
        await d.press("enter")
        await d.type("周五")
        assert "11-27 周五 3天后" in d.text
        await d.press("ctrl+s")
        assert isinstance(d.app.screen, DashboardScreen)
        wish = list(store.wishes.stored())[-1]
        assert wish["title"] == "三单元路灯坏了"
        assert wish["resident"] == "王阿姨"
        assert (wish["compound"], wish["channel"], wish["urgency"]) == (1, "wechat", "urgent")
        assert (wish["number"], wish["due"], wish["state"]) == ("2026-0007", "2026-11-27", "recorded")


async def test_keys_that_come_all_at_once_land_in_their_fields(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("tab", "n", "路", "灯", "enter", "李", "tab", "1", "2", "ctrl+s")
        await d.until(lambda: bool(d.errors()))
        assert d.errors() == {"phone": "! 电话号码为 5 到 20 位数字，中间可有空格或 -。"}
        assert [field.value for field in d.form.fields[:3]] == ["路灯", "李", "12"]


async def test_all_errors_stand_at_their_fields_and_nothing_typed_is_lost(desk: Opened, store: Store) -> None:
    async with desk() as d:
        before = len(store.wishes)
        await d.press("tab", "n", "tab", "tab")
        await d.type("电话不详")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"title", "phone"}
        assert d.form.fields[2].value == "电话不详"
        assert len(store.wishes) == before


async def test_escape_asks_before_it_drops_what_was_typed(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("tab", "n", "escape")
        assert isinstance(d.app.screen, DashboardScreen)
        await d.press("n")
        await d.type("还没写完")
        await d.press("escape")
        assert "填写的内容还没保存" in d.text
        assert d.form.fields[0].value == "还没写完"
        await d.press("escape")
        assert isinstance(d.app.screen, DashboardScreen)


async def test_leaving_the_program_asks_as_well(desk: Opened) -> None:
    async with desk() as d:
        await d.press("tab", "n")
        await d.type("还没写完")
        await d.press("ctrl+q")
        assert "填写的内容还没保存" in d.text
        assert d.app.is_running


async def test_two_editors_of_one_field_see_both_versions(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        await d.press("tab", "e")
        number = d.form.form_title.split()[-1]
        other = UseCases(stores(), Actor("老王", "street"))
        id = other.wishes.number(number)
        other.wishes.edit(id, {"title": "老王改的标题", "address": "南门"})
        await d.type("小李加")
        await d.press("ctrl+s")
        assert "对方：老王改的标题" in d.text
        assert d.form.fields[0].value.endswith("小李加")
        await d.press("ctrl+s")
        stored = store.wishes.find_stored(id)
        assert stored is not None
        assert stored["title"].endswith("小李加")
        assert stored["address"] == "南门"


async def test_editors_of_different_fields_do_not_disturb_each_other(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        await d.press("tab", "e")
        other = UseCases(stores(), Actor("老王", "street"))
        id = other.wishes.number(d.form.form_title.split()[-1])
        other.wishes.edit(id, {"address": "南门"})
        await d.type("快")
        await d.press("ctrl+s")
        stored = store.wishes.find_stored(id)
        assert stored is not None
        assert (stored["title"][-1], stored["address"]) == ("快", "南门")


async def test_a_wish_goes_all_its_way(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("tab", "down", "a")
        await d.type("xywx")  # 夕阳维修队
        await d.press("enter", "ctrl+s")
        id = next(w["id"] for w in store.wishes.stored() if "瓶装液化气" in w["title"])
        await d.press("d")
        await d.type("已上门检查")
        await d.press("ctrl+s")
        await d.press("3")
        d.table("list").select(id)
        await d.press("r", "4", "enter", "right", "ctrl+s")
        stored = store.wishes.find_stored(id)
        assert stored is not None
        assert stored["assignee"]["name"] == "夕阳维修队"
        assert stored["outcome"] == "已上门检查"
        assert (stored["state"], stored["rating"]) == ("closed", 4)
        assert [event["action"] for event in stored["history"]] == ["record", "assign", "complete", "rate"]


async def test_a_session_is_completed_with_people_and_hours(desk: Opened, store: Store) -> None:
    async with desk() as d:
        before = len(store.hours)
        await d.press("end", "d")  # the one that nobody recorded
        await d.type("２３")
        await d.press("tab", "space", "space", "ctrl+s")  # the whole roster came
        session = list(store.sessions.stored())[-1]
        assert (session["state"], session["people_served"]) == ("done", 23)
        assert len(store.hours) == before + 4  # the roster of 夕阳维修队
        assert "待补记" not in d.text


async def test_a_session_is_cancelled_with_a_reason_and_planned_again(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("x", "ctrl+s")
        assert "reason" in d.errors()
        await d.type("大雪")
        await d.press("enter")
        assert "已取消" in d.lines[2]
        await d.press("o")
        assert "未确认" in d.lines[2]


async def test_a_new_name_in_a_roster_becomes_a_volunteer(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("4", "e", "tab", "tab", "tab", "tab")
        await d.type("新来的")
        await d.press("up", "enter", "ctrl+s")
        team = store.teams.find_stored(1)
        assert team is not None
        added = store.volunteers.find_stored(team["members"][-1]["volunteer_id"])
        assert added is not None
        assert added["name"] == "新来的"
        assert team["members"][0]["role"] == "leader"


async def test_a_service_is_added_in_words(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("2", "n")
        await d.type("量血压")
        await d.press("enter")
        await d.type("每月第二个周三")
        for name, said in (("starts", "9点"), ("ends", "11点")):
            next(field for field in d.form.fields if field.field == name).focus_editor()
            await d.type(said)
        await d.press("ctrl+s")
        service = list(store.services.stored())[-1]
        assert (service["name"], service["rrule"]) == ("量血压", "FREQ=MONTHLY;BYDAY=2WE")
        assert "每月第二个周三" in d.text


async def test_the_next_step_of_a_wish_by_keys(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("tab", "n")
        await d.type("路灯不亮")
        await d.press("ctrl+s")
        wish = list(store.wishes.stored())[-1]
        UseCases(store, Actor("老王", "local")).wishes.act(int(wish["id"]), "assign", assignee="物业公司")
        await d.press("3", "slash")
        await d.type("路灯不亮")
        await d.press("enter", "w")
        await d.type("guaqi")
        await d.press("enter")
        await d.type("等材料")
        await d.press("ctrl+s")
        assert "请写明什么时候复查" in d.text
        await d.press("enter")
        await d.type("周五")
        await d.press("ctrl+s")
        held = store.wishes.get(int(wish["id"]))
        assert (held.state, str(held.review_on)) == ("on_hold", "2026-11-27")
        assert held.history[-1].note == "等材料"
        await d.press("w")
        await d.type("beizhu")
        await d.press("enter")
        await d.type("已联系厂家")
        await d.press("ctrl+s", "enter")
        assert "备注  小李  已联系厂家" in d.text


async def test_wishes_alike_are_shown_while_the_title_is_typed(desk: Opened) -> None:
    async with desk() as d:
        await d.press("tab", "n")
        await d.type("修好大门口的路")
        assert "可能是同一件事：2026-00" in d.text
        await d.press(*["backspace"] * 7)
        assert "可能是同一件事" not in d.text


async def test_a_form_that_is_closed_is_forgotten(desk: Opened) -> None:
    async with desk() as d:
        for _ in range(3):
            await d.press("3", "n")
            assert isinstance(d.app.screen, FormScreen)
            await d.press("escape")
        await d.press("1")
        await d.until(lambda: not kept())


def kept() -> list[object]:
    """Forms and their editors that are still in memory."""
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, FormScreen | TextEditor)]


async def test_the_lines_of_a_form_that_is_closed_are_forgotten(desk: Opened) -> None:
    async with desk() as d:
        for _ in range(3):
            await d.press("3", "n", "escape")
        await d.until(lambda: not kept())
        before = caches_of_lines()
        for _ in range(3):
            await d.press("n", "escape")
        await d.until(lambda: not kept())
        assert caches_of_lines() < before + 20  # a form has more than that


def caches_of_lines() -> int:
    """How many widgets have their lines in memory."""
    gc.collect()
    return sum(isinstance(one, StylesCache) for one in gc.get_objects())
