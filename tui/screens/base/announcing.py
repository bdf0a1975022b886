"""Messages and titles that name the record concerned, whichever form or key was used."""

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
    """Names the record of an act in its message. The name is read before the act, which may delete the record."""

    def __init__(self, context: DeskContext, target: Target | None) -> None:
        self._context = context
        self._before = {target: target_name(context.store, target, context.tr)} if target else {}

    def said(self, message: Message, targets: Sequence[Target] = ()) -> Message:
        """`message`, completed so that it names the kind and the record of one of `targets` (if empty: of the act).

        A message that names both is unchanged; one that names the record gets the kind before that name; any other
        gets both in front.
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
    """The title of a form, followed by the kind and the name of its record unless the title contains them."""
    tr = context.tr
    label = tr(registry.kind(origin.kind).label) if origin and origin.kind else ""
    name = target_name(context.store, origin.target, tr) if origin and origin.target else ""
    if label and not _has(title, label):
        title = f"{title}  {label}"
    return f"{title}  {name}" if name and not names(title, name) else title


def kind_of(target: Target) -> str:
    """The msgid of the word for one record of the target's kind."""
    return registry.kind(target.kind).label


def names(text: str, name: str) -> bool:
    """Whether a text contains any word of a record's name (its number, for instance)."""
    return any(part in text for part in name.split())


def _has(text: str, label: str) -> bool:
    return label.casefold() in text.casefold()


def _with_kind(message: Message, kind: str, name: str) -> Message | None:
    """The message with the kind before the record's name; None if none of its parameters is that name."""
    given = message.params.get("name")
    if isinstance(given, str) and given and (given in name or name in given):
        named = Message("{kind} «{name}»", {"kind": Message(kind), "name": given})
        return Message(message.msgid, {**message.params, "name": named})
    within = message.params.get("said")
    if isinstance(within, Message) and (filled := _with_kind(within, kind, name)) is not None:
        return Message(message.msgid, {**message.params, "said": filled})
    return None
