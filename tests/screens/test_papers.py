"""Papers of the record in front: by one key, written where the store is, copied from afar, and in the audit trail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import LARGE, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.papers.document import paragraphs
from tui.screens.base.form import FormScreen
from tui.seats.actor import Actor
from tui.seats.register import Seat, SeatRegister
from tui.store import Store, open_store


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: files go there unless another folder is named."""
    found = tmp_path / "home"
    found.mkdir()
    monkeypatch.setenv("HOME", str(found))
    return found


@pytest.fixture
def cases(store: Store) -> UseCases:
    """What staff may do; with a meeting on Friday that has decided something."""
    found = UseCases(store, Actor("小李", "local"))
    meeting = found.meetings.plan({"starts_at": "2026-11-27T15:00:00+08:00", "place": "二楼会议室"})
    found.meetings.add_item(int(meeting["id"]), "冬季消防检查")
    found.meetings.decide(int(meeting["id"]), 1, "下周逐楼检查")
    return found


def put(d: Desk, **values: object) -> None:
    screen = d.app.screen
    assert isinstance(screen, FormScreen)
    for field in screen.fields:
        if field.field in values:
            field.put(values[field.field])


def names(d: Desk) -> list[str]:
    assert isinstance(d.app.screen, FormScreen)
    return [field.field for field in d.app.screen.fields]


async def choose(d: Desk, paper: str) -> None:
    put(d, paper=paper)
    await d.press("ctrl+s")


def content(home: Path) -> bytes:
    (path,) = home.iterdir()
    return path.read_bytes()


def written(home: Path) -> list[str]:
    return paragraphs(content(home))


async def test_minutes_ask_for_the_chair_and_keep_it_with_the_meeting(
    desk: Opened, store: Store, cases: UseCases, home: Path
) -> None:
    async with desk(LARGE, lang="en") as d:
        await d.press("5", "P")
        await choose(d, "minutes")
        put(d, chair="蔡铮欣", excused="刘洋、王芳")
        await d.press("ctrl+s")
        assert not isinstance(d.app.screen, FormScreen)
    text = "\n".join(written(home))
    assert "会议由蔡铮欣主持" in text
    assert "请假：刘洋、王芳" in text
    meeting = store.meetings.all()[-1]
    assert (meeting.chair, meeting.excused) == ("蔡铮欣", ("刘洋", "王芳"))
    assert [(e["what"], e["format"]) for e in store.exports.stored()] == [("minutes", "docx")]


async def test_a_notice_is_read_over_changed_and_copied(desk: Opened, store: Store, cases: UseCases) -> None:
    async with desk(LARGE, lang="en") as d:
        await d.press("5", "P")
        await choose(d, "notice")
        assert "下周逐楼检查" in d.text
        put(d, text="各位居民：下周逐楼检查。")
        await d.press("ctrl+s")
        assert d.app.clipboard == "各位居民：下周逐楼检查。"
    assert [e["what"] for e in store.exports.stored()] == ["notice"]


@pytest.mark.parametrize(
    ("keys", "paper", "said"),
    [
        (("5",), "invitation", "冬季消防检查"),
        (("2", "tab"), "sheet", "签到表"),
        (("3",), "slip", "居民心愿办理单"),
    ],
)
async def test_each_record_has_its_papers(
    desk: Opened, store: Store, cases: UseCases, home: Path, keys: tuple[str, ...], paper: str, said: str
) -> None:
    async with desk(LARGE, lang="en") as d:
        await d.press(*keys, "P")
        await choose(d, paper)
        await d.press("ctrl+s")
    assert any(said in text for text in written(home))


async def test_a_certificate_has_a_number_in_sequence_and_takes_a_period(
    desk: Opened, store: Store, cases: UseCases, home: Path
) -> None:
    for volunteer in store.volunteers.stored():  # whoever stands first in the list
        for on in ("2026-05-01", "2026-06-01"):
            cases.hours.add({"volunteer_id": volunteer["id"], "on": on, "hours": 2, "content": f"理发{on}"})
    async with desk(LARGE, lang="en") as d:
        await d.press("9", "home", "P")
        await choose(d, "certificate")
        put(d, start="2026-05-15", end="2026-06-30")
        await d.press("ctrl+s")
    text = "\n".join(written(home))
    assert "编号：2026-0001" in text
    assert "理发2026-06-01" in text
    assert "理发2026-05-01" not in text


async def test_the_monthly_report_is_a_paper_of_every_screen(desk: Opened) -> None:
    async with desk(LARGE, lang="en") as d:
        await d.press("8", "P", "ctrl+s")
        assert "2026年11月工作月报" in d.app.clipboard


async def test_what_cannot_be_made_is_said_before_anything_is_typed(desk: Opened, store: Store) -> None:
    async with desk(LARGE, lang="en") as d:
        await d.press("3", "P")
        await choose(d, "notice")
        assert "not fulfilled yet" in d.text
    assert not store.exports.stored()


async def test_from_afar_the_text_is_copied_and_a_viewer_gets_it_masked(
    desk: Opened, store: Store, cases: UseCases, tmp_path: Path
) -> None:
    cases.meetings.seat(2, chair="蔡铮欣", excused=["刘小洋"])
    SeatRegister(tmp_path / "data").put(Seat("street", "viewer"))
    seen = open_store(tmp_path / "data", role="viewer", holder="街道", now=lambda: NOW)
    SeatRegister(tmp_path / "data").put(Seat("street", "viewer", "街道", "key", "2026-11-24"))
    try:
        async with Desk.opener(seen, tmp_path, Actor("街道", "street", "viewer"))(LARGE, lang="en") as d:
            await d.press("5", "P")
            await choose(d, "minutes")
            assert names(d) == ["format"]
            await d.press("ctrl+s")
            assert not d.app.clipboard  # it is read first
            assert names(d) == ["text"]
            await d.press("ctrl+s")
            assert "冬季消防检查" in d.app.clipboard
            assert "刘小洋" not in d.app.clipboard
    finally:
        seen.close()


async def test_a_paper_goes_out_as_pdf_where_it_can_be_set(
    desk: Opened, cases: UseCases, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.language.errors import Message
    from tui.papers import pdf

    monkeypatch.setattr(pdf, "missing", lambda: Message("PDF needs a Chinese font, and none was found."))
    async with desk(LARGE, lang="en") as d:
        await d.press("5", "P")
        await choose(d, "invitation")
        put(d, format="pdf")
        await d.press("ctrl+s")
        assert "none was found" in d.text
        monkeypatch.undo()
        if pdf.missing() is not None:
            return
        monkeypatch.setenv("HOME", str(home))
        put(d, file=str(home))
        await d.press("ctrl+s")
    assert content(home).startswith(b"%PDF")
