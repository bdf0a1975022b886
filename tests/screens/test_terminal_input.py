"""What a terminal sends: pastes and sequences never become keys; Esc and a letter are two keys."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message
from textual.widgets import Input

from tests.screens.desk import LARGE, SMALL, Desk, Opened
from tests.screens.every_form import prepared
from tests.screens.every_screen import every_screen
from tui.language.text import cell_len, without_last
from tui.screens.terminal.parser import DeskParser, pasted
from tui.store import Store
from tui.widgets.picker import Picker
from tui.widgets.record_table import RecordTable

START, END = "\x1b[200~", "\x1b[201~"


def read(*pieces: str) -> list[str]:
    """The keys, and the pastes in quotes, of what arrives in these pieces, up to the end."""
    parser = DeskParser()
    found: list[Message] = [event for piece in pieces for event in parser.feed(piece)]
    found += parser.tick(final=True)
    return [_said(event) for event in found if isinstance(event, events.Key | events.Paste)]


def _said(event: events.Key | events.Paste) -> str:
    return event.key if isinstance(event, events.Key) else f"'{event.text}'"


@pytest.mark.parametrize(
    "inside",
    ["\x1bq", "\x1b[3m3m", "\x1b]0;title\x07m", "a\x1b[201~q3m", "\x1b", "\x1b[A", "\x00\x01\x7f\x9b31m"],
)
def test_a_paste_with_controls_inside_is_one_paste(inside: str) -> None:
    (one,) = read(START + inside + END)
    assert one == f"'{pasted(inside)}'"
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in one)


@given(st.text("q3m\x1b[]~O;01289\x07\n路", max_size=30), st.integers(1, 8))
def test_wherever_a_paste_is_torn_it_gives_no_key(text: str, size: int) -> None:
    sent = START + text.replace(END, "").replace(START, "") + END
    assert not [
        one for one in read(*(sent[at : at + size] for at in range(0, len(sent), size))) if one[0] != "'"
    ]


def test_lines_of_a_paste_stay_lines() -> None:
    assert read(f"{START}甲\r\n乙\r丙{END}n") == ["'甲\n乙\n丙'", "n"]


@pytest.mark.parametrize(
    "sent", ["\x1b]0;q3m\x07", "\x1bP1;2q3m\x1b\\", "\x1b[99;99z", "\x1b[>41;354;0c", "\x1b[?62;22c"]
)
def test_a_sequence_that_nobody_knows_types_nothing(sent: str) -> None:
    assert read(f"a{sent}b") == ["a", "b"]


@pytest.mark.parametrize(
    ("letter", "key"), [("q", "q"), ("路", "路"), ("[", "left_square_bracket"), ("\r", "enter"), ("O", "O")]
)
def test_escape_and_a_letter_at_once_are_two_keys(letter: str, key: str) -> None:
    assert read(f"\x1b{letter}") == ["escape", key]
    assert read("\x1b", letter) == ["escape", key]


def test_keys_that_are_sequences_stay_keys_however_they_are_torn() -> None:
    for sent, key in (
        ("\x1b[A", "up"),
        ("\x1bOP", "f1"),
        ("\x1b[[A", "f1"),
        ("\x1b[21~", "f10"),
        ("\x1b[1;5A", "ctrl+up"),
    ):
        for at in range(1, len(sent) + 1):
            assert read(sent[:at], sent[at:] + "n" if sent[at:] else "n") == [key, "n"], sent


@pytest.mark.parametrize("cluster", ["👨\u200d👩\u200d👧", "🇨🇳", "e\u0301", "👍🏽", "路", "a"])
def test_what_is_one_character_to_the_reader_goes_as_one(cluster: str) -> None:
    assert without_last(f"门{cluster}") == "门"


async def test_backspace_in_a_field_takes_one_cluster(desk: Opened) -> None:
    async with desk() as d:
        await d.press("tab", "n")
        await d.paste("一家👨\u200d👩\u200d👧")
        await d.press("backspace")
        assert isinstance(d.app.screen.focused, Input)
        assert d.app.screen.focused.value == "一家"


async def test_signs_that_are_joined_stay_so_where_an_input_method_sends_them(desk: Opened) -> None:
    async with desk() as d:
        await d.press("tab", "n")
        for event in [e for piece in ("一家👨\u200d👩", "\u200d👧") for e in DeskParser().feed(piece)]:
            event.set_sender(d.app)
            d.app.post_message(event)
        await d.settle()
        assert isinstance(d.app.screen.focused, Input)
        assert d.app.screen.focused.value == "一家👨\u200d👩\u200d👧"
        await d.press("backspace")
        assert d.app.screen.focused.value == "一家"


async def test_a_choice_takes_joined_signs_as_they_are_sent_and_backspace_one_of_them(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "n", "tab", "tab", "tab")
        assert isinstance(choice := d.app.screen.focused, Picker)
        for cluster in ("👨\u200d👩\u200d👧", "🇨🇳", "e\u0301"):
            for event in DeskParser().feed(f"甲{cluster}"):
                event.set_sender(d.app)
                d.app.post_message(event)
            await d.settle()
            assert choice.unsettled is not None
            assert choice.unsettled.text == f"甲{cluster}"
            await d.press("backspace")
            assert choice.unsettled.text == "甲"
            await d.press("backspace")


def caret(d: Desk) -> tuple[int, int]:
    """Where the terminal's own cursor is."""
    d.app.action_redraw()
    return d.app.cursor_position.x, d.app.cursor_position.y


async def test_the_terminal_s_cursor_is_where_text_is_composed(desk: Opened) -> None:
    async with desk() as d:
        x, y = caret(d)
        assert d.lines[y][x] == ">"  # the marked row
        await d.press("tab", "n")
        field = d.app.screen.focused
        assert field is not None
        x, y = caret(d)
        assert (x, y) == (field.content_region.x, field.content_region.y)
        await d.type("路灯" * 40)  # the line is scrolled
        x, y = caret(d)
        assert y == field.content_region.y
        assert field.content_region.x < x < field.content_region.right
        await d.press("home")
        assert caret(d)[0] == field.content_region.x


async def test_the_terminal_s_cursor_is_in_a_choice(desk: Opened) -> None:
    async with desk() as d:
        await d.press("tab", "a")
        field = d.app.screen.focused
        assert field is not None
        await d.type("人力")
        assert caret(d) == (field.content_region.x + 6, field.content_region.y)


def at_cell(line: str, x: int) -> str:
    """The character that begins at cell `x` of a painted line; "" if none does."""
    at = 0
    for sign in line:
        if at == x:
            return sign
        at += cell_len(sign)
    return ""


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_terminal_s_cursor_is_on_the_marked_row_of_each_list(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    prepared(store)
    async with desk(size) as d:
        lists = 0
        async for name in every_screen(d):
            seen: set[str | None] = set()
            while isinstance(table := d.app.screen.focused, RecordTable) and table.id not in seen:
                seen.add(table.id)
                for key in ("down", "down", "up", "end", "home"):
                    await d.press(key)
                    x, y = caret(d)
                    at = (name, table.id, key)
                    assert table.region.contains(x, y), at
                    assert not table.keys or at_cell(d.lines[y], x) == ">", at
                lists += bool(table.keys)
                await d.press("tab")
        assert lists > 15


async def test_every_sign_on_the_keyboard_is_text_in_a_field(desk: Opened) -> None:
    """Also those that are keys of screens elsewhere, and those for which Textual knows no character."""
    signs = "".join(sign for sign in string.punctuation if sign != "?")
    async with desk() as d:
        await d.press("3", "slash")
        await d.type(f"{signs}0123456789?")
        assert d.app.screen.query_one("#filter", Input).value == f"{signs}0123456789?"
        await d.press("escape", "n")
        await d.type(f"{signs}0123456789?")
        assert d.form.fields[0].value == f"{signs}0123456789?"
