"""What all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--approve` writes the snapshots anew; read the difference before you commit it."""
    parser.addoption("--approve", action="store_true", help="write the approved screens anew")
