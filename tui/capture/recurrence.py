"""A recurrence as it is typed: words or an RFC 5545 rule."""

from __future__ import annotations

from tui.errors import InvalidInput, Message
from tui.rules.recurrence import parse_words


def read_recurrence(text: str) -> str:
    """The rule that was typed; "" for none. Raises InvalidInput at the field `rrule`."""
    rule = parse_words(text)
    if rule is None:
        raise InvalidInput(
            {
                "rrule": Message(
                    "This is not a recurrence. Write words such as «every Friday» or «26th of each month», "
                    "or a rule such as FREQ=WEEKLY;BYDAY=FR."
                )
            }
        )
    return rule
