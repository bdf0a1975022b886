"""`xingfu list` in an order, and as a named view has it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tui.desk.desk import Desk
from tui.seats.actor import Actor
from tui.store import open_store


def ids(run: Run, *arguments: str) -> list[int]:
    status, out, err = run("list", "wishes", *arguments, "--json")
    assert status == 0, err
    return [one["id"] for one in json.loads(out)]


def test_a_field_gives_the_order_and_what_has_none_is_at_the_end(loaded: Run) -> None:
    rising = ids(loaded, "--all", "--sort", "due")
    falling = ids(loaded, "--all", "--sort", "due", "--reverse")
    assert falling == rising[::-1]
    assert ids(loaded, "--all", "--sort", "number") == sorted(rising)
    assert ids(loaded, "--all", "--sort", "Held by")[-1] in {4, 6}  # nobody holds it
    status, _, err = loaded("list", "wishes", "--sort", "weather")
    assert status == 2
    assert "weather" in err


def test_a_view_is_found_by_its_name_and_its_letter(loaded: Run, tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    view = {"kind": "wish", "name": "催办", "letter": "c", "filter": "@物业", "sort": "-due"}
    Desk(store, Actor("小李", "local")).views.keep(view, own=False)
    Desk(store, Actor("小李", "local")).views.keep({**view, "name": "我的", "letter": "w"}, own=True)
    store.close()
    assert ids(loaded, "--view", "催办") == ids(loaded, "--view", "c") == [5, 2]
    assert ids(loaded, "--view", "催办", "--reverse") == [2, 5]
    status, _, err = loaded("list", "wishes", "--view", "我的")  # somebody else's own
    assert status != 0
    assert "催办" in err
    assert "我的" in err
