"""Lines that are typed: quick entry, and the meeting mode."""
