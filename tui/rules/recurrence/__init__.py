"""Recurrence of services and meetings: RFC 5545 rules, their dates, their sentences, and rules parsed from
words.
"""

from __future__ import annotations

from tui.rules.recurrence.expansion import canonical, check_rrule, occurrences
from tui.rules.recurrence.parts import FREQUENCIES
from tui.rules.recurrence.sentence import describe
from tui.rules.recurrence.words import parse_words

__all__ = ["FREQUENCIES", "canonical", "check_rrule", "describe", "occurrences", "parse_words"]
