"""What a field is called in a message on the command line: its label, and what was typed, or is to be typed, for it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from tui.language.errors import Message

if TYPE_CHECKING:
    from tui.kinds.declaration import Field

# Where arguments are kept under other names than those of their options.
_PERIOD: Final = {"start": "--from", "end": "--to"}


def called(name: str, parsed: argparse.Namespace | None) -> Message | str:
    """The field `name` of an error: 时间（--at）; its name alone where nobody has given it a label.

    `parsed` is the command: its own kind is asked first, then the kinds that call the field alike.
    """
    field = _declared(name, parsed)
    typed = _typed(name, field, parsed)
    if field is None:
        return typed or name
    label = Message(field.label)
    return Message("{label} ({typed})", {"label": label, "typed": typed}) if typed else label


def _declared(name: str, parsed: argparse.Namespace | None) -> Field | None:
    from tui.kinds import registry

    asked = {getattr(parsed, part, None) for part in ("what", "kind", "command")}
    own = [kind for kind in registry.kinds() if kind.name in asked]
    for kinds in (own, list(registry.kinds())):
        found = [field for kind in kinds if (field := kind.field(name)) is not None and field.label]
        if found and (kinds is own or len({field.label for field in found}) == 1):
            return found[0]
    return None


def _typed(name: str, field: Field | None, parsed: argparse.Namespace | None) -> str:
    """The option of the command that gives the field, or its name where one writes FIELD=VALUE; else nothing."""
    if name in _PERIOD and hasattr(parsed, name):
        return _PERIOD[name]
    option = field.typed.option if field is not None and field.typed else ""
    for one in filter(None, (option, f"--{name.replace('_', '-')}")):
        if hasattr(parsed, one.removeprefix("--").replace("-", "_")):
            return one
    return name if isinstance(getattr(parsed, "fields", None), list) else ""
