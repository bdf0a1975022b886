"""Parses lines of quick entry: see `tui.capture.lines.parser`."""
