"""Seats over a true sshd: what each role sees, what no door lets through, what a cut line leaves."""

from __future__ import annotations

import base64
import itertools
import json
import re
import socket
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
    staff.until("督办：楼道灯坏了")


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


def _processes(data: Path, seat: str) -> list[Path]:
    """The processes of the seat's desk, as /proc has them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if bytes(data) in words and seat.encode() in words and b"-m" in words:
            found.append(path.parent)
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answer(port: int) -> bytes:
    """The first bytes of whoever answers at a port of this machine; nothing if nobody does."""
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as line:
            line.settimeout(PATIENCE)
            return line.recv(16)
    except OSError:
        return b""


@pytest.mark.needs("ssh-agent")
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="this system does not show environments")
def test_neither_agent_nor_display_is_handed_on(login: Log, sshd: Sshd, data: Path) -> None:
    agent = sshd.folder / "agent"
    serving = subprocess.Popen(["ssh-agent", "-D", "-a", str(agent)], stdout=subprocess.DEVNULL)
    try:
        until(agent.exists)
        env = {"SSH_AUTH_SOCK": str(agent), "DISPLAY": "127.0.0.1:7", "XAUTHORITY": str(sshd.folder / "none")}
        viewer = login("viewer", "-A", "-Y", env=env)
        viewer.until("待办心愿")
        given = b"".join((process / "environ").read_bytes() for process in _processes(data, "viewer"))
        assert b"SSH_CONNECTION=" in given
        for name in (b"SSH_AUTH_SOCK=", b"DISPLAY=", b"XAUTHORITY="):
            assert name not in given
    finally:
        serving.terminate()
        serving.wait(PATIENCE)


def test_ports_that_the_client_opens_lead_nowhere(login: Log, sshd: Sshd) -> None:
    local, dynamic = _free_port(), _free_port()
    viewer = login("viewer", "-L", f"{local}:127.0.0.1:{sshd.port}", "-D", str(dynamic))
    viewer.until("待办心愿")
    assert _answer(sshd.port).startswith(b"SSH-2.0")
    assert _answer(local) == b""
    with socket.create_connection(("127.0.0.1", dynamic), PATIENCE) as line:
        line.sendall(b"\x05\x01\x00")  # SOCKS 5 (RFC 1928): no authentication
        assert line.recv(2) == b"\x05\x00"
        line.sendall(b"\x05\x01\x00\x01\x7f\0\0\x01" + sshd.port.to_bytes(2, "big"))
        assert not b"".join(iter(lambda: line.recv(64), b"")).count(b"SSH-2.0")


@pytest.mark.parametrize("back", ["0:127.0.0.1:22", "/tmp/xingfu-none:127.0.0.1:22", "0"])
def test_nothing_is_forwarded_back(sshd: Sshd, back: str) -> None:
    done = sshd.run("viewer", options=["-N", "-R", back, "-o", "ExitOnForwardFailure=yes"])
    assert done.returncode != 0
    assert not Path("/tmp/xingfu-none").exists()


def test_no_tunnel_is_made(sshd: Sshd) -> None:
    client = subprocess.Popen(
        [word.replace("LogLevel=ERROR", "LogLevel=DEBUG1") for word in sshd.client("viewer", "-N", "-w", "any:any")],
        stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
    )  # fmt: skip
    try:
        assert client.stderr
        # The client cannot have a device of its own, or the server refuses its end.
        said = re.compile("forward established|rejected tunnel|[Tt]unnel (device|forwarding failed)")
        found = next(line for line in client.stderr if said.search(line))
        assert "forward established" not in found, found
    finally:
        client.kill()
        client.communicate(timeout=PATIENCE)


def test_escapes_of_the_client_open_no_door(login: Log, sshd: Sshd, data: Path) -> None:
    before, port = wishes(data), _free_port()
    viewer = login("viewer", "-o", "EnableEscapeCommandline=yes", "-e", "~")
    viewer.until("待办心愿")
    viewer.type("\r~C")
    until(lambda: viewer.drain() and b"ssh>" in viewer.received)
    viewer.type(f"-L {port}:127.0.0.1:{sshd.port}\r")
    until(lambda: _listens(port))
    assert _answer(port) == b""
    viewer.type("\r~B\r~R\r~#\r~~")
    viewer.type("\x1b\x1b\x1b\x0c")
    viewer.type("\r~.")
    viewer.ended()
    until(lambda: not _processes(data, "viewer"))
    assert wishes(data) == before


@pytest.mark.parametrize(
    "options",
    [["-o", "SetEnv=XINGFU_SEAT=staff"], ["-o", "SetEnv=LC_ALL=C.UTF-8 --seat staff"], ["-o", "SetEnv=TERM=xterm --seat staff"],
     ["-o", "SetEnv=XINGFU_CONFIG=/etc/passwd"], ["-o", "SetEnv=USER=staff"], ["-o", "SetEnv=SSH_ORIGINAL_COMMAND="]],
)  # fmt: skip
def test_another_seats_name_gives_no_other_role(login: Log, data: Path, options: list[str]) -> None:
    viewer = login("viewer", *options)
    viewer.type(TAB + "n" + F10)  # read when the desk is there, if it opens at all
    assert "登记心愿" not in viewer.ended()
    log = json.loads(xingfu(data, "log", "--json").stdout)
    assert {entry["seat"] for entry in log} == {"local"}


def test_a_key_opens_its_own_seat_alone(sshd: Sshd, data: Path) -> None:
    stranger = sshd.folder / "stranger"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(stranger)], check=True)
    done = sshd.run("stranger")
    assert done.returncode == 255
    assert "Permission denied" in done.stderr
    for command in ("xingfu --seat staff", "exec python3 -m tui --seat staff", "staff"):
        done = sshd.run("viewer", command)
        assert done.returncode == 1
        assert "runs no other command" in done.stderr or "不能运行" in done.stderr or done.stdout == ""
    added = xingfu(data, "seat", "add", "other", "--role", "staff", "--key", str(sshd.folder / "viewer.pub"),
                   "--install", str(sshd.authorized))  # fmt: skip
    assert added.returncode == 2  # one key, two seats: sshd would take the first
    assert "other" not in xingfu(data, "seat", "list").stdout


@pytest.mark.parametrize("options", [["-T"], ["-T", "-N"], ["-o", "RequestTTY=no"], ["-s"]])
def test_without_a_terminal_nothing_is_shown(sshd: Sshd, options: list[str]) -> None:
    command = ["sftp"] if "-s" in options else []
    if "-N" in options:
        process = subprocess.Popen(
            sshd.client("viewer", *options), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        process.kill()
        out, _ = process.communicate(timeout=PATIENCE)
        assert out == b""
        return
    done = sshd.run("viewer", *command, options=options)
    assert (done.returncode, done.stdout) in {(1, ""), (2, ""), (255, "")}


def test_what_a_viewer_copies_is_what_a_viewer_may_see(login: Log, data: Path) -> None:
    xingfu(data, "add", "wish", "--title", "帮张建国看看水表", "--resident", "张建国", "--phone", "13900001111",
           "--address", "3号楼2单元501", "--detail", "钥匙在13-1-1201，身份证130102195501011234")  # fmt: skip
    viewer = login("viewer")
    viewer.until("待办心愿")
    viewer.type("3")
    viewer.until("东风路南社区心愿")
    shown_before = viewer.text
    viewer.type("E")
    viewer.until("只能复制屏幕上")
    viewer.type("\x13")
    until(lambda: viewer.drain() and b"\x1b]52;" in viewer.received)
    viewer.type(F10)
    shown = viewer.ended()
    copied = [
        base64.b64decode(found).decode() for found in re.findall(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", shown)
    ]
    assert copied
    assert any("张某" in text for text in copied)
    for row in copied[-1].splitlines()[1:]:
        assert row.split("\t")[0] in shown_before  # the list in front, and no other record
    for secret in ("张建国", "13900001111", "501", "1201", "130102"):
        assert secret not in "".join(copied)
        assert secret not in shown


def test_a_removed_seat_cannot_log_in_and_is_shown_out(login: Log, sshd: Sshd, data: Path) -> None:
    viewer = login("viewer")
    viewer.until("待办心愿")
    assert xingfu(data, "seat", "remove", "viewer").returncode == 0
    viewer.ended()
    again = login("viewer")
    assert "席位" in again.ended()


def test_a_seat_locks_its_screen_by_its_own_pin_and_the_desk_goes_on_behind(login: Log, data: Path) -> None:
    lock, pin = "\x1c", "2468"  # Ctrl+\\
    viewer = login("viewer")
    viewer.until("待办心愿")
    viewer.type(lock)
    viewer.until("新密码")
    viewer.type(f"{pin}{TAB}{pin}{CTRL_S}")
    viewer.until("密码已设好")
    viewer.type(lock)
    viewer.until("屏幕已锁定")
    assert xingfu(data, "add", "wish", "--title", "门口的井盖松了", "--due", "today").returncode == 0
    viewer.type("3\x06井盖\r")  # keys of the desk, the search: all of it is taken for a PIN
    viewer.until("密码不对")
    viewer.type(F10)  # one wish to leave
    viewer.until("再按")
    assert not [name for name in ("井盖", "楼道灯", "物业公司", "银发") if name in viewer.text]
    viewer.type(f"{ESC}{pin}\r")
    viewer.until("门口的井盖松了")
    viewer.type(lock)
    viewer.until("屏幕已锁定")
    viewer.cut()
    again = login("viewer")  # a locked desk that ends does not open it
    again.until("屏幕已锁定")
    assert "待办心愿" not in again.text
    staff = login("staff")  # another seat has no PIN
    staff.until("待办心愿")
    assert xingfu(data, "seat", "clear-pin", "viewer").returncode == 0
    again.type("\r")
    again.until("待办心愿")


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
    assert {
        "disableforwarding yes",
        "permittunnel no",
        "passwordauthentication no",
        "clientaliveinterval 5",
    } <= set(done.stdout.splitlines())


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
        assert xingfu(data, "meeting", "agenda", "--meeting", "2", "--note", matter).returncode == 0
    recorder = login("recorder")
    recorder.until("待办心愿")
    recorder.type("5c")
    recorder.until("议程 0/2")
    recorder.type("\x1b[6~")  # the next item
    recorder.until("2. 冬季消防检查")
    recorder.type("三号楼灭火器过期了\r")
    until(lambda: "三号楼灭火器过期了" in xingfu(data, "meeting", "minutes", "--meeting", "2").stdout)
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
    until(lambda: "decision: 逐楼检查灭火器" in xingfu(data, "meeting", "minutes", "--meeting", "2").stdout)
