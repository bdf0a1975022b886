"""Quick entry: parses a typed line, previews its effects, and on Enter records it. Without Textual."""

from __future__ import annotations

from tui.desk.quick.quick_entry import QuickEntry, ReadLine

__all__ = ["QuickEntry", "ReadLine"]
