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
import zipfile
from pathlib import Path

import pytest

from bundle.pack import SUMS, sums
from tests.bundle.offline import ROOT, Office, without_network
from tui import __version__

MACHINES = ("x86_64", "aarch64")
NEXT = "999.0"
PYTHONS = ("311", "312", "313", "314")
ELF_MACHINES = {"x86_64": 62, "aarch64": 183}
"""What stands in the header of a program or library for the machine (e_machine)."""


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
    (bundle / SUMS).write_text(sums(bundle))


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


def test_the_python_that_travels_along_is_used_where_there_is_none(tmp_path: Path) -> None:
    bundle = unpacked(tmp_path, platform.machine())
    if not (bundle / "python.tar.gz").exists():
        pytest.skip("not run: no Python travels along, as the bundle was not made on Debian")
    office = Office(tmp_path / "家 里", *without_network())
    prefix = tmp_path / "an office's"
    tools = tmp_path / "tools"
    tools.mkdir()
    for folder in ("/bin", "/usr/bin"):
        for tool in Path(folder).iterdir():
            if not tool.name.startswith("python") and not (tools / tool.name).exists():
                (tools / tool.name).symlink_to(tool)
    status, said = office.run("sh", bundle / "install.sh", "--user", "--prefix", prefix, PATH=str(tools))
    assert (status, "安装包里带的 Python" in said) == (0, True), said
    for command in ("demo", "check"):
        status, said = office.run(prefix / "bin/xingfu", command, PATH=str(tools))
        assert status == 0, said
    python = next(prefix.glob("versions/*/bin/python"))
    status, said = office.run(
        python, "-c", "import opencc, psycopg, typst, ssl; print(psycopg.pq.__impl__)", PATH=str(tools)
    )
    assert (status, said) == (0, "binary\n")


@pytest.mark.parametrize("machine", MACHINES)
def test_a_bundle_has_all_that_its_lock_names_for_its_machine(tmp_path: Path, machine: str) -> None:
    if not (ROOT / "dist" / f"xingfu-{__version__}-linux-{machine}.tar.gz").exists():
        pytest.skip(f"not run: no bundle for {machine}; make bundle")
    bundle = unpacked(tmp_path, machine)
    lock = (bundle / "requirements.lock").read_text()
    names = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"(?m)^([\w.-]+)==", lock)}
    missing = {(name, python) for name in names for python in PYTHONS}
    for wheel in (bundle / "wheels").glob("*.whl"):
        name, _, *_, pythons, abi, platforms = wheel.stem.split("-")
        if name != "pip":
            assert hashlib.sha256(wheel.read_bytes()).hexdigest() in lock, wheel.name
        assert platforms == "any" or machine in platforms, wheel.name
        exact = abi not in ("none", "abi3")
        missing -= {
            (re.sub(r"[-_.]+", "-", name).lower(), python)
            for python in PYTHONS
            if not exact or pythons == f"cp{python}"
        }
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                head = archive.open(entry).read(20)
                if head.startswith(b"\x7fELF"):
                    assert int.from_bytes(head[18:20], "little") == ELF_MACHINES[machine], (wheel.name, entry)
    assert not missing


@pytest.mark.parametrize("machine", MACHINES)
def test_no_file_of_a_bundle_names_where_packages_come_from(tmp_path: Path, machine: str) -> None:
    if not (ROOT / "dist" / f"xingfu-{__version__}-linux-{machine}.tar.gz").exists():
        pytest.skip(f"not run: no bundle for {machine}; make bundle")
    bundle = unpacked(tmp_path, machine)
    for file in bundle.rglob("*"):
        if file.is_file() and file.suffix not in (".whl", ".gz"):
            assert not re.search(r"https?://|file://|--(extra-)?index-url", file.read_text()), file
