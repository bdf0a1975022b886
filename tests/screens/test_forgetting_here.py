"""«Forget» begins on a person's page: counted first, asked twice with the name, and nothing brings it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens.desk import SMALL, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.language.errors import NotAllowed
from tui.screens.base.form import FormScreen
from tui.screens.forgotten import ForgottenScreen
from tui.screens.person import PersonScreen
from tui.seats.actor import Actor
from tui.store import Store

NAME = "牛万里"


def known(store: Store) -> list[int]:
    """Two wishes of one person, one of a namesake with another telephone."""
    desk = UseCases(store, Actor("小李", "local"))
    return [
        int(desk.wishes.record({"title": title, "resident": NAME, "phone": phone})["id"])
        for title, phone in (
            ("电梯坏了", "13800002468"),
            (f"{NAME}家漏水", "138-0000-2468"),
            ("楼道堆物", "13900001357"),
        )
    ]


def everything(folder: Path) -> str:
    return "".join(p.read_text("utf-8") for p in folder.rglob("*") if p.suffix in {".json", ".jsonl"})


async def asked(d: Desk) -> FormScreen:
    await d.press("ctrl+d")
    await d.until(lambda: isinstance(d.app.screen, FormScreen))
    return d.form


@pytest.mark.parametrize("size", [SMALL, (40, 12)], ids=str)
async def test_it_is_counted_asked_twice_and_gone_in_every_open_desk(
    desk: Opened, store: Store, stores: Callable[[], Store], tmp_path: Path, size: tuple[int, int]
) -> None:
    first, second, namesake = known(store)
    other = stores()
    other.refresh()
    async with desk(size) as d:
        d.app.push_screen(PersonScreen(NAME, ("wishes", first)))
        await d.settle()
        page = d.app.screen
        form = await asked(d)
        assert "2 条记录" in form._about
        assert "不能撤销" in form._about
        await d.type("牛千里")
        await d.press("ctrl+s")
        assert form.fields[0].error
        await d.press("escape", "escape")
        assert d.app.screen is page
        form = await asked(d)
        await d.type(NAME)
        await d.press("ctrl+s")
        await d.until(lambda: d.form is not form)
        await d.press("ctrl+s")  # «no» stands there
        assert d.announcement == "没有删除任何内容。"
        assert store.wishes.get(first).resident == NAME
        form = await asked(d)
        await d.type(NAME)
        await d.press("ctrl+s")
        await d.until(lambda: d.form is not form)
        d.form.fields[0].put("yes")
        await d.press("ctrl+s")
        await d.until(lambda: isinstance(d.app.screen, ForgottenScreen))
        assert "2" in d.text
        await d.press("escape")
        assert not isinstance(d.app.screen, PersonScreen)  # nobody bears the name there any more
        await d.press("u")
        await d.settle()
    other.refresh()
    for one in (store, other):
        assert [one.wishes.get(id).resident for id in (first, second)] == ["", ""]
        assert one.wishes.get(namesake).resident == NAME
    assert "13800002468" not in everything(tmp_path / "data")
    assert next(iter(store.audit(newest_first=True))).action == "forget"


async def test_a_namesake_parted_by_hand_is_left_alone(desk: Opened, store: Store) -> None:
    use = UseCases(store, Actor("小李", "local"))
    first, second, _ = known(store)
    use.persons.part(NAME, ("wishes", first), ("wishes", second))
    async with desk() as d:
        d.app.push_screen(PersonScreen(NAME, ("wishes", first)))
        await d.settle()
        form = await asked(d)
        assert "2 条记录" in form._about  # their wish, and what was said of the two
    whom = use.forgetting.counted(NAME, ["13800002468"], [("wishes", second)])
    use.forgetting.forget(whom)
    assert store.wishes.get(second).resident == NAME


async def test_a_seat_that_may_not_is_not_offered_it(store: Store, tmp_path: Path) -> None:
    first, *_ = known(store)
    actor = Actor("记录员", "rec", "recorder")
    with pytest.raises(NotAllowed):
        UseCases(store, actor).forgetting.counted(NAME, [], [])
    async with Desk.opener(store, tmp_path, actor)() as d:
        d.app.push_screen(PersonScreen(NAME, ("wishes", first)))
        await d.settle()
        await d.press("D", "ctrl+d")
        assert isinstance(d.app.screen, PersonScreen)
        assert "删除个人信息" not in d.text
