"""Parses the text of a time field: `9:00`, `0930`, `15：00`, `9点半`, `下午3点`, `3pm`, and ranges of times.

Digits are taken on the 24-hour clock: `3:30` is half past three at night. Words and a bare hour follow the
rules for free text (see `tui.capture.dates.meanings.times`): `3点` is in the afternoon.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tui.language.errors import InvalidInput, Message

_IN_FIGURES: Final = re.compile(r"([0-9]{1,2})\s*[:.]?\s*([0-9]{2})")
_RANGE_SEPARATOR: Final = re.compile(r"\s*(?:-|–|—|~|至|到)\s*|\s+")


def read_clock(text: str, field: str = "") -> tuple[int, int]:
    """The hour and minute that `text` means. Raises InvalidInput at `field`."""
    typed = unicodedata.normalize("NFKC", text).strip()
    clock = _from_digits(typed) or _from_words(typed)
    if not typed:
        raise InvalidInput({field: Message("Write a time of day, such as 09:00.")})
    if clock is None:
        raise InvalidInput(
            {
                field: Message(
                    "«{text}» is not understood as a time. Write 9:00, 9点半 or 下午3点.",
                    {"text": text.strip()[:20]},
                )
            }
        )
    return clock


def parse_clock(text: str, field: str = "") -> str:
    """The time that `text` means, as `HH:MM`. Raises InvalidInput at `field`."""
    hour, minute = read_clock(text, field)
    return f"{hour:02}:{minute:02}"


def parse_span(text: str, field: str = "") -> tuple[str, str]:
    """Start and end as `HH:MM`, from `9:00-11:00`, `9点到11点半`, `下午2-4点`. Raises InvalidInput at `field`."""
    from tui.capture.dates.time_parser import parse_time_range  # noqa: PLC0415 - its tables are not on the way to the first screen

    typed = unicodedata.normalize("NFKC", text).strip()
    parts = _RANGE_SEPARATOR.split(typed)
    if len(parts) == 2 and all(map(_from_digits, parts)):
        return parse_clock(parts[0]), parse_clock(parts[1])
    times = parse_time_range(typed)
    if times is not None:
        return f"{times[0]:%H:%M}", f"{times[1]:%H:%M}"
    if len(parts) != 2:
        raise InvalidInput({field: Message("Say from when to when, such as 9:00-11:00.")})
    return parse_clock(parts[0], field), parse_clock(parts[1], field)


def _from_digits(typed: str) -> tuple[int, int] | None:
    found = _IN_FIGURES.fullmatch(typed)
    clock = (int(found[1]), int(found[2])) if found else None
    return clock if clock is not None and clock[0] < 24 and clock[1] < 60 else None


def _from_words(typed: str) -> tuple[int, int] | None:
    from tui.capture.dates.time_parser import parse_time  # noqa: PLC0415 - as above

    found = parse_time(typed)
    return (found.hour, found.minute) if found is not None else None
