"""Twenty notes of a meeting: the lines and the forms keep the same, and the keys counted for them are those told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from benchmarks.notes import Part, notes, totals, typed
from tests.screens.conftest import NOW
from tests.screens.desk import LARGE, Desk
from tui.desk.demo import load_demo
from tui.desk.desk import Desk as UseCases
from tui.platform.locations import model_community
from tui.screens.base.form import FormScreen
from tui.seats.actor import Actor
from tui.store import Store, open_store

PAGE: Final = Path(__file__).parents[2] / "docs" / "quick-entry.md"
CLERK: Final = Actor("小李", "local")
PRESSED: Final = {"PgDn": "pagedown", "Right": "right"}


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Copies of the model community, each with the same meeting about to begin."""
    opened: list[Store] = []

    def made(name: str) -> Store:
        store = open_store(tmp_path / name / "data", now=lambda: NOW)
        opened.append(store)
        load_demo(store, model_community(), Actor("示例", "test"))
        desk = UseCases(store, CLERK)
        id = int(desk.meetings.plan({"starts_at": "2026-11-24T10:00:00+08:00"})["id"])
        for wish in (5, 6):
            desk.meetings.put_on_agenda(wish, id)
        desk.meetings.add_item(id, "冬季消防检查")
        return store

    yield made
    for store in opened:
        store.close()


async def played(store: Store, folder: Path, ways: Sequence[Sequence[Part]]) -> None:
    """Press and type it all, one note after the other."""
    async with Desk.opener(store, folder)(LARGE) as d:
        for way in ways:
            for part in way:
                if part.key:
                    await d.press(PRESSED.get(part.key, part.key.lower()))
                else:
                    await d.type(part.text)
            last = way[-1].key if way else ""
            assert last != "Ctrl+S" or not isinstance(d.app.screen, FormScreen), (way, d.text)


def kept(store: Store) -> dict[str, Any]:
    """What both ways can say, of all that has been kept."""
    meeting = store.meetings.all()[-1]
    return {
        "attendance": [a.party for a in meeting.attendance],
        "items": [(i.title, i.discussion, i.decision, i.ruling, i.state, i.votes) for i in meeting.items],
        "wishes": sorted(
            (w.title, w.resident, w.channel, w.urgency, w.state, w.due, w.assignee and w.assignee.name)
            for w in store.wishes.all()
        ),
        "comments": [
            (w.id, w.history[-1].note) for w in store.wishes.all() if w.history[-1].action == "comment"
        ],
        "tasks": [(a.title, a.owner, a.due) for a in store.actions.all()],
        "visits": [(v.household_id, v.heard, v.on) for v in store.visits.all()],
        "hours": [(h.volunteer_id, h.hours, h.content, h.on) for h in store.hours.all()],
    }


async def test_lines_and_forms_keep_the_same(copy: Callable[[str], Store], tmp_path: Path) -> None:
    by_lines, by_forms = copy("lines"), copy("forms")
    before = kept(by_lines)
    assert before == kept(by_forms)
    await played(by_lines, tmp_path / "lines", [note.lines for note in notes()])
    await played(by_forms, tmp_path / "forms", [note.forms for note in notes()])
    assert kept(by_lines) == kept(by_forms)
    changed = [what for what, records in kept(by_lines).items() if records != before[what]]
    assert changed == list(before)


def test_there_are_twenty_of_them() -> None:
    way_there, *all_notes = notes()
    assert way_there.strokes == (2, 1, 0)
    assert len(all_notes) == 20
    assert all(note.lines and note.plain for note in all_notes)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", 0),
        ("4/0/1", 5),
        ("物业", 5),
        ("物业 wy", 8),
        ("绿化，装灯", 5 + 1 + 1 + 11),
        ("3号楼", 1 + 6 + 1),
    ],
)
def test_a_run_of_chinese_is_its_pinyin_and_one_to_choose_it(text: str, keys: int) -> None:
    assert typed(text) == keys


def test_the_page_tells_what_is_counted() -> None:
    told = re.search(r"\| all twenty \| (\d+) \| (\d+) \| (\d+) \|", PAGE.read_text(encoding="utf-8"))
    assert told is not None
    assert tuple(map(int, told.groups())) == totals()
