"""What is told of a document that does not fit its model."""

from __future__ import annotations

from typing import Any


def first_reason(error: Any) -> str:
    """The first thing wrong, of a pydantic ValidationError, without the value: it may be a resident's data."""
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['type']}"
