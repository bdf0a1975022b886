"""docs/cli.md names every command and every option, each with its command, and no other; the Chinese page every command."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from tui.commandline.commands import COMMANDS
from tui.commandline.parser import Parser
from tui.language.i18n import translator

DOCS = Path(__file__).parents[2] / "docs"
EVERYWHERE = {"--communities", "--data", "--lang", "--seat", "--help", "--version"}
NAMES = [command.name for command in COMMANDS]


def actions(name: str) -> list[argparse.Action]:
    """The arguments of a command, as its parser has them."""
    command = next(one for one in COMMANDS if one.name == name)
    parser = Parser(prog=name)
    command.load()(parser, translator("en"))
    return parser._actions


def told(page: str) -> dict[str, str]:
    """What the page says of each command: the paragraphs that begin with it, and those that follow."""
    found: dict[str, str] = {}
    about: list[str] = []
    for paragraph in (DOCS / page).read_text("utf-8").split("\n\n"):
        begun = re.findall(r"(?:\*\*`|^`)(?:xingfu )?([a-z]+)(?=[ `\n])", paragraph)
        about = [name for name in begun if name in NAMES] or ([] if paragraph.startswith("#") else about)
        for name in about:
            found[name] = f"{found.get(name, '')}\n{paragraph}"
    return found


TOLD = told("cli.md")


@pytest.mark.parametrize("name", NAMES)
def test_each_option_of_a_command_is_told_with_it(name: str) -> None:
    options = [action.option_strings for action in actions(name) if action.option_strings]
    missing = [
        one
        for one in options
        if not any(re.search(rf"(?<![\w-]){re.escape(o)}(?![\w-])", TOLD[name]) for o in one)
    ]
    assert missing == []


def test_no_option_is_told_that_is_not_there() -> None:
    text = (DOCS / "cli.md").read_text("utf-8") + (DOCS / "cli.zh-CN.md").read_text("utf-8")
    there = EVERYWHERE | {
        option for name in NAMES for action in actions(name) for option in action.option_strings
    }
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]*", text)) - there == set()


@pytest.mark.parametrize("name", NAMES)
def test_each_step_is_told_there_or_on_a_page_that_it_leads_to(name: str) -> None:
    pages = [DOCS / page for page in re.findall(r"\]\(([a-z-]+\.md)\)", TOLD[name])]
    text = "\n".join([TOLD[name], *(page.read_text("utf-8") for page in pages)])
    placed = [action for action in actions(name) if not action.option_strings and name != "export"]
    steps = [step for action in placed for step in action.choices or () if step]
    assert [step for step in steps if not re.search(rf"(?<![\w-]){re.escape(step)}(?![\w-])", text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_command_is_in_the_chinese_page(name: str) -> None:
    assert re.search(rf"`(?:xingfu )?{name}[ `\[\\]", (DOCS / "cli.zh-CN.md").read_text("utf-8"))
