"""`xingfu` in this process, over a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tui.cli import main
from tui.rules.calendar.time_zone import LOCAL

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs `xingfu` in this process: exit status, standard output, standard error."""
    monkeypatch.setenv("XINGFU_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XINGFU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XINGFU_LANG", "en")

    def ran(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(arguments)
        except SystemExit as left:
            status = int(left.code or 0)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return status, out.decode(), err.decode()

    return ran


@pytest.fixture
def loaded(run: Run, put_community: Callable[[Path, datetime], None], tmp_path: Path) -> Run:
    """The same with the model community, as `xingfu demo` makes it."""
    put_community(tmp_path / "data", datetime.now(LOCAL))
    return run
