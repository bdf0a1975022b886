"""Handing over: from whom to whom, then the list to go through, where what stays is unticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.desk.context import DeskContext
from tui.kinds.record import Stored, Target
from tui.kinds.words import HELD_KINDS
from tui.language.errors import InvalidInput, Message
from tui.rules.people.handover import Held
from tui.rules.people.same_name import same_person
from tui.screens.base.form import FormScreen
from tui.screens.forms.common import off_record
from tui.widgets.checklist import CheckField
from tui.widgets.fields import Field, PickField, TextField


def new(context: DeskContext, _: Target | None) -> FormScreen:
    """Ask from whom to whom; the list comes next."""
    tr, holders = context.tr, context.desk.handover.holders()
    mine = next((name for name in holders if same_person(name, context.actor.name)), None)
    options = [(name, tr("{name}, holds {n}", name=name, n=count)) for name, count in holders.items()]

    def save(values: Mapping[str, Any], _: Stored | None) -> FormScreen:
        frm, to = str(values["frm"] or ""), str(values["to"] or "")
        held = context.desk.handover.held(frm)
        wrong: dict[str, Message] = {}
        if not held:
            wrong["frm"] = Message("Say who hands over: somebody who holds something.")
        if not to:
            wrong["to"] = Message("Say who takes it over.")
        elif same_person(frm, to):
            wrong["to"] = Message("This is the same person.")
        if wrong:
            raise InvalidInput(wrong)
        return _list(context, frm, to, str(values["note"] or ""), held)

    fields: list[Field] = [
        PickField("frm", tr("from whom"), options, mine or next(iter(holders), None), required=True,
                  hint=tr("Who hands over. Arrows choose, or type: text or pinyin initials.")),
        PickField("to", tr("to whom"), [(name, name) for name in holders], None, free=off_record(tr), required=True,
                  hint=tr("Who takes over. A name that is not on record is the last of the list.")),
        TextField("note", tr("note"), hint=tr("What they should know. Each wish keeps it in its history.")),
    ]  # fmt: skip
    about = "" if holders else tr("Nobody holds anything yet.")
    return FormScreen(tr("Hand over"), fields, save, about=about)


def _list(context: DeskContext, frm: str, to: str, note: str, held: Sequence[Held]) -> FormScreen:
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        if not values["items"]:
            raise InvalidInput({"items": Message("Nothing is ticked.")})
        given = context.desk.handover.hand_over(frm, to, note=note, keys=values["items"])
        return Message("{n} handed over to {name}. u takes it back.", {"n": len(given), "name": to})

    options = [(h.key, f"{tr(HELD_KINDS[h.kind])}  {h.name}") for h in held]
    items = CheckField(
        "items",
        tr("goes over"),
        options,
        [h.key for h in held],
        hint=tr("Arrows go through the list, Space unticks what stays."),
    )
    return FormScreen(tr("{frm} hands over to {to}", frm=frm, to=to), [items], save, about=note)
