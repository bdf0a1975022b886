"""The candidates of a choice are in sight, wherever in its form it stands, and say how many are below."""

from __future__ import annotations

from tests.screens.desk import Opened
from tui.store import Store


async def test_the_last_field_of_a_long_form_shows_its_list_to_the_end(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("9", "n")
        await d.type("王小丽")
        await d.press(*["tab"] * 8, "space")
        teams = len(list(store.teams.stored()))
        assert f"+{teams - 6}" in d.text, d.text


async def test_a_team_and_a_partner_of_one_name_are_told_apart(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("3", "a")
        await d.type("夕阳维修队")
        assert "夕阳维修队（队伍）" in d.text
        assert "夕阳维修队（成员单位）" in d.text


async def test_nobody_is_proposed_where_no_skill_is_known(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("3", "n")
        await d.type("楼上太吵")
        await d.press("ctrl+s", "a", "ctrl+s")
        assert set(d.errors()) == {"assignee"}
        assert all(wish.assignee is None for wish in store.wishes.all() if wish.title == "楼上太吵")


async def test_a_cut_title_is_said_whole_beneath_a_narrow_list(desk: Opened, store: Store) -> None:
    async with desk((40, 24)) as d:
        await d.press("3")
        title = str(store.wishes.get(2).title)
        d.table("list").select(2)
        await d.settle()
        assert title in d.text, d.text
        row = next(at for at, line in enumerate(d.lines) if line.strip() == title or title in line)
        assert row > max(at for at, line in enumerate(d.lines) if "还剩" in line or "超期" in line)
