"""A telephone number of which the ends alone are told (GB/T 35273-2020, 7.2)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tui.rules.privacy.signs import HIDDEN


def mask_phone(text: str) -> str:
    """A telephone number with its middle hidden: 137****1234, 0311-****4321, ****4321; else HIDDEN."""
    written = unicodedata.normalize("NFKC", text).strip()
    if not written or _MASKED_PHONE.fullmatch(written):
        return written
    digits = "".join(c for c in written if c.isdigit())
    if len(digits) > 11 and digits.removeprefix("00").startswith("86"):
        digits = digits.removeprefix("00")[2:]
    if len(digits) == 11 and digits[0] == "1":
        return f"{digits[:3]}{HIDDEN}{digits[-4:]}"
    if 9 < len(digits) <= 12 and digits[0] == "0":
        area = 3 if digits[1] in "12" else 4
        return f"{digits[:area]}-{HIDDEN}{digits[-4:]}"
    return f"{HIDDEN}{digits[-4:]}" if _LOCAL_PHONE.fullmatch(written) else HIDDEN


_MASKED_PHONE: Final = re.compile(r"(?:1[3-9]\d|0\d{2,3}-)?\*{4}(?:\d{4})?")
_LOCAL_PHONE: Final = re.compile(r"\d{3,4}[ \-]?\d{4}")
