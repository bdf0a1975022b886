"""What is said of a deed that is done: with the kind and the name of the record, whichever form or key did it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Target
from tui.language.errors import Message
from tui.queries.naming import target_name
from tui.screens.base.origin import Origin

# That something was handed out is noted beside what was done.
_NOTED: Final = "export"


class Named:
    """The records that a deed is about, with their names from before it: a record may be gone afterwards."""

    def __init__(self, context: DeskContext, target: Target | None) -> None:
        self._context = context
        self._before = {target: target_name(context.store, target, context.tr)} if target else {}

    def said(self, message: Message, targets: Sequence[Target] = ()) -> Message:
        """`message`, which names kind and record of one of `targets`; where it did not, of the first that has a name.

        Without targets, those from before. Where the message names the record alone, the kind is put before that name.
        """
        tr = self._context.tr
        named = [(kind_of(one), self._name(one)) for one in targets or self._before if one.kind != _NOTED]
        named = [(kind, name) for kind, name in named if name]
        text = message.text(tr)
        if not named or any(_has(text, tr(kind)) and names(text, name) for kind, name in named):
            return message
        for kind, name in named:
            if (filled := _with_kind(message, kind, name)) is not None:
                return filled
        kind, name = named[0]
        return Message("{kind} «{name}»: {said}", {"kind": Message(kind), "name": name, "said": message})

    def _name(self, target: Target) -> str:
        store, tr = self._context.store, self._context.tr
        return target_name(store, target, tr) or self._before.get(target, "")


def headline(context: DeskContext, title: str, origin: Origin | None) -> str:
    """The title of a form, with the kind and the record that it is about, where it does not name them itself."""
    tr = context.tr
    label = tr(registry.kind(origin.kind).label) if origin and origin.kind else ""
    name = target_name(context.store, origin.target, tr) if origin and origin.target else ""
    if label and not _has(title, label):
        title = f"{title}  {label}"
    return f"{title}  {name}" if name and not names(title, name) else title


def kind_of(target: Target) -> str:
    """What one record of the target's kind is called: a msgid."""
    return registry.kind(target.kind).label


def names(text: str, name: str) -> bool:
    """Whether a text names a record: by its name, or by the number or the words that it is made of."""
    return any(part in text for part in name.split())


def _has(text: str, label: str) -> bool:
    return label.casefold() in text.casefold()


def _with_kind(message: Message, kind: str, name: str) -> Message | None:
    """The message with the kind before the record's name, where one of its parameters is that; else None."""
    given = message.params.get("name")
    if isinstance(given, str) and given and (given in name or name in given):
        named = Message("{kind} «{name}»", {"kind": Message(kind), "name": given})
        return Message(message.msgid, {**message.params, "name": named})
    within = message.params.get("said")
    if isinstance(within, Message) and (filled := _with_kind(within, kind, name)) is not None:
        return Message(message.msgid, {**message.params, "said": filled})
    return None
