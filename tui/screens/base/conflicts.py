"""Both versions of a record side by side, where two people changed the same fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.kinds.record import Stored
from tui.language.errors import Translate
from tui.widgets.fields import Field


def show_theirs(
    fields: Sequence[Field], mine: Mapping[str, Any], theirs: Stored, base_version: Stored, tr: Translate
) -> dict[str, Any]:
    """Say at each field that both changed what the other made of it; the last of them has the cursor.

    `mine` are the values that were changed here, `base_version` is what both began with. Returns the others' values
    of those fields.
    """
    differing: dict[str, Any] = {}
    for field in fields:
        name = field.field
        other = theirs.get(name)
        if name in mine and other not in (base_version.get(name), mine[name]):
            shown = field.shown(other) or "-"
            field.set_theirs(tr("theirs: {value}   (F4 takes it; yours stays if you save)", value=shown))
            differing[name] = other
            field.focus_editor()
        else:
            field.set_theirs("")
    return differing
