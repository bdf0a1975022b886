"""The true bundle: installed, used on a board, upgraded and removed where there is no network (`make bundle-test`).

Not among the tests that run every time: to make a bundle asks the package index, and installing it takes seconds.
"""

from __future__ import annotations

import hashlib
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.bundle.offline import ROOT, Office, without_network
from tui import __version__

MACHINES = ("x86_64", "aarch64")
NEXT = "999.0"


def unpacked(folder: Path, machine: str) -> Path:
    """The folder of the bundle for a machine, as `make bundle` wrote it."""
    name = f"xingfu-{__version__}-linux-{machine}"
    with tarfile.open(ROOT / "dist" / f"{name}.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    return folder / name


def newer(bundle: Path, work: Path) -> None:
    """Make of the unpacked bundle one of the next version: its program is built anew, all else is the same."""
    source = work / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "tui", source / "tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", source / "data", ignore=lambda _, names: set(names) - {"community.json"})
    (source / "tui/__init__.py").write_text(f'__version__ = "{NEXT}"\n')
    subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
         "--wheel-dir", bundle / "wheels", source],
        check=True,
    )  # fmt: skip
    wheel = bundle / f"wheels/xingfu-{NEXT}-py3-none-any.whl"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock = bundle / "requirements.lock"
    own = f"xingfu=={NEXT} --hash=sha256:{digest}"
    lock.write_text(re.sub(r"(?m)^xingfu==.*$", own, lock.read_text()))
    (bundle / "version").write_text(NEXT + "\n")


@pytest.mark.needs("tmux")
def test_an_office_installs_works_upgrades_and_removes(tmp_path: Path) -> None:
    from tests.end_to_end.test_terminal import Tmux

    bundle = unpacked(tmp_path, platform.machine())
    office = Office(tmp_path / "home", *without_network())
    folder = office.home / ".local/share/xingfu"
    status, said = office.run("sh", bundle / "install.sh", "--user")
    assert (status, f"已装好 {__version__}" in said) == (0, True), said
    assert office.run("xingfu", "--version") == (0, f"xingfu {__version__}\n")
    assert office.run("xingfu", "demo")[0] == 0
    assert office.run("xingfu", "check")[0] == 0
    terminal = Tmux(
        office.home,
        shlex.join([*office.before, "env", "-i", f"HOME={office.home}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TERM=screen-256color",
                    "XINGFU_NAME=小李", str(office.home / ".local/bin/xingfu")]),
        (120, 36),
    )  # fmt: skip
    try:
        assert "待办心愿" in terminal.until("志愿队伍")
        terminal.press("F10")
    finally:
        terminal.end()
    newer(bundle, tmp_path)
    status, said = office.run("sh", bundle / "install.sh", "--user")
    assert (status, f"已升级到 {NEXT}" in said) == (0, True), said
    assert office.run("xingfu", "--version") == (0, f"xingfu {NEXT}\n")
    backup = next(folder.glob(f"backups/before-{NEXT}-*.tar.gz"))
    status, said = office.run("xingfu", "--data", tmp_path / "again", "restore", backup, "--yes")
    assert status == 0, said
    before = office.run("xingfu", "list", "wishes")
    assert before[0] == 0
    assert office.run("xingfu", "--data", tmp_path / "again", "list", "wishes") == before
    status, said = office.run("sh", office.home / ".local/lib/xingfu/install.sh", "--uninstall")
    assert (status, "数据没有动" in said) == (0, True), said
    assert not (office.home / ".local/lib/xingfu").exists()
    assert (folder / "xingfu.json").exists()


@pytest.mark.parametrize("machine", MACHINES)
def test_no_file_of_a_bundle_names_where_packages_come_from(tmp_path: Path, machine: str) -> None:
    if not (ROOT / "dist" / f"xingfu-{__version__}-linux-{machine}.tar.gz").exists():
        pytest.skip(f"not run: no bundle for {machine}; make bundle")
    bundle = unpacked(tmp_path, machine)
    for file in bundle.rglob("*"):
        if file.is_file() and file.suffix != ".whl":
            assert not re.search(r"https?://|file://|--(extra-)?index-url", file.read_text()), file
