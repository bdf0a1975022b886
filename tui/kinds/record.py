"""What names one record, and the form in which the store gives it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, cast

Stored = Mapping[str, Any]
"""A stored document: plain JSON values by field name. Whoever gets one does not change it."""


class Target(NamedTuple):
    """What a command is about: a kind of record and what names it.

    A session is named by its service and the date that the recurrence gave it, as it may not be on
    record yet.
    """

    kind: str
    id: int
    on: date | None = None


def session_target(key: object) -> Target:
    """The target that a session's line in a list names by its key, (service id, date)."""
    service_id, on = cast("tuple[int, date]", key)
    return Target("session", service_id, on)
