"""How arguments are read: a command's module alone is loaded, and argparse speaks the user's language."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations, permutations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.cli.conftest import Run
from tui.commandline.commands import COMMANDS, Command
from tui.commandline.other_ways import CHANGED, MADE
from tui.commandline.parser import parse
from tui.commandline.plain import plain
from tui.language.i18n import LOCALE_DIR

ROOT = Path(__file__).parent.parent.parent
CATALOGUES = sorted(LOCALE_DIR.glob("*/LC_MESSAGES/argparse.po"))
# Said to a programmer who puts a parser together wrongly, never to who uses one.
TO_PROGRAMMERS = re.compile(
    "conflict|merge actions|invalid option string|dest=|mutually|not callable|mode %r|'required'|__call__"
)


def _modules(*arguments: str) -> set[str]:
    """What a process that runs `xingfu` with these arguments has imported at its end."""
    code = (
        "import json, sys\nfrom tui.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    env = {**os.environ, "XINGFU_DATA": "nowhere", "XINGFU_CONFIG": "nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def _commands(modules: set[str]) -> set[str]:
    return {name.rpartition(".")[2] for name in modules if name.startswith("tui.commandline.commands.")}


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("--lang", "en", "--version"), ("nonsense",)]
)
def test_what_is_no_command_loads_none(arguments: tuple[str, ...]) -> None:
    modules = _modules(*arguments)
    assert _commands(modules) == set()
    for package in (
        "tui.desk",
        "tui.capture",
        "tui.store",
        "tui.engine",
        "tui.queries",
        "tui.kinds",
        "tui.screens",
    ):
        assert not {name for name in modules if name.startswith(package)}
    assert not modules & {"textual", "rich", "pydantic", "tinydb", "orjson", "logging"}


def test_a_command_loads_its_own_module_alone() -> None:
    assert _commands(_modules("locate")) == {"locate"}
    assert not {
        n for n in _modules("locate") if n.startswith(("tui.desk", "tui.store", "tui.engine", "tui.capture"))
    }
    assert _commands(_modules("list", "wishes")) == {"listing"}
    assert not {n for n in _modules("list", "wishes") if n.startswith(("tui.desk", "tui.capture"))}
    assert _commands(_modules("seat", "--help")) == {"seat"}


# What no help needs: use cases, readers of what people type, the store, files in and out, screens, heavy libraries.
NOT_FOR_HELP = (
    "tui.desk", "tui.capture", "tui.store", "tui.engine", "tui.models", "tui.queries", "tui.screens", "tui.widgets",
    "textual", "rich", "pydantic", "tinydb", "orjson", "openpyxl", "chinese_calendar",
)  # fmt: skip


@pytest.mark.parametrize("way", sorted({*MADE.values(), *CHANGED.values()}))
def test_the_way_that_is_named_for_a_kind_is_there(run: Run, way: str) -> None:
    command, _, step = way.partition(" ")
    status, out, _ = run("--lang", "en", command, "--help")
    assert status == 0
    assert re.search(rf"\b{step}\b", out)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_help_of_a_command_loads_its_arguments_alone(command: Command) -> None:
    modules = _modules(command.name, "--help")
    assert _commands(modules) == {command.place.partition(":")[0]}
    loaded = {
        name for name in modules if any(name == one or name.startswith(f"{one}.") for one in NOT_FOR_HELP)
    }
    assert loaded == set()


PLAIN = [["--data", "x"], ["--lang", "en"], ["--seat", "jd"], ["--communities"]]


def test_what_opens_a_board_is_read_without_the_parser_as_the_parser_reads_it() -> None:
    for number in range(len(PLAIN) + 1):
        for parts in combinations(PLAIN, number):
            given = [one for part in parts for one in part]
            found = plain(given)
            assert found is not None
            parsed = parse(given, "zh")
            assert found == plain([one for part in reversed(parts) for one in part])
            assert found == tuple(getattr(parsed, name) for name in found._fields)


@pytest.mark.parametrize(
    "given",
    [
        ["--data"], ["--data", "--communities"], ["--communities", "--data"], ["--data", "x", "--data", "y"], ["--json"],
        ["--communities", "--json"], ["list"], ["--data=x"], ["--data", "x", "wish"], ["--communities", "--data", "-"],
    ],
)  # fmt: skip
def test_all_else_is_left_to_the_parser(given: list[str]) -> None:
    assert plain(given) is None


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_can_be_loaded_and_says_how_it_is_used(run: Run, command: Command) -> None:
    name = command.name
    status, out, err = run(name, "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"usage: xingfu {name} ")
    assert re.search(r"^options:$", out, re.MULTILINE)


def test_the_help_lists_every_command_in_chinese_too(run: Run) -> None:
    for lang, words in (("en", ("usage: ", "options:", "commands:")), ("zh", ("用法：", "选项:", "命令:"))):
        status, out, _ = run("--lang", lang, "--help")
        assert status == 0
        assert all(word in out for word in words)
        assert [c.name for c in COMMANDS] == re.findall(r"^    ([a-z]+)(?: |$)", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (("nonsense",), "«nonsense» is not one of: ", "“nonsense”不在可选范围内："),
        (("list",), "Something is missing: wishes|", "缺少：wishes|"),
        (("add", "wish"), "Something is missing: --title.", "缺少：--title。"),
        (("--bad",), "There is no «--bad».", "没有“--bad”这个参数。"),
        (("locate", "more"), "There is no «more».", "没有“more”这个参数。"),
        (("demo", "--size", "x"), "--size: «x» is not a whole number.", "--size：“x”不是整数。"),
        (("demo", "--size"), "--size needs a value.", "--size 后面要有一个值。"),
        (("hours", "add", "x", "--hours", "z"), "--hours: «z» is not a number.", "--hours：“z”不是数字。"),
        (("hours", "add", "x", "--hours", "inf"), "--hours: «inf» is not a number.", "--hours：“inf”不是数字。"),
        (("demo", "--size", "9" * 20), f"«{'9' * 20}» is too large.", f"“{'9' * 20}”太大。"),
        (("service", "--p", "x"), "«--p» could mean: --place, --partners.", "“--p”不明确，可能是：--place, --partners。"),
        (("locate", "--json=1"), "--json takes no value: '1'.", "--json 后面不能有值：'1'。"),
        (("meeting", "plan", "--kind", "no"), "«no» is not one of: ", "“no”不在可选范围内："),
        (("meeting", "close", "--meeting=--"), "--meeting needs a value.", "--meeting 后面要有一个值。"),
        (("add", "volunteer"), "«add volunteer» is written «xingfu volunteer add» here.", "“add volunteer”在这里写作“xingfu volunteer add”。"),
        (("new", "meetings"), "«xingfu meeting plan»", "“xingfu meeting plan”。"),
        (("add", "team"), "on the screens", "画面里"),
        (("service", "remove"), "add, show, edit, ", "：add、show、edit、"),
        (("wish", "assign", "1", "--assist=--"), "--assist needs a value.", "--assist 后面要有一个值。"),
    ],
)  # fmt: skip
def test_wrong_use_is_said_in_the_users_language(
    run: Run, arguments: tuple[str, ...], english: str, chinese: str
) -> None:
    for lang, said in (("en", english), ("zh", chinese)):
        status, out, err = run("--lang", lang, *arguments)
        assert (status, out) == (2, "")
        assert said in err
        assert "xingfu --help" in err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_value_that_is_two_dashes_is_no_accident(run: Run, command: Command) -> None:
    name = command.name
    options = re.findall(r"^  (--[a-z-]+) \S", run(name, "--help")[1], re.MULTILINE)
    for option in options:
        status, out, err = run(name, f"{option}=--")
        assert status in {1, 2}, option
        assert out == ""
        assert "went wrong" not in err


def test_options_may_be_shortened_and_stand_on_both_sides(run: Run) -> None:
    assert json.loads(run("--l", "en", "locate", "--js")[1]).keys() == {"data", "config", "log"}
    assert run("--lang", "zh", "locate", "--lang", "en")[1].startswith("data ")
    assert run("--vers")[1].startswith("xingfu ")


def test_nothing_of_the_environment_or_the_domain_is_left_changed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gettext

    monkeypatch.setenv("LANGUAGE", "fr")
    before = gettext.textdomain()
    run("--lang", "zh", "--help")
    run("--bad")
    assert (os.environ["LANGUAGE"], gettext.textdomain()) == ("fr", before)


def test_every_text_of_this_pythons_argparse_is_translated() -> None:
    used = {
        text
        for _, text, _, _ in extract_from_file(
            "python", argparse.__file__, keywords={"_": None, "ngettext": (1, 2)}
        )
    }
    single = {text if isinstance(text, str) else text[0] for text in used}
    (chinese,) = (path for path in CATALOGUES if "zh_CN" in str(path))
    with chinese.open("rb") as file:
        known = {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id}
    assert {text for text in single - known if not TO_PROGRAMMERS.search(text)} == set()


def _by_msgid(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The texts by their msgid, each with its plural forms."""
    return {_forms(message.id): _forms(message.string) for message in catalogue if message.id}


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_translations_of_argparse_are_compiled_and_take_the_same_values(path: Path) -> None:
    with path.open("rb") as file:
        texts = _by_msgid(read_po(file))
    with path.with_suffix(".mo").open("rb") as file:
        assert _by_msgid(read_mo(file)) == texts
    for (msgid, *plural), (text, *_) in texts.items():
        if not plural:
            named = set(re.findall(r"%\(\w+\)|%[sr]", text.replace("%r", "%s")))
            assert named <= set(re.findall(r"%\(\w+\)|%[sr]", msgid.replace("%r", "%s")))
            assert text.count("%s") + text.count("%r") == msgid.count("%s") + msgid.count("%r")


# Each option with its value is one piece; pieces without a dash keep their order.
MIXED = (
    "meeting attend property=2:王,李 council --meeting=1", "set wish 2 title=x due=y --lang=en", "hours add 闫爱民 --hours=1 --content=T",
    "handover 李 王 --keep=a --note=x --dry-run", "seat add v --role=viewer --key=k", "import f.xlsx --yes --dry-run", "import ics f.ics --yes",
    "export ics f.ics --team=x", "fill f.xlsx --output=g.xlsx --column=a=b --column=c=d", "list wishes --json --all", "wish comment 2 --note=T --seat=v",
    "quick a b --dry-run --yes", "service pause 1 --reason=x", "templates minutes slip --again", "volunteer add 新人 --phone=138",
)  # fmt: skip


@pytest.mark.parametrize("line", MIXED)
def test_options_stand_before_between_and_after_the_rest(line: str) -> None:
    name, *pieces = line.split()
    plain = [piece for piece in pieces if not piece.startswith("-")]
    told = vars(parse(line.split(), "en"))
    for order in permutations(pieces):
        if [piece for piece in order if not piece.startswith("-")] == plain and [
            piece for piece in order if piece.startswith("--column")
        ] == [piece for piece in pieces if piece.startswith("--column")]:
            assert vars(parse([name, *order], "en")) == told, order


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_begins_with_the_program(run: Run, command: Command, lang: str) -> None:
    _, out, _ = run("--lang", lang, command.name, "--help")
    assert re.match(rf"(usage: |用法：)xingfu {command.name} ", out)
