"""A time of day as people say it at the desk: `9:00`, `9点半`, `下午3点`, `0930`, `3pm`, `9-11`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tui.errors import InvalidInput, Message

_LATE: Final = frozenset({"下午", "晚上", "傍晚", "pm"})
_CLOCK: Final = re.compile(
    r"(?P<part>上午|早上|中午|下午|傍晚|晚上)?(?P<hour>\d{1,2})"
    r"(?:(?:[:.](?P<minute>[0-5]\d))|(?:[点时](?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minutes>[0-5]?\d)分?)?整?))?(?P<half_day>am|pm)?"
)


def parse_clock(text: str) -> str:
    """The time that `text` means, as `HH:MM`. Raises InvalidInput."""
    said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    if re.fullmatch(r"\d{3,4}", said):
        said = f"{said[:-2]}:{said[-2:]}"
    found = _CLOCK.fullmatch(said)
    hour = int(found["hour"]) if found else 99
    if found:
        late = found["part"] in _LATE or found["half_day"] in _LATE or (found["part"] == "中午" and hour < 11)
        if late and hour < 12:
            hour += 12
        elif found["half_day"] == "am" and hour == 12:
            hour = 0
    if found is None or hour > 23:
        raise InvalidInput(
            {
                "": Message(
                    "«{text}» is not understood as a time. Write 9:00, 9点半 or 下午3点.",
                    {"text": text.strip()[:20]},
                )
            }
        )
    minute = 30 if found["half"] else {"一": 15, "三": 45}.get(found["quarter"] or "", 0)
    minute = int(found["minute"] or found["minutes"] or minute)
    return f"{hour:02}:{minute:02}"


def parse_span(text: str) -> tuple[str, str]:
    """From when to when: `9:00-11:00`, `9点到11点半`, `下午2-4点`. Raises InvalidInput."""
    said = unicodedata.normalize("NFKC", text).strip()
    parts = re.split(r"\s*(?:-|–|—|~|至|到)\s*|\s+", said)
    if len(parts) != 2:
        raise InvalidInput({"": Message("Say from when to when, such as 9:00-11:00.")})
    begins, ends = parts
    starts = parse_clock(begins)
    part = re.match(r"上午|早上|下午|傍晚|晚上", begins)
    if part and part[0] in _LATE and not re.match(r"\D", ends):
        ends = part[0] + ends
    return starts, parse_clock(ends)
