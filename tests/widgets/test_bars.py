"""Bars within a text: tinted blanks where there are colours, signs in a plain terminal."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rich.style import Style

from tui.widgets.bars import with_bar

COLOURS = {"bar": "#5b8fb5", "track": "#343d49"}


def app(*, plain: bool) -> Any:
    return SimpleNamespace(plain=plain, theme_variables=COLOURS)


def tints(text: str) -> list[tuple[str, str]]:
    """The pieces of a text, each with the colour of its ground; empty for none."""
    found = with_bar(text, Style(), app(plain=False))
    return [(one.text, one.style.bgcolor.name if one.style and one.style.bgcolor else "") for one in found if one.text]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("####.. 4/6", [("    ", "#5b8fb5"), ("  ", "#343d49"), (" 4/6", "")]),
        ("  2.5  ##", [("  2.5  ", ""), ("  ", "#5b8fb5")]),
        ("...... 0/6", [("      ", "#343d49"), (" 0/6", "")]),
        ("12.5 h", [("12.5 h", "")]),
        ("", []),
    ],
)
def test_a_bar_is_blanks_on_a_tint(text: str, pieces: list[tuple[str, str]]) -> None:
    assert tints(text) == pieces


def test_a_plain_terminal_has_signs() -> None:
    assert "".join(one.text for one in with_bar("####.. 4/6", Style(), app(plain=True))) == "####.. 4/6"
