"""The READMEs name every key that is bound and no other, in both languages, and lead to pages that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.kinds.commands import COMMANDS, Command

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
# Of widgets, not of commands.
MOVING = {"j", "k", "PgUp", "PgDn", "Tab", "：", "。"}


def table(readme: str) -> list[tuple[set[str], set[str]]]:
    """The keys of each row of the table of keys: those in its first column, and those in its second."""
    rows = [
        line.split("|")[1:3]
        for line in (ROOT / readme).read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    keys = [(_quoted(first), _quoted(second)) for first, second in rows]
    begin = next(n for n, (first, _) in enumerate(keys) if "1" in first)
    end = next(n for n, (first, _) in enumerate(keys) if "F10" in first)
    return keys[begin : end + 1]


def _quoted(text: str) -> set[str]:
    keys = set(re.findall("`([^`]+)`", text))
    if span := re.search("`F([0-9]+)`–`F([0-9]+)`", text):
        keys |= {f"F{n}" for n in range(int(span[1]), int(span[2]) + 1)}
    return keys


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("bound", COMMANDS.values(), ids=COMMANDS)
def test_every_key_is_in_the_readme(readme: str, bound: Command) -> None:
    text = (ROOT / readme).read_text("utf-8")
    shown = {"^P": "Ctrl+P", "^L": "Ctrl+L"}.get(bound.shown, bound.shown)
    assert f"`{shown}`" in text, bound.id
    first = {key for keys, _ in table(readme) for key in keys}
    second = {key for keys, more in table(readme) for key in keys | more}
    assert shown in first | {"Esc"}, bound.id
    if bound.also:
        assert bound.also in second or f"`{bound.also}`" in text, bound.id


@pytest.mark.parametrize("readme", READMES)
def test_every_key_in_the_readme_is_bound(readme: str) -> None:
    bound = {key for command in COMMANDS.values() for key in command.keys.split(",")}
    bound |= {command.shown for command in COMMANDS.values()} | {
        command.also for command in COMMANDS.values()
    }
    bound |= {key.title() for key in bound} | MOVING
    for first, second in table(readme):
        unknown = {
            key
            for key in first | second
            if key not in bound and key.lower() not in {b.lower() for b in bound}
        }
        assert not unknown, unknown


def pages() -> list[Path]:
    return [*(ROOT / name for name in READMES), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_links_lead_to_pages_that_are_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_chinese_readme_leads_to_chinese_pages() -> None:
    links = re.findall(r"\]\((docs/[^)#]+\.md)", (ROOT / "README.zh-CN.md").read_text("utf-8"))
    assert links
    assert [link for link in links if not link.endswith(".zh-CN.md")] == []
    # What a Chinese page leads to is Chinese, or said to be English.
    for page in (ROOT / "docs").glob("*.zh-CN.md"):
        for line in page.read_text("utf-8").splitlines():
            for link in re.findall(r"\]\(([^)#]+\.md)", line):
                assert link.endswith(".zh-CN.md") or "英文" in line or "[English]" in line, (page.name, link)
    for page in (ROOT / "docs").glob("*.md"):
        assert (
            page.name == "architecture.md" or page.with_name(f"{page.name.split('.')[0]}.zh-CN.md").exists()
        ), page
    english = {link.removesuffix(".zh-CN.md") for link in links}
    assert all((ROOT / f"{name}.md").exists() for name in english)
