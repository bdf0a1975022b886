"""Undo names what it took back, stays within this sitting unless asked twice, and can be undone; fields have their own."""

from __future__ import annotations

from tests.screens.desk import Opened
from tui.desk.desk import Desk as UseCases
from tui.seats.actor import Actor
from tui.store import Store


async def test_undo_and_redo_name_the_record(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("9", "n")
        await d.type("周小兰")
        await d.press("ctrl+s")
        assert d.announcement == "已新建志愿者：周小兰。"
        await d.press("u")
        assert "志愿者：周小兰" in d.announcement
        assert "周小兰" not in [volunteer.name for volunteer in store.volunteers.all()]
        await d.press("U")
        assert "已重做" in d.announcement
        assert "志愿者：周小兰" in d.announcement
        assert store.volunteers.all()[-1].name == "周小兰"
        await d.press("ctrl+z", "ctrl+shift+z", "ctrl+z")
        assert "周小兰" not in [volunteer.name for volunteer in store.volunteers.all()]


async def test_redo_follows_undo_step_by_step_until_something_new_is_done(desk: Opened, store: Store) -> None:
    def note() -> list[str]:
        return [entry.note for entry in store.wishes.get(2).history if entry.note]

    use_cases, before = UseCases(store, Actor("小李", "local")), note()
    use_cases.wishes.comment(2, "一")
    use_cases.wishes.comment(2, "二")
    history = use_cases.history
    history.undo()
    history.undo()
    assert note() == before
    history.redo()
    assert note() == [*before, "一"]
    history.redo()
    assert note() == [*before, "一", "二"]
    assert history.last_undone() is None
    history.undo()
    use_cases.wishes.comment(2, "三")
    assert history.last_undone() is None
    history.undo()
    history.undo()
    assert note() == before


async def test_undo_asks_before_it_reaches_past_this_sitting(desk: Opened, store: Store) -> None:
    UseCases(store, Actor("小李", "local")).wishes.comment(2, "上次写的")
    notes = len(store.wishes.get(2).history)
    async with desk() as d:
        await d.press("u")
        assert len(store.wishes.get(2).history) == notes
        assert "不是这次登录做的" in d.announcement
        await d.press("u")
        assert len(store.wishes.get(2).history) == notes - 1


async def test_ctrl_z_in_a_form_is_the_fields_own(desk: Opened, store: Store) -> None:
    UseCases(store, Actor("小李", "local")).wishes.comment(2, "别动")
    notes = len(store.wishes.get(2).history)
    async with desk() as d:
        await d.press("tab", "n")
        await d.type("路灯")
        await d.press("tab")
        await d.type("王")
        await d.press("ctrl+z")
        assert [field.value for field in d.form.fields[:2]] == ["路灯", ""]
        await d.press("ctrl+shift+z")
        assert d.form.fields[1].value == "王"
        await d.press("shift+tab", "ctrl+z")
        assert [field.value for field in d.form.fields[:2]] == ["", "王"]
        assert len(store.wishes.get(2).history) == notes
