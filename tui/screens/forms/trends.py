"""The period of the trends, typed: first and last day, and the compound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.rules.trends.periods import Period, read_days
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import day_field
from tui.widgets.fields import Field, PickField

# What stands for no compound: a choice that must be made has no None.
_ALL: Final = 0

Chosen = Callable[[Period, "int | None"], None]


def own_days(context: DeskContext, period: Period, compound: int | None, chosen: Chosen) -> FormScreen:
    """Choose the days and the compound; `chosen` is told."""
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        chosen(read_days(values["first"], values["last"], context.today), values["compound"] or None)
        return Message("The trends show these days.")

    compounds = (context.store.community or {}).get("compounds") or ()
    options: list[tuple[int, str]] = [(_ALL, tr("all compounds"))]
    options += [
        (int(c["number"]), str(c.get("name") or tr("compound {number}", number=c["number"])))
        for c in compounds
    ]
    fields: list[Field] = [
        day_field(context, "first", tr("first day"), period.first.isoformat(), edge="first"),
        day_field(context, "last", tr("last day"), period.last.isoformat(), edge="last"),
        PickField("compound", tr("compound"), options, compound or _ALL, required=True),
    ]
    return FormScreen(tr("Period of the trends"), fields, save)
