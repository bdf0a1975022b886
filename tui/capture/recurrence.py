"""Parses a recurrence from words or an RFC 5545 rule."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tui.language.errors import InvalidInput, Message
from tui.rules.recurrence import check_rrule, parse_words
from tui.rules.recurrence.expansion import NO_RULE

# Between two recurrences, and what one begins with.
_JOINING: Final = re.compile(r"\s*(?:以及|[、,，和及与;；]|\b(?:and|or)\b)\s*", re.IGNORECASE)
_EVERY: Final = re.compile("每|逢|every|each", re.IGNORECASE)


def read_rule(text: str, today: date) -> str | None:
    """The recurrence rule; "" if the text asks for none, None if it is no recurrence.

    Raises InvalidInput at the field `rrule` for a rule that cannot be used.
    """
    rule = parse_words(text, today)
    if rule is None and (two := _two(text, today)):
        raise InvalidInput({"rrule": two})
    if rule and (complaint := check_rrule(rule)):
        raise InvalidInput({"rrule": complaint})
    return rule


def _two(text: str, today: date) -> Message | None:
    """What to say where a text names two recurrences, of which a service has one: 每周五和每月5号."""
    for joining in _JOINING.finditer(text):
        one, other = text[: joining.start()].strip(), text[joining.end() :].strip()
        whole = other if _EVERY.match(other) else f"{'every ' if text.isascii() else '每月'}{other}"
        if one and other and parse_words(one, today) and parse_words(whole, today):
            facts = {"one": one, "other": other}
            return Message("These are two recurrences: «{one}» and «{other}». Add a service for each.", facts)
    return None


def required_rule(text: str, today: date) -> str:
    """The recurrence rule; "" if the text asks for none. Raises InvalidInput at the field `rrule`."""
    rule = read_rule(text, today)
    if rule is None:
        raise InvalidInput({"rrule": NO_RULE})
    return rule
