"""What the program draws has the same width on every terminal, whatever its size; also where Chinese is spoken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import pytest
from wcwidth import wcswidth

from tests.screens.desk import Desk, Opened
from tests.screens.every_form import prepared
from tests.screens.every_screen import each_form, every_screen
from tui.language.i18n import Lang, translator
from tui.language.signs import ambiguous, of_certain_width
from tui.language.text import cell_len, ellipsize, pad
from tui.platform.locations import model_community
from tui.store import Store

# Each width and each height, not each pair of them: a width is wrong at every height.
SIZES: Final = [(40, 24), (60, 36), (80, 24), (120, 36), (160, 60), (200, 60)]


def test_no_record_of_the_model_community_has_such_a_sign() -> None:
    """So that each that is found on a screen was drawn by the program."""
    assert not ambiguous(json.dumps(json.loads(model_community().read_text("utf-8")), ensure_ascii=False))


async def faults(d: Desk, name: str, sizes: Sequence[tuple[int, int]]) -> list[str]:
    """Lines of the screen in front that a terminal could show otherwise than it was painted."""
    found = []
    for columns, rows in sizes:
        await d.resize(columns, rows)
        strips = d.app.screen._compositor.render_strips()
        assert len(strips) == rows
        found += [
            f"{name} {columns}x{rows} {ambiguous(text)} {wcswidth(text)}: {text}"
            for text in (strip.text for strip in strips)
            if ambiguous(text) or wcswidth(text) != columns
        ]
    return found


async def test_every_line_of_every_screen_is_as_wide_as_the_terminal(desk: Opened, store: Store) -> None:
    prepared(store)
    wrong, seen = [], 0
    async with desk(SIZES[-1]) as d:
        async for name in every_screen(d):
            seen += 1
            wrong += await faults(d, name, SIZES)
    assert not wrong, "\n".join(wrong)
    assert seen > 25


async def test_every_line_of_every_form_is_as_wide_as_the_terminal(desk: Opened, store: Store) -> None:
    """Each form at two of the sizes, in turn."""
    prepared(store)
    wrong, seen = [], 0
    async with desk(SIZES[-1]) as d:
        async for name in each_form(d):
            seen += 1
            wrong += await faults(d, name, [SIZES[(seen + n) % len(SIZES)] for n in (0, 3)])
    assert not wrong, "\n".join(wrong)
    assert seen > 55


async def test_english_lines_are_as_wide_as_the_terminal(desk: Opened, store: Store) -> None:
    wrong = []
    async with desk(SIZES[-1], "en") as d:
        async for name in every_screen(d):
            wrong += await faults(d, name, [(60, 24), (120, 36)])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_text_of_the_catalogue_has_such_a_sign_on_screen(lang: Lang) -> None:
    from babel.messages.pofile import read_po

    from tui.language.i18n import LOCALE_DIR

    tr, paper = translator(lang, on_screen=True), translator(lang)
    with (LOCALE_DIR / "zh_CN" / "LC_MESSAGES" / "xingfu.po").open("rb") as file:
        msgids = [str(message.id) for message in read_po(file) if message.id]
    assert len(msgids) > 1000
    assert [msgid for msgid in msgids if ambiguous(tr(msgid))] == []
    if lang == "zh":
        assert any("“" in paper(msgid) for msgid in msgids)  # on paper they stay


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [("银发爱心义剪队", 14, "银发爱心义剪队"), ("银发爱心义剪队", 13, "银发爱心义.."), ("银发爱心义剪队", 12, "银发爱心义.."), ("银发爱心义剪队", 11, "银发爱心.."), ("abc", 2, ".."), ("abc", 1, "."), ("银发", 3, ".."), ("a", 1, "a"), ("银", 0, "")],
)  # fmt: skip
def test_a_cut_text_ends_with_two_points_and_fits(text: str, cells: int, shown: str) -> None:
    assert ellipsize(text, cells) == shown
    assert cell_len(pad(text, cells)) == cells


def test_what_is_put_into_a_text_stays_as_it_was_typed() -> None:
    tr = translator("zh", on_screen=True)
    assert tr("“{text}” is not on record.", text="“老李”—…") == "「“老李”—…」没有登记。"


@pytest.mark.parametrize(("text", "lang", "shown"), [("等……", "zh", "等.."), ("9–11 × 2", "en", "9-11 x 2"), ("“甲”", "zh", "「甲」"), ("“a”", "en", '"a"'), ("plain", "en", "plain")])  # fmt: skip
def test_signs_have_a_twin_of_certain_width(text: str, lang: str, shown: str) -> None:
    assert of_certain_width(text, lang) == shown
