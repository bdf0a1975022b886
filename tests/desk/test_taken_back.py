"""Whatever is done at the desk can be taken back and done again, called by its kind and record; asked where it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.desk.test_outcomes import AREAS
from tests.desk.test_services import NOW
from tests.desk.whole import documents
from tui.capture.lines.pasted import PastedLine
from tui.desk.context import DeskContext
from tui.desk.desk import Desk
from tui.kinds import registry
from tui.kinds.record import Target
from tui.kinds.words import ACTIONS
from tui.language.errors import WrongState, XingfuError
from tui.language.i18n import translator
from tui.screens.base.taking_back import TakingBack, redo
from tui.seats.actor import Actor
from tui.store import Entry, Store, open_store

CLERK = Actor("小李", "窗口")
# Named by what they are about, not by the kind that their act is called after.
ABOUT_ANOTHER = {
    "meeting.agenda",
    "meeting.decide",
    "visit.wish",
    "wish.supervise",
    "need.deliver",
    "need.correct",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path, now=lambda: NOW)
    yield store
    store.close()


@pytest.fixture
def context(store: Store) -> DeskContext:
    return DeskContext(store, CLERK, translator("zh"))


def commits_of(store: Store, deed: Callable[[], object]) -> list[Entry]:
    """What a deed commits, the newest first; nothing where it is refused."""
    seq = store.seq
    try:
        deed()
    except XingfuError:
        return []
    return [entry for entry in store.audit(newest_first=True) if entry.seq > seq]


@pytest.mark.parametrize("area", AREAS)
def test_undo_and_redo_of_each_deed(area: str, context: DeskContext) -> None:
    """All documents are as they were before, and as they were after; what is said names act, kind and record."""
    store, tr, tried = context.store, context.tr, 0
    taking = TakingBack(context, since=0)
    for words, deed in import_module(f"tests.desk.outcomes.{area}").deeds(context.desk):
        before = documents(store)
        commits = commits_of(store, deed)
        if any(entry.action in {"undo", "meeting.go"} for entry in commits):
            continue
        after = documents(store)
        for entry in commits:
            assert entry.action in ACTIONS, (words, entry.action)
            taken, said = taking.undo()
            assert taken is not None, (words, said)
            assert taken.seq == entry.seq, words
            text = said.text(tr)
            assert text.startswith(f"已撤销：{tr(ACTIONS[entry.action])}（"), text
            kind = entry.action.partition(".")[0]
            changed = {registry.stored_kind(change.table).name for change in entry.changes}
            if entry.action not in ABOUT_ANOTHER and kind in changed:
                assert f"（{tr(registry.kind(kind).label)}：" in text, text
        assert documents(store) == before, words
        for entry in reversed(commits):
            text = redo(context, None).text(tr)
            assert text.startswith(f"已重做：{tr(ACTIONS[entry.action])}（"), text
        assert documents(store) == after, words
        tried += bool(commits)
    assert tried > 12


def test_a_batch_a_void_wish_and_its_return_are_each_one_step(context: DeskContext) -> None:
    store, taking = context.store, TakingBack(context, since=0)
    pasted = [PastedLine("心愿 路灯不亮 @王阿姨"), PastedLine("任务 修门 >物业")]
    empty = documents(store)
    context.quick_entry.keep_all(pasted)
    kept = documents(store)
    context.desk.wishes.act(1, "void", note="记重了")
    void = documents(store)
    context.desk.wishes.act(1, "restore", note="没有记重")
    for names, before in (("2026-0001", void), ("2026-0001", kept), ("路灯不亮，另有 0 项", empty)):
        text = taking.undo()[1].text(context.tr)
        assert names.partition("，")[0] in text, text
        assert documents(store) == before, text
    for now in (kept, void):
        redo(context, None)
        assert documents(store) == now


def test_what_a_colleague_did_in_between_stays(context: DeskContext) -> None:
    store, taking = context.store, TakingBack(context, since=0)
    colleague = Desk(store, Actor("小王", "窗口"))
    context.desk.wishes.record({"title": "修路"})
    colleague.wishes.record({"title": "修门"})
    entry, said = taking.undo()
    assert "修路" in said.text(context.tr)
    assert [wish["title"] for wish in store.wishes.stored()] == ["修门"]
    with pytest.raises(WrongState):
        taking.undo()
    redo(context, None)
    colleague.wishes.edit(1, {"title": "修大路"})
    with pytest.raises(WrongState):
        taking.undo()
    assert entry is not None
    assert [wish["title"] for wish in store.wishes.stored()] == ["修门", "修大路"]


def test_it_asks_before_it_takes_back_what_was_done_in_another_sitting_or_window(
    context: DeskContext, tmp_path: Path
) -> None:
    """Before this sitting, and meanwhile in another window of the same person at the same seat."""
    store = context.store
    context.desk.wishes.record({"title": "修路"})
    taking = TakingBack(context, since=store.seq)
    other = open_store(tmp_path, now=lambda: NOW)
    Desk(other, CLERK).wishes.record({"title": "修门"})
    other.close()
    store.refresh()
    for title in ("修门", "修路"):
        entry, said = taking.undo()
        assert entry is None
        assert "不是这次登录做的" in said.text(context.tr)
        assert title in said.text(context.tr)
        entry, said = taking.undo()
        assert entry is not None
        assert title in said.text(context.tr)
    assert not store.wishes.stored()


def test_it_asks_once_before_it_reaches_past_a_paper_that_went_out(context: DeskContext) -> None:
    store, desk = context.store, context.desk
    taking = TakingBack(context, since=0)
    desk.wishes.record({"title": "修路"})
    desk.wishes.record({"title": "修门"})
    desk.papers.made("slip", lambda _: "纸", about=Target("wish", 2))
    entry, said = taking.undo()
    assert entry is None
    assert "收不回" in said.text(context.tr)
    assert "修门" in said.text(context.tr)
    assert len(store.wishes.stored()) == 2
    taking.undo()
    taking.undo()
    assert not store.wishes.stored()
    desk.wishes.record({"title": "修桥"})
    assert taking.undo()[0] is not None
