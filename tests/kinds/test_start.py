"""A start loads the declarations that are in front, and nothing heavy behind them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"pydantic", "textual", "rich", "orjson", "argparse"}


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh Python has loaded after `code`."""
    script = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_a_declaration_loads_no_model_no_form_and_no_other_kind() -> None:
    loaded = loaded_by("from tui.kinds import registry\nregistry.kind('wish')")
    ours = {name for name in loaded if name.startswith("tui.")}
    rooms = {name.split(".")[1] for name in ours}
    assert rooms == {"kinds", "language"}
    assert {n for n in ours if n.startswith("tui.kinds.")} == {
        "tui.kinds.declaration", "tui.kinds.registry", "tui.kinds.wish",
    }  # fmt: skip
    assert not {name.partition(".")[0] for name in loaded} & HEAVY


@pytest.mark.parametrize("module", ["tui.store", "tui.desk", "tui.queries.board"])
def test_what_a_start_needs_loads_no_declaration_at_all(module: str) -> None:
    loaded = loaded_by(f"import {module}")
    kinds = {name for name in loaded if name.startswith("tui.kinds.")}
    assert kinds <= {
        "tui.kinds.commands", "tui.kinds.declaration", "tui.kinds.record", "tui.kinds.references",
        "tui.kinds.registry", "tui.kinds.words",
    }  # fmt: skip
    assert "pydantic" not in loaded


def test_the_board_loads_no_model_no_form_and_no_desk(tmp_path: Path) -> None:
    loaded = loaded_by(
        "from pathlib import Path\nfrom tui.store import open_store\nfrom tui.queries.board import board\n"
        f"store = open_store(Path({str(tmp_path)!r}))\nboard(store, store.now)"
    )
    rooms = {name.split(".")[1] for name in loaded if name.startswith("tui.")}
    assert not rooms & {"desk", "models", "screens", "commandline", "papers"}
    assert not {name.partition(".")[0] for name in loaded} & {"pydantic", "textual"}


def test_the_board_over_communities_loads_neither_the_desks_nor_what_forms_need() -> None:
    loaded = loaded_by("import tui.screens.communities")
    assert not loaded & {
        "tui.queries.board",
        "tui.widgets.text_editor",
        "textual.widgets._text_area",
        "argparse",
        "pydantic",
    }
