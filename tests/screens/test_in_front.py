"""The record in front is the one meant: what was saved is under the cursor, and no key reaches another."""

from __future__ import annotations

from textual.events import Key

from tests.screens.desk import Opened
from tui.screens.alliance import AllianceScreen
from tui.screens.wishes import WishesScreen
from tui.store import Store


async def test_the_tutorial_assigns_the_wish_that_was_just_recorded(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("tab", "n")
        await d.type("三单元路灯坏了")
        await d.press("ctrl+s", "a")
        await d.type("xywx")
        await d.press("enter", "ctrl+s")
        wish = store.wishes.all()[-1]
        assert (wish.title, wish.assignee and wish.assignee.name) == ("三单元路灯坏了", "夕阳维修队")


async def test_a_filter_does_not_hide_what_was_just_recorded_until_one_moves(
    desk: Opened, store: Store
) -> None:
    async with desk() as d:
        await d.press("3", "slash")
        await d.type("充电")
        await d.press("enter", "n")
        await d.type("三单元路灯坏了")
        await d.press("ctrl+s")
        new = store.wishes.all()[-1]
        assert d.table("list").cursor_key == new.id
        assert f"新增：{new.number} 三单元路灯坏了" in d.text
        await d.press("down")
        assert "三单元路灯坏了" not in d.text
        assert d.rows("list") == 1
        assert d.table("list").cursor_key != new.id


async def test_a_new_need_and_a_new_mediation_are_the_ones_that_keys_are_for(
    desk: Opened, store: Store
) -> None:
    async with desk() as d:
        await d.press("8", "tab", "n")
        await d.type("折叠床")
        await d.press("ctrl+s", "e")
        assert d.form.fields[0].value == "折叠床"
        await d.press("escape", "6", "tab", "tab", "n")
        await d.type("楼道堆物争执")
        await d.press("ctrl+s", "e")
        assert d.form.fields[0].value == "楼道堆物争执"


async def test_what_was_saved_elsewhere_is_under_the_cursor_where_one_goes_next(
    desk: Opened, store: Store
) -> None:
    async with desk() as d:
        await d.press("3", "1", "colon")
        await d.type("三单元路灯坏了")
        await d.press("enter", "escape", "3")
        assert isinstance(d.app.screen, WishesScreen)
        assert d.table("list").cursor_key == store.wishes.all()[-1].id


async def test_a_change_stays_under_the_cursor_where_it_leaves_the_list(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("8", "tab")
        assert isinstance(d.app.screen, AllianceScreen)
        need = d.app.screen.target
        assert need is not None
        await d.press("x")
        await d.type("不需要了")
        await d.press("enter")
        assert store.needs.get(need.id).state == "dropped"
        assert d.app.screen.target == need
        await d.press("down")
        assert d.app.screen.target != need


async def test_what_is_taken_back_does_not_stay_in_front(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("3", "slash")
        await d.type("充电")
        await d.press("enter", "n")
        await d.type("三单元路灯坏了")
        await d.press("ctrl+s", "u")
        assert "三单元路灯坏了" not in d.text


async def test_what_is_typed_into_a_form_that_has_closed_is_no_command(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("3", "n")
        await d.type("路灯")
        await d.press("enter")
        for key, character in (("enter", None), ("3", "3"), ("u", "u"), ("n", "n")):
            event = Key(key, character)
            event.set_sender(d.app)
            d.app.post_message(event)
        await d.settle()
        assert isinstance(d.app.screen, WishesScreen)
        assert store.wishes.all()[-1].title == "路灯"
        assert any("3un" in said for said in d.announced)
        await d.press("n")
        assert d.form.fields[0].value == ""


async def test_a_forms_title_names_the_record(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("9", "e")
        target = d.form.opened_record
        assert target is not None
        assert f"修改志愿者  {store.volunteers.get(target[1]).name}" in d.text
