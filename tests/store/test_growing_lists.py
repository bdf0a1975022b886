"""What is added to a long list costs what was added: in the journal, and for whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.conftest import noon
from tui.desk.desk import Desk
from tui.engine.changes import Change, Ending, difference
from tui.engine.embedded import migrations
from tui.engine.embedded.archive import read_archive
from tui.engine.embedded.journal import Header, create_segment, parse_line, segment_path
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.forget import forget, person
from tui.kinds.words import Role
from tui.language.errors import StoreConflict, WrongState
from tui.seats.actor import Actor
from tui.store import Store, open_store

Open = Callable[..., JournalStorage]
At = Callable[..., Desk]

values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=1), inner, max_size=2),
    max_leaves=6,
)
lists = st.lists(values, max_size=5)


@pytest.fixture
def at(place: Path | str) -> Any:
    """Opens the desk at one place for somebody, as another process would."""
    opened: list[Store] = []

    def open_desk(name: str, role: Role = "staff") -> Desk:
        opened.append(open_store(place, now=noon, role=role))
        return Desk(opened[-1], Actor(name, name, role))

    yield open_desk
    for store in opened:
        store.close()


def as_stored(value: Any) -> bytes:
    return orjson.dumps(value)


@given(lists, lists, lists)
def test_the_end_of_a_list_and_the_list_before_give_the_list_after(
    stays: list[Any], old: list[Any], new: list[Any]
) -> None:
    before, after = {"rev": 1, "l": [*stays, *old]}, {"rev": 2, "l": [*stays, *new]}
    change = difference("t", "1", before, after)
    assert change
    read = Change.from_json(orjson.loads(orjson.dumps(change.as_json())))
    assert as_stored(read.applied_to(before)) == as_stored(after)
    assert read.fields <= {"rev", "l"}
    back = difference("t", "1", after, before)
    assert back
    assert as_stored(back.applied_to(after)) == as_stored(before)


def test_one_true_and_one_are_different_items() -> None:
    change = difference("t", "1", {"l": [0, 1]}, {"l": [0, True, 2]})
    assert change
    assert change.endings == {"l": Ending(1, [1], [True, 2])}


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_comment_takes_the_same_room_however_many_there_are(at: At, folder: Path) -> None:
    desk = at("李梅")
    desk.wishes.record({"title": "路灯坏了"})
    live = segment_path(folder / "journal", 1)
    sizes = []
    for length in (2, 300):
        while len(desk.store.wishes.find_stored(1)["history"]) < length:  # type: ignore[index]
            desk.wishes.comment(1, "物业说周三来人看")
        before = live.stat().st_size
        desk.wishes.comment(1, "物业说周三来人看")
        sizes.append(live.stat().st_size - before)
    assert sizes[1] - sizes[0] < 20  # the numbers have more digits
    assert sizes[1] < 500


def test_every_process_has_the_same_history(at: At) -> None:
    li, wu = at("李梅"), at("吴刚")
    li.wishes.record({"title": "路灯坏了"})
    wu.store.refresh()
    for n in range(5):
        (li, wu)[n % 2].wishes.comment(1, f"第{n}句")
    li.wishes.act(1, "accept")
    wu.store.refresh()
    fresh = at("王")
    assert li.store.wishes.stored() == wu.store.wishes.stored() == fresh.store.wishes.stored()
    notes = [event["note"] for event in fresh.store.wishes.stored()[0]["history"]]
    assert notes[:6] == ["", *(f"第{n}句" for n in range(5))]
    assert li.store.check() == []
    li.store.tidy(force=True)
    assert at("赵").store.wishes.stored() == li.store.wishes.stored()


def test_what_is_added_is_never_in_conflict_and_takes_nothing_from_others(at: At) -> None:
    li, wu = at("李梅"), at("吴刚")
    li.wishes.record({"title": "路灯坏了"})
    wu.store.refresh()
    base_version = wu.store.wishes.find_stored(1)
    li.wishes.comment(1, "我去看过")
    merged = wu.wishes.edit(1, {"detail": "老人看不见路"}, base_version=base_version)
    assert [event["action"] for event in merged.document["history"]] == ["record", "comment", "edit"]
    assert merged.others == ()
    li.wishes.edit(1, {"detail": "很暗"})
    with pytest.raises(StoreConflict):
        wu.wishes.edit(1, {"detail": "太暗了"}, base_version=merged.document)


def test_lists_added_to_and_replaced_in_one_transaction(at: At) -> None:
    store = at("李梅").store

    def commit(*steps: Callable[[Any], object]) -> Change:
        with store.transaction(by="", seat="", action="x") as transaction:
            for step in steps:
                step(transaction)
        (change,) = next(store.audit(newest_first=True)).changes
        return change

    def add(*items: int) -> Callable[[Any], object]:
        return lambda t: t.update("x", 1, {}, added={"l": items})

    def put(*items: int) -> Callable[[Any], object]:
        return lambda t: t.update("x", 1, {"l": list(items)})

    def stored() -> list[int]:
        return list(store._engine.table("x")["1"]["l"])

    assert commit(lambda t: t.insert("x", {"l": [1, 2]}), add(3)).now["l"] == [1, 2, 3]  # type: ignore[index]
    assert commit(add(4), add(5)).endings == {"l": Ending(3, [], [4, 5])}
    assert commit(put(7, 8), add(9)).endings == {}
    assert stored() == [7, 8, 9]
    assert commit(add(1), put(7, 8, 9, 2), add(3)).endings == {"l": Ending(3, [], [2, 3])}
    assert commit(add(4), put(7)).endings == {"l": Ending(1, [8, 9, 2, 3], [])}
    assert stored() == [7]
    commit(lambda t: t.update("x", 1, {"l": None}))
    assert commit(add(1)).now["l"] == [1]  # type: ignore[index]
    assert store.check() == []


def test_a_comment_can_be_undone_unless_somebody_added_one(at: At) -> None:
    li, wu = at("李梅"), at("吴刚")
    li.wishes.record({"title": "路灯坏了"})
    before = dict(li.store.wishes.find_stored(1) or {})
    li.wishes.comment(1, "写错了")
    li.history.undo()
    after = dict(li.store.wishes.find_stored(1) or {})
    assert after["history"] == before["history"]
    li.wishes.comment(1, "我去看过")
    wu.store.refresh()
    wu.wishes.comment(1, "我也去看过")
    li.store.refresh()
    with pytest.raises(WrongState, match="since"):
        li.history.undo()
    assert len(li.store.wishes.get(1).history) == 3


SECRET = "回电13712341234"


def test_a_viewer_sees_no_number_in_what_was_added(at: At) -> None:
    staff, viewer = at("李梅"), at("街道", "viewer")
    staff.wishes.record({"title": "路灯坏了"})
    told: list[str] = []
    viewer.store.subscribe(lambda entries: told.append(repr(entries)))
    viewer.store.refresh()
    staff.wishes.comment(1, SECRET)
    viewer.store.refresh()
    assert len((viewer.store.wishes.find_stored(1) or {})["history"]) == 2
    assert "13712341234" not in repr(viewer.store.wishes.stored()) + "".join(told)
    assert "13712341234" not in repr(at("街道", "viewer").store.wishes.stored())


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_the_archive_holds_no_number_of_what_was_added(at: At, folder: Path) -> None:
    desk = at("李梅")
    desk.wishes.record({"title": "路灯坏了"})
    desk.wishes.comment(1, SECRET)
    for note in ("一", "二"):
        desk.store.tidy(force=True)
        desk.wishes.comment(1, note)
    _, entries = read_archive(folder, 1)
    assert entries[1].changes[0].endings["history"].start == 1
    assert "回电" in repr(entries)
    assert "13712341234" not in repr(entries)


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_person_is_forgotten_in_what_was_added(at: At, open_storage: Open, folder: Path) -> None:
    desk = at("李梅")
    desk.wishes.record({"title": "路灯坏了", "resident": "王秀英", "phone": "13712341234"})
    desk.wishes.comment(1, "王秀英又来电话")
    storage = open_storage()
    forget(storage, person(storage, "王秀英"), desk.actor)
    desk.store.refresh()
    assert "王秀英" not in repr(desk.store.wishes.stored())
    assert "王秀英" not in repr(list(storage.entries()))
    assert storage.verify() == []


def test_a_journal_with_whole_histories_is_read(folder: Path, open_storage: Open) -> None:
    """As the program wrote it until schema 2."""
    events = [{"note": f"第{n}句"} for n in range(3)]
    lines = [
        [["wishes", "1", None, {"id": 1, "rev": 1, "history": events[:1]}]],
        [["wishes", "1", {"rev": 1, "history": events[:1]}, {"rev": 2, "history": events[:2]}]],
        [["wishes", "1", {"rev": 2, "history": events[:2]}, {"rev": 3, "history": events}]],
    ]
    (folder / "journal").mkdir(parents=True)
    create_segment(folder / "journal", Header(1, 1, 0))
    with segment_path(folder / "journal", 1).open("ab") as file:
        for seq, changes in enumerate(lines, 1):
            entry = {"seq": seq, "at": "2026-03-26T12:00:00+08:00", "by": "", "seat": "", "do": "x"}
            file.write(line_of({**entry, "changes": changes}))
    storage = open_storage()
    assert storage.table("wishes")["1"] == {"id": 1, "rev": 3, "history": events}
    assert [len(entry.changes) for entry in storage.entries()] == [1, 1, 1]
    assert storage.verify() == []
    # An older program is told that the store is of a newer one: it could not read the lines from here on.
    header = segment_path(folder / "journal", 2).read_bytes().splitlines(keepends=True)[0]
    read = parse_line(header[:-1])
    assert isinstance(read, Header)
    assert (read.segment, read.schema, read.after) == (2, migrations.SCHEMA, 3)


def line_of(content: dict[str, Any]) -> bytes:
    from zlib import crc32

    body = orjson.dumps(content)
    return b"%08x %s\n" % (crc32(body), body)
