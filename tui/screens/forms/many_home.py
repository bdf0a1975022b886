"""What is asked once for several home requests: who goes."""

from __future__ import annotations

from collections.abc import Sequence

from tui.desk.context import DeskContext
from tui.kinds.record import Target
from tui.language.errors import InvalidInput, Message
from tui.screens.base.together import Together, Values
from tui.screens.forms.candidates import told_apart
from tui.screens.forms.common import day_field, records
from tui.widgets.fields import Field, PickField


def assign(context: DeskContext, targets: Sequence[Target]) -> Together:  # noqa: ARG001 - as all of these
    """Send one team or volunteer to several, on one day or to each on the day that they have, or wished for."""
    tr = context.tr
    teams = [(f"team:{id}", name) for id, name in records(context, "teams")]
    people = [(f"volunteer:{id}", name) for id, name in records(context, "volunteers")]
    fields: list[Field] = [
        PickField("holder", tr("held by"), told_apart([*teams, *people], context.store, tr), None, required=True,
                  hint=tr("Type a name or pinyin initials.")),
        day_field(context, "on", tr("date"), hint=tr("Empty: each keeps its own, or has the one wished for.")),
    ]  # fmt: skip

    def day(target: Target, values: Values) -> str:
        request = context.store.home_requests.find_stored(target.id) or {}
        return str(values["on"] or request.get("on") or request.get("wished_on") or "")

    def do(target: Target, values: Values) -> object:
        if not (on := day(target, values)):
            raise InvalidInput({"on": Message("Say on which day they go.")})
        kind, _, id = str(values["holder"]).partition(":")
        return context.desk.home.act(target.id, "give", holder=(kind, int(id)), on=on)

    def why_not(target: Target, values: Values) -> Message | None:
        return None if day(target, values) else Message("Say on which day they go.")

    return Together(tr("Who goes"), fields, do, why_not)
