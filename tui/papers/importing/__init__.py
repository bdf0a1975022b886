"""Ledgers that others keep, read into records: bytes, cells, head, columns, values, and at last a plan.

Nothing here writes: a plan says what every row of a file would become, and `tui.desk.importing` keeps it.
"""
