"""What a start loads: the board, and nothing that waits until something is typed or opened."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tui.store import Store

# Opens the desk without a terminal, and prints what was loaded when the board was painted first.
START = """
import json, sys
from pathlib import Path
from tui.language.i18n import Lang
from tui.platform.config import Config
from tui.platform.locations import Locations
from tui.screens.app import XingfuApp
from tui.seats.actor import Actor
from tui.store import open_store

class Started(XingfuApp):
    CSS_PATH = None
    def _after_first_paint(self):
        self.loaded = sorted(sys.modules)
        self.exit(0)

folder = Path(sys.argv[1])
app = Started(open_store(folder), Actor("小李", "local"), Config(), Locations(folder, folder / "c", folder / "l"))
app.run(headless=True, size=(120, 36))
print(json.dumps(app.loaded))
"""


def test_a_start_loads_no_form_no_use_case_and_only_the_kind_in_front(store: Store, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path / "data")], capture_output=True, text=True, check=True
    )
    loaded = json.loads(done.stdout)
    assert "tui.screens.dashboard" in loaded
    later = (
        "pydantic",
        "tui.models",
        "tui.papers",
        "tui.capture",
        "tui.desk.desk",
        "tui.desk.quick",
        "tui.seats.drafts",
        "tinydb",
    )
    late_screens = ("forms", "entry", "palette", "help")
    forbidden = (*later, *(f"tui.screens.{name}" for name in late_screens))
    assert [m for m in loaded if any(m == f or m.startswith(f"{f}.") for f in forbidden)] == []
    declared = {m.removeprefix("tui.kinds.") for m in loaded if m.startswith("tui.kinds.")}
    assert declared - {"commands", "days", "declaration", "record", "registry", "words"} == {"session"}
