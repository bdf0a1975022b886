"""Forgetting a person: what goes is counted, the name is typed, and it is asked once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from tui.desk.context import DeskContext
from tui.desk.people.forgetting import ToForget
from tui.kinds import registry
from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.screens.base.form import FormScreen
from tui.widgets.fields import PickField, TextField

_NO, _YES = "no", "yes"
_MOST: Final = 60


def asked(context: DeskContext, name: str, whom: ToForget, begin: Callable[[], None]) -> FormScreen:
    """The first question, with what would go; the `name`, as it is on record, is typed. `begin` is called once the second is answered too."""
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> FormScreen:
        context.desk.forgetting.named(whom, name, str(values["name"]))
        return _asked_again(context, name, whom, begin)

    about = tr(
        "Name, telephone, address and mentions of «{name}» go from {n} records ({kinds}), from the history, the backups "
        "and all else in the data folder. This cannot be undone: no key and no backup brings it back.",
        name=name,
        n=len(whom.records),
        kinds=said(context, whom) or "-",
    )
    if whom.attachments:
        about = f"{about} {tr('{n} attached files and links go with them.', n=whom.attachments)}"
    hint = tr("Type the name, so that it is nobody else.")
    field = TextField("name", tr("the person's name"), required=True, most=_MOST, hint=hint)
    return FormScreen(tr("Forget «{name}»", name=name), [field], save, about=about)


def _asked_again(context: DeskContext, name: str, whom: ToForget, begin: Callable[[], None]) -> FormScreen:
    """The second question. It is answered with no until another answer is chosen."""
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        if values["sure"] != _YES:
            return Message("Nothing was removed.")
        begin()
        return Message("It is being removed. Go on meanwhile; it is told when that is done.")

    answers = [(_NO, tr("no, leave everything")), (_YES, tr("yes, remove it for good"))]
    field = PickField("sure", tr("remove it?"), answers, _NO)
    about = tr(
        "Once more: {n} records of «{name}», for good. Undo (u) does not take it back.",
        n=len(whom.records),
        name=name,
    )
    return FormScreen(tr("Forget «{name}»", name=name), [field], save, about=about)


def said(context: DeskContext, whom: ToForget) -> str:
    """How many records of each kind: «wishes 2, visits 1»."""
    tr = context.tr
    counts = Counter(table for table, _ in whom.records)
    return tr(", ").join(f"{tr(registry.stored_kind(table).label)} {n}" for table, n in counts.items())
