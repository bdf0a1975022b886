"""Quick entry: what a typed line becomes at the desk, told before Enter and done by it. No screen here."""

from __future__ import annotations

from tui.desk.quick.quick_entry import QuickEntry, Read

__all__ = ["QuickEntry", "Read"]
