"""An act is a row in its kind: keys, key bar, palette and help come of it."""

from __future__ import annotations

import pytest

from tests.screens.desk import LARGE, Desk, Opened
from tui.kinds import registry
from tui.kinds.declaration import Act, Kind, Place
from tui.kinds.wish import WISH
from tui.seats.actor import Actor
from tui.store import Store

# Counting is not done to wishes; what it would be called here is nobody's word.
ADDED = Act(
    "count",
    "wish.comment",
    label="zap it",
    tooltip="Zap the wish.",
    form=Place("tui.screens.forms.wish:step"),
)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind of wishes has another act."""
    as_it_is = registry.kind

    def kind(name: str) -> Kind:
        return WISH._replace(acts=(ADDED, *WISH.acts)) if name == "wish" else as_it_is(name)

    monkeypatch.setattr(registry, "kind", kind)


async def test_a_new_act_has_its_key_and_stands_on_bar_palette_and_help(added: None, desk: Opened) -> None:
    async with desk(LARGE, "en") as d:
        await d.press("3")
        assert "b zap it" in "".join(d.lines[-2:])
        await d.press("ctrl+p")
        await d.type("zap")
        assert "Zap the wish." in d.text
        await d.press("escape", "question_mark")
        assert "Zap the wish." in d.text
        await d.press("escape", "b")
        assert d.form.form_title.startswith("Next step of wish")
        assert (d.form.origin and d.form.origin.command) == "count"


async def test_an_act_without_the_bar_has_its_key_all_the_same(desk: Opened) -> None:
    async with desk(LARGE, "en") as d:
        assert "n new" not in "".join(d.lines[-2:])  # a session comes of its service
        await d.press("n")
        assert d.form.form_title == "New service"


async def test_who_may_not_do_an_act_is_told_before_they_type(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    recorder = Actor("小王", "desk-2", "recorder")
    async with Desk.opener(store, tmp_path_factory.mktemp("seat"), recorder)(LARGE, "en") as d:
        await d.press("4", "n")
        assert len(d.announced) == 1
        assert "may not do this" in d.announcement
