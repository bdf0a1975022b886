"""Runs tests on a copy of the project that has a mutant in it; the work tree itself is never touched."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

Verdict = Literal["killed", "timeout", "survived"]

# What no test reads; of data/ only what the project brings, as a store may lie in it.
_LEFT_OUT: Final = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.lock")
_MEMORY: Final = 8 << 30  # bytes of address space: a loop that hoards ends in MemoryError
_FAILED: Final = frozenset({1, 2, 3})  # tests failed, were interrupted by an import that failed, or crashed
_PASSED: Final = 0
_NO_CONFTEST: Final = "while loading conftest"  # the mutant cannot be imported, and pytest calls that misuse
_NICE: Final = 3
_SHOWN: Final = 3000  # characters of pytest's output


class Tried(NamedTuple):
    """What became of a mutant, in how many seconds; the end of what pytest said if it was killed."""

    verdict: Verdict
    seconds: float
    output: str


class Broken(Exception):
    """The tests could not be run at all, which says nothing of the mutant."""


def copied(root: Path, to: Path) -> Path:
    """A copy of the project at `root` in the folder `to`, which is there already."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        found = set(_LEFT_OUT(folder, names))
        if Path(folder) == root / "data":
            found |= {name for name in names if Path(name).suffix not in {".json", ".md"}}
        return found

    shutil.copytree(root, to, ignore=left_out, dirs_exist_ok=True)
    return to


def tried(project: Path, python: str, tests: Sequence[str], seconds: float) -> Tried:
    """What the tests say of the project in this folder. Raises Broken."""
    temporary = project / ".tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    shutil.rmtree(project / ".hypothesis", ignore_errors=True)  # no example of an earlier mutant
    temporary.mkdir()
    # The profile: no example fails for being slow on a busy machine, which would pass for a mutant killed.
    command = [
        python, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--hypothesis-profile=ci",
        f"--basetemp={temporary / 'pytest'}", *tests,
    ]  # fmt: skip
    environment = {
        **os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(temporary),
        "HOME": str(temporary), "PYTHONUTF8": "1",
    }  # fmt: skip
    before = os.times()
    process = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", errors="replace", start_new_session=True,
    )  # fmt: skip
    _bound(process.pid)
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return Tried("timeout", seconds, "")
    finally:
        if process.poll() is None:  # out of time, or whoever started this goes away
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    took = os.times().elapsed - before.elapsed
    if process.returncode == _PASSED:
        return Tried("survived", took, "")
    if process.returncode in _FAILED or process.returncode < 0 or _NO_CONFTEST in output:
        return Tried("killed", took, output[-_SHOWN:])
    raise Broken(output[-_SHOWN:])


def _bound(pid: int) -> None:
    """Let whoever works at the machine go first, and no mutant take all of its memory."""
    os.setpriority(os.PRIO_PROCESS, pid, max(_NICE, os.getpriority(os.PRIO_PROCESS, 0)))
    if sys.platform == "linux":
        resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
