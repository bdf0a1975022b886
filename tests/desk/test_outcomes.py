"""What each deed at the desk leaves in the whole store, or in what words it is refused.

Everything is compared: fields nobody spoke of, references, side records, history, and who is on record for
it. `--approve` writes the outcomes anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.desk.test_services import NOW
from tests.desk.whole import Deed, changed_by, on_record
from tui.desk import Desk
from tui.language.errors import InvalidInput, XingfuError
from tui.seats.actor import Actor
from tui.store import Store, open_store

FOLDER = Path(__file__).parent / "outcomes"
AREAS = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path, now=lambda: NOW)
    yield Desk(store, Actor("小李", "窗口"))
    store.close()


def outcome(store: Store, deed: Deed) -> list[str]:
    """What `deed` changed, a field a line; or why it was refused, in which case it changed nothing."""
    seq = store.seq

    def commits(deed: Deed) -> list[str]:
        try:
            deed()
        except InvalidInput as error:
            refused = [f"refused at «{field}»: {why}" for field, why in sorted(error.errors.items())]
        except XingfuError as error:
            refused = [f"refused, {type(error).__name__}: {error.message}"]
        else:
            return []
        assert store.seq == seq, "refused, and yet something was kept"
        return refused

    lines: list[str] = []
    changes = changed_by(store, lambda: lines.extend(commits(deed)))
    for name, fields in changes.items():
        lines.append(name if fields is not None else f"{name}: gone")
        for field, value in (fields or {}).items():
            more = isinstance(value, tuple)
            text = json.dumps(value[1:] if more else value, ensure_ascii=False)
            lines.append(f"  {field}: {'+ ' if more else ''}{text}")
    if store.seq != seq:
        by, seat, action, about = on_record(store)
        lines.append(f"by {by} at {seat}: {action} {about or ''}".rstrip())
    return lines or ["nothing changed"]


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
