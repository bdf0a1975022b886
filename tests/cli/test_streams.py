"""What becomes of an answer that cannot be printed, in real processes: full, closed, in another character set."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tui.cli import NOT_PRINTED, main
from tui.store import open_store

ROOT = Path(__file__).parent.parent.parent
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the model community and a planned meeting."""
    folder = tmp_path_factory.mktemp("model") / "data"
    for command in (["demo"], ["meeting", "plan", "--at", "+3 15:00"]):
        assert main(["--data", str(folder), *command]) == 0
    return folder


@pytest.fixture
def process(model: Path, tmp_path: Path) -> Process:
    """Runs `xingfu` over the model community by a shell, as `xingfu ARGUMENTS REDIRECTION`."""
    shutil.copytree(model, tmp_path / "data")

    def ran(arguments: str, redirection: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
        variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHONIO")},
            "XINGFU_DATA": str(tmp_path / "data"),
            "XINGFU_CONFIG": str(tmp_path / "none.toml"),
            "XINGFU_LANG": "en",
            "PYTHONPATH": str(ROOT),
            **env,
        }
        line = f'"{sys.executable}" -m tui {arguments} {redirection}'
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            cwd=tmp_path,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        for mark in (b"Traceback", b"Exception ignored", b"went wrong"):
            assert mark not in done.stderr + done.stdout
        return done

    return ran


def _seq(tmp_path: Path) -> int:
    store = open_store(tmp_path / "data")
    try:
        return store.seq
    finally:
        store.close()


# Each does something that lasts; the files are in a folder of the test's own.
CHANGES = (
    "add wish --title T", "quick T", "wish comment 2 --note T", "set wish 2 title=T", "meeting plan --at '+3 15:00'",
    "action add --title T --owner A", "service pause 1 --reason T", "visit add T",
    "mediation add --title T", "hours add 闫爱民 --hours 1 --content T", "volunteer add 新人",
    "home add --resident T --skill 理发", "partner add --name T", "room add T", "community --limit normal=5",
    "backup b.tar.gz", "export ics c.ics", "seat add v --role viewer --key key.pub",
)  # fmt: skip


@needs_full
@pytest.mark.parametrize("arguments", CHANGES)
def test_what_was_done_is_not_to_be_repeated(process: Process, tmp_path: Path, arguments: str) -> None:
    (tmp_path / "key.pub").write_text(
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHRvY5hZ4IFgAKXFYrbx8OiQW0jcITj3++bFxvxCXIu a\n"
    )
    before = _seq(tmp_path)
    done = process(arguments, ">/dev/full")
    files = {"backup": "b.tar.gz", "export": "c.ics", "seat": "data/seats.json"}
    kept = files.get(arguments.split(maxsplit=1)[0])
    assert (tmp_path / kept).exists() if kept else _seq(tmp_path) == before + 1
    assert done.returncode == NOT_PRINTED, done.stderr.decode()
    assert b"is done and kept" in done.stderr


@pytest.mark.parametrize("redirection", [">&-", "| true; exit ${PIPESTATUS:-0}"])
def test_a_closed_output_is_no_reason_to_repeat_either(
    process: Process, tmp_path: Path, redirection: str
) -> None:
    before = _seq(tmp_path)
    done = process("add wish --title T", redirection)
    assert _seq(tmp_path) == before + 1
    if redirection == ">&-":
        assert done.returncode == NOT_PRINTED


def test_each_line_of_the_input_is_kept_though_none_is_printed(process: Process, tmp_path: Path) -> None:
    (tmp_path / "lines").write_text("路灯坏了\n电梯坏了\n井盖坏了\n", encoding="utf-8")
    before = _seq(tmp_path)
    assert process("quick -", "<lines >&-").returncode == NOT_PRINTED
    assert _seq(tmp_path) == before + 3


@needs_full
@pytest.mark.parametrize(
    "arguments",
    ["--version", "--help", "list --help", "list wishes", "list wishes --json", "log", "locate --json", "export ics",
     "export ics -", "backup -", "meeting minutes --meeting 1", "quick --dry-run T", "check"],
)  # fmt: skip
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
def test_what_only_tells_fails_in_words(process: Process, arguments: str, redirection: str) -> None:
    done = process(arguments, redirection)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"could not be printed" in done.stderr


def test_who_has_read_enough_hears_no_complaint(process: Process) -> None:
    done = process("log --json", "| head -n 1")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"[\n", b"")


@pytest.mark.parametrize("arguments", ["", "--help", "add wish --title T"])
@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_do_no_harm(
    process: Process, tmp_path: Path, arguments: str, redirection: str
) -> None:
    done = process(arguments, redirection)
    assert done.returncode in {0, 1, 2, NOT_PRINTED}
    assert (tmp_path / "data" / "lock").stat().st_size == 96
    assert process("check").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    ["quick -", "quick", "import ics - --yes", "restore - --yes", "seat add a --role viewer --key -"],
)
def test_a_closed_input_is_said(process: Process, arguments: str) -> None:
    done = process(arguments, "<&-")
    assert done.returncode in {1, 2}
    assert b"Standard input is closed" in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "cp437"])
def test_another_character_set_loses_nothing(process: Process, encoding: str) -> None:
    done = process("list teams", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert "绿色环保服务队".encode("ascii", "backslashreplace") in done.stdout
    assert b"lacks some characters" in done.stderr
    assert (
        process("list teams --json", PYTHONIOENCODING=encoding).stdout.decode().count("绿色环保服务队") == 1
    )
    wrong = process("--lang zh set wish 9999 title=x", PYTHONIOENCODING=encoding)
    assert (wrong.returncode, wrong.stderr.decode("ascii")[:7]) == (1, "xingfu:")
    assert b"no wish number 9999" in wrong.stderr
    assert process("--lang zh --help", PYTHONIOENCODING=encoding).returncode == 0
    added = process("add wish --title 路灯", PYTHONIOENCODING=encoding)
    assert (added.returncode, added.stderr) == (0, b"")


def test_a_character_set_that_has_chinese_is_used(process: Process) -> None:
    done = process("list teams", PYTHONIOENCODING="gb18030")
    assert "绿色环保服务队" in done.stdout.decode("gb18030")
    assert done.stderr == b""


# ---- a dash is standard output or input


def test_a_dash_is_standard_output_and_input(process: Process, tmp_path: Path) -> None:
    assert (
        process("export ics -").stdout.count(b"BEGIN:VEVENT")
        == process("export ics").stdout.count(b"BEGIN:VEVENT")
        > 0
    )
    content = process("backup -").stdout
    assert gzip.decompress(content)
    (tmp_path / "b").write_bytes(content)
    assert process("add wish --title 后来的").returncode == 0
    assert process("restore -", "<b").returncode == 2  # nobody is there to be asked
    assert process("restore - --yes", "<b").returncode == 0
    assert "后来的" not in process("list wishes --all").stdout.decode()
    (tmp_path / "key.pub").write_text(
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHRvY5hZ4IFgAKXFYrbx8OiQW0jcITj3++bFxvxCXIu a\n"
    )
    line = process("seat add v --role viewer --key - --install -", "<key.pub").stdout
    assert line.startswith(b"restrict,")
    assert process("seat remove v --install -").returncode == 0
    assert not [path for path in tmp_path.iterdir() if path.name == "-"]


# ---- names that cannot be


LONG = "x" * 300
NAMES = (
    "backup {}", "restore {} --yes", "export ics {}", "import ics {} --yes", "seat add a --role viewer --key {}",
    "--data {} list wishes", "--data {} add wish --title T", "--data {} check", "--data {} check --repair --yes",
    "--data {} log", "--data {} seat list", "--data {} demo", "--data {} export ics", "--data {} forget 某某 --yes",
)  # fmt: skip


@pytest.mark.parametrize("arguments", NAMES)
@pytest.mark.parametrize("name", [LONG, "y/" * 3000])
def test_a_name_that_is_too_long_is_said(loaded: Run, tmp_path: Path, arguments: str, name: str) -> None:
    status, _, err = loaded(*(part.format(tmp_path / name) for part in arguments.split()))
    assert status in {1, 2}
    assert "went wrong" not in err
    assert err.startswith("xingfu: ")


@pytest.mark.parametrize(
    "arguments", [*NAMES, "add wish --title {}", "quick {}", "list {}", "{}", "visit add {}"]
)
@pytest.mark.parametrize(
    ("name", "said"), [("a\0b", "contains a NUL"), (os.fsdecode(b"a\xff"), r"is not UTF-8: a\udcff")]
)
def test_what_is_no_text_is_said_with_its_place(run: Run, arguments: str, name: str, said: str) -> None:
    given = [part.format(name) for part in arguments.split()]
    status, out, err = run(*given)
    assert (status, out) == (2, "")
    assert f"Argument {given.index(name) + 1} {said}" in err


def test_bytes_of_a_true_command_line_are_said_too(process: Process, tmp_path: Path) -> None:
    done = process(r"""add wish --title "$(printf '\377')" """)
    assert done.returncode == 2
    assert b"Argument 4 is not UTF-8" in done.stderr
    found = process("locate --json", XINGFU_DATA=os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    assert json.loads(found.stdout)["data"].endswith("\udcff")
    assert process("locate", XINGFU_DATA=os.fsdecode(os.fsencode(tmp_path) + b"/\xff")).returncode == 0


@pytest.mark.parametrize("name", ["lock", "xingfu.json", "journal", "seats.json"])
@pytest.mark.parametrize(
    "arguments", [("list", "wishes"), ("add", "wish", "--title", "T"), ("check",), ("check", "--repair", "--yes"),
                  ("backup", "b"), ("seat", "list")],
)  # fmt: skip
def test_a_file_of_the_store_that_is_something_else_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)  # a backup may be written
    folder = tmp_path / "data"
    folder.mkdir()
    if name == "journal":
        (folder / name).write_text("")
    else:
        (folder / name).mkdir()
    status, _, err = run(*arguments)
    assert status in {0, 1, 2}
    assert "went wrong" not in err


def test_a_failure_that_nobody_foresaw_names_the_file(loaded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OSError(5, "Input/output error", Path("somewhere"))

    monkeypatch.setattr("tui.queries.records.records", fails)
    assert loaded("list", "wishes") == (1, "", "xingfu: somewhere cannot be used: Input/output error\n")
