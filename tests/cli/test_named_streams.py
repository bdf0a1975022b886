"""`-` in the place of every file of every command: standard input or standard output, and no file of that name."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.papers.importing.expected import LEDGERS
from tui.cli import main
from tui.commandline.commands import COMMANDS
from tui.commandline.parser import Parser
from tui.language.i18n import translator

LEDGER = "姓名,诉求,登记日期\n张三,路灯坏了,2026-11-20\n李四,楼道灯不亮,没有这一天\n".encode()
NOTICE = "2027年放假安排\n元旦：1月1日（周五）至3日（周日）放假，共3天。\n".encode()
KEY = b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHRvY5hZ4IFgAKXFYrbx8OiQW0jcITj3++bFxvxCXIu a\n"
FORM = (LEDGERS / "forms" / "走访登记表.xlsx").read_bytes()
# What comes in and how what goes out begins, for each file that a command takes: by command and name of the argument.
Example = tuple[tuple[str, ...], bytes, bytes]
BOOK = b"PK"
EXAMPLES: dict[tuple[str, str], Example] = {
    ("wish", "--output"): (("wish", "slip", "1", "-o", "-"), b"", BOOK),
    ("meeting", "--output"): (("meeting", "invitation", "-o", "-"), b"", BOOK),
    ("session", "--output"): (("session", "sheet", "义剪", "{day}", "-o", "-"), b"", BOOK),
    ("hours", "--output"): (("hours", "certificate", "闫爱民", "-o", "-"), b"", BOOK),
    ("export", "file"): (("export", "wishes", "-", "--format", "xlsx"), b"", BOOK),
    ("export", "--output"): (("export", "ics", "-o", "-"), b"", b"BEGIN:VCALENDAR"),
    ("import", "file"): (("import", "-", "--yes"), LEDGER, b""),
    ("import", "--refused"): (("import", "-", "--yes", "--refused", "-"), LEDGER, BOOK),
    ("fill", "form"): (("fill", "-", "-o", "-"), FORM, BOOK),
    ("fill", "--output"): (("fill", "-", "-o", "-"), FORM, BOOK),
    ("report", "--output"): (("report", "month", "-o", "-"), b"", b""),
    ("notice", "--output"): (("notice", "session", "义剪", "{day}", "-o", "-"), b"", b""),
    ("holidays", "what"): (("holidays", "import", "-", "--yes"), NOTICE, b"2027"),
    ("attach", "what"): (("attach", "wish", "1", "-", "--name", "路灯.txt"), b"lamp", b""),
    ("attachments", "--output"): (("attachments", "get", "wish", "1", "1", "-o", "-"), b"ATTACHED", b"lamp"),
    ("backup", "file"): (("backup", "-"), b"", b"\x1f\x8b"),
    ("restore", "file"): (("restore", "-", "--yes"), b"BACKUP", b""),
    ("seat", "--key"): (("seat", "add", "jiedao", "--role", "viewer", "--key", "-"), KEY, b"restrict,pty,command="),
    ("seat", "--install"): (
        ("seat", "add", "jiedao", "--role", "viewer", "--key", "-", "--install", "-"), KEY, b"restrict,pty,command=",
    ),
}  # fmt: skip

Raw = Callable[..., tuple[int, bytes, bytes]]


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Raw:
    """Runs `xingfu` over the model community, in an empty folder: exit status, and the bytes of both outputs."""
    for name, value in (
        ("CONFIG", str(tmp_path / "config.toml")),
        ("DATA", str(tmp_path / "data")),
        ("LANG", "en"),
    ):
        monkeypatch.setenv(f"XINGFU_{name}", value)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def ran(*arguments: str, given: bytes = b"") -> tuple[int, bytes, bytes]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
        status = main(arguments)
        sys.stdout.flush()
        return status, *capfdbinary.readouterr()

    assert ran("demo")[0] == 0
    return ran


def files() -> list[tuple[str, str]]:
    """The files that commands take, by command and name of the argument, as the parsers have them."""
    tr = translator("en")
    found = []
    for command in COMMANDS:
        parser = Parser(prog=command.name)
        command.load()(parser, tr)
        found += [
            (command.name, action.option_strings[-1] if action.option_strings else action.dest)
            for action in parser._actions
            if {tr("FILE"), tr("FORM")} & set(re.split(r"[^\w]", str(action.metavar)))
        ]
    return found


def test_each_file_of_each_command_has_an_example() -> None:
    assert sorted(files()) == sorted(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=[" ".join(key) for key in EXAMPLES])
def test_a_dash_is_standard_input_or_output(raw: Raw, tmp_path: Path, example: Example) -> None:
    arguments, given, begins = example
    if given == b"BACKUP":
        status, given, _ = raw("backup", "-")
        assert status == 0
    if given == b"ATTACHED":
        assert raw("attach", "wish", "1", "-", "--name", "路灯.txt", given=b"lamp")[0] == 0
    if "invitation" in arguments:
        assert raw("meeting", "plan", "--at", "+3 15:00")[0] == 0
    if "{day}" in arguments:
        listed = raw("session", "list", "义剪", "--from", "today", "--to", "+70", "--json")[1]
        day = next(one["on"] for one in json.loads(listed) if one["signups"])
        arguments = tuple(day if word == "{day}" else word for word in arguments)
    status, out, err = raw(*arguments, given=given)
    assert (status, [*(tmp_path / "here").iterdir()]) == (0, []), err
    assert out
    assert out.startswith(begins)
