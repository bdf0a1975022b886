"""How a line of quick entry is read, part by part: see `tui.capture.lines.reading`."""
