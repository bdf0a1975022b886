"""The locked screen: it hides everything until the PIN is typed, no key does anything else, and the store is followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import argon2
import pytest

from tests.screens.desk import CLERK, LARGE, SMALL, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.kinds.commands import COMMANDS
from tui.language.errors import Message, StoreError
from tui.screens.lock import LockScreen
from tui.seats.actor import Actor
from tui.seats.pin import Pins, PinState, is_idle, seconds_to_wait
from tui.seats.pin_file import PinFile
from tui.store import Store

NOW = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
NAMES = ("闫爱民", "物业公司", "银发爱心义剪队", "志愿队伍", "心愿")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A hash that takes no time; what is kept says itself how it was made. What this computer knows is of this test alone."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    hasher = partial(argon2.PasswordHasher, time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", hasher)


def locked(d: Desk) -> bool:
    return isinstance(d.app.screen, LockScreen)


async def opened(d: Desk, pin: str) -> None:
    """Type a PIN and Enter, and let the thread that looks at it come back."""
    await d.type(pin)
    await d.press("enter")
    await d.until(lambda: not getattr(d.app.screen, "_trying", False))


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 8)], ids=str)
async def test_the_lock_shows_where_and_which_day_and_nothing_else_whatever_is_pressed(
    desk: Opened, store: Store, tmp_path: Path, size: tuple[int, int]
) -> None:
    Pins.in_folder(tmp_path / "data", "local").set("2468")
    async with desk(size) as d:
        await d.press("3", "n")
        await d.type("路灯")
        await d.press("ctrl+backslash")
        assert locked(d)
        before = store.seq
        for command in COMMANDS.values() if size == SMALL else ():
            if command.id != "leave":
                await d.press(command.keys.rpartition(",")[2])
        await d.press("ctrl+c", "ctrl+s", "f2", "tab", "escape")
        await d.paste("井盖坏了 @张三\n再来一行")
        await d.press("escape")
        assert locked(d)
        assert store.seq == before
        for said in ("东风路南社区", "2026-11-24", "已锁定"):
            assert said in d.text
        assert not [name for name in NAMES if name in d.text]
        UseCases(store, Actor("老王", "other")).wishes.record({"title": "井盖坏了", "resident": "张三"})
        d.app.notify("张三")
        await d.settle()
        assert "张三" not in d.text + "".join(note.message for note in d.app._notifications)
        await opened(d, "２４６８")  # as an input method may type it
        assert not locked(d)
        assert d.form.fields[0].value == "路灯"  # what was being typed is there
        await d.press("escape", "escape")
        assert d.app.board.wishes
        assert "井盖坏了" in d.text or size == (40, 8)
        assert d.app.current_mode == "wishes"


async def test_wrong_pins_are_slowed_and_kept_by_a_desk_that_ends_locked(
    desk: Opened, tmp_path: Path
) -> None:
    pins = Pins.in_folder(tmp_path / "data", "local")
    pins.set("2468")
    async with desk() as d:
        await d.press("ctrl+backslash")
        for _ in range(3):
            await opened(d, "1111")
        assert "5 秒" in d.text
        await opened(d, "2468")  # right, and too soon
        assert locked(d)
        await d.press("f10")
        assert d.app.is_running
        assert "再按" in d.text.replace("\n", "").replace(" ", "")
        await d.press("f10")
    assert pins.state().locked
    async with desk() as d:
        assert locked(d)
        assert not [name for name in NAMES if name in d.text]
        pins.clear()  # by whoever looks after the computer
        await opened(d, "")
        assert not locked(d)
        assert "近期服务" in d.text


async def test_what_cannot_be_written_beside_the_data_is_known_to_this_computer(
    desk: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = Pins.in_folder(tmp_path / "data", "local")
    pins.set("2468")

    def gone(*_: object) -> None:
        raise StoreError(Message("the share is gone"))

    async with desk() as d:
        with monkeypatch.context() as patched:
            patched.setattr(PinFile, "write", gone)
            await d.press("ctrl+backslash")
            assert locked(d)
    assert '"locked": []' in (tmp_path / "data" / "pins" / "local.json").read_text("utf-8")
    assert not Pins.in_folder(tmp_path / "data", "jiedao").state().locked
    assert not Pins.in_folder(tmp_path / "other", "local").state().locked
    async with desk() as d:
        assert locked(d)
        await opened(d, "2468")
        assert not locked(d)
    assert not pins.state().locked


async def test_minutes_without_a_key_lock_and_a_pin_is_asked_for_first(
    desk: Opened, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk() as d:
        await d.press("ctrl+backslash")
        assert "锁屏密码" in d.text
        await d.type("13")
        await d.press("tab")
        await d.type("13")
        await d.press("ctrl+s")
        await d.until(lambda: bool(d.form.fields[0].error))  # too short
        await d.type("57")
        await d.press("tab", "end")
        await d.type("57")
        await d.press("ctrl+s")
        await d.until(lambda: "密码已设好" in d.announcement)
        assert Pins.in_folder(tmp_path / "data", "local").state().hash
        await d.press("full_stop")
        for field in d.form.fields:
            if field.field == "lock_after":
                field.focus_editor()
        await d.type("5")
        await d.press("ctrl+s")
        assert d.app.locking.minutes == 5
        assert "lock_after = 5" in (tmp_path / "config.toml").read_text("utf-8")
        now = store.now
        monkeypatch.setattr(store, "_now", lambda: now + timedelta(minutes=4))
        d.app.look_around()
        await d.settle()
        assert not locked(d)
        monkeypatch.setattr(store, "_now", lambda: now + timedelta(minutes=5))
        d.app.look_around()
        await d.settle()
        assert locked(d)
        await opened(d, "1357")
        assert not locked(d)
        await d.press("full_stop")
        d.form.fields[-1].put("change")
        await d.press("ctrl+s")
        assert [field.field for field in d.form.fields] == ["old", "new", "again"]
        await d.type("9999")
        await d.press("ctrl+s")
        await d.until(lambda: bool(d.form.fields[0].error))  # the old one first
    assert not any("1357" in p.read_text("utf-8") for p in (tmp_path / "data").rglob("*.json"))


def test_waiting_doubles_and_no_clock_shortens_or_lengthens_it() -> None:
    def wait(wrong: int, seconds: float) -> int:
        return seconds_to_wait(PinState("$argon2", wrong, NOW), NOW + timedelta(seconds=seconds))

    assert [wait(n, 0) for n in range(8)] == [0, 0, 0, 5, 10, 20, 40, 80]
    assert wait(60, 0) == 300
    assert wait(3, 4.2) == 1
    assert wait(3, 5) == 0
    assert wait(3, -9999) == 5
    assert not is_idle(NOW, NOW + timedelta(days=1), 0)
    assert is_idle(NOW, NOW + timedelta(minutes=3), 3)


def test_the_pin_is_of_one_seat_and_nowhere_in_clear(tmp_path: Path) -> None:
    mine, other = Pins.in_folder(tmp_path, "local"), Pins.in_folder(tmp_path, "jiedao")
    mine.set("2468")
    assert mine.check("2468", NOW).right
    assert not mine.check("2469", NOW).right
    assert other.check("whatever", NOW).right  # no PIN
    assert "2468" not in (tmp_path / "pins" / "local.json").read_text("utf-8")
    assert (tmp_path / "pins" / "local.json").stat().st_mode & 0o077 == 0
    mine.note_locked(4_000_000)  # no process has that id
    assert mine.state().locked == ("4000000",)
    mine.note_opened(1)
    assert mine.state().locked == ()


def test_a_data_folder_that_goes_does_not_take_the_pin_with_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    pins = Pins.in_folder(data, "local")
    pins.set("2468")
    data.rename(tmp_path / "pulled")
    assert not pins.check("", NOW).right
    assert pins.check("2468", NOW).right
    assert not data.exists()
    (tmp_path / "pulled").rename(data)
    Pins.in_folder(data, "local").clear()  # by whoever looks after the computer
    assert pins.check("", NOW).right


async def test_a_file_that_cannot_be_read_keeps_the_screen_locked_and_says_what_to_do(
    desk: Opened, tmp_path: Path
) -> None:
    pins = Pins.in_folder(tmp_path / "data", CLERK.seat)
    pins.set("2468")
    (tmp_path / "data" / "pins" / "local.json").write_text("{", encoding="utf-8")
    async with desk() as d:
        assert locked(d)
        await opened(d, "2468")
        assert locked(d)
        assert "clear-pin" in d.text
