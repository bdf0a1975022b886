"""Parses recurrence rules from words, Chinese or English."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tui.language.folding import fold

ON_REQUEST: Final = frozenset({"", "按需", "按需预约", "随时", "预约", "on request"})


def parse_words(text: str, today: date | None = None) -> str | None:
    """The RFC 5545 rule for words (`每周五`, `每季度最后一个工作日`, `every friday until 2026-12-31`).

    None if they are no recurrence, or if they need `today` (`到年底`) and it is None. A text that is a rule
    already is returned in capitals; words such as `按需` and an empty text give "" (on request only).
    """
    from tui.rules.recurrence import words_en, words_zh  # noqa: PLC0415 - loaded when somebody types

    words = re.sub(r"\s+", " ", fold(text)).strip(" ,.。").lower()
    if words in ON_REQUEST:
        return ""
    if words.startswith(("freq=", "rrule:")):
        return re.sub(r"\s+", "", words).upper().removeprefix("RRULE:")
    parse = words_en.parse if words.isascii() else words_zh.parse
    try:
        return parse(words, today).rrule()
    except (ValueError, OverflowError):
        return None
