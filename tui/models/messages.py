"""Validation errors of pydantic as messages of this program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tui.language.errors import Message
from tui.language.i18n import N_

# pydantic's error type -> our msgid; `{limit}` and friends come from the error's context.
_MSGIDS: Final[Mapping[str, str]] = {
    "missing": N_("This must be filled in."),
    "string_too_short": N_("This must be filled in."),
    "too_short": N_("This must be filled in."),
    "string_too_long": N_("At most {max_length} characters fit here."),
    "too_long": N_("At most {max_length} of them are kept."),
    "string_pattern_mismatch": N_("This is not written as it should be (such as 2026-0042)."),
    "string_type": N_("Write text here."),
    "int_type": N_("Write a whole number."),
    "int_parsing": N_("Write a whole number."),
    "int_from_float": N_("Write a whole number."),
    "float_type": N_("Write a number."),
    "float_parsing": N_("Write a number."),
    "bool_type": N_("Write yes or no."),
    "bool_parsing": N_("Write yes or no."),
    "greater_than": N_("This must be more than {gt}."),
    "greater_than_equal": N_("This must be at least {ge}."),
    "less_than_equal": N_("This must be at most {le}."),
    "date_type": N_("Write a date such as 2026-12-01."),
    "date_parsing": N_("Write a date such as 2026-12-01."),
    "date_from_datetime_parsing": N_("Write a date such as 2026-12-01."),
    "date_from_datetime_inexact": N_("Write a date such as 2026-12-01."),
    "datetime_type": N_("Write a date and time such as 2026-12-01T09:00+08:00."),
    "datetime_parsing": N_("Write a date and time such as 2026-12-01T09:00+08:00."),
    "datetime_from_date_parsing": N_("Write a date and time such as 2026-12-01T09:00+08:00."),
    "literal_error": N_("Choose one of: {expected}."),
    "tuple_type": N_("Write a list here."),
}
# Errors about a whole record that are shown at one of its fields.
_OF_WHOLE: Final[Mapping[str, str]] = {"ends": "ends", "ends_at": "ends_at", "until": "until"}
_OTHERWISE: Final = N_("This does not fit here ({why}).")


def explained(error: ValidationError) -> dict[str, Message]:
    """One message per field; an error inside a field's value is reported at the field. "" is the whole
    record.
    """
    messages: dict[str, Message] = {}
    for detail in error.errors(include_url=False):
        field = str(detail["loc"][0]) if detail["loc"] else _OF_WHOLE.get(detail["type"], "")
        messages.setdefault(field, _message(detail))
    return messages


def _message(detail: ErrorDetails) -> Message:
    context = {k: v for k, v in detail.get("ctx", {}).items() if isinstance(v, str | int | float)}
    kind = detail["type"]
    if kind == "too_long" and isinstance(
        detail["input"], str
    ):  # its validator ran before the limit was checked
        kind = "string_too_long"
    if kind in _MSGIDS:
        return Message(_MSGIDS[kind], context)
    if kind in _OWN:
        msgid = _template(detail) if context else detail["msg"]
        return Message(msgid, context)
    return Message(_OTHERWISE, {"why": detail["msg"]})


def _template(detail: ErrorDetails) -> str:
    return str(detail.get("ctx", {}).get("msgid") or detail["msg"])


# Errors raised by our own models: their text is a msgid already.
_OWN: Final = frozenset(
    {
        "phone",
        "year_month",
        "roster",
        "clock",
        "rrule",
        "ends",
        "ends_at",
        "halves",
        "flags",
        "birthday",
        "slots",
        "until",
        "pauses",
        "festival",
    }
)
