"""The board over the model community with a clock that stands still: `make board AT='2026-11-24 10:00'`.

What is done there is kept in a folder of its own, which goes when the board is left.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from tui.desk.demo import load_demo
from tui.platform.config import Config
from tui.platform.locations import Locations, model_community
from tui.rules.calendar.time_zone import LOCAL
from tui.screens.app import XingfuApp
from tui.seats.actor import Actor
from tui.store import open_store


def main() -> int:
    """Open the board; its exit status."""
    arguments = argparse.ArgumentParser(prog="tests.board", description=__doc__)
    arguments.add_argument("--at", default="2026-11-24 10:00", help="day and time, as in ISO 8601")
    arguments.add_argument("--lang", choices=("zh", "en"), default="zh")
    arguments.add_argument("--theme", choices=("dark", "light"), default="dark")
    given = arguments.parse_args()
    now = datetime.fromisoformat(given.at).replace(tzinfo=LOCAL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = Locations(folder / "data", folder / "config.toml", folder / "log")
        store = open_store(places.data, now=lambda: now)
        try:
            load_demo(store, model_community(), Actor("示例", "demo"))
            config = Config(lang=given.lang, theme=given.theme)
            return XingfuApp(store, Actor("小李", "local"), config, places).run() or 0
        finally:
            store.close()


if __name__ == "__main__":
    sys.exit(main())
