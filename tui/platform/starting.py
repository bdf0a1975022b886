"""Starting this program once more, as another process."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

# The very code that runs here, whatever the environment of the other process names.
_RUN: Final = "import runpy, sys; sys.path.insert(0, {root!r}); runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"


def this_program(module: str = "tui") -> list[str]:
    """The command that runs a module of this program, to which its arguments are added.

    It is the same code with the same interpreter, and as isolated from the environment.
    """
    root = str(Path(__file__).parent.parent.parent)
    run = _RUN.format(root=root, module=module)
    return [sys.executable, "-I" if sys.flags.isolated else "-P", "-c", run]
