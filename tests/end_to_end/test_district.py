"""A day in a database: two desks of a community and the street office over three, while the server dies twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import not_run
from tests.end_to_end.test_terminal import ROOT, Tmux
from tests.postgres_server import Server, discard, new_server
from tui.store import open_store

pytestmark = pytest.mark.needs("tmux")

Start = Callable[..., Tmux]


@pytest.fixture
def mortal() -> Iterator[Server]:
    """A server that the test may kill."""
    try:
        made = new_server(durable=True)
    except LookupError as error:
        not_run(str(error))
        raise
    yield made
    discard(made)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """No settings of the user's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return {
        "XINGFU_CONFIG": str(tmp_path / "config.toml"), "XDG_DATA_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8",
    }  # fmt: skip


@pytest.fixture
def start(tmp_path: Path, environment: dict[str, str]) -> Iterator[Start]:
    """Starts somebody's program in a terminal of 100 by 30."""
    running: list[Tmux] = []

    def started(name: str, *arguments: str) -> Tmux:
        settings = " ".join(f"{key}='{value}'" for key, value in {**environment, "XINGFU_NAME": name}.items())
        given = " ".join(f"'{one}'" for one in arguments)
        command = f"env {settings} {sys.executable} -m tui {given}; echo STATUS $?; read -r _"
        running.append(Tmux(tmp_path, command, (100, 30)))
        return running[-1]

    yield started
    for terminal in running:
        terminal.end()


def record(desk: Tmux, title: str) -> None:
    desk.press("Tab", "n")
    desk.until("登记心愿")
    desk.press(title, "C-s")


def test_two_desks_and_a_street_office_while_the_server_dies_twice(
    mortal: Server, start: Start, environment: dict[str, str]
) -> None:
    for community in ("三义里", "南院", "东里"):
        store = open_store(mortal.address(community))
        with store.transaction(by="", seat="", action="write") as transaction:
            transaction.insert("communities", {"name": f"{community}社区"})
        store.close()
    address = mortal.address("三义里")
    one, other = start("小李", "--data", address), start("小张", "--data", address)
    street = start("街道", "--communities", "--data", mortal.address())
    one.until("三义里社区")
    other.until("三义里社区")
    street.until("社区 3")
    record(one, "路灯坏了")
    other.until("路灯坏了")
    street.until("在办 1")
    # A session of the server dies by kill -9: it ends all others, and comes up again by itself.
    with psycopg.connect(mortal.address(), autocommit=True) as connection:
        (pid,) = connection.execute(
            "select min(pid) from pg_stat_activity where application_name = 'xingfu'"
        ).fetchone() or (0,)
    os.kill(int(pid), signal.SIGKILL)
    street.until("连不上")
    street.until("在办 1  本月办结")
    street.press("s")
    street.until("督办意见")
    street.press("请报台账", "Enter")
    other.until("街道督办 1")  # told without being asked for
    # The whole server dies while somebody types, and is started again by whoever looks after it.
    other.press("Tab", "n")
    other.until("登记心愿")
    other.press("井盖松动")
    mortal.kill()
    street.until("连不上")
    other.press("C-s")
    other.until("连不上")
    assert "井盖松动" in other.screen()
    mortal.start()
    street.until("在办 1  本月办结")
    while "登记心愿" in other.screen():  # until the desk, too, has found it again
        other.press("C-s")
        time.sleep(0.2)
    one.until("井盖松动")
    street.until("在办 2")
    answer = [sys.executable, "-m", "tui", "--data", address, "notes", "answer", "1", "周五前报"]
    subprocess.run(answer, env={**os.environ, **environment}, check=True, capture_output=True)
    street.until("已复 1")
    listed = subprocess.run(
        [sys.executable, "-m", "tui", "--data", address, "list", "wishes", "--json"],
        env={**os.environ, **environment}, check=True, capture_output=True,
    )  # fmt: skip
    assert sorted(wish["title"] for wish in json.loads(listed.stdout)) == ["井盖松动", "路灯坏了"]
    for terminal in (one, other, street):
        terminal.press("F10")
        terminal.until("STATUS 0")
