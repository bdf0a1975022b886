"""Several lines pasted: a record each, one record, or one line; nothing of them is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Paste

from tests.screens.desk import LARGE, SMALL, Desk, Opened
from tui.screens.base.form import FormScreen
from tui.screens.dashboard import DashboardScreen
from tui.screens.entry.pasted import PastedScreen
from tui.screens.entry.quick import QuickScreen
from tui.seats.actor import Actor
from tui.store import Store
from tui.widgets.entry_line import EntryLine

CHAT = """平安里居民群的聊天记录
—————  2026-11-28  —————
张三  10:12
3号楼2单元灯不亮 !急
李四  10:13
下水又堵了
臭得很
物业小李  10:15
收到
"""


def in_front(d: Desk, kind: type) -> bool:
    """Whether a screen of this kind is in front."""
    return isinstance(d.app.screen, kind)


async def by_colon(d: Desk, text: str) -> None:
    await d.press("colon")
    await d.paste(text)


async def on_the_board(d: Desk, text: str) -> None:
    await d.paste(text)


@pytest.mark.parametrize("opened", [by_colon, on_the_board])
@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12)], ids=str)
async def test_a_chat_becomes_a_wish_a_message_in_one_commit_that_undo_takes_back(
    desk: Opened, store: Store, size: tuple[int, int], opened: Callable[..., object]
) -> None:
    known, before = len(store.wishes), store.seq
    async with desk(size) as d:
        await opened(d, CHAT)  # type: ignore[misc]
        assert in_front(d, PastedScreen)
        assert "灯不亮" in d.text
        assert "全部记下 2" in d.text
        assert max(len(line.encode("gb18030")) for line in d.lines) <= size[0]
        await d.press("enter")
        made = store.wishes.all()[known:]
        assert [(w.resident, w.title, w.urgency, w.channel) for w in made] == [
            ("张三", "3号楼2单元灯不亮", "urgent", "wechat"), ("李四", "下水又堵了 臭得很", "normal", "wechat"),
        ]  # fmt: skip
        assert store.seq == before + 1
        await d.press("ctrl+z")
        await d.until(lambda: len(store.wishes) == known)


async def test_every_line_can_be_edited_left_out_and_taken_in(desk: Opened, store: Store) -> None:
    known = len(store.wishes)
    async with desk() as d:
        await by_colon(d, "1. 灯不亮\n2. 下水堵了\n3. 电梯停了\n")
        await d.type("了三天 @王大妈")
        await d.press("down", "f8", "up", "f8", "f8")
        await d.type("！")
        await d.press("enter")
        made = [(w.title, w.resident) for w in store.wishes.all()[known:]]
    assert made == [("灯不亮了三天", "王大妈"), ("电梯停了！", "")]


async def test_where_one_line_cannot_be_kept_none_is_and_the_cursor_is_on_it(
    desk: Opened, store: Store
) -> None:
    before = store.seq
    async with desk() as d:
        await by_colon(d, "灯不亮\n任务 报价\n电梯停了")
        await d.press("enter")
        assert store.seq == before
        assert "请写明由谁负责" in d.text
        assert in_front(d, PastedScreen)
        await d.type(" >物业")
        await d.press("enter")
        assert store.seq == before + 1
        assert in_front(d, QuickScreen)


async def test_one_record_has_all_that_was_pasted_as_its_detail(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await by_colon(d, CHAT)
        await d.press("tab", "enter")
    wish = store.wishes.all()[-1]
    assert (wish.title, wish.resident) == ("3号楼2单元灯不亮", "张三")
    assert wish.detail == "\n".join(" ".join(line.split()) for line in CHAT.splitlines())


async def test_all_can_be_one_line_and_esc_loses_nothing(desk: Opened) -> None:
    for keys in (("tab", "tab", "enter"), ("escape",)):
        async with desk() as d:
            await by_colon(d, "灯不亮\n\n 下水堵了")
            await d.press(*keys)
            assert in_front(d, QuickScreen)
            assert d.app.screen.query_one(EntryLine).text == "灯不亮 下水堵了"


async def test_what_is_too_long_for_a_line_is_asked_about_before_it_goes(desk: Opened) -> None:
    async with desk() as d:
        await by_colon(d, "\n".join(f"第{n}盏路灯不亮，晚上看不见路" for n in range(100)))
        await d.press("escape")
        assert in_front(d, PastedScreen)
        await d.press("escape")
        assert in_front(d, QuickScreen)


async def test_the_form_of_a_wish_asks_the_same(desk: Opened, store: Store) -> None:
    known = len(store.wishes)
    async with desk() as d:
        await d.press("3", "n")
        await d.paste(CHAT)
        await d.press("tab", "enter")
        assert in_front(d, FormScreen)
        values = {field.field: field.value for field in d.form.fields}
        assert (values["title"], values["resident"]) == ("3号楼2单元灯不亮 !急", "张三")
        assert "臭得很" in values["detail"]
        await d.press("escape", "escape", "n")
        await d.paste("灯不亮\n下水堵了")
        await d.press("enter")
        assert not in_front(d, FormScreen)
    assert [w.title for w in store.wishes.all()[known:]] == ["灯不亮", "下水堵了"]


async def test_who_may_not_record_is_offered_nothing(store: Store, tmp_path: Path) -> None:
    async with Desk.opener(store, tmp_path, Actor("街道", "street", "viewer"))() as d:
        d.app.screen.post_message(Paste(CHAT))
        await d.settle()
        assert in_front(d, DashboardScreen)
