"""Volunteers, the skill learning group, home service and matching, by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import LARGE, SMALL, Desk, Opened
from tui.kinds import registry
from tui.kinds.commands import COMMANDS, EVERYWHERE
from tui.language.i18n import Lang
from tui.seats.actor import Actor
from tui.store import Store, open_store


async def at_volunteer(d: Desk, id: int) -> None:
    """Move the cursor down to a volunteer."""
    for _ in range(50):
        if d.table("list").cursor_key == id:
            return
        await d.press("down")
    raise AssertionError(id)


def test_commands_that_share_a_key_are_never_in_front_together() -> None:
    by_key: dict[str, list[str]] = {}
    for command in COMMANDS.values():
        for key in command.keys.split(","):
            by_key.setdefault(key, []).append(command.id)
    for key, ids in by_key.items():
        if len(ids) > 1:
            assert not {*ids} & {*EVERYWHERE}, key
            for kind in registry.kinds():
                assert len({*ids} & {act.command for act in kind.acts}) <= 1, (key, kind.name)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_screens_of_people_draw_within_their_lines(
    desk: Opened, size: tuple[int, int], lang: Lang
) -> None:
    async with desk(size, lang) as d:
        for key in (
            "9",
            "d",
            "escape",
            "tab",
            "enter",
            "escape",
            "0",
            "v",
            "escape",
            "tab",
            "n",
            "escape",
            "4",
            "w",
        ):
            await d.press(key)
            strips = d.app.screen._compositor.render_strips()
            assert len(strips) == size[1]
            assert {strip.cell_length for strip in strips} == {size[0]}


async def test_volunteers_with_hours_and_stars(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("ctrl+u")
        assert "志愿者 31" in d.text
        assert "明天 李淑芬（示例） 生日" in d.text
        await at_volunteer(d, 1)
        await d.until(lambda: "离下一星级还差95小时" in d.text)


async def test_hours_are_added_and_corrected_by_keys(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("9")
        await at_volunteer(d, 1)
        await d.press("d", "ctrl+s")
        assert {"hours", "content"} & d.errors().keys()  # neither is taken for granted
        await d.press("1", "full_stop", "5", "tab", "tab")
        await d.type("义剪")
        await d.press("ctrl+s")
        record = list(store.hours.stored())[-1]
        assert (record["volunteer_id"], record["hours"], record["content"]) == (1, 1.5, "义剪")
        await d.press("w", "tab")
        await d.type("2")
        await d.press("ctrl+s")
        assert "reason" in d.errors()
        await d.type("漏记")
        await d.press("ctrl+s")
        stored = store.hours.get(int(record["id"]))
        assert (stored.hours, stored.corrections[0].was, stored.corrections[0].by) == (2, 1.5, "小李")


async def test_a_volunteer_is_added_with_days_in_words(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("9", "n")
        await d.type("新人")
        await d.press("tab", "tab", "tab")
        await d.type("周八")
        await d.press("ctrl+s")
        assert "availability" in d.errors()
        await d.press("backspace")
        await d.type("五上午")
        await d.press("ctrl+s")
        volunteer = list(store.volunteers.stored())[-1]
        assert (volunteer["name"], volunteer["availability"]) == ("新人", ["FR.am"])


async def test_a_learner_becomes_able_by_one_key(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("9", "tab", "w", "d")
        assert store.lessons.get(1).state == "able"
        assert store.volunteers.get(7).skills == ("理发",)
        await d.press("u")
        assert store.lessons.get(1).state == "learning"


async def test_a_home_request_goes_its_way_by_keys(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("0", "v", "enter", "enter")
        request = store.home_requests.get(2)
        assert (request.state, str(request.on)) == ("given", "2026-11-27")
        d.table("list").select(2)
        await d.press("d", "ctrl+s")
        assert store.home_requests.get(2).state == "done"
        d.table("list").select(2)
        await d.press("r", "ctrl+s")
        assert set(d.errors()) == {"rating"}
        await d.press("5", "ctrl+s")
        assert store.home_requests.get(2).rating == 5


async def test_who_is_due_again_becomes_a_request(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("0", "tab", "n", "ctrl+s")
        request = list(store.home_requests.stored())[-1]
        assert (request["resident"], request["wished_on"]) == ("独居老人甲（示例）", "2026-11-26")
        assert d.rows("due") == 0


async def test_the_best_match_is_shown_and_taken_by_enter(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("3", "down", "v")
        assert "会燃气" in d.text
        await d.press("enter")
        wish = next(w for w in store.wishes.stored() if "液化气" in w["title"])
        assert wish["assignee"]["name"] in {"夕阳维修队", "灶具经销商", "黄秀兰（示例）"}
        assert wish["state"] == "assigned"


async def test_a_roster_is_edited_on_one_form(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("4", "w", "tab", "tab", "right", "tab")
        await d.type("2025-03-26")
        await d.press("ctrl+s")
        member = store.teams.get(1).members[1]
        assert (member.role, str(member.joined)) == ("learner", "2025-03-26")
        assert store.teams.get(1).members[0].role == "leader"


async def test_a_viewer_reads_and_changes_nothing(
    stores: Callable[[], Store], store: Store, tmp_path: Path
) -> None:
    with store.transaction(by="x", seat="x", action="volunteer.edit") as transaction:
        transaction.update("volunteers", 1, {"phone": "13712341234", "birthday": "12-24"})
    masked = open_store(tmp_path / "data", role="viewer", now=lambda: NOW)
    async with Desk.opener(masked, tmp_path, Actor("街道", "jiedao", "viewer"))(LARGE) as d:
        await d.press("9")
        await at_volunteer(d, 1)
        await d.press("n", "d", "e", "w")
        await d.until(lambda: "137****1234" in d.text)
        assert "12-24" not in d.text
        assert "记时长" not in d.text
    masked.close()


async def test_a_new_request_can_be_made_where_nobody_is_due_again(empty_desk: Opened) -> None:
    async with empty_desk() as d:
        await d.press("0", "tab", "n")
        assert [field.field for field in d.form.fields][:2] == ["resident", "skill"]
