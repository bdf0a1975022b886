"""One's own name, language and colours are set in the program, in force at once, and kept for the user or the seat."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from tests.screens.desk import LARGE, SMALL, Desk, DeskApp, Opened
from tests.screens.settling import settle
from tui.platform.config import Config, ask_name, is_account, keep_config, load_config
from tui.platform.locations import Locations
from tui.seats.actor import Actor
from tui.seats.register import Seat, SeatRegister
from tui.store import Store


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12)], ids=str)
async def test_name_language_and_colours_hold_at_once_and_are_kept(
    desk: Opened, store: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "config.toml").write_text('# mine\nname = "小李"\nother = 3\n', encoding="utf-8")
    async with desk(size) as d:
        await d.press("3", "1", "full_stop")
        assert "个人设置" in d.text
        await d.press("end", *["backspace"] * 4)
        await d.type("单玉芳")
        await d.press("tab", "right", "tab", "right", "ctrl+s")
        # On a narrow terminal the board shows one panel at a time.
        await d.until(lambda: "Upcoming services" in d.text)
        assert d.app.theme == "xingfu-light"
        await d.press("3")
        assert "wishes" in d.text.lower()
        assert "心愿" not in d.lines[0]
        await d.press("n")
        await d.type("lamp")
        await d.press("ctrl+s")
    assert next(iter(store.audit(newest_first=True))).by == "单玉芳"
    text = (tmp_path / "config.toml").read_text("utf-8")
    assert "# mine" in text
    assert "other = 3" in text
    assert load_config(tmp_path / "config.toml", env={}) == ("en", "light", "单玉芳", 0, "", ())


async def test_a_seat_keeps_its_own_and_a_recorder_the_name_that_staff_gave(
    store: Store, tmp_path: Path
) -> None:
    register = SeatRegister(tmp_path / "data")
    register.put(Seat("rec", "recorder", "记录员小赵"))
    actor = Actor("记录员小赵", "rec", "recorder")
    async with Desk.opener(store, tmp_path, actor)() as d:
        await d.press("full_stop")
        assert [field.field for field in d.form.fields] == ["lang", "theme", "lock_after", "pin"]
        await d.press("right", "ctrl+s")
        await d.until(lambda: "Open wishes" in d.text)
    assert register.get("rec") == replace(Seat("rec", "recorder", "记录员小赵"), lang="en", theme="dark")
    assert not (tmp_path / "config.toml").exists()


async def test_who_has_only_an_account_is_asked_once(store: Store, tmp_path: Path) -> None:
    for asked in (True, False):
        async with Desk.opener(store, tmp_path, Actor("root", "local"))() as d:
            await d.settle()
            assert ("怎么称呼" in d.text) is asked
            if asked:
                await d.press("escape")
                assert "近期服务" in d.text


async def test_what_is_typed_before_the_name_is_asked_for_is_no_command(store: Store, tmp_path: Path) -> None:
    class Hasty(DeskApp):
        """Somebody types while the desk starts: Textual calls this besides the app's own."""

        def on_mount(self) -> None:
            for key in ("3", "n", "enter"):
                self.post_message(Key(key, key if len(key) == 1 else "\r"))

    places = Locations(tmp_path / "data", tmp_path / "config.toml", tmp_path / "log")
    app = Hasty(store, Actor("root", "local"), Config(), places, toasts=False)
    async with app.run_test(size=SMALL) as pilot:
        await settle(app)
        d = Desk(app, pilot, store)
        assert [(field.field, field.value) for field in d.form.fields] == [("name", "")]
        assert "「3n」是表单打开之前输入的，没有采用" in d.announcement
        await d.press("escape")
        assert "近期服务" in d.text


async def test_and_enter_after_the_name_is_enough(store: Store, tmp_path: Path) -> None:
    async with Desk.opener(store, tmp_path, Actor("root", "local"))() as d:
        await d.type("王芳")
        await d.press("enter")
        await d.until(lambda: d.app.context.actor.name == "王芳")
    assert load_config(tmp_path / "config.toml", env={}).name == "王芳"


def test_people_are_not_asked(tmp_path: Path) -> None:
    config = tmp_path / "c" / "config.toml"
    assert [is_account(name) for name in ("root", "Administrator", "daemon", "小李", "wangfang")] == [
        True
    ] * 3 + [False] * 2
    assert not ask_name(config, "小李", {})
    assert not ask_name(config, "root", {"XINGFU_NAME": "小李"})
    assert ask_name(config, "root", {})
    assert not ask_name(config, "root", {})


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20))
def test_any_name_is_read_as_it_was_kept(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    path = tmp_path_factory.mktemp("own") / "config.toml"
    path.write_text('theme = "light"\n[more]\nname = "other"\n', encoding="utf-8")
    keep_config(path, {"name": name})
    assert load_config(path, env={}) == ("zh", "light", name, 0, "", ())
