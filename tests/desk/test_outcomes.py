"""What each deed at the desk leaves in the whole store, or in what words it is refused.

Everything is compared: fields nobody spoke of, references, side records, history, and who is on record for
it. `--approve` writes the outcomes anew; read the difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.desk.test_services import NOW
from tests.desk.whole import outcome
from tui.desk.desk import Desk
from tui.seats.actor import Actor
from tui.store import open_store

FOLDER = Path(__file__).parent / "outcomes"
AREAS = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path, now=lambda: NOW)
    yield Desk(store, Actor("小李", "窗口"))
    store.close()


@pytest.mark.parametrize("area", AREAS)
def test_deeds_leave_what_was_approved(desk: Desk, area: str, request: pytest.FixtureRequest) -> None:
    found: list[str] = []
    for words, deed in import_module(f"tests.desk.outcomes.{area}").deeds(desk):
        found += [f"# {words}", *outcome(desk.store, deed), ""]
    assert desk.store.check() == []
    path = FOLDER / f"{area}.txt"
    if request.config.getoption("--approve"):
        path.write_text("\n".join(found), encoding="utf-8")
    assert "\n".join(found) == path.read_text(encoding="utf-8")
