"""On any terminal: what the program draws has one width, also where Chinese is spoken; nothing is cut beside free cells.

One walk over the screens asks both, and that a larger terminal loses no column: each screen is opened and sized once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

import pytest
from wcwidth import wcswidth

from tests.screens.desk import Desk, Opened
from tests.screens.every_form import prepared
from tests.screens.every_screen import each_form, every_screen
from tui.language.i18n import Lang, translator
from tui.language.signs import ambiguous, of_certain_width
from tui.language.text import cell_len, ellipsize, pad, wrap
from tui.platform.locations import model_community
from tui.store import Store
from tui.widgets.detail_view import DetailView
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

# Each width and each height, not each pair of them: a width is wrong at every height.
SIZES: Final = [(40, 24), (60, 36), (80, 24), (120, 36), (160, 60), (200, 60)]
# A text that is cut, and blanks after it beyond the gap between columns and the half of a character that a cut may leave.
_CUT: Final = re.compile(r"[^\s.]\.\.(?= {4,})")
_RANGE: Final = re.compile(r"(\d+)-(\d+)/(\d+) [\^v]")


def of_uncertain_width(d: Desk, where: str) -> Iterator[str]:
    """Lines of another width than the terminal, or with a sign whose width terminals disagree about."""
    strips = d.app.screen._compositor.render_strips()
    assert len(strips) == d.app.size.height
    for text in (strip.text for strip in strips):
        if ambiguous(text) or wcswidth(text) != d.app.size.width:
            yield f"{where} {ambiguous(text)} {wcswidth(text)}: {text}"


def cut_beside_free_cells(d: Desk, where: str) -> Iterator[str]:
    """Lines with a cut text beside free cells, and titles that say another range than what is painted."""
    # A sheet has its own edges; what is beside it lies beneath.
    region = next((sheet.region for sheet in d.app.screen.query(".sheet")), d.app.screen.region)
    for strip in d.app.screen._compositor.render_strips()[region.y : region.bottom]:
        if _CUT.search(line := strip.crop(region.x, region.right).text):
            yield f"{where} cut: {line}"
    for panel in d.app.screen.query(Panel):
        table = next(iter(panel.query(RecordTable)), None)
        if table is None or not table.region or not table.display or not table.keys:
            continue
        rows, all_rows = min(table._room, len(table.keys)), len(table.keys)
        found = _RANGE.search(panel.more)
        if (rows < all_rows) != bool(found):
            yield f"{where} {table.id}: {rows} of {all_rows} rows, the title says {panel.more!r}"
        elif found and int(found[2]) - int(found[1]) + 1 != rows:
            yield f"{where} {table.id}: {rows} rows, the title says {panel.more!r}"
    for panel in d.app.screen.query(Panel):
        text = next(iter(panel.query(DetailView)), None)
        if text is not None and text.region and bool(panel.more) != (text._room < len(text._rows)):
            yield f"{where} {text.id}: {text._room} of {len(text._rows)} rows, the title says {panel.more!r}"


def columns_in_sight(d: Desk) -> dict[str, set[str]]:
    """The columns that each list shows."""
    tables = [table for table in d.app.screen.query(RecordTable) if table.region]
    return {str(table.id): {table._columns[at].key for at, _ in table._widths} for table in tables}


def test_no_record_of_the_model_community_has_such_a_sign() -> None:
    """So that each that is found on a screen was drawn by the program."""
    assert not ambiguous(json.dumps(json.loads(model_community().read_text("utf-8")), ensure_ascii=False))


async def faults(d: Desk, name: str, sizes: Sequence[tuple[int, int]]) -> list[str]:
    """Of the screen in front: lines that a terminal could show otherwise, texts cut beside free cells, columns lost."""
    found: list[str] = []
    narrower: dict[str, set[str]] = {}
    for columns, rows in sizes:
        await d.resize(columns, rows)
        where = f"{name} {columns}x{rows}"
        found += [*of_uncertain_width(d, where), *cut_beside_free_cells(d, where)]
        now = columns_in_sight(d)
        lost = {id: narrower[id] - now[id] for id in narrower.keys() & now.keys()}
        found += [f"{where} {id}: lost {keys}" for id, keys in lost.items() if keys]
        narrower = now
    return found


async def test_every_screen_at_every_size(desk: Opened, store: Store) -> None:
    prepared(store)
    wrong, seen = [], 0
    async with desk(SIZES[0]) as d:
        async for name in every_screen(d):
            seen += 1
            wrong += await faults(d, name, SIZES)
            await d.resize(*SIZES[0])
    assert not wrong, "\n".join(wrong)
    assert seen > 30


async def test_every_form_at_one_of_the_sizes(desk: Opened, store: Store) -> None:
    prepared(store)
    wrong, seen = [], 0
    async with desk(SIZES[2]) as d:
        async for name in each_form(d):
            seen += 1
            wrong += await faults(d, name, [SIZES[seen % len(SIZES)]])
            await d.resize(*SIZES[2])
    assert not wrong, "\n".join(wrong)
    assert seen > 55


async def test_english_screens_at_one_of_two_sizes(desk: Opened, store: Store) -> None:
    wrong: list[str] = []
    seen = 0
    async with desk(SIZES[0], "en") as d:
        async for name in every_screen(d):
            seen += 1
            await d.resize(*[(60, 24), (120, 36)][seen % 2])
            wrong += of_uncertain_width(d, name)
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


def test_a_bracket_is_not_parted_from_what_stands_in_it() -> None:
    assert wrap("公开报道具名的有3302（南院）和邮电园。", 22) == [
        "公开报道具名的有3302",
        "（南院）和邮电园。",
    ]
    assert "".join(wrap("（（（", 4)) == "（（（"


def test_what_is_put_into_a_text_stays_as_it_was_typed() -> None:
    tr = translator("zh", on_screen=True)
    assert tr("“{text}” is not on record.", text="“老李”—…") == "「“老李”—…」没有登记。"


@pytest.mark.parametrize(("text", "lang", "shown"), [("等……", "zh", "等.."), ("9–11 × 2", "en", "9-11 x 2"), ("“甲”", "zh", "「甲」"), ("“a”", "en", '"a"'), ("plain", "en", "plain")])  # fmt: skip
def test_signs_have_a_twin_of_certain_width(text: str, lang: str, shown: str) -> None:
    assert of_certain_width(text, lang) == shown
