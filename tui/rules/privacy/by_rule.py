"""Texts that rules wrote and not people: days, times, numbers, codes. Nobody's data is in them."""

from __future__ import annotations

import re
from typing import Final

_BY_RULE: Final = re.compile(
    r"(?:19|20)\d\d-[01]\d(?:-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?)?"
    r"|(?:19|20)\d\d-\d{4}|[0-2]\d:[0-5]\d|[a-z_]*|(?:(?:FREQ|INTERVAL|COUNT|WKST|BY[A-Z]+)=(?:[A-Z]+|[+-]?\d{1,3}[A-Z]{0,2})(?:,[+-]?\d{0,3}[A-Z]{0,2})*;?|UNTIL=\d{8}(?:T\d{6}Z?)?;?)+|[A-Z]{2}(?:\.[ap]m)?"
)
_NUMBER: Final = re.compile(r"(?:19|20)\d\d-\d{4,6}")
# A name of an event in calendars, as programs make it: no telephone number in it.
_UID: Final = re.compile(r"(?!.*(?<!\d)(?:1[3-9]\d{9}|\d{15}|\d{17}[\dXx])(?!\d))[\w.@:{}\-+/=]*")

BY_NAME: Final = frozenset({"number", "uid"})
"""The fields whose name says how their texts are written."""


def by_rule(value: str) -> bool:
    """Whether a text is as rules write it."""
    return _BY_RULE.fullmatch(value) is not None


def harmless(name: str, value: str) -> bool:
    """Whether a text is as rules write it, in a field of that name."""
    if by_rule(value):
        return True
    if name == "number":
        return _NUMBER.fullmatch(value) is not None
    return name == "uid" and _UID.fullmatch(value) is not None
