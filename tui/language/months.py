"""A year, or a year and month, as people write them: 2018-08, 2018.8, 2018/8, 2018年8月, 2018年."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WRITTEN: Final = re.compile(r"(\d{4})(?:\s*[-./年]\s*(0?[1-9]|1[0-2])\s*月?|\s*年)?")


def year_month(text: str) -> str | None:
    """As `YYYY-MM` or `YYYY`; None if it is neither."""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    return f"{found[1]}-{int(found[2]):02}" if found[2] else found[1]
