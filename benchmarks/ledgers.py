"""A ledger of 5,000 rows read into a plan, against bare reading of its cells with parsing of its dates."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.measure import Row

LEDGER = Path(__file__).parent.parent / "tests" / "papers" / "ledgers" / "12-事项五千行.xlsx"
ROUNDS = 9


def run(_folder: Path) -> list[Row]:
    """The figures, as processor time: the least of nine, ours and the reference by turns."""
    import python_calamine

    from tui.papers.importing.days import read_day
    from tui.papers.importing.planning import Wanted, plan
    from tui.papers.importing.values import Place

    content = LEDGER.read_bytes()

    def bare() -> None:
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        for row in sheet.to_python():
            read_day(row[1], 2026)
            read_day(row[10], 2026)

    place = Place(date(2026, 12, 1))
    rounds = [(_time(lambda: plan(content, place, Wanted())), _time(bare)) for _ in range(ROUNDS)]
    ours, reference = (min(times) for times in zip(*rounds, strict=True))
    return [
        Row(
            "5,000 rows to the plan",
            f"{ours * 1000:.0f} ms",
            f"{reference * 1000:.0f} ms bare calamine and its dates",
            f"{ours / reference:.1f}",
            "ratio at most 3",
        )
    ]


def _time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
