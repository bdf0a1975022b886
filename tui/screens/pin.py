"""The form of the PIN that opens one's own locked screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.language.errors import InvalidInput, Message
from tui.screens.base.beside_form import BesideForm
from tui.screens.base.shell import Shell
from tui.seats.pin import LEAST, MOST, Pins, plain
from tui.widgets.fields import Field
from tui.widgets.secret_field import SecretField


def pin_form(shell: Shell, pins: Pins) -> BesideForm:
    """Set, change or take away the PIN of this seat; the old one is asked for first. Raises StoreError.

    What is typed here is in no draft: the form has no record.
    """
    context = shell.context
    tr = context.tr
    known = bool(pins.state().hash)

    def keep(values: Mapping[str, Any]) -> Message:
        new = plain(str(values["new"]))
        if not known and not new:
            raise InvalidInput({"new": Message("Choose a PIN, or leave with Esc.")})
        if new != plain(str(values["again"])):
            raise InvalidInput({"again": Message("The two are not the same. Type the new PIN twice.")})
        if known:
            tried = pins.check(str(values["old"]), context.now)
            if not tried.right:
                why = Message("That is not the PIN. The next is taken in {n} s.", {"n": tried.wait})
                raise InvalidInput({"old": why if tried.wait else Message("That is not the PIN.")})
        pins.set(new)
        if not new:
            return Message("There is no PIN any more; the screen is not locked from now on.")
        return Message("The PIN is kept. {key} locks the screen.", {"key": "Ctrl+\\"})

    rule = tr(
        "At least {least} letters or digits. Whoever looks after the computer can take it away.", least=LEAST
    )
    fields: list[Field] = []
    if known:
        fields.append(SecretField("old", tr("PIN until now"), required=True, most=MOST))
        none = tr("Empty: no PIN from now on.")
        rule = f"{rule} {none}"
    fields += [
        SecretField("new", tr("new PIN"), required=not known, most=MOST, hint=rule),
        SecretField("again", tr("once more"), required=not known, most=MOST),
    ]
    about = "" if known else tr("A locked screen is opened by a PIN. Without one it is not locked.")
    return BesideForm(tr("PIN of the screen lock"), fields, keep, about=about)
