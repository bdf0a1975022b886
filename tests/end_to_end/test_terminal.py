"""The true program in a real terminal: start, record a wish in Chinese, see it, quit, list it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import program

pytestmark = pytest.mark.needs("tmux")

ROOT = Path(__file__).parent.parent.parent
# Seconds after which a wait is taken for a hang.
PATIENCE = 300.0


class Tmux:
    """A terminal of its own server, which ends with the test."""

    def __init__(self, folder: Path, command: str, size: tuple[int, int]) -> None:
        self._base = [
            program("tmux") or "tmux",
            "-u",
            "-L",
            f"xingfu-{uuid.uuid4().hex[:8]}",
            "-f",
            os.devnull,
        ]
        self._run("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), command)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self._base, *arguments], capture_output=True, text=True, check=True, encoding="utf-8"
        )
        return done.stdout

    def screen(self, *, attributes: bool = False) -> str:
        """What is on the screen, perhaps with the sequences for its colours."""
        return self._run("capture-pane", "-p", *(["-e"] if attributes else []))

    def overwrite(self, text: str) -> None:
        """Have another program clear the screen and write a text there."""
        tty = self._run("display-message", "-p", "#{pane_tty}").strip()
        Path(tty).write_text(f"\x1b[2J\x1b[H{text}", encoding="utf-8")

    def press(self, *keys: str) -> None:
        """Press named keys or type text."""
        self._run("send-keys", *keys)

    def until(self, text: str) -> str:
        """The screen once `text` is on it."""
        deadline = time.monotonic() + PATIENCE
        while text not in (screen := self.screen()):
            assert time.monotonic() < deadline, f"{text!r} did not appear:\n{screen}"
            time.sleep(0.02)
        return screen

    def end(self) -> None:
        """End the server."""
        subprocess.run([*self._base, "kill-server"], capture_output=True, check=False)


Start = Callable[[str], Tmux]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """No settings of the user's, no registered language."""
    return {
        "XINGFU_CONFIG": str(tmp_path / "config.toml"), "XINGFU_NAME": "小李", "XINGFU_DATA": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8",
    }  # fmt: skip


@pytest.fixture
def start(tmp_path: Path, environment: dict[str, str]) -> Iterator[Start]:
    """Starts a command in a terminal of 80 by 24."""
    running: list[Tmux] = []

    def started(command: str) -> Tmux:
        settings = " ".join(f"{name}='{value}'" for name, value in environment.items())
        terminal = Tmux(tmp_path, f"env {settings} {command}; echo STATUS $?; read -r _", (80, 24))
        running.append(terminal)
        return terminal

    yield started
    for terminal in running:
        terminal.end()


def _xingfu(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        env={**os.environ, **environment}, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


def test_the_main_job_from_start_to_list(start: Start, environment: dict[str, str]) -> None:
    _xingfu(environment, "demo")
    terminal = start(f"{sys.executable} -m tui")
    terminal.until("近期服务")
    terminal.press("Tab", "n")
    terminal.until("登记心愿")
    terminal.press("三单元门口的路灯坏了", "Enter", "王阿姨", "C-s")
    terminal.until("心愿 2026-" if "2026-" in terminal.screen() else "已登记")
    terminal.until("三单元门口的路灯坏了")
    terminal.press("F10")
    terminal.until("STATUS 0")
    wishes = json.loads(_xingfu(environment, "list", "wishes", "--json"))
    recorded = [wish for wish in wishes if wish["title"] == "三单元门口的路灯坏了"]
    assert [wish["resident"] for wish in recorded] == ["王阿姨"]


def test_another_process_shows_up_in_the_open_terminal(start: Start, environment: dict[str, str]) -> None:
    _xingfu(environment, "demo")
    terminal = start(f"{sys.executable} -m tui --lang en")
    terminal.until("Open wishes 5")
    number = _xingfu(environment, "add", "wish", "--title", "井盖松动了", "--due", "今天").strip()
    for shown in ("Open wishes 6", number, "井盖松动了"):  # what is painted at once may arrive in parts
        terminal.until(shown)


def test_the_terminal_is_restored_when_the_program_is_ended(
    start: Start, environment: dict[str, str]
) -> None:
    _xingfu(environment, "demo")
    terminal = start(f"{sys.executable} -m tui")
    terminal.until("近期服务")
    terminal.press("C-q")
    screen = terminal.until("STATUS 0")
    assert "近期服务" not in screen


def test_lines_that_come_in_a_burst_are_kept_one_by_one(start: Start, environment: dict[str, str]) -> None:
    _xingfu(environment, "demo")
    _xingfu(environment, "meeting", "plan", "--at", "明天 15:00")
    _xingfu(environment, "meeting", "agenda", "--note", "冬季消防检查")
    terminal = start(f"{sys.executable} -m tui")
    terminal.until("近期服务")
    terminal.press("5")
    terminal.until("四方联席会议")
    terminal.press("c")
    terminal.until("本题已用时")
    said = [f"第{number}句" for number in range(1, 8)]
    terminal.press(*(key for line in said for key in (line, "Enter")), "Up", "!", "Enter", "正在")
    terminal.until("第7句!")
    terminal.until("发言 正在")
    meeting = json.loads(_xingfu(environment, "list", "meetings", "--json"))[-1]
    assert [line["text"] for line in meeting["lines"]] == [*said[:-1], "第7句!"]
    terminal.press("C-u", "Escape")
    terminal.until("Enter 打开")
    terminal.press(":")
    terminal.until("回车保存")
    terminal.press("路灯坏了", "Enter", "井盖松动了", "Enter", "水管漏了", "Home", "急")
    terminal.until("急水管漏了")
    titles = [wish["title"] for wish in json.loads(_xingfu(environment, "list", "wishes", "--json"))]
    assert {"路灯坏了", "井盖松动了"} <= set(titles)
    assert not any("水管" in title for title in titles)


def test_a_burst_of_keys_is_done_in_its_order(start: Start, environment: dict[str, str]) -> None:
    _xingfu(environment, "demo")
    terminal = start(f"{sys.executable} -m tui")
    terminal.until("近期服务")
    terminal.press("3")
    terminal.until("东风路南社区  心愿")
    terminal.press("n")
    terminal.until("登记心愿")
    terminal.press("AAAA")
    terminal.until("AAAA")
    terminal.press("BSpace", "BSpace", "BSpace", "BSpace", "B", "C", "Left", "X")
    terminal.until("BXC")


def test_it_paints_though_errors_go_to_a_file(
    start: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    _xingfu(environment, "demo")
    terminal = start(f"{sys.executable} -m tui 2>{tmp_path / 'errors'}")
    terminal.until("近期服务")
    terminal.press("C-q")
    terminal.until("STATUS 0")
    assert (tmp_path / "errors").read_text(encoding="utf-8") == ""


def test_no_color_means_none(start: Start, environment: dict[str, str]) -> None:
    _xingfu(environment, "demo")
    terminal = start(f"NO_COLOR=1 {sys.executable} -m tui")
    terminal.until("近期服务")
    painted = terminal.screen(attributes=True)
    codes = {code for found in re.findall(r"\x1b\[([\d;]*)m", painted) for code in found.split(";")}
    assert not codes & {str(n) for n in (*range(30, 39), *range(40, 49), *range(90, 108))}, codes
    terminal.press("C-q")


def test_a_process_that_was_stopped_paints_when_it_goes_on(
    start: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    _xingfu(environment, "demo")
    note = tmp_path / "pid"
    terminal = start(f"sh -c 'echo $$ >{note}; exec {sys.executable} -m tui'")
    terminal.until("近期服务")
    process = int(note.read_text(encoding="utf-8"))
    os.kill(process, signal.SIGSTOP)
    terminal.overwrite("somebody else wrote this")
    terminal.until("somebody else wrote this")
    assert "近期服务" not in terminal.screen()
    os.kill(process, signal.SIGCONT)
    terminal.until("近期服务")
    terminal.press("3")
    terminal.until("待办心愿")
    terminal.press("C-q")
    terminal.until("STATUS 0")
