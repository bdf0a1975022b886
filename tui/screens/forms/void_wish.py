"""Making wishes void (作废) that were recorded by mistake: the reason is asked for, one or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.language.errors import InvalidInput, Message
from tui.screens.base.form import FormScreen
from tui.screens.base.together import Together, Values
from tui.screens.forms.common import found
from tui.widgets.fields import Field, TextField


def void(context: DeskContext, target: Target) -> FormScreen:
    """Make one wish void."""
    tr, wish = context.tr, found(context, "wishes", target.id)

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        _void(context, target, values)
        return Message(
            "Wish {number} is void: kept with the reason, and in no figure.", {"number": wish["number"]}
        )

    title = tr("Make wish {number} void", number=wish["number"])
    return FormScreen(title, [_reason(context)], save, about=wish["title"])


def void_several(context: DeskContext, targets: Sequence[Target]) -> Together:  # noqa: ARG001 - as all of these
    """Make several wishes void for one reason."""
    return Together(
        context.tr("Make wishes void"),
        [_reason(context)],
        lambda target, values: _void(context, target, values),
    )


def _reason(context: DeskContext) -> Field:
    tr = context.tr
    hint = tr(
        "Why it should not be there: recorded twice, by mistake, as a test. The number is not given again."
    )
    return TextField("note", tr("reason"), required=True, most=1000, hint=hint)


def _void(context: DeskContext, target: Target, values: Values) -> Stored:
    if not values["note"]:
        raise InvalidInput({"note": Message("Say why.")})
    return context.desk.wishes.act(target.id, "void", note=values["note"])
