"""Several people at once: who has what open, whose change is kept, and who may do what."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import CLERK, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.screens.app import LOOK_ANYWAY_EVERY
from tui.screens.base.detail import DetailScreen
from tui.screens.base.form import FormScreen
from tui.seats.actor import Actor
from tui.seats.drafts import Draft, DraftFile
from tui.seats.presence import Presence
from tui.seats.register import Seat, SeatRegister
from tui.store import Store, open_store

ZHAO = Actor("赵姐", "window")


async def first_wish(d: Desk) -> int:
    """Put the cursor on the first wish of the board; its id."""
    await d.press("tab")
    target = d.app.screen.target  # type: ignore[attr-defined]
    assert target
    assert target.kind == "wish"
    return int(target.id)


async def test_the_second_editor_chooses_field_by_field(desk: Opened, store: Store) -> None:
    async with desk() as d:
        id = await first_wish(d)
        await d.press("e")
        seen = store.wishes.find_stored(id)
        assert seen
        form = d.form
        form.fields[0].put("我的标题")
        form.fields[2].put("0311-87654321")
        await d.settle()
        UseCases(store, ZHAO).wishes.edit(
            id, {"title": "赵姐的标题", "phone": "13700001111", "detail": "补充"}, base_version=seen
        )
        await d.until(lambda: "别人刚改了" in d.text)
        await d.press("ctrl+s")
        assert "对方：赵姐的标题" in d.text
        assert "对方：13700001111" in d.text
        form.fields[0].focus_editor()
        await d.settle()
        await d.press("f4")
        assert form.fields[0].value == "赵姐的标题"
        await d.press("ctrl+s")
        assert not isinstance(d.app.screen, FormScreen)
        after = store.wishes.find_stored(id)
        assert after
        assert (after["title"], after["phone"], after["detail"]) == ("赵姐的标题", "0311-87654321", "补充")


async def test_changes_to_different_fields_merge_and_say_so(desk: Opened, store: Store) -> None:
    async with desk() as d:
        id = await first_wish(d)
        await d.press("e")
        seen = store.wishes.find_stored(id)
        d.form.fields[0].put("我的标题")
        await d.settle()
        UseCases(store, ZHAO).wishes.edit(id, {"phone": "13700001111"}, base_version=seen)
        await d.press("ctrl+s")
        assert "别人也改了：电话" in d.announcement
        after = store.wishes.find_stored(id)
        assert after
        assert (after["title"], after["phone"]) == ("我的标题", "13700001111")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_who_else_has_a_record_open_is_told(
    desk: Opened, tmp_path: Path, size: tuple[int, int]
) -> None:
    other = Presence(tmp_path / "data", ZHAO)
    async with desk(size) as d:
        id = await first_wish(d)
        await d.press("enter")
        assert isinstance(d.app.screen, DetailScreen)
        other.publish([("wish", id, True), ("wish", id + 1, False)])
        await d.until(lambda: "同时打开：赵姐（编辑中）" in d.text)
        assert [(o.kind, o.id, o.editing) for o in other.others()] == [("wish", id, False)]
        await d.press("e")
        assert "赵姐（编辑中）" in d.lines[next(n for n, line in enumerate(d.lines) if "修改心愿" in line)]
        assert ("wish", id, True) in [(o.kind, o.id, o.editing) for o in other.others()]
        other.close()
        await d.until(lambda: "同时打开" not in d.text)
        await d.press("escape", "escape")
        assert other.others() == ()


def test_the_word_of_a_program_that_died_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / "presence").mkdir()
    (tmp_path / "presence" / "x-1.json").write_text('{"by":"x","seat":"x","open":[["wish",1,true]]}')
    assert Presence(tmp_path, ZHAO).others() == ()
    assert not list((tmp_path / "presence").iterdir())


async def test_a_viewer_sees_no_contact_and_can_only_leave_a_note(
    store: Store, stores: Callable[[], Store], tmp_path: Path
) -> None:
    seen = open_store(tmp_path / "data", role="viewer", now=lambda: NOW)
    SeatRegister(tmp_path / "data").put(Seat("jiedao", "viewer", "街道", "key", "2026-11-24"))
    try:
        async with Desk.opener(seen, tmp_path, Actor("街道", "jiedao", "viewer"))((120, 36)) as d:
            id = await first_wish(d)
            UseCases(store, ZHAO).wishes.edit(id, {"phone": "13712341234", "address": "3号楼2单元501"})
            before = store.seq
            seen.refresh()
            await d.press("enter")
            assert "137****1234" in d.text
            assert "3号楼" in d.text
            assert "501" not in d.text
            await d.press("e", "a", "d", "n", "u", "ctrl+n")
            assert isinstance(d.app.screen, DetailScreen)
            assert store.refresh() == ()
            assert store.seq == before
            await d.press("s")
            await d.type("请尽快答复")
            await d.press("ctrl+s")
        store.refresh()
        assert [s["text"] for s in store.supervisions.stored()] == ["请尽快答复"]
    finally:
        seen.close()


async def test_a_recorder_edits_wishes_and_nothing_else(store: Store, tmp_path: Path) -> None:
    SeatRegister(tmp_path / "data").put(Seat("meeting", "recorder", "记录员", "key", "2026-11-24"))
    mine = open_store(tmp_path / "data", role="recorder", now=lambda: NOW)
    try:
        async with Desk.opener(mine, tmp_path, Actor("记录员", "meeting", "recorder"))() as d:
            await d.press("n")  # on the sessions: nothing
            assert not isinstance(d.app.screen, FormScreen)
            await d.press("tab", "n")
            await d.type("会上提的心愿")
            await d.press("ctrl+s")
            assert "会上提的心愿" in [w["title"] for w in mine.wishes.stored()]
            await d.press("4", "e", "n")
            assert not isinstance(d.app.screen, FormScreen)
    finally:
        mine.close()


async def test_a_draft_whose_dead_line_was_still_open_at_login_is_told_later(
    desk: Opened, tmp_path: Path
) -> None:
    lost = DraftFile(tmp_path / "data", CLERK)
    lost.keep(Draft("new", "wish", None, None, "登记心愿", {"title": "路灯"}, None, NOW.isoformat()))
    async with desk() as d:
        assert "断线时尚未保存" not in d.text  # the session that writes it may still be alive
        await d.after(LOOK_ANYWAY_EVERY)
        assert not d.announced
        lost.leave()  # sshd has given the line up
        await d.after(LOOK_ANYWAY_EVERY)
        await d.after(LOOK_ANYWAY_EVERY)
        (note,) = d.announced
        assert "登记心愿" in note
    async with desk() as d:
        await d.until(lambda: "断线时尚未保存" in d.text)
        await d.after(LOOK_ANYWAY_EVERY)
        assert not d.announced


async def test_a_colleagues_clock_that_is_ahead_is_told_once(desk: Opened, tmp_path: Path) -> None:
    ahead = open_store(tmp_path / "data", now=lambda: NOW + timedelta(minutes=20))
    async with desk() as d:
        id = await first_wish(d)
        for title in ("一", "二"):
            UseCases(ahead, ZHAO).wishes.edit(id, {"title": title})
            d.store.refresh()
            await d.settle()
        assert len([note for note in d.announced if "慢 20 分钟" in note]) == 1
    ahead.close()


@pytest.mark.parametrize("harm", ["full", "cut", "garbage", "removed"])
async def test_whatever_befalls_the_store_the_form_keeps_what_was_typed(
    desk: Opened, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    async with desk() as d:
        await first_wish(d)
        await d.press("n")
        await d.type("大门口路面坑洼")
        live = tmp_path / "data" / "journal" / "00000001.jsonl"
        kept = live.read_bytes()
        with monkeypatch.context() as patch:
            if harm == "full":
                patch.setattr("tui.engine.embedded.segment.write_all", no_room)
            elif harm == "cut":
                live.write_bytes(kept[: len(kept) // 2])
            elif harm == "garbage":
                live.write_bytes(kept + "另一个程序\n".encode())
            else:
                live.rename(tmp_path / "away")
            await d.press("ctrl+s")
            assert d.form.fields[0].value == "大门口路面坑洼"
            said = "磁盘已满" if harm == "full" else "check --repair"
            # In the form, or announced if the watch of the store came upon it first.
            assert said in d.text.replace("\n", "") + d.announcement
        if harm == "removed":
            (tmp_path / "away").rename(live)
        elif harm != "full":
            live.write_bytes(kept)
        await d.press("ctrl+s")
        assert "大门口路面坑洼" in [w["title"] for w in store.wishes.stored()]


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


async def test_a_form_over_a_record_that_goes_keeps_what_is_typed(desk: Opened, store: Store) -> None:
    clerk = UseCases(store, ZHAO)
    clerk.wishes.record({"title": "路灯坏了", "urgency": "urgent", "due": "2026-11-24"})
    async with desk() as d:
        await d.press("3")
        await d.until(lambda: "路灯坏了" in d.text)
        id = next(w.id for w in store.wishes.all() if w.title == "路灯坏了")
        d.table("list").select(id)
        await d.press("enter", "e")
        d.form.fields[0].put("三单元路灯坏了")
        clerk.history.undo()
        await d.until(lambda: store.wishes.find(id) is None)
        await d.settle()
        assert d.form.fields[0].value == "三单元路灯坏了"
        await d.press("escape", "escape")
        await d.until(lambda: not isinstance(d.app.screen, FormScreen | DetailScreen))
