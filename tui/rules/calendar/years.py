"""The years that the desk plans and records in."""

from __future__ import annotations

from datetime import date
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


def in_range(day: date) -> bool:
    """Whether a day lies in the years that are accepted."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
