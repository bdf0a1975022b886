"""Seats over a true sshd: what each role sees, what no door lets through, what a cut line leaves."""

from __future__ import annotations

import itertools
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.sshd import PATIENCE, ROOT, Login, Sshd, xingfu

pytestmark = pytest.mark.needs("ssh", "sshd")

CTRL_S, ESC, TAB, F10 = "\x13", "\x1b", "\t", "\x1b[21~"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The model community, and a wish with a number and a house."""
    folder = tmp_path / "data"
    assert xingfu(folder, "demo").returncode == 0
    added = xingfu(
        folder, "add", "wish", "--title", "楼道灯坏了", "--phone", "13712341234", "--address", "3号楼2单元501",
        "--due", "today",
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    return folder


@pytest.fixture
def sshd(tmp_path: Path, data: Path) -> Iterator[Sshd]:
    folder = tmp_path / "ssh"
    folder.mkdir()
    server = Sshd(folder, data)
    for role in ("staff", "recorder", "viewer"):
        server.seat(role, role)
    yield server
    server.end()


Log = Callable[..., Login]


@pytest.fixture
def login(sshd: Sshd) -> Iterator[Log]:
    opened: list[Login] = []

    def log_in(seat: str, *options: str, env: dict[str, str] | None = None) -> Login:
        opened.append(sshd.login(seat, *options, env=env))
        return opened[-1]

    yield log_in
    for one in opened:
        if one.process.isalive():
            one.cut()


def wishes(data: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(xingfu(data, "list", "wishes", "--all", "--json").stdout)
    return found


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def test_one_seat_records_and_another_sees_it(login: Log, data: Path) -> None:
    staff, viewer = login("staff"), login("viewer")
    viewer.until("待办心愿")
    staff.until("待办心愿")
    staff.type(TAB + "n")
    staff.until("登记心愿")
    staff.type("门口的井盖松了" + CTRL_S)
    viewer.until("门口的井盖松了")
    staff.type(F10)
    staff.ended()
    log = json.loads(xingfu(data, "log", "--json", "--limit", "1").stdout)
    assert (log[0]["seat"], log[0]["by"]) == ("staff", "staff")


def test_a_viewer_sees_no_number_and_writes_by_no_key(login: Log, sshd: Sshd, data: Path) -> None:
    before = wishes(data)
    viewer = login("viewer")
    viewer.until("待办心愿")
    viewer.type(TAB + "j\r")
    viewer.until("137****1234")
    for key in ("n", "e", "a", "d", "r", "o", "u", "\x0e", "\x01", "\x1a"):
        viewer.type(key)
    viewer.type(ESC)
    viewer.until("待办心愿")
    viewer.type("s")
    viewer.until("督办心愿")
    viewer.type("请今天修好" + CTRL_S)
    viewer.until("督办意见已")
    viewer.type(F10)
    shown = viewer.ended()
    assert "13712341234" not in shown
    assert "501" not in shown
    after = wishes(data)
    assert after == before
    staff = login("staff")
    staff.until("督办:")


@pytest.mark.parametrize(
    "command",
    [
        "xingfu set wish 1 title=x",
        "sh",
        "; sh -c 'touch HERE'",
        "$(touch HERE)",
        "`touch HERE`",
        "xingfu --role staff",
    ],
)
def test_a_clients_own_command_is_refused(sshd: Sshd, data: Path, command: str) -> None:
    before = wishes(data)
    done = sshd.run("viewer", command.replace("HERE", str(sshd.folder / "here")))
    assert done.returncode == 1
    assert done.stdout == ""
    assert not (sshd.folder / "here").exists()
    assert wishes(data) == before
    assert command not in (data / "log" / "xingfu.log").read_text()


def test_sftp_scp_forwarding_and_environment_are_refused(sshd: Sshd, data: Path) -> None:
    own = sshd.folder / "own"
    own.write_text("x")
    common = ["-F", "none", "-P", str(sshd.port), "-i", str(sshd.folder / "viewer"), "-o", "StrictHostKeyChecking=no",
              "-o", f"UserKnownHostsFile={sshd.folder}/known"]  # fmt: skip
    for options in ([], ["-O"]):
        target = f"127.0.0.1:{data}/evil"
        done = subprocess.run(
            ["scp", *options, *common, str(own), target], capture_output=True, timeout=PATIENCE, check=False
        )
        assert done.returncode != 0
    done = subprocess.run(
        ["sftp", *common, "127.0.0.1"], input=b"ls\n", capture_output=True, timeout=PATIENCE, check=False
    )
    assert done.returncode != 0
    assert not (data / "evil").exists()
    for options in (["-N", "-R", "0:127.0.0.1:22"], ["-W", f"127.0.0.1:{sshd.port}"]):
        refused = sshd.run("viewer", options=[*options, "-o", "ExitOnForwardFailure=yes"])
        assert refused.returncode != 0
    other = sshd.folder / "other"
    settings = [
        f"XINGFU_DATA={other}", "PYTHONINSPECT=1", f"PYTHONPATH={own.parent}", "TEXTUAL_DRIVER=evil:Driver",
        f"TEXTUAL_LOG={other}", "TEXTUAL_SCREENSHOT=1",
    ]  # fmt: skip
    viewer = sshd.login("viewer", *(word for one in settings for word in ("-o", f"SetEnv={one}")))
    viewer.until("待办心愿")
    viewer.type(F10)
    assert ">>>" not in viewer.ended()
    assert not other.exists()


def test_a_removed_seat_cannot_log_in_and_is_shown_out(login: Log, sshd: Sshd, data: Path) -> None:
    viewer = login("viewer")
    viewer.until("待办心愿")
    assert xingfu(data, "seat", "remove", "viewer").returncode == 0
    viewer.ended()
    again = login("viewer")
    assert "席位" in again.ended()


@pytest.mark.parametrize("locale", ["C", "zh_CN.GB18030"])
def test_a_terminal_without_utf8_is_told_in_ascii(login: Log, locale: str) -> None:
    client = login("staff", "-o", "SendEnv=LANG", env={"LANG": locale})
    shown = client.ended()
    assert shown.isascii()
    assert "UTF-8" in shown


def test_a_refusal_too_is_told_in_ascii_where_nothing_else_is_shown(sshd: Sshd, data: Path) -> None:
    options = ["-o", "SetEnv=LANG=zh_CN.GB18030"]
    refused = sshd.run("viewer", "id", options=options)
    assert refused.stderr.isascii()
    assert "runs no other command" in refused.stderr
    assert xingfu(data, "seat", "remove", "viewer").returncode == 0
    removed = sshd.run("viewer", options=[*options, "-tt"])
    assert (removed.stdout + removed.stderr).isascii()
    assert 'no seat "viewer"' in removed.stdout + removed.stderr


def test_sshd_takes_the_configuration_of_the_documentation(sshd: Sshd) -> None:
    page = (ROOT / "docs" / "ssh.md").read_text(encoding="utf-8")
    block = page.partition("    Match User xingfu\n")
    lines = itertools.takewhile(lambda line: line.startswith("    "), block[2].splitlines())
    config = sshd.folder / "documented"
    config.write_text(f"HostKey {sshd.folder}/host\n{block[1]}" + "\n".join(lines) + "\n")
    asked = ["-T", "-f", str(config), "-C", "user=xingfu,host=desk,addr=192.0.2.1"]
    done = subprocess.run([sshd.binary, *asked], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {"disableforwarding yes", "passwordauthentication no", "clientaliveinterval 5"} <= set(
        done.stdout.splitlines()
    )


@pytest.mark.parametrize("term", ["linux", "screen", "vt100"])
def test_plain_terminals_and_a_resize_work(login: Log, term: str) -> None:
    client = login("staff", env={"TERM": term})
    client.until("待办心愿")
    client.screen.resize(30, 100)
    client.process.setwinsize(30, 100)
    client.type("3")
    client.until("待办心愿" if "待办" in client.text else "心愿")
    client.type(F10)
    client.ended()


@pytest.mark.needs("ps")
def test_a_cut_line_ends_the_process_and_keeps_what_was_typed(login: Log, data: Path) -> None:
    staff = login("staff")
    staff.until("待办心愿")
    staff.type(TAB + "n")
    staff.until("登记心愿")
    staff.type("三号楼前的座椅断了一条腿")
    staff.until("断了一条腿")
    staff.cut()

    def processes() -> list[str]:
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        return [line for line in listed.splitlines() if str(data) in line and "--seat staff" in line]

    until(lambda: not processes())
    assert xingfu(data, "add", "wish", "--title", "锁是空的").returncode == 0
    again = login("staff")
    again.until("断了一条腿")
    again.type("\r")
    again.until("断线时尚未保存的内容")
    again.type(CTRL_S)
    until(lambda: not list((data / "drafts").glob("*.json")))
    assert [w["title"] for w in wishes(data)].count("三号楼前的座椅断了一条腿") == 1


def test_a_meeting_goes_on_at_the_same_item_after_a_cut_line(login: Log, data: Path) -> None:
    planned = xingfu(data, "meeting", "plan", "--at", "2030-01-04 15:00", "--kind", "council")
    assert planned.returncode == 0, planned.stderr
    for matter in ("充电桩二期", "冬季消防检查"):
        assert xingfu(data, "meeting", "agenda", "--meeting", "1", "--note", matter).returncode == 0
    recorder = login("recorder")
    recorder.until("待办心愿")
    recorder.type("5c")
    recorder.until("议程 0/2")
    recorder.type("\x1b[6~")  # the next item
    recorder.until("2. 冬季消防检查")
    recorder.type("三号楼灭火器过期了\r")
    until(lambda: "三号楼灭火器过期了" in xingfu(data, "meeting", "minutes", "--meeting", "1").stdout)
    recorder.type("决议 逐楼检")
    recorder.until("决议 逐楼检")
    recorder.cut()
    until(lambda: bool(list((data / "drafts").glob("*.json"))))
    again = login("recorder")
    again.until("断线时尚未保存")
    again.type("\r")
    again.until("2. 冬季消防检查")
    again.until("三号楼灭火器过期了")
    again.type("查灭火器\r")
    until(lambda: "decision: 逐楼检查灭火器" in xingfu(data, "meeting", "minutes", "--meeting", "1").stdout)
