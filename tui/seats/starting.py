"""The command that opens the desk for a seat, to be written into its line of authorized_keys."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

SEAT_COMMAND: Final = "seat-command"
"""A file in the environment of an installed program, with the path of the command for seats."""


def seat_command() -> list[str]:
    """The program and its first arguments.

    An installation that is upgraded has each version in a folder of its own, and names a command that stays where it
    is (bundle/install.sh). With -I, neither the environment nor the folder of the login can put other code in the
    program's place; the command of an installation has it too.
    """
    try:
        named = Path(sys.prefix, SEAT_COMMAND).read_text(encoding="utf-8").strip()
    except OSError:
        named = ""
    return [named] if named else [sys.executable, "-I", "-m", "tui"]
