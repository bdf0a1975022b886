"""Today: what waits, what was done by whom, reminders at their time on every screen until they are done."""

from __future__ import annotations

from datetime import timedelta

from tests.screens.desk import CLERK, LARGE, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.queries.feed import Done
from tui.screens.base.detail import DetailScreen
from tui.screens.feed import FeedScreen
from tui.screens.wishes import WishesScreen
from tui.seats.actor import Actor
from tui.store import Store

COLLEAGUE = Actor("小王", "b")


async def _to(d: Desk, kind: str) -> None:
    """Put the cursor on the newest line of what was done to a record of that kind by the clerk."""
    screen, table = d.app.screen, d.table("feed")
    assert isinstance(screen, FeedScreen)
    wanted = next(
        key
        for key, row in screen._rows.items()
        if isinstance(row, Done) and row.by == CLERK.name and row.target and row.target.kind == kind
    )
    await d.press("home")
    for _ in screen._rows:
        if table.cursor_key == wanted:
            return
        await d.press("down")
    raise AssertionError(d.text)


async def test_what_was_done_by_whom_opens_narrows_and_is_taken_back(desk: Opened, store: Store) -> None:
    mine, theirs = UseCases(store, CLERK), UseCases(store, COLLEAGUE)
    one = mine.wishes.record({"title": "路灯坏了"})
    theirs.wishes.record({"title": "井盖响"})
    theirs.wishes.comment(int(one["id"]), "@小李 明天能去吗")
    mine.teams.edit(1, {"needed": 7})
    async with desk(LARGE) as d:
        await d.press("；")
        assert isinstance(d.app.screen, FeedScreen)
        assert "小王: @小李 明天能去吗" in d.text
        assert any("小王" in line and "井盖响" in line for line in d.lines)
        await d.press("/")
        await d.type("小王")
        await d.press("enter")
        assert "井盖响" in d.text
        assert not any("小李" in line and "路灯坏了" in line and "登记" in line for line in d.lines)
        await d.press("escape", "/")
        await d.type("ludeng")
        await d.press("enter")
        await _to(d, "wish")
        await d.press("enter")
        assert type(d.app.screen).__name__ == DetailScreen.__name__
        await d.press("escape", "u")  # a colleague has written on it since
        assert store.wishes.find_stored(int(one["id"])) is not None
        await d.press("escape")
        await _to(d, "team")
        await d.press("u")
        assert store.teams.get(1).needed != 7
        assert "已撤销" in d.announcement


async def test_a_reminder_comes_as_a_line_on_every_screen_and_goes_when_done(
    desk: Opened, store: Store
) -> None:
    now = store.now
    UseCases(store, CLERK).reminders.add(
        {"title": "回访王大爷", "on": now.date().isoformat(), "at": f"{now + timedelta(minutes=1):%H:%M}"}
    )
    async with desk() as d:
        assert "提醒" not in d.lines[1]
        store._now = lambda: now + timedelta(minutes=2)
        await d.after(3.0)
        assert "回访王大爷" in d.lines[1]
        await d.press("3")
        assert isinstance(d.app.screen, WishesScreen)
        assert "回访王大爷" in d.lines[1]
        await d.press("n")
        await d.type("路灯")
        assert "回访王大爷" in d.lines[1]  # over a form too
        UseCases(store, CLERK).reminders.add(
            {"title": "交表", "on": now.date().isoformat(), "at": f"{now + timedelta(minutes=3):%H:%M}"}
        )
        store._now = lambda: now + timedelta(minutes=4)
        await d.after(3.0)
        assert "另有 1" in d.lines[1]
        await d.type("坏了")  # the cursor has stayed
        assert d.form.fields[0].value == "路灯坏了"
        assert "^S" in d.text
        UseCases(store, CLERK).reminders.finish(2)
        await d.settle()
        await d.press("escape", "escape")
        await d.press(";", "d")
        assert store.reminders.get(1).state == "done"
        assert "回访王大爷" not in d.lines[1]


async def test_n_adds_one_by_a_form(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press(";", "n")
        await d.type("交月报")
        await d.press("tab")
        await d.press("ctrl+u")
        await d.type("明天")
        await d.press("tab")
        await d.type("10点")
        await d.press("ctrl+s")
        assert isinstance(d.app.screen, FeedScreen), (d.errors(), d.text)
        (kept,) = store.reminders.all()
        assert (kept.title, kept.at, kept.owner) == ("交月报", "10:00", "小李")
        assert "交月报" in d.text
