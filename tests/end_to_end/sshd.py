"""A true sshd on loopback for one test, and terminals that log in through it."""

from __future__ import annotations

import grp
import os
import pty
import pwd
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import ptyprocess
import pyte

from tests.conftest import not_run, program

ROOT = Path(__file__).parent.parent.parent
# Seconds after which a wait is taken for a hang.
PATIENCE = 300.0


def xingfu(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program without a screen, as someone at the machine itself."""
    environment = {
        **os.environ,
        "XINGFU_CONFIG": str(data / "none.toml"),
        "XINGFU_NAME": "小李",
        "PYTHONUTF8": "1",
        "XINGFU_LANG": "en",
    }
    return subprocess.run(
        [sys.executable, "-m", "tui", "--data", str(data), *arguments],
        env=environment, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
    )  # fmt: skip


def terminals_can_be_had() -> bool:
    """Whether an sshd of ours may hand out terminals.

    sshd gives each terminal to the group tty. Where /dev/pts is mounted with that group (`gid=5`, the custom) the
    terminal has it already; elsewhere, as in many containers, only root can change it.
    """
    if os.geteuid() == 0:
        return True
    ours, theirs = pty.openpty()
    try:
        return os.fstat(theirs).st_gid == grp.getgrnam("tty").gr_gid
    except KeyError:
        return True  # no such group: sshd leaves the terminal's group alone
    finally:
        os.close(ours)
        os.close(theirs)


class Sshd:
    """Listens on a free port of loopback, with keys of its own."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder, self.data = folder, data
        # sshd is strict about who may write where keys lie, and /tmp is anybody's.
        folder.chmod(0o700)
        self.authorized = folder / "authorized_keys"
        self._make_key("host")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        config = folder / "sshd_config"
        config.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/pid\n"
            f"AuthorizedKeysFile {self.authorized}\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
            "Subsystem sftp internal-sftp\nAcceptEnv *\nLogLevel ERROR\n"
            # All that the line of a seat has to refuse by itself; tunnels it cannot, and sshd does unless told.
            "AllowTcpForwarding yes\nAllowAgentForwarding yes\nX11Forwarding yes\nPermitUserRC yes\n"
            "GatewayPorts yes\nAllowStreamLocalForwarding yes\n"
        )
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # privilege separation asks for it where we are root
        self.binary = program("sshd") or "sshd"
        with (folder / "sshd.log").open("wb") as log:
            self._process = subprocess.Popen([self.binary, "-D", "-e", "-f", str(config)], stderr=log)
        deadline = time.monotonic() + PATIENCE
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            assert self._process.poll() is None, (folder / "sshd.log").read_text()
            assert time.monotonic() < deadline, "sshd does not listen"
            time.sleep(0.02)

    def _make_key(self, name: str) -> Path:
        path = self.folder / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
        return path

    def seat(self, name: str, role: str) -> None:
        """Make a key, and add a seat with it as the documentation says."""
        self._make_key(name)
        done = xingfu(
            self.data, "seat", "add", name, "--role", role, "--key", str(self.folder / f"{name}.pub"),
            "--install", str(self.authorized),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def client(self, seat: str, *options: str) -> list[str]:
        """The words of an ssh client's command line for a seat, up to the host."""
        if "-tt" in options and not terminals_can_be_had():
            not_run(
                "sshd gets no terminal here unless root runs it: /dev/pts is mounted without gid of the group tty"
            )
        return [
            "ssh", "-F", "none", "-p", str(self.port), "-i", str(self.folder / seat), "-o", "IdentitiesOnly=yes",
            "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={self.folder}/known", "-o", "LogLevel=ERROR",
            *options, f"{pwd.getpwuid(os.geteuid()).pw_name}@127.0.0.1",
        ]  # fmt: skip

    def run(self, seat: str, *command: str, options: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """Have the client ask for a command; what came of it."""
        return subprocess.run(
            [*self.client(seat, *options), *command], capture_output=True, text=True, timeout=PATIENCE, check=False,
            stdin=subprocess.DEVNULL, errors="replace",
        )  # fmt: skip

    def login(self, seat: str, *options: str, env: dict[str, str] | None = None) -> Login:
        """Log in through a terminal of 80 by 24."""
        return Login(self.client(seat, "-tt", *options), env or {})

    def end(self) -> None:
        """Stop listening; sessions that are still there end with it."""
        self._process.terminate()
        self._process.wait(PATIENCE)


class Login:
    """One ssh client in a pseudo-terminal."""

    def __init__(self, argv: Sequence[str], env: dict[str, str]) -> None:
        environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", **env}
        self.process = ptyprocess.PtyProcess.spawn(list(argv), env=environment, dimensions=(24, 80))
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""

    @property
    def text(self) -> str:
        """What is on the screen; a wide character's second half is left out."""
        cells = self.screen.buffer
        rows = (
            "".join(cells[y][x].data for x in range(self.screen.columns)) for y in range(self.screen.lines)
        )
        return "\n".join(row.rstrip() for row in rows)

    def until(self, text: str) -> str:
        """The screen once `text` is on it."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.text.replace(" ", "") and text not in self.text:
            assert time.monotonic() < deadline, f"{text!r} did not appear:\n{self.text}"
            if not self._read(deadline - time.monotonic()):
                assert text in self.text, f"{text!r} did not appear before the end:\n{self.text}"
        return self.text

    def _read(self, timeout: float) -> bool:
        import select

        if not select.select([self.process.fd], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self.process.fd, 1 << 16)
        except OSError:
            return False
        self.received += data
        self._stream.feed(data)
        return bool(data)

    def drain(self) -> bool:
        """Take in what has come by now; always true."""
        while self._read(0.0):
            pass
        return True

    def shows(self, text: str) -> bool:
        """Whether `text` is on the screen by now."""
        self.drain()
        return text in self.text

    def type(self, text: str) -> None:
        """Send what the keys send."""
        os.write(self.process.fd, text.encode())

    def ended(self) -> str:
        """Read until the client ends; everything that it showed."""
        while self._read(PATIENCE):
            pass
        return self.received.decode(errors="replace")

    def cut(self) -> None:
        """Kill the client: the line is gone."""
        self.process.kill(9)
        self.process.wait()
