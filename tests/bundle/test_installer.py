"""install.sh sets up, upgrades after a backup and removes a program, without network and without touching data.

The program is a small one that stands in for xingfu: what is tested is the installer. `make bundle-test` does the same
with the true bundle.
"""

from __future__ import annotations

import ensurepip
import hashlib
import platform
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from bundle.pack import SUMS, pack, sums
from tests.bundle.offline import ROOT, Office, without_network

# Says what it was asked, keeps a file where it was asked to back up, and fails at that if the data says so.
PROGRAM = """
import json, os, pathlib, sys
given, data = sys.argv[1:], pathlib.Path(os.environ["HOME"], "data")
if "--data" in given:
    at = given.index("--data")
    data = pathlib.Path(given[at + 1])
    del given[at:at + 2]
if given[:1] == ["--lang"]:
    del given[:2]
if given == ["--version"]:
    print("xingfu VERSION", sys.flags.safe_path, sys.flags.isolated)
elif given[:1] == ["locate"]:
    print(json.dumps({"data": str(data)}))
elif given[:1] == ["backup"]:
    if (data / "broken").exists():
        sys.exit("damaged")
    pathlib.Path(given[1]).write_text("by VERSION")
elif BREAKS and given == ["check"]:
    sys.exit("does not start")
"""


def bundle(folder: Path, version: str, *, breaks: bool = False) -> Path:
    """A bundle of that program in `folder`; its installer."""
    (folder / "wheels").mkdir(parents=True)
    # Debian keeps the wheels of ensurepip in a folder of its own.
    places = (Path(ensurepip.__file__).parent / "_bundled", Path("/usr/share/python-wheels"))
    shutil.copy(next(wheel for place in places for wheel in place.glob("pip-*.whl")), folder / "wheels")
    wheel = folder / "wheels" / f"xingfu-{version}-py3-none-any.whl"
    info = f"xingfu-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tui/__init__.py", "")
        archive.writestr(
            "tui/__main__.py", PROGRAM.replace("VERSION", version).replace("BREAKS", str(breaks))
        )
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: xingfu\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (folder / "requirements.lock").write_text(f"xingfu=={version} --hash=sha256:{digest}\n")
    (folder / "version").write_text(version + "\n")
    (folder / "machine").write_text(platform.machine() + "\n")
    shutil.copy(ROOT / "bundle/install.sh", folder)
    (folder / "docs").mkdir()
    for page in ("office.md", "office.zh-CN.md"):
        shutil.copy(ROOT / "docs" / page, folder / "docs")
    (folder / SUMS).write_text(sums(folder))
    return folder / "install.sh"


def test_a_program_is_set_up_upgraded_and_removed_without_network(tmp_path: Path) -> None:
    office = Office(tmp_path / "an office's home", *without_network())
    home = office.home
    program, data = home / ".local/lib/xingfu", home / "data"
    first, second = bundle(tmp_path / "1", "1.0"), bundle(tmp_path / "2", "2.0")

    status, said = office.run("sh", first, "--user")
    assert (status, "已装好 1.0" in said) == (0, True), said
    assert office.run("xingfu", "--version") == (0, "xingfu 1.0 True 0\n")
    assert office.run(program / "bin/xingfu-seat", "--version")[1] == "xingfu 1.0 True 1\n"
    named = next(program.glob("versions/*/seat-command")).read_text().strip()
    assert named == str(program / "bin/xingfu-seat")

    # A backup that fails: nothing is upgraded. One that works stands in the data folder.
    (data / "journal").mkdir(parents=True)
    (data / "broken").touch()
    status, said = office.run("sh", second, "--user")
    assert (status, "没有升级" in said) == (1, True), said
    assert office.run("xingfu", "--version")[1].startswith("xingfu 1.0")
    (data / "broken").unlink()

    # A version that does not start is not switched to, and leaves nothing.
    status, said = office.run("sh", bundle(tmp_path / "3", "3.0", breaks=True), "--user")
    assert (status, "does not start" in said, "原来的没有动" in said) == (1, True, True), said
    assert office.run("xingfu", "--version")[1].startswith("xingfu 1.0")
    assert [one.name[:3] for one in program.glob("versions/*")] == ["1.0"]

    status, said = office.run("sh", second, "--user", LANG="en_US.UTF-8")
    assert (status, "Upgraded to 2.0" in said) == (0, True), said
    assert office.run("xingfu", "--version")[1].startswith("xingfu 2.0")
    backups = sorted(data.glob("backups/before-2.0-*.tar.gz"))
    assert [one.read_text() for one in backups] == ["by 1.0"]
    # What a desk that is still open has yet to load is there.
    assert sorted(one.name[:3] for one in program.glob("versions/*")) == ["1.0", "2.0"]

    (program / "mine").write_text("put there by somebody")
    status, said = office.run("sh", program / "install.sh", "--uninstall")
    assert (status, "数据没有动" in said) == (0, True), said
    assert [one.name for one in program.iterdir()] == ["mine"]
    assert not (home / ".local/bin/xingfu").is_symlink()
    assert backups[0].exists()
    assert (data / "journal").exists()


def test_a_file_that_is_not_the_locks_is_not_installed(tmp_path: Path) -> None:
    office, script = Office(tmp_path / "home"), bundle(tmp_path / "1", "1.0")
    lock = tmp_path / "1/requirements.lock"
    lock.write_text(lock.read_text()[:-5] + "0000\n")
    # As it is when somebody changed it; then as it is when the stick did.
    (script.parent / SUMS).write_text(sums(script.parent))
    for told in (("没有装成", "hash"), ("安装包损坏", "requirements.lock\n")):
        status, said = office.run("sh", script, "--user")
        assert (status, [one for one in told if one not in said.lower()]) == (1, []), said
        assert not list(office.home.glob(".local/lib/xingfu/versions/*"))
        lock.write_text("xing")


OLD_PYTHON = "#!/bin/sh\ncat >/dev/null\necho 3.8\nexit 1\n"


@pytest.mark.parametrize(
    ("options", "status", "zh", "en"),
    [
        ((), 1, "需要 Python 3.11", "is needed and was not found. Found: "),
        (("--python", "/nowhere/python3"), 1, "需要 Python 3.11", "is needed and was not found."),
        (("--own-python",), 1, "没有带 Python", "carries no Python"),
        (("--prefix",), 2, "--prefix 后面要写内容", "--prefix needs a value"),
        (("--fast",), 2, "没有这个选项：--fast", "There is no such option: --fast"),
        (("--uninstall",), 1, "什么也没动", "nothing was changed"),
        (("--prefix", "/proc/xingfu"), 1, "没有权限写 /proc/xingfu", "cannot be written by you"),
        (("--help",), 0, "卸载", "Remove"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_left(
    tmp_path: Path, options: tuple[str, ...], status: int, zh: str, en: str
) -> None:
    script = bundle(tmp_path / "1", "1.0")
    old = tmp_path / "old"
    old.mkdir()
    for name in ("python3.11", "python3.12", "python3.13", "python3.14", "python3"):
        (old / name).write_text(OLD_PYTHON)
        (old / name).chmod(0o755)
    office = Office(tmp_path / "home")
    path = f"{old}:/usr/bin:/bin"
    for lang, expected in (("", zh), ("en_GB.UTF-8", en)):
        # --user: these tests are run by root, too.
        given = options if "--help" in options else ("--user", *options)
        found, said = office.run("sh", script, *given, LANG=lang, PATH=path)
        assert (found, expected in said) == (status, True), said
    assert not list(office.home.rglob("*/versions/*"))


def test_a_command_of_that_name_from_elsewhere_is_left_alone(tmp_path: Path) -> None:
    office, script = Office(tmp_path / "home"), bundle(tmp_path / "1", "1.0")
    there = office.home / ".local/bin/xingfu"
    there.parent.mkdir(parents=True)
    there.write_text("somebody's own")
    status, said = office.run("sh", script, "--user")
    assert (status, "不去覆盖它" in said) == (1, True), said
    assert there.read_text() == "somebody's own"


def test_the_line_of_a_seat_names_what_stays_at_an_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.seats.starting import seat_command

    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert seat_command() == [sys.executable, "-I", "-m", "tui"]
    (tmp_path / "seat-command").write_text("/opt/xingfu/bin/xingfu-seat\n")
    assert seat_command() == ["/opt/xingfu/bin/xingfu-seat"]


@pytest.mark.parametrize("script", ["install.sh", "build.sh", "interpreter.sh"])
def test_a_plain_shell_can_read_the_scripts(script: str) -> None:
    # Where dash is `sh`, this is it.
    assert Office(ROOT / "bundle").run("sh", "-n", ROOT / "bundle" / script) == (0, "")


def test_a_bundle_can_be_read_by_all_and_begins_with_what_tells_a_torn_copy(tmp_path: Path) -> None:
    folder = tmp_path / "xingfu"
    (folder / "a").mkdir(parents=True)
    for name in ("a/page", "install.sh"):
        (folder / name).write_text(name)
        (folder / name).chmod(0o600)
    pack(folder, tmp_path / "packed.tar.gz", ["install.sh", SUMS])
    with tarfile.open(tmp_path / "packed.tar.gz") as packed:
        entries = packed.getmembers()
    assert [one.name for one in entries] == [
        "xingfu", "xingfu/install.sh", f"xingfu/{SUMS}", "xingfu/a", "xingfu/a/page",
    ]  # fmt: skip
    assert {(one.uid, one.isdir(), one.mode) for one in entries} == {(0, True, 0o755), (0, False, 0o644)}
    assert [line.split("  ")[1] for line in (folder / SUMS).read_text().splitlines()] == [
        "a/page",
        "install.sh",
    ]
