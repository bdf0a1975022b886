"""A save that waits says so, though nothing can be painted meanwhile; what was typed then is taken afterwards."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager

import pytest
from textual.events import Key

from tests.screens.desk import SMALL, Opened
from tests.screens.settling import PATIENCE
from tui.screens.background import waiting
from tui.store import Store


@pytest.mark.parametrize(
    ("address", "said"),
    [("", "正在等别人写完"), ("postgresql://desk@server/xingfu?community=a", "正在等数据库")],
)
async def test_a_save_that_waits_says_so_and_takes_it_away(
    empty_desk: Opened, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    monkeypatch.setattr(waiting, "SAID_AFTER", 0.0)
    written: list[str] = []
    redrawn: list[bool] = []
    came = threading.Event()
    async with empty_desk(SMALL) as d:
        d.app.locations = d.app.locations._replace(address=address)
        store: Store = d.app.context.store
        exclusive = store._engine.exclusive

        def held_up() -> AbstractContextManager[None]:
            """The lock, which is had once it has been said that it is waited for."""
            assert came.wait(PATIENCE)
            d.app.post_message(Key("ctrl+l", None))  # typed meanwhile
            return exclusive()

        def write(text: str) -> None:
            written.append(text)
            came.set()

        await d.press("3", "n")
        await d.type("路灯坏了")
        assert d.app._driver is not None
        with monkeypatch.context() as patched:
            patched.setattr(d.app._driver, "write", write)
            patched.setattr(store._engine, "exclusive", held_up)
            patched.setattr(d.app, "action_redraw", lambda: redrawn.append(True))
            await d.press("ctrl+s")
            await d.until(lambda: len(redrawn) > 1)
        assert said in written[0]
        assert written[0].startswith(f"\x1b7\x1b[{SMALL[1]};1H")
        assert "路灯坏了" in [wish["title"] for wish in store.wishes.stored()]
