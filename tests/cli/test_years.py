"""Days outside of the years 1900 to 2199 are kept by nobody, whichever way they come."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tui.capture.dates.parser import parse_date
from tui.desk.desk import Desk
from tui.language.errors import InvalidInput
from tui.papers.importing.days import Unread, read_day
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY
from tui.seats.actor import Actor
from tui.store import open_store

FAR = ("1899-12-31", "2200-01-01", "0001-01-01", "9999-12-31")


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize(
    ("table", "fields"),
    [("wishes", {"due": ""}), ("visits", {"on": ""}), ("mediations", {"opened_on": ""}), ("volunteers", {"joined": ""}),
     ("meetings", {"starts_at": "T09:00:00+08:00"}), ("bookings", {"on": ""}), ("services", {"first": ""}), ("sessions", {"starts_at": "T09:00:00+08:00"})],
)  # fmt: skip
def test_no_use_case_keeps_it(tmp_path: Path, table: str, fields: dict[str, str], day: str) -> None:
    store = open_store(tmp_path)
    desk = Desk(store, Actor("李", "local"))
    (field,) = fields
    with pytest.raises(InvalidInput) as caught, desk.wishes.begin("wish.add") as transaction:
        transaction.insert(table, {field: day + fields[field]})
    assert "1900 to 2199" in str(caught.value.errors[field])
    assert store.seq == 0
    with desk.wishes.begin("wish.add") as transaction:
        transaction.insert(table, {field: "1900-01-01", "title": day, "history": []})
    store.close()


@pytest.mark.parametrize(
    "text", [*FAR, "0099-01-01", "0026年5月1日", "3026年5月1日", "1800.1.1", "２２００－０１－０１"]
)
def test_a_date_field_says_so(text: str) -> None:
    found = parse_date(text, datetime(2026, 3, 26, 12, tzinfo=LOCAL), LIBRARY)
    assert found is not None
    assert found.problem is not None
    assert "out of reach" in str(found.problem)


@pytest.mark.parametrize(
    "cell",
    [*FAR, date(1899, 1, 1), datetime(2200, 1, 1, tzinfo=LOCAL), "1800年1月1日", "18000101", "1800.01.01"],
)
def test_a_cell_of_a_ledger_is_not_taken(cell: Any) -> None:
    assert isinstance(read_day(cell, 2026), Unread)


@pytest.mark.parametrize(
    "line",
    ["add wish --title T --due {}", "set wish 1 due={}", "visit add 王 --on {}", "mediation add --title T --on {}", "volunteer add X --joined {}",
     "meeting plan --at {}T10:00", "quick 路灯坏了^{}", "export wishes a.csv --from {}", "home add --resident T --skill 理发 --on {}",
     "hours add 闫爱民 --hours 1 --content T --on {}"],
)  # fmt: skip
def test_the_command_line_says_so(loaded: Run, line: str) -> None:
    for day in FAR:
        status, _, err = loaded(*line.format(day).split())
        assert status in {1, 2}, day
        assert "out of reach" in err or "1900 to 2199" in err, (day, err)
