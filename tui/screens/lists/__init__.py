"""The columns and cells of each kind's list."""
