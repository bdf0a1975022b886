"""What was typed and not saved is found again by its person at its seat, by whichever engine the store is kept."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest

from tui.desk.desk import Desk
from tui.engine.forgetting import Told
from tui.engine.postgres.engine import PostgresEngine
from tui.seats.actor import Actor
from tui.seats.drafts import Draft
from tui.seats.kept_drafts import Drafts, KeptDraft
from tui.store import Store

LI = Actor("李梅", "local")
OTHERS = (Actor("吴刚", "local"), Actor("李梅", "jiedao"))


def typed(title: str, base: dict[str, Any] | None = None) -> Draft:
    return Draft(
        "new", "wish", None, None, "登记心愿", {"title": title, "n": 3}, base, "2026-03-26T12:00:00+08:00"
    )


def exchange(store: Store) -> None:
    """Have what the thread of a watch would do done now; in a folder there is nothing of the kind."""
    engine = store._engine
    if isinstance(engine, PostgresEngine):
        with contextlib.closing(engine.link.open()) as connection:
            engine._beside.tell(connection, anew=True)
            engine._beside.hear(connection)


def found(drafts: Drafts, actor: Actor = LI) -> list[str]:
    """The titles that are offered; each is given back."""
    offered = list(drafts.left_behind(actor))
    for _, draft in offered:
        draft.leave()
    return [draft.values["title"] for draft, _ in offered]


@pytest.fixture
def here(open_a_store: Callable[[], Store]) -> Store:
    """A program at a store, in which is something."""
    store = open_a_store()
    Desk(store, LI).wishes.record({"title": "扶手", "resident": "王秀英", "phone": "13812345678"})
    return store


@pytest.fixture
def there(open_a_store: Callable[[], Store]) -> Store:
    """Another program at the store."""
    return open_a_store()


def left(store: Store, *titles: str) -> KeptDraft:
    """What was typed one after the other into one form, whose program has ended by now."""
    draft = store.drafts().new(LI)
    for title in titles:
        draft.keep(typed(title))
    draft.leave()
    exchange(store)
    return draft


def test_it_is_offered_to_its_person_at_its_seat_alone_and_as_it_was_typed_last(
    here: Store, there: Store
) -> None:
    left(here, "路", "路灯坏了\n三单元")
    drafts = there.drafts()
    for somebody in OTHERS:
        assert found(drafts, somebody) == []
    ((offered, kept),) = drafts.left_behind(LI)
    assert offered == typed("路灯坏了\n三单元")
    assert found(here.drafts()) == []  # somebody is being asked about it now
    kept.leave()
    exchange(there)
    assert found(here.drafts()) == ["路灯坏了\n三单元"]


def test_while_its_form_is_open_nobody_is_offered_it(here: Store, there: Store) -> None:
    draft = here.drafts().new(LI)
    draft.keep(typed("路灯坏了"))
    exchange(here)
    assert found(there.drafts()) == []
    draft.leave()
    exchange(here)
    exchange(there)
    list(there.drafts().waiting(LI))
    exchange(there)
    assert [title for _, title in there.drafts().waiting(LI)] == ["登记心愿"]
    assert found(there.drafts()) == ["路灯坏了"]


def test_it_is_gone_once_it_was_saved_wherever_it_was_taken_up(here: Store, there: Store) -> None:
    left(here, "路灯坏了")
    left(here, "井盖坏了")
    offered = {draft.values["title"]: kept for draft, kept in there.drafts().left_behind(LI)}
    assert offered.keys() == {"路灯坏了", "井盖坏了"}
    offered["路灯坏了"].keep(typed("路灯坏了，修好了"))
    offered["路灯坏了"].drop()
    offered["井盖坏了"].keep(typed("井盖坏了，很危险"))
    offered["井盖坏了"].leave()
    exchange(there)
    exchange(here)
    assert found(here.drafts()) == ["井盖坏了，很危险"]


def test_what_was_dropped_before_it_was_ever_written_leaves_nothing(here: Store) -> None:
    here.drafts().new(LI).drop()
    draft = here.drafts().new(LI)
    draft.keep(typed("x"))
    draft.drop()
    exchange(here)
    assert found(here.drafts()) == []


def test_a_base_version_and_odd_characters_come_back_as_they_were(here: Store, there: Store) -> None:
    draft = here.drafts().new(LI)
    draft.keep(typed("%s % 𠮷 ' \" \\", {"id": 1, "rev": 2, "title": "a\u0000b"}))
    draft.leave()
    exchange(here)
    ((offered, _),) = there.drafts().left_behind(LI)
    assert offered.base_version == {"id": 1, "rev": 2, "title": "a\u0000b"}
    assert offered.values["title"] == "%s % 𠮷 ' \" \\"


def test_a_resident_who_is_forgotten_goes_out_of_drafts_too(here: Store, there: Store) -> None:
    left(here, "王秀英要轮椅")
    left(here, "井盖坏了")
    still = there.drafts().new(LI)
    still.keep(typed("王秀英来电"))
    exchange(there)
    done = here.forget(here.to_forget("王秀英", Told()), by=LI.name, seat=LI.seat)
    assert any("A form that is open now" in str(one) for one in done.unreached)
    assert found(here.drafts()) == ["井盖坏了"]
    still.drop()
