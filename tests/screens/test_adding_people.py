"""People are added where their list is open: to a team's roster, to a session's list, a new volunteer to teams."""

from __future__ import annotations

from tests.screens.desk import LARGE, Desk, Opened
from tui.store import Store


def members(store: Store, id: int) -> list[str]:
    return [store.volunteers.get(m.volunteer_id).name for m in store.teams.get(id).members]


async def into(d: Desk, field: str) -> None:
    """Put the cursor into a field of the form."""
    next(f for f in d.form.fields if f.field == field).focus_editor()
    await d.settle()


async def test_the_roster_takes_people_in_also_new_ones(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("4")
        id = d.table("list").cursor_key
        assert isinstance(id, int)
        before, seq = members(store, id), store.seq
        known = next(v.name for v in store.volunteers.all() if v.name not in before)
        await d.press("w")
        await into(d, "added")
        await d.type(known)
        await d.press("enter")
        await d.type("单玉芳")
        await d.press("up", "enter", "ctrl+s")
        assert members(store, id) == [*before, known, "单玉芳"]
        assert store.seq == seq + 1
        await d.press("u")
        await d.until(lambda: members(store, id) == before)


async def test_a_new_volunteer_is_put_into_teams_in_the_same_form(desk: Opened, store: Store) -> None:
    seq = store.seq
    async with desk(LARGE) as d:
        await d.press("9", "n")
        await d.type("曾国芳")
        await into(d, "teams")
        await d.type("xywx")
        await d.press("enter")
        await d.type("治安")
        await d.press("enter", "ctrl+s")
    names = {t.name for t in store.teams.all() if "曾国芳" in members(store, t.id)}
    assert names == {"夕阳维修队", "治安巡防服务队"}
    assert store.seq == seq + 1


async def test_several_residents_are_signed_up_in_one_commit(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        seq = store.seq
        await d.press("l")
        await d.type("王阿姨、李大爷，赵奶奶")
        await d.press("ctrl+s")
        assert store.seq == seq + 1, d.text
        session = max(store.sessions.all(), key=lambda s: len(s.signups))
        assert {"王阿姨", "李大爷", "赵奶奶"} <= {s.resident for s in session.signups}
        assert len({s.number for s in session.signups}) == len(session.signups)
        await d.press("l")
        await d.type("钱阿姨、孙大爷")
        await d.press("tab")
        await d.type("13800000000")
        await d.press("ctrl+s")
        assert "phone" in d.errors()
        assert store.seq == seq + 1
