"""Parses a recurrence from words or an RFC 5545 rule."""

from __future__ import annotations

from datetime import date

from tui.language.errors import InvalidInput
from tui.rules.recurrence import check_rrule, parse_words
from tui.rules.recurrence.expansion import NO_RULE


def read_rule(text: str, today: date) -> str | None:
    """The recurrence rule; "" if the text asks for none, None if it is no recurrence.

    Raises InvalidInput at the field `rrule` for a rule that cannot be used.
    """
    rule = parse_words(text, today)
    if rule and (complaint := check_rrule(rule)):
        raise InvalidInput({"rrule": complaint})
    return rule


def required_rule(text: str, today: date) -> str:
    """The recurrence rule; "" if the text asks for none. Raises InvalidInput at the field `rrule`."""
    rule = read_rule(text, today)
    if rule is None:
        raise InvalidInput({"rrule": NO_RULE})
    return rule
