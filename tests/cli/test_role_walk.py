"""What the command line tells a seat of residents: nothing that its role may not see, whichever list or paper it asks for."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.residents import kept_from, plant_residents
from tui.kinds import registry
from tui.kinds.ledgers import LEDGERS
from tui.seats.register import Seat, SeatRegister
from tui.store import open_store

LISTS = tuple(kind.listed for kind in map(registry.stored_kind, registry.tables()) if kind.listed)
COMMANDS = (
    *(f"list {word}{as_json}" for word in LISTS for as_json in ("", " --json")),
    *(f"export {ledger} -o -" for ledger in LEDGERS), "export ics -o -", "find 王", "find 1398", "find 王 --json", "log", "log --json",
    "report month 2026-11", "report month 2026-11 --json", "report trends", "locate", "meeting list", "meeting show --meeting 1", "community",
    "meeting minutes --meeting 1", "community --json", "seat list", "hours list", "hours total", "volunteer show 1", "notice",
    "quick --dry-run 路灯坏了 @王", "forget 王", "handover 王 李 --dry-run", "set wish 1 nothing=x", "holidays", "check",
)  # fmt: skip


@pytest.mark.parametrize("role", ["viewer", "recorder"])
def test_no_command_tells_a_seat_of_whom_it_may_not_see(
    run: Run, tmp_path: Path, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A seat takes its client's variables out of the environment, which here is that of all tests.
    monkeypatch.setattr("tui.platform.terminal.scrub", lambda env: None)
    # The masks are kept, as for a large store: each of the commands would make them anew.
    monkeypatch.setattr("tui.engine.embedded.masked_snapshot.WORTH", 0)
    assert run("demo")[0] == 0
    assert run("meeting", "plan", "--at", "+3 15:00")[0] == 0
    assert plant_residents(tmp_path / "data") > 150
    with closing(open_store(tmp_path / "data")) as store:
        store.tidy(force=True)  # each command reads the store anew
    SeatRegister(tmp_path / "data").put(Seat("theirs", role))  # type: ignore[arg-type]
    kept = kept_from(role)
    found, answered = [], 0
    for command in COMMANDS:
        status, out, err = run("--seat", "theirs", *command.split())
        answered += status == 0
        told = [f"{table} {one}" for table, secret in kept.items() for one in secret.within(out + err)]
        found += [f"{command}: {told}"] if told else []
    assert found == []
    assert answered > 25
