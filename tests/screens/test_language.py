"""Every screen and form speaks one language: the other one's words and signs are nowhere on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.screens.desk import LARGE, Desk, Opened
from tests.screens.every_form import every_form, prepared
from tui.kinds import registry
from tui.language.i18n import Lang
from tui.store import Store
from tui.widgets.detail_view import DetailView

SCREENS: Final = "1234567890;="
# Names of keys and of things that have no Chinese name, or that are typed as they stand.
LATIN: Final = frozenset(
    [
        "Enter",
        "Esc",
        "Tab",
        "Ctrl",
        "Shift",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Up",
        "Down",
        "Space",
        "Backspace",
        "xingfu",
        "demo",
        "RRULE",
        "xlsx",
        "csv",
        "CSV",
        "Excel",
        "root",
        "zxy",
        "lsf",
        "tmp",
        "home",
        "ICS",
        "SSH",
        "RFC",
        "WPS",
        "Left",
        "Right",
    ]
)
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
CHINESE_RUN: Final = re.compile(r"[\u3400-\u9fff]+")
# What is typed in Chinese whatever the desk speaks, and examples of it.
ALLOWED: Final = (
    "Waits for 小李",  # who sits there
    "传帮带",
    "急 较急",
    "？",
    "、",
    "东风路",
    "社区",
    "《",
    "》",
    "＃",
    "＠",
    "12栋 480户",
)
# A half-width sign between Chinese characters, or after one before a blank.
HALF_WIDTH: Final = re.compile(r"[\u3400-\u9fff）」”][,;:!?](?=[\s\u3400-\u9fff（「“])")
WORD: Final = re.compile(r"(?<![\w./\-])[A-Za-z]{3,}(?![\w/])")


async def pictures(d: Desk, *, forms: bool) -> Iterator[str]:
    """All that can be seen without writing anything: screens, records in full, help, forms with every hint."""
    found: list[str] = []
    for key in SCREENS:
        await d.press(key)
        found.append(d.text)
        await d.press("question_mark")
        found.append("\n".join(line.text for line in d.app.screen.query_one("#help", DetailView).lines))
        await d.press("escape", "enter")
        found.append(d.text)
        await d.press(key)
    await d.press("7", "y")
    found.append(d.text)
    await d.press("y")
    found.append(d.text)
    for one in every_form(d.app.context) if forms else ():
        await d.app.push_screen(one.form)
        await d.settle()
        found.append(d.text)
        found += [f"{field.label} {field.hint}" for field in one.form.fields]
        await d.app.pop_screen()
    return iter(found)


async def seen(desk: Opened, lang: Lang, *, forms: bool) -> list[str]:
    """The lines of all pictures, each once."""
    async with desk(LARGE, lang) as d:
        return sorted({line for text in await pictures(d, forms=forms) for line in text.splitlines()})


async def test_a_chinese_desk_has_no_english_words_and_no_half_width_signs(
    desk: Opened, store: Store
) -> None:
    prepared(store)
    lines = await seen(desk, "zh", forms=True)
    assert len(lines) > 800
    assert [line for line in lines if set(WORD.findall(line)) - LATIN] == []
    assert [line for line in lines if HALF_WIDTH.search(line)] == []


def told(value: Any) -> Iterator[str]:
    """All texts within a stored document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from told(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from told(part)


async def test_an_english_desk_over_chinese_records_has_no_chinese_of_its_own(
    desk: Opened, store: Store
) -> None:
    prepared(store)
    lines = await seen(desk, "en", forms=True)
    assert len(lines) > 800
    tables = (kind.table for kind in registry.kinds() if kind.table)
    stored = [store.community, *(one for table in tables for one in store.collection(table).stored())]
    records = "\n".join(told(stored))
    own = {
        run: line
        for line in lines
        for run in CHINESE_RUN.findall(line)
        if run not in records and not any(part in line for part in ALLOWED)
    }
    assert own == {}
    assert [line for line in lines if re.search(r"(?<![\d:.-])1 (days|weeks|people|records)\b", line)] == []
    # Signs of the program between its own words.
    assert [line for line in lines if re.search(r"[a-z] ?[，。；：、！？「」（）“”] ?[a-z]", line)] == []


async def test_an_english_desk_has_no_chinese_words(empty_desk: Opened) -> None:
    lines = await seen(empty_desk, "en", forms=False)
    assert len(lines) > 150
    assert [
        line for line in lines if CHINESE.search(line) and not any(part in line for part in ALLOWED)
    ] == []
    assert [line for line in lines if re.search(r"(?<![\d:.-])1 (days|weeks|people|records)\b", line)] == []
