"""What the terminal gets on a walk over the whole desk: of residents nothing that the role may not see, and no control."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.screen import Screen

from tests.planted import HARMFUL, plant
from tests.residents import kept_from, plant_residents
from tests.screens.conftest import NOW
from tests.screens.desk import Desk
from tests.screens.every_form import prepared
from tests.screens.walking import walk
from tui.kinds.words import Role
from tui.seats.actor import Actor
from tui.seats.register import Seat, SeatRegister
from tui.store import Store, open_store


@pytest.fixture(autouse=True)
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen is composed and looked at as ever, but not handed to a terminal that nobody sees: a third of the time."""

    def drop(
        compositor: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
    ) -> None:  # fmt: skip
        visible_screen_stack.set(screen_stack or [])
        compositor._dirty_regions.clear()

    monkeypatch.setattr(Compositor, "render_update", drop)


@pytest.mark.parametrize(("role", "without"), [("viewer", ()), ("recorder", ("forms", "records"))])
async def test_a_walk_over_the_desk_shows_nobody_whom_the_role_may_not_see(
    store: Store, tmp_path: Path, role: Role, without: tuple[str, ...]
) -> None:
    prepared(store)
    store.close()
    assert plant_residents(tmp_path / "data") > 150
    kept = kept_from(role)
    SeatRegister(tmp_path / "data").put(Seat("theirs", role))
    seen = open_store(tmp_path / "data", role=role, holder="他们", now=lambda: NOW)
    typed = tuple(
        dict.fromkeys(one for secret in kept.values() for one in (secret.name[0], secret.phone[:4]))
    )
    found: dict[str, list[str]] = {}
    ways = 0
    async with Desk.opener(seen, tmp_path, Actor("他们", "theirs", role))((120, 40), toasts=True) as d:
        async for way in walk(d, typed[:2], without):
            ways += 1
            text = "\n".join((d.text, *d.announced, d.app.clipboard))
            d.announced.clear()
            for table, secret in kept.items():
                for one in secret.within(text):
                    found.setdefault(f"{table}: {one}", []).append(way)
    seen.close()
    assert found == {}
    assert ways > 150


async def test_a_walk_over_the_desk_hands_on_nothing_that_a_terminal_obeys(
    store: Store, tmp_path: Path, stores: Callable[[], Store]
) -> None:
    prepared(store)
    store.close()
    assert plant(tmp_path / "data") > 20
    ways = shown = 0
    async with Desk.opener(stores(), tmp_path)((120, 40), toasts=True) as d:
        async for way in walk(d, ("王",), ("modes", "forms")):
            ways += 1
            for line in (strip.text for strip in d.app.screen._compositor.render_strips()):
                assert not HARMFUL.search(line), (way, line)
                shown += "\\x1b[31m" in line
            assert not HARMFUL.search(re.sub(r"[\r\n\t]", "", d.app.clipboard)), way
    assert ways > 80
    assert shown > 50
