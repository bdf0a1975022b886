"""A choice is what was chosen: a text that matches nothing chooses nothing, and nothing typed is dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.screens.desk import CLERK, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.screens.base.form import FormScreen
from tui.store import Store
from tui.widgets.picker import Picker


def typed(d: Desk) -> str:
    """The text that stands in the choice in front."""
    assert isinstance(d.app.screen.focused, Picker)
    return d.app.screen.focused.typed


@pytest.fixture
def dispute(store: Store) -> int:
    """A dispute that goes on, the only one in the list of open ones."""
    return int(UseCases(store, CLERK).mediations.open({"title": "楼上漏水", "parties": ["甲", "乙"]})["id"])


@pytest.fixture
def wish(store: Store) -> int:
    """A wish that is held by nobody and comes first."""
    return int(UseCases(store, CLERK).wishes.record({"title": "楼顶漏水", "urgency": "urgent"})["id"])


async def open_wish(d: Desk, wish: int, key: str) -> None:
    """The form that `key` opens over a wish of the list."""
    await d.press("3")
    d.table("list").select(wish)
    await d.press(key)


async def test_a_text_that_matches_nothing_assigns_nothing(desk: Opened, store: Store, wish: int) -> None:
    async with desk() as d:
        await open_wish(d, wish, "a")
        await d.type("人力")
        await d.press("ctrl+s")
        assert "没有「人力」" in d.errors()["assignee"]
        assert "队" in d.errors()["assignee"]  # what can be chosen is named
        assert typed(d) == "人力"
        assert store.wishes.get(wish).assignee is None
        await d.press("enter")
        assert isinstance(d.app.screen, FormScreen)
        assert store.wishes.get(wish).assignee is None


async def test_a_person_not_on_record_is_a_choice_of_its_own(desk: Opened, store: Store, wish: int) -> None:
    async with desk() as d:
        await open_wish(d, wish, "a")
        await d.type("人力")
        await d.press("up")
        assert "> 交给未登记的人：人力" in d.text
        await d.press("enter", "ctrl+s")
        assignee = store.wishes.get(wish).assignee
        assert assignee is not None
        assert (assignee.kind, assignee.id, assignee.name) == ("person", None, "人力")


async def test_the_text_left_behind_by_tab_stays_and_is_refused(
    desk: Opened, store: Store, wish: int
) -> None:
    async with desk() as d:
        await open_wish(d, wish, "e")
        for _ in range(20):
            if isinstance(d.app.screen.focused, Picker):
                break
            await d.press("tab")
        field = next(f for f in d.form.fields if f.has_focus_within)
        before = field.value
        await d.type("乱写的")
        await d.press("tab")
        assert "没有「乱写的」" in d.errors()[field.field]
        assert "乱写的" in d.text
        await d.press("ctrl+s")
        assert isinstance(d.app.screen, FormScreen)
        assert (field.value, typed(d)) == (before, "乱写的")
        await d.press("escape")  # gives up the text alone
        assert (d.errors(), typed(d)) == ({}, "")


async def test_leaving_asks_where_a_text_chose_nothing(desk: Opened, wish: int) -> None:
    async with desk() as d:
        await open_wish(d, wish, "a")
        await d.type("人力")
        await d.press("tab", "escape")
        assert isinstance(d.app.screen, FormScreen)
        await d.press("escape")
        assert not isinstance(d.app.screen, FormScreen)


async def test_where_several_may_be_chosen_what_fits_several_is_refused(
    desk: Opened, store: Store, wish: int
) -> None:
    async with desk() as d:
        await open_wish(d, wish, "a")
        await d.press("enter", "tab", "tab")
        await d.type("队")
        await d.press("ctrl+s")
        assert "「队」符合多项" in d.errors()["assists"]
        assert store.wishes.get(wish).assignee is None


async def test_a_rating_starts_unset(desk: Opened, store: Store, wish: int) -> None:
    UseCases(store, CLERK).wishes.act(wish, "assign", assignee="物业")
    UseCases(store, CLERK).wishes.act(wish, "complete", outcome="修好了")
    async with desk() as d:
        await open_wish(d, wish, "r")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"rating", "solved"}
        assert store.wishes.get(wish).rating is None
        await d.press("4", "tab", "right", "ctrl+s")
        assert store.wishes.get(wish).rating == 4


async def test_an_ending_that_does_not_exist_ends_no_dispute(
    desk: Opened, store: Store, dispute: int
) -> None:
    from tui.kinds.record import Target
    from tui.screens.forms import mediation

    async with desk() as d:
        await d.app.push_screen(mediation.close(d.app.context, Target("mediation", dispute)))
        await d.settle()
        await d.type("各让一步")
        await d.press("tab")
        await d.type("结案")
        await d.press("ctrl+s")
        assert "已达成协议" in d.errors()["state"]
        assert store.mediations.get(dispute).state == "open"


async def test_a_day_in_words_means_what_is_shown_across_midnight(
    desk: Opened, store: Store, wish: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk() as d:
        await open_wish(d, wish, "a")
        await d.press("tab")
        await d.type("明天")
        before = (store.now + timedelta(1)).date()
        assert f"{before:%m-%d}" in d.text
        shown = d.form.fields[d.form._at].value
        now = store.now + timedelta(1)
        monkeypatch.setattr(type(store), "now", property(lambda _: now))
        assert d.form.fields[d.form._at].value == shown  # what is shown is what would be kept
        await d.after(60)  # the app looks at the clock
        after = before + timedelta(1)
        assert f"{after:%m-%d}" in d.text
        await d.press("ctrl+s")
        assert store.wishes.get(wish).due == after


async def test_a_line_read_before_midnight_is_not_kept_as_something_else(
    desk: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk() as d:
        await d.press("f2")
        await d.type("换灯泡 ^明天")
        seq, now = store.seq, store.now + timedelta(1)
        monkeypatch.setattr(type(store), "now", property(lambda _: now))
        await d.press("enter")
        assert store.seq == seq
        assert "已过零点" in d.text
        await d.press("enter")
        assert str(list(store.wishes.stored())[-1]["due"]) == str((now + timedelta(1)).date())
