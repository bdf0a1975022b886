"""What is asked once for several wishes: who holds them, due date and category, the next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.kinds.record import Target
from tui.language.errors import InvalidInput, Message
from tui.language.i18n import N_
from tui.rules.privacy.rights import may
from tui.rules.wishes import workflow
from tui.rules.wishes.categories import categories
from tui.screens.base.together import Together, Values
from tui.screens.forms.common import choices, day_field, off_record
from tui.screens.forms.wish import STEPS, assignee_of, holders_on_record
from tui.widgets.fields import Field, PickField, TextField

# Steps that are about one wish and another, or have a command of their own for several.
_NOT_FOR_MANY: Final = frozenset({"merge", "unmerge", "agenda", "void"})
_UNCHANGED: Final = N_("Empty: each keeps its own.")


def assign(context: DeskContext, targets: Sequence[Target]) -> Together:  # noqa: ARG001 - as all of these
    """Give wishes to one team, partner or person."""
    tr, holders = context.tr, holders_on_record(context)
    fields: list[Field] = [
        PickField("assignee", tr("held by"), holders, None, free=off_record(tr), required=True,
                  hint=tr("Type a name or pinyin initials; a name that is not on record is the last of the list.")),
        day_field(context, "due", tr("due"), hint=tr(_UNCHANGED)),
        TextField("note", tr("note"), hint=tr("What they should know.")),
    ]  # fmt: skip

    def do(target: Target, values: Values) -> object:
        assignee = assignee_of(context, str(values["assignee"]))
        return context.desk.wishes.act(
            target.id, "assign", assignee=assignee, due=values["due"], note=values["note"]
        )

    return Together(tr("Assign wishes"), fields, do, lambda one, values: _too_early(context, one, values))


def edit(context: DeskContext, targets: Sequence[Target]) -> Together:  # noqa: ARG001
    """Set the due date, the category or the urgency of wishes."""
    from tui.kinds.words import URGENCIES

    tr = context.tr
    keep = (None, tr("each keeps its own"))
    fields: list[Field] = [
        day_field(context, "due", tr("due"), hint=tr(_UNCHANGED)),
        PickField("category", tr("category"), [keep, *choices(context, categories(context.store.community))], None,
                  hint=tr("Arrows choose, or type: text or pinyin initials.")),
        PickField("urgency", tr("urgency"), [keep, *choices(context, URGENCIES)], None,
                  hint=tr("Arrows choose, or type: text or pinyin initials.")),
    ]  # fmt: skip

    def do(target: Target, values: Values) -> object:
        given = {name: value for name, value in values.items() if value not in {None, ""}}
        if not given:
            raise InvalidInput({"due": Message("Nothing is to be changed.")})
        return context.desk.wishes.edit(target.id, given)

    return Together(tr("Edit wishes"), fields, do, lambda one, values: _too_early(context, one, values))


def _too_early(context: DeskContext, target: Target, values: Values) -> Message | None:
    """Why a wish cannot be due on that day."""
    wish = context.store.wishes.find_stored(target.id) or {}
    if values["due"] and str(values["due"]) < str(wish.get("recorded_on") or ""):
        return Message("The due date lies before the day it was recorded.")
    return None


def step(context: DeskContext, targets: Sequence[Target]) -> Together:
    """One step for several wishes, of those that the state of at least one allows."""
    tr, role, store = context.tr, context.actor.role, context.store
    states = {str((store.wishes.find_stored(one.id) or {}).get("state")) for one in targets}
    possible = {id for state in states for id in workflow.WORKFLOW.allowed(state)} | {"comment", "support"}
    steps = [
        (id, tr(label))
        for id, label in STEPS.items()
        if id in possible - _NOT_FOR_MANY and may(role, f"wish.{id}")
    ]
    fields: list[Field] = [
        PickField("step", tr("step"), steps, None, required=True, hint=tr("Arrows choose, or type the word.")),
        TextField("note", tr("note"), most=1000, hint=tr("The reason, the comment, or the resident's name.")),
        day_field(context, "day", tr("until"), hint=tr("On hold: when to look at it again. Otherwise: a new due date.")),
    ]  # fmt: skip

    def do(target: Target, values: Values) -> object:
        chosen, note, desk = values["step"], values["note"] or "", context.desk.wishes
        try:
            if chosen == "comment":
                return desk.comment(target.id, note)
            if chosen == "support":
                return desk.support(target.id, note)
            day = values["day"]
            given: dict[str, Any] = {"review_on": day} if chosen == "hold" else {}
            given |= {"due": day} if chosen in {"accept", "resume"} else {}
            return desk.act(target.id, chosen, note=note, **given)
        except InvalidInput as error:
            names = {"resident": "note", "review_on": "day"}
            raise InvalidInput({names.get(f, f): m for f, m in error.errors.items()}) from error

    def why_not(target: Target, values: Values) -> Message | None:
        chosen = str(values["step"])
        wish = store.wishes.find_stored(target.id)
        if wish is None or chosen not in workflow.TRANSITIONS:
            return None
        given = dict.fromkeys(workflow.TRANSITIONS[chosen].needs, True)
        return workflow.WORKFLOW.check(chosen, wish["state"], given)

    return Together(tr("Next step of wishes"), fields, do, why_not, lambda values: f"wish.{values['step']}")


def complete(context: DeskContext, targets: Sequence[Target]) -> Together:  # noqa: ARG001
    """Wishes that one thing fulfilled."""
    tr = context.tr
    fields: list[Field] = [
        TextField("outcome", tr("outcome"), required=True, hint=tr("What was done, in a sentence."))
    ]

    def do(target: Target, values: Values) -> object:
        if not values["outcome"]:
            raise InvalidInput({"outcome": Message("Say what was done.")})
        return context.desk.wishes.act(target.id, "complete", outcome=values["outcome"])

    return Together(tr("Wishes done"), fields, do)
