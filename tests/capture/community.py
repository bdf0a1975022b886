"""What lines are read against in these tests: the model community, on a fixed Tuesday morning."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from tui.capture.lines.parsed_line import LineContext, wishes_named
from tui.capture.lines.vocabulary import STANDARD
from tui.capture.names.names import NamedEntity, Names
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY

ROOT = Path(__file__).parents[2]
WISHES = [(42, "2026-0042"), (7, "2026-0007"), (3, "2025-0003"), (8, "2024-0008"), (9, "2025-0008")]


def _context() -> LineContext:
    data = json.loads((ROOT / "data" / "community.json").read_text("utf-8"))
    known = list(STANDARD)
    known += [NamedEntity("person", at, r["name"]) for at, r in enumerate(data["volunteers"], 1)]
    known += [NamedEntity("team", at, r["name"]) for at, r in enumerate(data["teams"], 1)]
    known += [NamedEntity("partner", at, r["name"]) for at, r in enumerate(data["partners"], 1)]
    known += [NamedEntity("service", at, r["name"]) for at, r in enumerate(data["services"], 1)]
    known += [
        NamedEntity("place", None, name) for name in ("邮电园", "老年活动中心", "社区服务站", "社区小广场")
    ]
    return LineContext(datetime(2026, 11, 24, 10, 30, tzinfo=LOCAL), Names(known), LIBRARY, wishes=wishes)


def wishes(said: str) -> tuple[NamedEntity, ...]:
    return wishes_named(said, WISHES, 2026)


CONTEXT = _context()
