"""What the fields of a form held before, so that what was typed can be taken back in one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class FieldHistory:
    """The values of each field; letters typed or removed one after the other are one step."""

    def __init__(self) -> None:
        self._now: dict[str, Any] = {}
        self._before: dict[str, list[Any]] = {}
        self._after: dict[str, list[Any]] = {}
        self._run = ("", 0)

    def begin(self, values: Mapping[str, Any]) -> None:
        """Begin with the fields as they stand."""
        self._now = dict(values)

    def note(self, name: str, value: Any) -> None:
        """Field `name` holds `value` now."""
        was = self._now.get(name)
        if was == value:
            return
        self._now[name] = value
        run = (name, _direction(was, value))
        if run != self._run or not run[1] or not self._before.get(name):
            self._before.setdefault(name, []).append(was)
        self._run = run
        self._after.pop(name, None)

    def touched(self, name: str) -> bool:
        """Whether field `name` was typed into, and not all of that taken back."""
        return bool(self._before.get(name))

    def step(self, name: str, value: Any, *, back: bool) -> tuple[Any] | None:
        """What field `name`, which holds `value`, held before, or held before that was taken back; None: nothing."""
        self.note(name, value)
        taken, kept = (self._before, self._after) if back else (self._after, self._before)
        if not taken.get(name):
            return None
        kept.setdefault(name, []).append(value)
        self._now[name] = taken[name].pop()
        self._run = ("", 0)
        return (self._now[name],)


def _direction(was: Any, value: Any) -> int:
    """Whether one letter was added (1) or removed (-1); 0 for any other change."""
    was, value = was or "", value or ""
    if not (isinstance(was, str) and isinstance(value, str)):
        return 0
    by = len(value) - len(was)
    return by if by in {1, -1} else 0
