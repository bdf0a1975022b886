"""Measurements: each figure beside a named reference that ran in the same minutes."""
