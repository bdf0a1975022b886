"""Quick entry: what a typed line becomes at the desk, told before Enter and done by it. No screen here."""

from __future__ import annotations

from tui.desk.quick.scribe import Read, Scribe

__all__ = ["Read", "Scribe"]
