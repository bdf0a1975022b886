"""The notice of the year's holidays is pasted into the settings: shown, asked about, kept in one commit, undone."""

from __future__ import annotations

from datetime import date

from tests.rules.test_notice_forms import FORMS
from tests.screens.desk import CLERK, LARGE, Opened
from tui.desk.desk import Desk as UseCases
from tui.store import Store


async def test_a_notice_is_pasted_shown_and_kept(desk: Opened, store: Store) -> None:
    commits = store.seq
    async with desk(LARGE) as d:
        await d.press("comma", *["tab"] * 6)
        await d.paste(FORMS["by a province"])
        assert "2027 年：放假 28 天，调休上班 6 天" in d.text
        await d.press("ctrl+s")
        assert "再保存一次即确认" in d.errors()["holidays"]  # sessions of 2027 move by it
        assert store.seq == commits
        await d.press("ctrl+s")
        assert "已录入放假安排：2027" in d.announcement
    assert store.seq == commits + 1
    assert store.calendar.kind(date(2027, 2, 20)) == "made_up"


async def test_what_moves_is_asked_first_and_goes_back_with_undo(desk: Opened, store: Store) -> None:
    use_cases = UseCases(store, CLERK)
    wish = use_cases.wishes.record({"title": "路灯", "urgency": "high"})
    before, commits = wish["due"], store.seq
    day = date.fromisoformat(before)
    async with desk(LARGE) as d:
        await d.press("comma")
        await d.type("x")
        await d.press(*["tab"] * 6)
        await d.paste(f"{day.isoformat()} 放假 停电")
        assert "因此变动" in d.text
        await d.press("ctrl+s")
        assert "再保存一次即确认" in d.errors()["holidays"]
        assert store.seq == commits
        await d.press("ctrl+s")
        assert store.seq == commits + 1
        assert store.wishes.get(wish["id"]).stored()["due"] > before
        assert store.calendar.kind(day) == "holiday"
        await d.press("u")
        assert store.wishes.get(wish["id"]).stored()["due"] == before
        assert store.calendar.kind(day) == "workday"


async def test_what_is_not_understood_stays_and_says_so(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("comma", *["tab"] * 6)
        await d.paste("放假通知")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"holidays"}
    assert not (store.community or {}).get("holidays")
