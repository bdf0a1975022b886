"""What a store of another program's says to the terminal: nothing that it obeys, whichever command is run."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.planted import HARMFUL, plant
from tui.language.cleaning import unified

LISTS = (
    "wishes", "meetings", "actions", "households", "visits", "mediations", "services", "sessions", "teams", "volunteers", "lessons",
    "home", "partners", "offers", "needs", "matches", "appointments", "rooms", "bookings",
)  # fmt: skip
COMMANDS = (
    "log", "log --json", "locate", "check", "report 2026-11", "report 2026-11 --json", "meeting list", "meeting minutes --meeting 1",
    "meeting show --meeting 1", "wish show 1", "wish show 1 --json", "seat list", "community", "community --json", "forget 王", "handover 李 王 --dry-run",
    "set wish 1 nothing=x", "wish comment 9999 --note x", "quick --dry-run 路灯坏了 @王", "service pause x --reason y", "hours add x --hours 1 --content y",
    "room list", "holidays", "visit list", "team list", "volunteer show 1", "household show 1",
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planted store with the model community and a meeting."""
    from tui.cli import main

    folder = tmp_path_factory.mktemp("planted") / "data"
    for command in (["demo"], ["meeting", "plan", "--at", "+3 15:00"]):
        assert main(["--data", str(folder), *command]) == 0
    assert plant(folder) > 20
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_hands_on_what_a_terminal_obeys(run: Run, store: Path, command: str) -> None:
    _, out, err = run("--data", str(store), *command.split())
    assert not HARMFUL.search(out.replace("\n", ""))
    assert not HARMFUL.search(err.replace("\n", ""))


@pytest.mark.parametrize("table", LISTS)
def test_lists_show_it_and_json_keeps_it_escaped(run: Run, store: Path, table: str) -> None:
    status, out, err = run("--data", str(store), "list", table)
    assert status in {0, 2}, err
    assert not HARMFUL.search((out + err).replace("\n", ""))
    status, text, err = run("--data", str(store), "list", table, "--json")
    assert not HARMFUL.search((text + err).replace("\n", ""))
    if status == 0 and "\\u001b" in text:
        assert "\x1b[31m\x9b7m" in json.dumps(json.loads(text), ensure_ascii=False).replace("\\u001b", "\x1b")
        assert "\\x1b[31m" in out or not out.strip() or table not in {"wishes", "teams"}


@pytest.mark.parametrize("ledger", ["wishes", "hours", "meetings", "volunteers"])
def test_exported_files_are_without_it(run: Run, store: Path, tmp_path: Path, ledger: str) -> None:
    for name in ("a.csv", "a.tsv", "a.xlsx"):
        status, out, err = run("--data", str(store), "export", ledger, "-o", str(tmp_path / name))
        assert (status, err) == (0, ""), (out, err)
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig") + (tmp_path / "a.tsv").read_text(
        encoding="utf-8"
    )
    assert not HARMFUL.search(re.sub("[\r\n\t]", "", text))
    with zipfile.ZipFile(io.BytesIO((tmp_path / "a.xlsx").read_bytes())) as book:
        parts = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "_x001B_" not in parts
    assert not HARMFUL.search(re.sub("[\r\n\t]", "", parts))


def test_the_workbook_of_a_month_is_without_it(run: Run, store: Path, tmp_path: Path) -> None:
    for purpose in ("file", "street"):
        made = tmp_path / f"{purpose}.xlsx"
        status, _, err = run("--data", str(store), "report", "month", "--purpose", purpose, "-o", str(made))
        assert status == 0, err
        with zipfile.ZipFile(made) as book:
            parts = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
        assert "_x001B_" not in parts
        assert not HARMFUL.search(re.sub("[\r\n\t]", "", parts))


def test_an_exported_calendar_is_without_it(run: Run, store: Path, tmp_path: Path) -> None:
    assert run("--data", str(store), "export", "ics", str(tmp_path / "c.ics"))[0] == 0
    text = (tmp_path / "c.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert not HARMFUL.search(re.sub("[\r\n\t]", "", text))


TYPED = {
    "张\u202e三": "张三", "张\u200b三": "张三", "王\x1b[31m红": "王 [31m红", "e\u0301": "é", "👨\u200d👩\u200d👧": "👨\u200d👩\u200d👧",
    "葛\U000e0100": "葛\U000e0100", "a\ufe0fb": "a\ufe0fb", "\ufeff李": "李", "李\u2066梅\u2069": "李梅", "\u3164王": "王",
    "\U0001f3f4\U000e0067\U000e007f": "\U0001f3f4\U000e0067\U000e007f", "王\U000e0067": "王", "می\u200cخواهم": "می\u200cخواهم",
    "王\ud800": "王\ufffd", "\ud83d\ude00": "😀", "a\x85b": "a\nb", "a\tb": "a b", "a\u2028b\r\nc\rd": "a\nb\nc\nd", "a\ufffeb": "ab",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), TYPED.items())
def test_what_enters_is_cleaned(typed: str, kept: str) -> None:
    assert unified(typed) == kept
    assert unified(kept) == kept


@pytest.mark.parametrize(
    ("command", "table", "field"),
    [("add wish --title {}", "wishes", "title"), ("add wish --title 灯 --resident {}", "wishes", "resident"),
     ("add wish --title 灯 --detail {}", "wishes", "detail"), ("partner add --name {}", "partners", "name"), ("room add {}", "rooms", "name"),
     ("volunteer add {}", "volunteers", "name"), ("visit add {}", "visits", "household"), ("quick {}", "wishes", "title"),
     ("action add --title {} --owner 李", "actions", "title"), ("home add --resident {} --skill 理发", "home", "resident")],
)  # fmt: skip
def test_no_command_keeps_what_is_not_seen(run: Run, command: str, table: str, field: str) -> None:
    assert run("demo")[0] == 0
    given = "张\u202e三\u200b路\u2066灯\x9b\u200f坏e\u0301了"
    status, out, err = run(*(part.format(given) for part in command.split()))
    assert status == 0, (out, err)
    _, text, _ = run("list", table, "--json")
    assert "\\u202e" not in text
    assert "张三路灯 坏é了" in json.dumps(json.loads(text), ensure_ascii=False), (field, text[-600:])


def test_names_of_who_works_here_are_cleaned(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text('name = "小\\u202e李\\u001b[31m"\n', encoding="utf-8")
    assert run("add", "wish", "--title", "灯")[0] == 0
    entry = json.loads(run("log", "--json")[1])[0]
    assert entry["by"] == "小李 [31m"
