"""Running a command where there is no network: in a namespace whose only interface is a loopback that is down."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@functools.cache
def without_network() -> tuple[str, ...]:
    """What stands before a command to run it so; skips the test where the machine does not allow it."""
    unshare = shutil.which("unshare")
    before = (unshare or "unshare", "--user", "--map-current-user", "--net")
    if unshare is None or subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
        pytest.skip("not run: this machine does not allow a namespace without network (unshare --user --net)")
    return before


class Office:
    """A computer of an office: a home folder of its own, and what is run there."""

    def __init__(self, home: Path, *before: str) -> None:
        self.home = home
        self.before = before
        home.mkdir(exist_ok=True)

    def run(self, *command: str | Path, **env: str) -> tuple[int, str]:
        """Run a command; its exit status, and what it said on either stream."""
        folder = Path(sys.executable).resolve().parent
        given = {
            "HOME": str(self.home),
            "PATH": os.pathsep.join((str(self.home / ".local/bin"), str(folder), "/usr/bin", "/bin")),
            "LANG": "zh_CN.UTF-8",
            "PYTHONUTF8": "1",
            "TERM": "xterm-256color",
        } | env
        done = subprocess.run(
            [*self.before, *map(str, command)],
            env=given, cwd=self.home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode()
