"""The program's log: where it went wrong, and nothing of a resident."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from tui.cli import start_log
from tui.platform.locations import Locations


def test_the_log_holds_no_number_and_no_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    places = Locations(tmp_path / "data", tmp_path / "none.toml", tmp_path / "log" / "xingfu.log")
    start_log(places)
    try:
        raise ValueError("王小明 13712341234, 3号楼2单元501")
    except ValueError:
        logging.getLogger("tui").exception("unexpected")
    for handler in logging.getLogger().handlers:
        assert isinstance(handler, RotatingFileHandler)
        handler.doRollover()
        handler.close()
    assert [p.stat().st_mode & 0o777 for p in places.log.parent.iterdir()] == [0o600, 0o600]
    places.log.with_suffix(".log.1").rename(places.log)
    text = places.log.read_text(encoding="utf-8")
    assert "ValueError: 王小明 ****, 3号楼****" in text
    assert "test_log.py" in text
    assert places.log.stat().st_mode & 0o777 == 0o600
