"""No key means two things at once, and the key bar says of each command which keys it has."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tests.screens.every_form import prepared
from tui.kinds import registry
from tui.kinds.commands import COMMANDS, EVERYWHERE, OF_LISTS
from tui.screens.base.live import LiveScreen
from tui.store import Store
from tui.widgets.detail_view import DetailView
from tui.widgets.key_bar import KeyBar

_OF_LISTS = ("open", "back", "filter", "everything", *OF_LISTS)


def keys_of(ids: list[str]) -> dict[str, list[str]]:
    """The commands by key."""
    found: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        for key in COMMANDS[id].keys.split(","):
            found[key].append(id)
    return found


@pytest.mark.parametrize("kind", [kind.name for kind in registry.kinds()])
def test_no_two_commands_of_a_kind_have_a_key_in_common(kind: str) -> None:
    ids = [act.command for act in registry.kind(kind).acts]
    of_screen = _OF_LISTS if kind != "day" else ("open", "back")
    found = keys_of([*dict.fromkeys([*ids, *of_screen, *EVERYWHERE])])
    assert {key: ids for key, ids in found.items() if len(ids) > 1} == {}


def test_every_command_has_a_letter_and_a_key_that_an_input_method_lets_through() -> None:
    # These have one key; Space and punctuation pass an input method.
    alone = {"palette", "redraw", "lock", "back", "open", "settings"}
    alone |= {"mark", "mark_all", "sort_next", "sort_before", "views", "feed", "trends", "attach"}
    for command in COMMANDS.values():
        passing = [
            key
            for key in command.keys.split(",")
            if key.startswith(("ctrl+", "shift+f", "f1")) or key[1:].isdigit()
        ]
        assert command.id in alone or (command.also and passing), command.id


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 24)])
async def test_the_bar_begins_with_help_and_exit_and_shows_both_keys(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    prepared(store)
    async with desk(size) as d:
        for keys in (*"1234567890;=", "3p"):  # the page of a person lies over the wishes
            await d.press(*keys)
            screen = d.app.screen
            assert isinstance(screen, LiveScreen)
            panels = len(screen.focus_chain)
            for _ in range(panels):
                items = screen.query_one("#keys", KeyBar).items
                assert [item.key for item in items[:2]] == ["? F1", "F10 ^Q"]
                for said in ("? F1 帮助", "F10 ^Q 退出"):
                    assert said in "".join(d.lines[-2:])
                shown = [key for item in items for key in item.key.split()]
                assert len(shown) == len(set(shown)), (keys, shown)  # each key stands there once
                await d.press("tab")


async def test_on_the_calendar_a_key_does_what_the_bar_says(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("7", "y", "y")  # the list of what comes
        bar = {item.key: item.label for item in d.app.screen.query_one("#keys", KeyBar).items}
        assert bar["y Shift+F7"] == "月/周"
        assert "y ^R" not in bar
        await d.press("shift+f7")
        assert "2026年11月" in d.text


async def test_the_screen_is_painted_again_also_in_a_form(
    desk: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk() as d:
        painted: list[str] = []
        monkeypatch.setattr(d.app, "action_redraw", lambda: painted.append(str(d.app.screen)))
        await d.press("ctrl+l", "3", "n", "ctrl+l", "escape", "slash", "ctrl+l")
        assert len(painted) == 3


async def test_help_explains_a_form_field_by_field_and_a_question_mark_is_typed_into_a_text(
    desk: Opened,
) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "n", "question_mark")
        assert d.form.fields[0].value == "?"  # a text takes it
        await d.press("f1")
        for said in ("登记心愿", "用居民的话写一句", "谁提出的", "下一项；在最后一项则保存"):
            assert said in d.text
        await d.press("escape", "tab", "tab", "tab", "question_mark")  # a choice does not
        assert "谁提出的" in d.text
        await d.press("escape", "escape", "escape", "1", "question_mark")
        labels = [line.label.split()[0] for line in d.app.screen.query_one(DetailView).lines if line.label]
        assert labels[:2] == ["?", "F10"]
        assert [label for label in labels if label.isdigit()] == list("1234567890")


async def test_a_counter_lists_its_number_and_enter(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("1", "end", "b")
        keys = [item.key for item in d.app.screen.query_one(KeyBar).items]
        assert {"1-9", "Enter +", "-"} <= set(keys)
        await d.press("question_mark")
        assert "加一" in d.text
