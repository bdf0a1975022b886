"""Stores to measure with, and the environment that keeps the user's own settings out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent


def environment(folder: Path) -> Mapping[str, str]:
    """An environment with Chinese screens and no settings of the user's."""
    return {
        "XINGFU_CONFIG": str(folder / "none.toml"), "XINGFU_NAME": "小李", "XINGFU_LANG": "zh", "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        # Both sides of a comparison start from compiled modules.
        "PYTHONDONTWRITEBYTECODE": "",
    }  # fmt: skip


def loaded(folder: Path, size: int) -> Path:
    """A folder with the model community and `size` generated documents."""
    argv = [sys.executable, "-m", "tui", "--data", str(folder), "demo", "--if-empty", "--size", str(size)]
    subprocess.run(
        argv, check=True, env={**os.environ, **environment(folder)}, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    return folder
